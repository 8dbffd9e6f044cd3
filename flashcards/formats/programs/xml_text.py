"""Reads XML that anybody may have written: no entities of its own, and one record at a time.

A document is only walked through; what is kept of it are its records, such as cards, each within
bounds. So a large file takes no more memory than its largest record.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from html import unescape
from typing import Final, NoReturn
from xml.parsers import expat

from flashcards.formats.wording import safe_name
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message

_AT_ONCE: Final = 1 << 16
_DEEPEST: Final = 100
_LONGEST_TAG: Final = 1 << 20
"""Bytes that wait for the end of a tag or a comment."""
_MOST_IN_RECORD: Final = 50_000
"""Elements."""
_LONGEST: Final = 4_000_000
"""Characters of the text of one record."""


@dataclass(slots=True)
class Element:
    """An element with what is in it."""

    tag: str
    attributes: Mapping[str, str]
    line: int
    texts: list[str] = field(default_factory=list)
    children: list["Element"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text, without that of elements in it."""
        return "".join(self.texts)

    def child(self, tag: str) -> "Element | None":
        """Return the first element in it with this name."""
        return next((each for each in self.children if each.tag == tag), None)

    def text_of(self, tag: str) -> str:
        """Return the text of the first element in it with this name; "" where there is none."""
        found = self.child(tag)
        return "" if found is None else found.text

    def all_text(self) -> str:
        """Return its text and that of all in it."""
        return self.text + "".join(each.all_text() for each in self.children)


@dataclass(frozen=True, slots=True)
class Opened:
    """An element outside of records that begins."""

    element: Element


@dataclass(frozen=True, slots=True)
class Closed:
    """An element outside of records that ends."""

    tag: str


Event = Opened | Closed | Element


class _RefusedError(Exception):
    """A document goes beyond what is read."""

    def __init__(self, why: Message) -> None:
        super().__init__()
        self.why = why


def read_xml(data: bytes, file: str, records: Set[str]) -> Iterator[Event]:
    """Yield the records of a document, whole, and where other elements begin and end.

    An element is a record if its name is among ``records``, and it is in no other. Raises
    UserError, which names the file and the line.
    """
    walk = _Walk(records)
    name = safe_name(file)
    try:
        for start in range(0, max(len(data), 1), _AT_ONCE):
            walk.parser.Parse(data[start : start + _AT_ONCE], start + _AT_ONCE >= len(data))
            yield from walk.taken()
            if start + _AT_ONCE - walk.parser.CurrentByteIndex > _LONGEST_TAG:
                raise _RefusedError(message("a tag in it is too long"))
    except expat.ExpatError as error:
        why = message("line {line} is no XML", line=error.lineno)
        raise _unreadable(name, why) from error
    except _RefusedError as error:
        raise _unreadable(name, error.why) from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        raise _unreadable(name, message("its encoding is unknown")) from error


class _Walk:
    """Walks through a document and gathers what happens in it."""

    def __init__(self, records: Set[str]) -> None:
        self.parser = expat.ParserCreate()
        self._records = records
        self._events: list[Event] = []
        self._open: list[Element] = []
        """The elements of the record under way, each in the one before."""
        self._depth = self._count = self._length = 0
        parser: expat.XMLParserType = self.parser
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.EntityDeclHandler = _no_entities
        parser.SkippedEntityHandler = self._skipped
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def taken(self) -> list[Event]:
        """Return what happened since this was asked last."""
        events, self._events = self._events, []
        return events

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _RefusedError(message("it is nested too deeply"))
        made = Element(tag.rpartition(":")[2], attributes, self.parser.CurrentLineNumber)
        if self._open:
            self._count += 1
            if self._count > _MOST_IN_RECORD:
                raise _RefusedError(self._too_large())
            self._open[-1].children.append(made)
            self._open.append(made)
        elif made.tag in self._records:
            self._count = self._length = 0
            self._open.append(made)
        else:
            self._events.append(Opened(made))

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if not self._open:
            self._events.append(Closed(tag.rpartition(":")[2]))
        elif (ended := self._open.pop()) and not self._open:
            self._events.append(ended)

    def _data(self, text: str) -> None:
        if self._open:
            self._length += len(text)
            if self._length > _LONGEST:
                raise _RefusedError(self._too_large())
            self._open[-1].texts.append(text)

    def _skipped(self, name: str, is_parameter: bool) -> None:
        """Read a name such as ``eacute`` that a document type, which is not fetched, defines."""
        if not is_parameter:
            self._data(unescape(f"&{name};"))

    def _too_large(self) -> Message:
        line = self.parser.CurrentLineNumber
        return message("a card in it is too large (line {line})", line=line)


def _no_entities(*_declaration: object) -> NoReturn:
    raise _RefusedError(message("it defines entities, which no deck needs"))


def _unreadable(name: str, why: Message) -> UserError:
    return UserError(
        message("{file} cannot be read as XML: {why}.", file=name, why=why),
        message("Export it again, or get it again from where it came."),
    )
