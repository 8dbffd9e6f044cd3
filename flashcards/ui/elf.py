"""Reads of a Linux library or program what it needs, without any tool (the manual page elf(5)).

The window names what is missing by it, and the packages declare by it what they need; so nothing
else of the program is imported here.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

BEGINS: Final = b"\x7fELF\x02\x01"
"""64 bits, the low byte first: what every desktop has."""
LOADED: Final = 1
"""The kind of a segment that lies in memory while a program runs."""
DYNAMIC: Final = 2
"""The kind of the one in which the loader reads what a file needs."""
NEEDED, STRINGS, SONAME, RPATH, RUNPATH = 1, 5, 14, 15, 29
_VERSIONS, _VERSION_COUNT = 0x6FFFFFFE, 0x6FFFFFFF
_HEADER, _SEGMENT = struct.Struct("<32xQ14xHH"), struct.Struct("<I4xQQ8xQ16x")
_ENTRY = struct.Struct("<qQ")
_VERSION, _NAMED = struct.Struct("<HHIII"), struct.Struct("<8xII")
_MOST: Final = 10_000
"""Entries of a table; a file of Qt's has some hundred."""


class Segment(NamedTuple):
    """A part of a file."""

    kind: int
    place: int
    """Where it lies in the file."""
    address: int
    """Where it lies in memory."""
    length: int
    """How many bytes of the file it takes."""


@dataclass(frozen=True, slots=True)
class Elf:
    """What the loader reads of a file."""

    soname: str = ""
    """The name other files know it by; "" for a program."""
    needed: tuple[str, ...] = ()
    """The libraries it is linked to."""
    versions: tuple[str, ...] = ()
    """The versions it asks of them, such as ``GLIBC_2.34``."""
    paths: tuple[str, ...] = ()
    """Where it tells the loader to look for them first."""


def read(path: Path) -> Elf:
    """Return what a file needs.

    Raises OSError, and ValueError where it is not such a file or is damaged.
    """
    data = path.read_bytes()
    try:
        return _read(data)
    except (struct.error, IndexError, KeyError, OverflowError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is no whole ELF file") from error


def segments(data: bytes) -> list[Segment]:
    """Return the parts of a file; raises struct.error for a damaged one."""
    start, size, count = _HEADER.unpack_from(data)
    return [Segment(*_SEGMENT.unpack_from(data, start + size * at)) for at in range(count)]


def _read(data: bytes) -> Elf:
    if not data.startswith(BEGINS):
        raise ValueError("not a 64-bit ELF file")
    parts = segments(data)
    dynamic = next((each for each in parts if each.kind == DYNAMIC), None)
    if dynamic is None:
        return Elf()
    table = data[dynamic.place : dynamic.place + min(dynamic.length, _MOST * _ENTRY.size)]
    entries = list(_ENTRY.iter_unpack(table[: len(table) // _ENTRY.size * _ENTRY.size]))
    found = dict(entries)
    texts = _Texts(data, _in_file(parts, found[STRINGS]))
    return Elf(
        texts.at(found[SONAME]) if SONAME in found else "",
        tuple(texts.at(value) for tag, value in entries if tag == NEEDED),
        tuple(_asked(data, parts, found, texts)) if _VERSIONS in found else (),
        tuple(texts.at(value) for tag, value in entries if tag in (RPATH, RUNPATH)),
    )


@dataclass(frozen=True, slots=True)
class _Texts:
    """The names in a file."""

    data: bytes
    start: int

    def at(self, place: int) -> str:
        begins = self.start + place
        return self.data[begins : self.data.index(b"\0", begins)].decode("ascii")


def _asked(
    data: bytes, parts: Sequence[Segment], found: dict[int, int], texts: _Texts
) -> Iterator[str]:
    """Yield the versions that a file asks of others."""
    place = _in_file(parts, found[_VERSIONS])
    for _ in range(min(found[_VERSION_COUNT], _MOST)):
        _, names, _, first, following = _VERSION.unpack_from(data, place)
        at = place + first
        for _ in range(names):
            name, beyond = _NAMED.unpack_from(data, at)
            yield texts.at(name)
            at += beyond
        place += following


def _in_file(parts: Sequence[Segment], address: int) -> int:
    """Return where in the file lies what is at an address in memory."""
    for each in parts:
        if each.kind == LOADED and each.address <= address < each.address + each.length:
            return each.place + address - each.address
    raise ValueError("an address outside of all that is loaded")
