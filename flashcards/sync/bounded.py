"""Reads JSON and compressed bytes that anybody may have written, within bounds set beforehand."""

import json
import lzma
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
PACKINGS: Final = ("zlib", "lzma")

_TEXTS: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_BRACKETS: Final = re.compile(rb"[\[\]{}]")
_HALVES: Final = re.compile(rb"\\u[dD][89a-fA-F]")
_LONG_NUMBER: Final = re.compile(rb"[0-9]{20}")
_MOST_MEMORY: Final = 64 << 20
"""Bytes that unpacking may take for itself."""
_FILTERS: Final = [{"id": lzma.FILTER_LZMA2, "preset": 6}]


def to_json(value: Any) -> bytes:
    """Return a value as JSON, the same bytes for equal values; ValueError for what JSON lacks."""
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True
    )
    return text.encode()


def from_json(data: bytes, most: int = MOST_VALUES) -> Any:
    """Return what a text of JSON holds; DamagedError for anything that ``to_json`` never writes."""
    _refuse_too_much(data, most)
    try:
        return json.loads(data, parse_constant=_no_number, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise DamagedError(message("it holds no text that can be read")) from error


def _refuse_too_much(data: bytes, most: int) -> None:
    """Refuse what would take too much memory, before anything is made of it."""
    bare = _TEXTS.sub(b'"', data)
    if sum(map(bare.count, (b",", b"[", b"{"))) > most:
        raise SegmentTooLargeError(message("it has too many values"))
    depth = 0
    for bracket in _BRACKETS.finditer(bare):
        depth += 1 if bracket[0] in b"[{" else -1
        if depth > DEEPEST:
            raise DamagedError(message("it is nested too deeply"))
    if _LONG_NUMBER.search(bare):
        raise DamagedError(message("it has a number that is too large"))
    if _HALVES.search(data):
        raise DamagedError(message("it has half a character"))


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


def compressed(data: bytes, packing: str) -> bytes:
    """Return data packed in one of PACKINGS."""
    if packing == "zlib":
        return zlib.compress(data, 9)
    return lzma.compress(data, lzma.FORMAT_RAW, filters=_FILTERS)


def expanded(data: bytes, packing: str, size: int) -> bytes:
    """Return what was packed, which has ``size`` bytes; never makes more than that.

    Raises DamagedError where it has another size or cannot be unpacked.
    """
    try:
        made = (_inflated if packing == "zlib" else _unpacked)(data, size)
    except (zlib.error, lzma.LZMAError) as error:
        raise DamagedError(message("it cannot be unpacked")) from error
    if len(made) != size:
        raise DamagedError(message("its parts do not have the sizes it states"))
    return made


def _inflated(data: bytes, size: int) -> bytes:
    machine = zlib.decompressobj()
    made = machine.decompress(data, size + 1)
    return made if machine.eof and not machine.unused_data else b""


def _unpacked(data: bytes, size: int) -> bytes:
    machine = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=_FILTERS)
    made = machine.decompress(data, size + 1)
    if not machine.eof and len(made) == size:
        made += machine.decompress(b"", 1)
    return made if machine.eof and not machine.unused_data else b""
