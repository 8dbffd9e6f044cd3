"""Reads JSON and compressed bytes that anybody may have written, within bounds set beforehand."""

import json
import math
import re
import zlib
from typing import Any, Final

from flashcards.model.messages import message
from flashcards.sync.refusals import DamagedError, SegmentTooLargeError

DEEPEST: Final = 50
"""Brackets in brackets."""
MOST_VALUES: Final = 2_000_000
"""Of one text of JSON; each takes up to a hundred bytes of memory once it is read."""
_LEVEL: Final = 6
"""The highest of zlib takes twice the time and saves one byte in a hundred; lzma takes eleven
times as long and saves one in five."""
_LASTING: Final = (8, zlib.DEFLATED, zlib.MAX_WBITS, 7)
"""For what lies there for months: two bytes in a hundred less for three times the time. In the
smaller blocks of the last figure columns of different numbers get a code of their own."""

_AT_ONCE: Final = 1 << 18
_BRACKETS: Final = re.compile(rb"[\[\]{}]")
_MAYBE_HALVES: Final = re.compile(rb"\\u[dD][89a-fA-F]")
_HALVES: Final = re.compile(rb"(?<!\\)(?:\\\\)*+\\u[dD][89a-fA-F]")
"""Such an escape; behind an odd number of backslashes it is text that somebody typed."""
_LONG_NUMBER: Final = re.compile(rb"(?<![.0-9])[0-9]{20}")
"""Digits before the point; behind it a number may have as many as it likes."""


class Budget:
    """How many values may still be read out of one file."""

    def __init__(self, values: int) -> None:
        self.values = values

    def spend(self, values: int) -> None:
        """Take so many; raises SegmentTooLargeError where they are not left."""
        self.values -= values
        if self.values < 0:
            raise SegmentTooLargeError(message("it has too many values"))


def to_json(value: Any) -> bytes:
    """Return a value as JSON, the same bytes for equal values; ValueError for what JSON lacks."""
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True
    )
    return text.encode()


def from_json(data: bytes, budget: Budget) -> Any:
    """Return what a text of JSON holds; DamagedError for anything that ``to_json`` never writes."""
    _refuse_too_much(data, budget)
    try:
        return json.loads(data, parse_constant=_no_number, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise DamagedError(message("it holds no text that can be read")) from error


def _refuse_too_much(data: bytes, budget: Budget) -> None:
    """Refuse what would take too much memory, before anything is made of it."""
    bare = _bare(data)
    count = sum(map(bare.count, (b",", b"[", b"{")))
    if count > MOST_VALUES:
        raise SegmentTooLargeError(message("it has too many values"))
    budget.spend(count)
    depth = 0
    for bracket in _BRACKETS.finditer(bare):
        depth += 1 if bracket[0] in b"[{" else -1
        if depth > DEEPEST:
            raise DamagedError(message("it is nested too deeply"))
    if _LONG_NUMBER.search(bare):
        raise DamagedError(message("it has a number that is too large"))
    if _MAYBE_HALVES.search(data) and _HALVES.search(data):
        raise DamagedError(message("it has half a character"))


def _bare(data: bytes) -> bytes:
    """Return JSON without what its texts say.

    Where it is none, as much of it is right as can be read before that is noticed.
    """
    if b"\\" in data:
        data = data.replace(rb"\\", b"").replace(rb"\"", b"")
    found, within = [], 0
    for start in range(0, len(data), _AT_ONCE):  # so that many short texts take little memory
        texts = data[start : start + _AT_ONCE].split(b'"')
        found.append(b'"'.join(texts[within::2]))
        within = (within + len(texts) - 1) % 2
    return b"".join(found)


def _no_number(_name: str) -> None:
    raise ValueError("what is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def is_value(value: Any) -> bool:
    """Whether a fact may have this value: finite, and no number of more than 64 bits."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        return bool(-(1 << 63) <= value < 1 << 63)
    if kind is float:
        return math.isfinite(value)
    if kind is list:
        return all(map(is_value, value))
    if kind is dict:
        return all(type(name) is str for name in value) and all(map(is_value, value.values()))
    return False


def compressed(data: bytes, *, lasting: bool = False) -> bytes:
    """Return data packed; ``lasting``: in more time to fewer bytes."""
    if not lasting:
        return zlib.compress(data, _LEVEL)
    machine = zlib.compressobj(*_LASTING)
    return machine.compress(data) + machine.flush()


def expanded(data: bytes, size: int) -> bytes:
    """Return what was packed, which has ``size`` bytes; never makes more than one more.

    Raises DamagedError where it has another size or cannot be unpacked.
    """
    machine = zlib.decompressobj()
    try:
        made = machine.decompress(data, size + 1)
    except zlib.error as error:
        raise DamagedError(message("it cannot be unpacked")) from error
    if len(made) != size or not machine.eof or machine.unused_data:
        raise DamagedError(message("its parts do not have the sizes it states"))
    return made
