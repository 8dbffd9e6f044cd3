"""Tells how long the list at the end of a zip is, before anything is made of its entries."""

import struct
from typing import BinaryIO, Final, NamedTuple

_END: Final = struct.Struct("<4s4H2LH")
_LONG_END: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR: Final = struct.Struct("<4sLQL")
_LONGEST_COMMENT: Final = 1 << 16
_NO_ROOM: Final = 0xFFFFFFFF


class Listed(NamedTuple):
    """What the end of a zip says of its list."""

    entries: int
    size: int
    """Bytes of the list."""


def listed(stream: BinaryIO) -> Listed:
    """Return what a zip's end says, noughts where it has none; the stream goes back to its start.

    The end is looked for as Python's ``zipfile`` does it: what is read later is what is told here.
    """
    end = stream.seek(0, 2)
    place = max(0, end - _END.size)
    stream.seek(place)
    last = stream.read(_END.size)
    if len(last) < _END.size or last[:4] != b"PK\5\6" or last[-2:] != b"\0\0":
        first = max(0, end - _LONGEST_COMMENT - _END.size)
        stream.seek(first)
        data = stream.read(_LONGEST_COMMENT + _END.size)
        at = data.rfind(b"PK\5\6")
        place, last = first + at, data[at : at + _END.size] if at >= 0 else b""
    stream.seek(0)
    if len(last) < _END.size:
        return Listed(0, 0)
    _, _, _, _, entries, size, _, _ = _END.unpack(last)
    found = _long(stream, place) or Listed(entries, size)
    stream.seek(0)
    return found


def _long(stream: BinaryIO, end: int) -> Listed | None:
    """Return what the end of a zip with larger numbers says; None where there is none."""
    place = end - _LOCATOR.size
    if place < _LONG_END.size:
        return None
    stream.seek(place)
    if stream.read(4) != b"PK\6\7":
        return None
    stream.seek(place - _LONG_END.size)
    data = stream.read(_LONG_END.size)
    if data[:4] != b"PK\6\6":
        return None
    found = _LONG_END.unpack(data)
    return Listed(found[7], found[8])
