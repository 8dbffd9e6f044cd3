"""Finds out whether a window can be opened at all, before Qt would abort over it."""

import ctypes
import os
import re
import stat
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from flashcards.ui.libraries import DEBIAN_PACKAGES
from flashcards.ui.needed_libraries import PLUGINS, missing_libraries
from flashcards.ui.words import plural, tr

NO_DISPLAY = (
    "Flashcards cannot open a window: there is no display here. "
    "Start it from a desktop session, or use its commands: flashcards --help."
)
_LIBRARY = re.compile(r"\s*(\S+\.so\S*):")
"""How the loader begins what it says of a library that is not there."""
_NEEDS_DISPLAY = ("xcb", "wayland", "wayland-egl")


def problem(environment: Mapping[str, str] = os.environ) -> str | None:
    """Return in one sentence why no window can be opened; None when all is well."""
    if not sys.platform.startswith("linux"):
        return None
    chosen = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if chosen and chosen not in _NEEDS_DISPLAY:
        return None
    wayland = chosen != "xcb" and _wayland_answers(environment)
    if wayland and (trouble := _missing_libraries("wayland")) is None:
        return None
    if environment.get("DISPLAY") and _x_answers(environment["DISPLAY"]):
        return _missing_libraries("xcb")
    return trouble if wayland else NO_DISPLAY


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    socket = Path(environment.get("XDG_RUNTIME_DIR", "/run"), name)
    try:
        return stat.S_ISSOCK(socket.stat().st_mode)
    except OSError:
        return False


def _x_answers(display: str) -> bool:
    """Ask the display server through the library Qt itself uses; True where that is missing."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # the missing library is told about by name
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(display.encode(), None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed


def _missing_libraries(screen: str) -> str | None:
    """Return in one sentence what Qt lacks to draw on a kind of screen; None for nothing."""
    import PySide6

    package = Path(PySide6.__path__[0])
    plugins = package / "Qt" / "plugins" / "platforms"
    for name in PLUGINS[screen]:
        plugin = plugins / f"lib{name}.so"
        if not plugin.exists():
            continue  # another version's, or of a system that sees to its libraries itself
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            return missing_library_words(str(error), screen)
    return None


def missing_library_words(error: str, screen: str = "xcb") -> str:
    """Return in a sentence or two which libraries are missing, and what brings them.

    ``error`` is what the loader said of the first. All others are looked for, so that one look
    into the system's packages will do.
    """
    named = _LIBRARY.match(error)
    if not sys.platform.startswith("linux") or named is None:
        return tr(
            "Flashcards cannot open a window: a part of Qt cannot be loaded ({error}). Install "
            "Flashcards again.",
            error=error,
        )
    first = named[1].rpartition("/")[2]
    return words_of_missing(sorted({first, *_all_missing(screen)}))


def _all_missing(screen: str) -> list[str]:
    from importlib.util import find_spec

    found = find_spec("PySide6")  # which cannot be imported
    folders = found.submodule_search_locations if found is not None else None
    return missing_libraries(Path(folders[0]), screen) if folders else []


def words_of_missing(libraries: Sequence[str]) -> str:
    """Return in a sentence or two which libraries are missing, and what brings them."""
    said = plural(
        len(libraries),
        "Flashcards cannot open a window: the system library {names} is missing.",
        "Flashcards cannot open a window: {count} system libraries are missing: {names}.",
        names=", ".join(libraries),
    )
    packages = [DEBIAN_PACKAGES[each] for each in libraries if each in DEBIAN_PACKAGES]
    others = [each for each in libraries if each not in DEBIAN_PACKAGES]
    if packages:
        line = f"sudo apt install {' '.join(dict.fromkeys(packages))}"
        said += " " + tr("On Debian and Ubuntu: {line}", line=line)
    if others:
        said += " " + tr(
            "Look for {names} in the packages of your system, and install what holds it.",
            names=", ".join(others),
        )
    return said
