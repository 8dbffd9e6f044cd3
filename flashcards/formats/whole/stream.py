"""Reads one large JSON object piece by piece: its members in order, of lists one item at a time.

Nothing in a file is trusted: no item may be larger than ``LARGEST_ITEM`` or take more than
``MOST_MEMORY``, no name may stand twice in an object, and there are no numbers that JSON does
not know.
"""

import codecs
import json
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any, Final

from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message

LARGEST_ITEM: Final = 16 << 20
"""Characters of one item of a list, or of a member that is no list."""
_MOST_BYTES: Final = 28 << 20
"""Of such a text in memory, where rare signs take four each."""
MOST_MEMORY: Final = 52 << 20
"""Bytes that one item may take, as its commas and brackets let expect, also those in its texts."""
_OF_VALUE, _OF_BRACKET = 40, 64
"""Bytes that a number in a list takes, and an empty list or object."""
_AT_ONCE: Final = 1 << 18
_SPACE: Final = re.compile(r"[ \t\n\r]*")
_IN_NUMBERS: Final = re.compile(r"[-+.0-9eE]*")
_CUT: Final = 16
"""An error so near the end of what was read may be due to the end; an open text always is."""
_AGAIN: Final = message("Export it again, or get it again from where it came.")


class JsonStream:
    """One object of a file. Methods raise UserError for all that is no JSON, or too large."""

    def __init__(self, read: Callable[[int], bytes], file: str) -> None:
        """``read`` gives up to so many bytes, none at the end; ``file`` is named in messages."""
        self._read, self._file = read, file
        self._decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self._decoder = json.JSONDecoder(object_pairs_hook=self._object, parse_constant=self._no)
        self._text = ""
        self._at = 0
        self._before = 0
        """Characters that were read and let go."""
        self._ended = False

    def members(self) -> Iterator[tuple[str, Any]]:
        """Yield (name, value) of each member; the value of a list is an iterator over its items.

        Items that nobody asked for are read over when the next member is.
        """
        self._take("{")
        met: set[str] = set()
        while self._next() != "}":
            if met:
                self._take(",")
                self._next()
            name = self._value()
            if not isinstance(name, str) or name in met:
                raise self._odd()
            met.add(name)
            self._take(":")
            if self._next() == "[":
                items = self._items()
                yield name, items
                for _ in items:
                    pass
            else:
                yield name, self._value()
        self._take("}")
        if self._next():
            raise self._odd()

    def _items(self) -> Iterator[Any]:
        self._take("[")
        first = True
        while self._next() != "]":
            if not first:
                self._take(",")
            first = False
            self._next()
            yield self._value()
        self._take("]")

    def _next(self) -> str:
        """Return the next sign that is no space; "" at the end."""
        while True:
            space = _SPACE.match(self._text, self._at)
            assert space is not None
            self._at = space.end()
            if self._at < len(self._text):
                return self._text[self._at]
            if self._ended:
                return ""
            self._more(_AT_ONCE)

    def _take(self, sign: str) -> None:
        if self._next() != sign:
            raise self._odd()
        self._at += 1

    def _value(self) -> Any:
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                open_text = error.msg.startswith("Unterminated string")
                if self._ended or not (open_text or error.pos >= len(self._text) - _CUT):
                    self._at = error.pos
                    raise self._odd() from error
            except (ValueError, RecursionError) as error:  # a number of 5,000 digits; too deep
                raise self._odd() from error
            else:
                if self._ended or not self._may_go_on(value, end):
                    self._refuse_large(end - self._at)
                    self._at = end
                    return value
            self._refuse_large(len(self._text) - self._at)
            self._more((len(self._text) - self._at) // 4)

    def _may_go_on(self, value: Any, end: int) -> bool:
        """Whether a value that ends here may go on in what was not read yet, as numbers may."""
        if type(value) in (int, float):
            rest = _IN_NUMBERS.match(self._text, end)
            end = rest.end() if rest else end
        return end >= len(self._text)

    def _more(self, wanted: int) -> None:
        """Read on, a fourth of what an item has already: so that nothing is read very often."""
        data = self._read(max(wanted, _AT_ONCE))
        self._ended = not data
        try:
            text = self._decode(data, self._ended)
        except UnicodeDecodeError as error:
            raise UserError(
                message("{file} is not written in UTF-8.", file=self._file), _AGAIN
            ) from error
        self._before += self._at
        self._text = self._text[self._at :] + text
        self._at = 0

    def _refuse_large(self, size: int) -> None:
        if size < _AT_ONCE:
            return
        end = self._at + size
        brackets = sum(self._text.count(sign, self._at, end) for sign in "[{")
        memory = self._text.count(",", self._at, end) * _OF_VALUE + brackets * _OF_BRACKET
        in_memory = sys.getsizeof(self._text) * size // len(self._text)
        if size > LARGEST_ITEM or in_memory > _MOST_BYTES or memory > MOST_MEMORY:
            raise UserError(
                message("An entry of {file} is larger than any collection has.", file=self._file),
                _AGAIN,
            )

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise ValueError("a name stands twice")
        return found

    def _no(self, name: str) -> None:
        raise ValueError(f"JSON has no {name}")

    def _odd(self) -> UserError:
        return odd(
            self._file,
            message(
                "what stands at character {place} cannot be", place=self._before + self._at + 1
            ),
        )


def odd(file: str, what: Message) -> UserError:
    """Return what is said of a file in which something cannot be."""
    return UserError(message("{file} is damaged: {what}.", file=file, what=what), _AGAIN)
