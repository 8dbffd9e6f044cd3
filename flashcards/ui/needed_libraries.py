"""Finds every system library that Qt needs and that is not there, not only the first of them.

The loader names one at a time. So the files of Qt themselves are asked what they are linked to, in
ELF's own tables (https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.dynamic.html).
"""

import ctypes
import os
import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

MODULES: Final = ("QtCore", "QtGui", "QtWidgets", "QtSvg")
"""The parts of Qt without which there is no window."""
PLUGINS: Final = {"xcb": ("qxcb",), "wayland": ("qwayland", "qwayland-egl", "qwayland-generic")}
"""The plugins for each kind of screen, by what several versions of Qt call them."""

_BEGINS: Final = b"\x7fELF\x02\x01"
"""64 bits, the low byte first: what Qt for Python is built for on Linux."""
_HEADER, _SEGMENT, _ENTRY = struct.Struct("<32xQ14xHH"), struct.Struct("<I4xQQ8xQQ8x"), "<qQ"
_LOADED, _DYNAMIC, _NEEDED, _TEXTS = 1, 2, 1, 5
_MOST: Final = 10_000
"""Entries of a table; a file of Qt's has some hundred."""
_UNFOUND = re.compile(r"^(\S+): cannot open shared object file")


def missing_libraries(package: Path, screen: str) -> list[str]:
    """Return the names of the system libraries that Qt needs here and that cannot be loaded.

    ``package`` is the folder of PySide6, ``screen`` a key of ``PLUGINS``.
    """
    folders = [package, package / "Qt" / "lib", package.parent / "shiboken6", package.parent]
    names = [f"{module}.abi3.so" for module in MODULES]
    plugins = package / "Qt" / "plugins" / "platforms"
    starts = [package / name for name in names]
    starts += [plugins / f"lib{name}.so" for name in PLUGINS[screen]]
    needed = _outside(starts, folders)
    return sorted({name for library in needed for name in _unloadable(library)})


def needed_by(file: Path) -> tuple[str, ...]:
    """Return the libraries that a file is linked to; none for what is no library, or damaged."""
    try:
        data = file.read_bytes()
        return tuple(_needed(data)) if data.startswith(_BEGINS) else ()
    except (OSError, ValueError, OverflowError, struct.error):
        return ()


def _needed(data: bytes) -> Iterator[str]:
    start, size, count = _HEADER.unpack_from(data)
    segments = [_SEGMENT.unpack_from(data, start + size * at) for at in range(count)]
    for kind, offset, _, length, _ in segments:
        if kind != _DYNAMIC:
            continue
        table = data[offset : offset + min(length, _MOST * 16)]
        entries = list(struct.iter_unpack(_ENTRY, table[: len(table) // 16 * 16]))
        texts = next((value for tag, value in entries if tag == _TEXTS), None)
        loaded = [each for each in segments if each[0] == _LOADED]
        place = next(
            (texts - at + begins for _, begins, at, held, _ in loaded if at <= texts < at + held),
            None,
        ) if texts is not None else None  # fmt: skip
        if place is None:
            continue
        for tag, value in entries:
            if tag == _NEEDED:
                end = data.index(b"\0", place + value)
                yield data[place + value : end].decode("ascii", "replace")


def _outside(starts: Iterable[Path], folders: Sequence[Path]) -> list[str]:
    """Return what files, and what they need from ``folders``, need from elsewhere."""
    waiting = [start for start in starts if start.exists()]
    known = {start.name for start in waiting}
    outside: list[str] = []
    while waiting:
        for name in needed_by(waiting.pop()):
            if name in known:
                continue
            known.add(name)
            inside = [folder / name for folder in folders if (folder / name).exists()]
            if inside:
                waiting.append(inside[0])
            else:
                outside.append(name)
    return outside


def _unloadable(library: str) -> list[str]:
    """Return what is missing of a library: itself, or the first that it needs in turn."""
    try:
        ctypes.CDLL(library)
    except OSError as error:
        found = _UNFOUND.match(str(error))
        return [os.path.basename(found[1]) if found else library]  # noqa: PTH119  (no path)
    return []
