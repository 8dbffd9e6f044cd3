"""Templates of note types: read once, then filled with the fields of any note.

The language is Anki's: ``{{Field}}``, ``{{filter:Field}}``, ``{{#Field}}`` and ``{{^Field}}`` up to
``{{/Field}}``, comments, and ``<%Field%>`` below a first line ``{{=<% %>=}}``.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from flashcards.model.notes import Template

SPECIAL_FIELDS = ("Tags", "Deck", "Subdeck", "Type", "Card", "CardFlag", "CardID")
"""Names a template may use beside the note's fields and FrontSide."""

FILTERS = frozenset(
    {
        *("cloze", "cloze-only", "type", "nc", "hint", "text", "furigana", "kana", "kanji"),
        *("right", "wrong", "list", "list-all"),
    }
)
"""What may stand before a field, beside ``tts`` with its language; any other lets it pass."""

_ANSWERS = frozenset({"type", "right", "wrong"})
"""Filters of fields that hold the answer, which a front asks for and does not show."""

MAX_FILTERS = 8
"""How many filters of one place count, from the innermost on."""

_OTHER_SIGNS = "{{=<% %>=}}"
_SIGNS = {"{{": "}}", "<%": "%>"}
_BEGINS = {opening: re.compile(f"<!--|{re.escape(opening)}") for opening in _SIGNS}
_ASIDE = {
    opening: re.compile(f"{re.escape(opening)}[#^/][^{{}}\n]*?{re.escape(closing)}|<!--.*?-->")
    for opening, closing in _SIGNS.items()
}
_BLOCK_TAG = re.compile(r"</?(?:div|hr|br|p|h[1-6]|li|ul|ol|td|th|tr|table|section)\b[^<>]*>", re.I)
_NOTHING = re.compile(r"(?:<(?:br|div|/div|p|/p) ?/?>|&nbsp;|\s)*", re.IGNORECASE)
_NO_HTML = re.compile(r"(?:</?(?:br|div) ?/?>|[ \t\n\r\f\v])*", re.IGNORECASE)
_LINE = 300
"""How far to look for other text on the line of a field, in characters."""


@dataclass(frozen=True, slots=True)
class FieldPart:
    """A place a field goes to."""

    name: str
    filters: tuple[str, ...] = ()
    """Innermost first, such as ``("cloze", "type")`` for ``{{type:cloze:Text}}``."""
    inline: bool = False
    """Whether other text stands on the same line, so that the field is no paragraph."""
    in_attribute: bool = False


@dataclass(frozen=True, slots=True)
class SectionPart:
    """Begins what is shown only when a field is filled, or only when it is empty."""

    name: str
    inverted: bool
    end: int
    """The place of the first part behind the section."""
    in_attribute: bool = False


@dataclass(frozen=True, slots=True)
class ProblemPart:
    """A section that is never closed, or the end of one that was never opened."""

    name: str
    closed: bool
    """Whether it is the end that has no beginning."""


Part = str | FieldPart | SectionPart | ProblemPart


@lru_cache(maxsize=256)
def parse(template: str) -> tuple[Part, ...]:
    """Return the parts of a template in a row, in time linear in its length.

    A section left open ends with the one around it. Comments are left out.
    """
    opening, position = _opening(template)
    reader = _Reader(template, opening)
    for start, end, name in _marks(template, position, opening):
        reader.text(position, start)
        if name is not None:
            reader.mark(start, end, name)
        position = end
    reader.text(position, len(template))
    return reader.finish()


def marks(template: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each ``{{…}}`` begins and ends, and what it says, such as ``#Extra``."""
    opening, position = _opening(template)
    return (
        (start, end, said)
        for start, end, said in _marks(template, position, opening)
        if said is not None
    )


def _opening(template: str) -> tuple[str, int]:
    """Return the sign that opens marks, and where the template begins."""
    stripped = template.lstrip()
    if stripped.startswith(_OTHER_SIGNS):
        return "<%", len(template) - len(stripped) + len(_OTHER_SIGNS)
    return "{{", 0


def _marks(template: str, at: int, opening: str) -> Iterator[tuple[int, int, str | None]]:
    """Yield where each mark and each comment begins and ends, and what a mark says."""
    absent: set[str] = set()
    while (found := _BEGINS[opening].search(template, at)) is not None:
        at = found.end()
        closing = _SIGNS.get(found[0], "-->")
        end = -1 if closing in absent else template.find(closing, at)
        if end < 0:
            absent.add(closing)
            continue
        said = None if closing == "-->" else template[at:end].lstrip("{").strip()
        at = end + len(closing)
        yield found.start(), at, said


class _Reader:
    """Collects the parts and knows which sections are open."""

    __slots__ = ("_in_tag", "_open", "_opening", "_parts", "_stack", "_template")

    def __init__(self, template: str, opening: str) -> None:
        self._template = template
        self._opening = opening
        self._parts: list[Part] = []
        self._stack: list[int] = []
        self._open: Counter[str] = Counter()
        self._in_tag = False

    def text(self, start: int, end: int) -> None:
        if start < end:
            text = self._template[start:end]
            begun, ended = text.rfind("<"), text.rfind(">")
            if begun != ended:
                self._in_tag = begun > ended
            self._parts.append(text)

    def mark(self, start: int, end: int, name: str) -> None:
        kind = name[:1] if len(name) > 1 else ""
        if kind not in ("#", "^", "/"):
            self._parts.append(self._field(start, end, name))
            return
        name = name[1:].strip()
        if kind == "/":
            self._close(name)
        else:
            self._stack.append(len(self._parts))
            self._open[name] += 1
            self._parts.append(SectionPart(name, kind == "^", 0, self._in_tag))

    def finish(self) -> tuple[Part, ...]:
        while self._stack:
            name = self._close_last()
            self._parts.append(ProblemPart(name, closed=False))
        return tuple(self._parts)

    def _close(self, name: str) -> None:
        if not self._open[name]:
            self._parts.append(ProblemPart(name, closed=True))
            return
        while (last := self._close_last()) != name:
            self._parts.append(ProblemPart(last, closed=False))

    def _close_last(self) -> str:
        place = self._stack.pop()
        section = self._parts[place]
        assert isinstance(section, SectionPart)
        self._parts[place] = replace(section, end=len(self._parts))
        self._open[section.name] -= 1
        return section.name

    def _field(self, start: int, end: int, name: str) -> FieldPart:
        *filters, field = (piece.strip() for piece in name.split(":"))
        known = [one for one in reversed(filters) if one in FILTERS or one.startswith("tts")]
        return FieldPart(
            field, tuple(known[:MAX_FILTERS]), self._shares_line(start, end), self._in_tag
        )

    def _shares_line(self, start: int, end: int) -> bool:
        """Whether anything but block tags and marks of sections stands on a field's own line."""
        aside = _ASIDE[self._opening]
        before = self._template[max(0, start - _LINE) : start].rpartition("\n")[2]
        if _BLOCK_TAG.split(aside.sub("", before))[-1].strip():
            return True
        after = self._template[end : end + _LINE].partition("\n")[0]
        return bool(_BLOCK_TAG.split(aside.sub("", after))[0].strip())


def shown_parts(
    parts: tuple[Part, ...], shows: Callable[[SectionPart], bool]
) -> Iterator[str | FieldPart | ProblemPart]:
    """Yield the parts of a template that are shown, section by section."""
    at = 0
    while at < len(parts):
        part = parts[at]
        at += 1
        if not isinstance(part, SectionPart):
            yield part
        elif not shows(part):
            at = part.end


def is_filled(field: str, markup: str = "markdown") -> bool:
    """Whether a field holds anything: in Markdown what a learner would see, in HTML as in Anki."""
    if not field:
        return False
    if markup == "html":
        return field[0] not in "< \t\n\r\f\v" or not _NO_HTML.fullmatch(field)
    if field.isspace():
        return False
    return field[0] not in "<& \n\t" or not _NOTHING.fullmatch(field)


@lru_cache(maxsize=256)
def cloze_fields(template: str) -> tuple[str, ...]:
    """Return the names of the fields a template asks clozes of."""
    found = _field_parts(template)
    gaps = {"cloze", "cloze-only", "list"}
    return tuple(dict.fromkeys(part.name for part in found if gaps.intersection(part.filters)))


@lru_cache(maxsize=256)
def whole_lists(template: str) -> tuple[str, ...]:
    """Return the names of the fields a template asks as a whole list."""
    found = (part.name for part in _field_parts(template) if "list-all" in part.filters)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=256)
def list_fields_of(template: str) -> tuple[str, ...]:
    """Return the names of the fields a template asks item by item."""
    found = (part.name for part in _field_parts(template) if "list" in part.filters)
    return tuple(dict.fromkeys(found))


def list_fields(templates: Sequence[Template]) -> frozenset[str]:
    """Return the names of the fields that hold lists whose items are asked one by one."""
    return _list_fields(tuple(each.question for each in templates))


@lru_cache(maxsize=256)
def _list_fields(questions: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for each in questions for name in list_fields_of(each))


def field_names(template: str) -> tuple[str, ...]:
    """Return the names of the fields a template shows, in the order it first does."""
    return tuple(dict.fromkeys(part.name for part in _field_parts(template)))


def condition_names(template: str) -> tuple[str, ...]:
    """Return the names of the fields that decide whether parts of a template are shown."""
    found = (part.name for part in parse(template) if isinstance(part, SectionPart))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=256)
def asked_names(template: str) -> tuple[str, ...]:
    """Return the names of the fields a front shows before its answer: not those to be typed."""
    shown = (part.name for part in _field_parts(template) if _ANSWERS.isdisjoint(part.filters))
    return tuple(dict.fromkeys(shown))


def told_names(template: str) -> tuple[str, ...]:
    """Return the names of the fields a back tells: all but those of wrong options."""
    shown = (part.name for part in _field_parts(template) if "wrong" not in part.filters)
    return tuple(dict.fromkeys(shown))


def _field_parts(template: str) -> Iterator[FieldPart]:
    return (part for part in parse(template) if isinstance(part, FieldPart))
