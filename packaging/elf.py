"""Reads of a Linux library or program what it needs, without any tool (the manual page elf(5))."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_DYNAMIC, _LOAD = 2, 1
_SYMBOLS = 11
_NEEDED, _STRINGS, _SONAME, _RPATH, _RUNPATH = 1, 5, 14, 15, 29
_NEEDED_VERSIONS, _NEEDED_COUNT = 0x6FFFFFFE, 0x6FFFFFFF


@dataclass(frozen=True, slots=True)
class Elf:
    """What the loader reads of a file."""

    soname: str
    """The name other files know it by; "" for a program."""
    needed: tuple[str, ...]
    """The libraries it is linked to."""
    versions: tuple[str, ...]
    """The versions it asks of them, such as ``GLIBC_2.34``."""
    paths: tuple[str, ...]
    """Where it tells the loader to look for them first."""


def is_elf(path: Path) -> bool:
    """Whether a file begins as 64-bit ELF in little-endian order, as on every desktop."""
    with path.open("rb") as file:
        return file.read(6) == b"\x7fELF\x02\x01"


def read(path: Path) -> Elf:
    """Return what a file needs. Raises ValueError where it is not such a file or is damaged."""
    data = path.read_bytes()
    try:
        return _read(data)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is no whole ELF file") from error


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


def _read(data: bytes) -> Elf:
    if data[:6] != b"\x7fELF\x02\x01":
        raise ValueError("not a 64-bit ELF file")
    headers_at, size, count = (
        struct.unpack_from("<Q", data, 0x20)[0],
        *struct.unpack_from("<HH", data, 0x36),
    )
    headers = [
        struct.unpack_from("<IIQQQQ", data, headers_at + number * size) for number in range(count)
    ]
    loads = [(place, at, length) for kind, _, place, at, _, length in headers if kind == _LOAD]
    dynamic = next(
        ((place, length) for k, _, place, _, _, length in headers if k == _DYNAMIC), None
    )
    if dynamic is None:
        return Elf("", (), (), ())
    entries = [
        struct.unpack_from("<qQ", data, dynamic[0] + offset) for offset in range(0, dynamic[1], 16)
    ]
    found = dict(entries)
    strings = _offset(loads, found[_STRINGS])

    def text(at: int) -> str:
        return data[strings + at : data.index(b"\0", strings + at)].decode("ascii")

    needed = tuple(text(value) for tag, value in entries if tag == _NEEDED)
    asked: list[str] = []
    if _NEEDED_VERSIONS in found:
        place = _offset(loads, found[_NEEDED_VERSIONS])
        for _ in range(found[_NEEDED_COUNT]):
            _, names, _, first, following = struct.unpack_from("<HHIII", data, place)
            at = place + first
            for _ in range(names):
                name, beyond = struct.unpack_from("<II", data, at + 8)
                asked.append(text(name))
                at += beyond
            place += following
    paths = tuple(text(value) for tag, value in entries if tag in (_RPATH, _RUNPATH))
    return Elf(text(found[_SONAME]) if _SONAME in found else "", needed, tuple(asked), paths)


def forget_paths(path: Path) -> None:
    """Take out of a library where it looks for others on the computer it was built on."""
    if not any(each.startswith("/") for each in read(path).paths):
        return
    data = bytearray(path.read_bytes())
    for kind, place, _, length in _headers(bytes(data)):
        if kind == _DYNAMIC:
            table = bytes(data[place : place + length])
            rows = [table[at : at + 16] for at in range(0, length, 16)]
            kept = [r for r in rows if struct.unpack_from("<q", r)[0] not in (_RPATH, _RUNPATH)]
            data[place : place + length] = b"".join(kept).ljust(length, b"\0")
    path.write_bytes(data)


def _headers(data: bytes) -> list[tuple[int, int, int, int]]:
    """Return kind, place in the file, address and length in the file of each segment."""
    at = struct.unpack_from("<Q", data, 0x20)[0]
    size, count = struct.unpack_from("<HH", data, 0x36)
    rows = [struct.unpack_from("<IIQQQQ", data, at + number * size) for number in range(count)]
    return [(kind, place, address, length) for kind, _, place, address, _, length in rows]


def _offset(loads: list[tuple[int, int, int]], address: int) -> int:
    """Return where in the file lies what is at an address in memory."""
    for place, at, length in loads:
        if at <= address < at + length:
            return place + address - at
    raise ValueError("an address outside of all that is loaded")
