"""Finds out whether a window can be opened at all, before Qt would abort over it."""

import ctypes
import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

from flashcards.ui.libraries import DEBIAN_PACKAGES

NO_DISPLAY = (
    "Flashcards cannot open a window: there is no display here. "
    "Start it from a desktop session, or use its commands: flashcards --help."
)
_NEEDS_DISPLAY = ("xcb", "wayland", "wayland-egl")


def problem(environment: Mapping[str, str] = os.environ) -> str | None:
    """Return in one sentence why no window can be opened; None when all is well."""
    if not sys.platform.startswith("linux"):
        return None
    chosen = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if chosen and chosen not in _NEEDS_DISPLAY:
        return None
    if chosen != "xcb" and _wayland_answers(environment):
        return None
    if not environment.get("DISPLAY") or not _x_answers(environment["DISPLAY"]):
        return NO_DISPLAY
    return _missing_library()


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


def _missing_library() -> str | None:
    import PySide6

    plugin = Path(PySide6.__path__[0], "Qt", "plugins", "platforms", "libqxcb.so")
    if not plugin.exists():
        return None
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return missing_library_words(str(error))
    return None


def missing_library_words(error: str) -> str:
    """Return in one sentence which system library could not be loaded, and what brings it.

    ``error`` is what the loader said. What else is missing is looked for, so that one line will do.
    """
    library = Path(error.split(":")[0].strip()).name
    missing = [each for each in DEBIAN_PACKAGES if each == library or not _loads(each)]
    packages = " ".join(DEBIAN_PACKAGES[each] for each in missing or DEBIAN_PACKAGES)
    return (
        f"Flashcards cannot open a window: the system library {library} is missing. "
        f"On Debian and Ubuntu: sudo apt install {packages}"
    )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
