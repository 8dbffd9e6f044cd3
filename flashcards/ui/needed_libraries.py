"""Finds every system library that Qt needs and that is not there, not only the first of them.

The loader names one at a time. So the files of Qt themselves are asked what they are linked to.
"""

import ctypes
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from flashcards.ui import elf

MODULES: Final = ("QtCore", "QtGui", "QtWidgets", "QtSvg")
"""The parts of Qt without which there is no window."""
PLUGINS: Final = {"xcb": ("qxcb",), "wayland": ("qwayland", "qwayland-egl", "qwayland-generic")}
"""The plugins for each kind of screen, by what several versions of Qt call them."""

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
        return elf.read(file).needed
    except (OSError, ValueError):
        return ()


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
