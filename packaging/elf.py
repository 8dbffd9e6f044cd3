"""Reads of Linux libraries which names they share, and makes them forget where they were built."""

import struct
import sys
from collections.abc import Iterator
from pathlib import Path

from making import ROOT

sys.path.insert(0, str(ROOT))
try:
    from flashcards.ui.elf import BEGINS, DYNAMIC, RPATH, RUNPATH, read, segments
finally:
    sys.path.remove(str(ROOT))

__all__ = ["defined", "forget_paths", "is_elf", "read", "undefined"]

_SYMBOLS = 11


def is_elf(path: Path) -> bool:
    """Whether a file begins as 64-bit ELF in little-endian order, as on every desktop."""
    with path.open("rb") as file:
        return file.read(len(BEGINS)) == BEGINS


def defined(path: Path) -> set[str]:
    """Return the names that a library gives to others."""
    return {name for name, section in _symbols(path.read_bytes()) if section}


def undefined(path: Path) -> set[str]:
    """Return the names that a library asks others for."""
    return {name for name, section in _symbols(path.read_bytes()) if not section}


def _symbols(data: bytes) -> Iterator[tuple[str, int]]:
    """Yield each name for or from the loader, and its section, 0 where it is another library's."""
    at = struct.unpack_from("<Q", data, 0x28)[0]
    size, count = struct.unpack_from("<HH", data, 0x3A)
    sections = [struct.unpack_from("<IIQQQQII", data, at + n * size) for n in range(count)]
    for _, kind, _, _, place, length, linked, _ in sections:
        if kind == _SYMBOLS:
            strings = sections[linked][4]
            for each in range(place + 24, place + length, 24):
                name, _, _, section = struct.unpack_from("<IBBH", data, each)
                end = data.index(b"\0", strings + name)
                yield data[strings + name : end].decode("ascii"), section


def forget_paths(path: Path) -> None:
    """Take out of a library where it looks for others on the computer it was built on."""
    if not any(each.startswith("/") for each in read(path).paths):
        return
    data = bytearray(path.read_bytes())
    for kind, place, _, length in segments(bytes(data)):
        if kind == DYNAMIC:
            table = bytes(data[place : place + length])
            rows = [table[at : at + 16] for at in range(0, length, 16)]
            kept = [r for r in rows if struct.unpack_from("<q", r)[0] not in (RPATH, RUNPATH)]
            data[place : place + length] = b"".join(kept).ljust(length, b"\0")
    path.write_bytes(data)
