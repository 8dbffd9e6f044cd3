"""Finds out whether a window can be opened at all, before Qt would abort over it."""

import ctypes
import os
import re
import stat
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flashcards.model.messages import Translatable
from flashcards.ui.libraries import DEBIAN_PACKAGES
from flashcards.ui.needed_libraries import PLUGINS, missing_libraries
from flashcards.ui.words import plural, tr

NO_DISPLAY: Translatable = (
    "Flashcards cannot open a window: there is no display here. "
    "Start it from a desktop session, or use its commands: flashcards --help."
)
_LIBRARY = re.compile(r"\s*(\S+\.so\S*): cannot open shared object file")
"""How the loader begins what it says of a library that is not there."""
_DISPLAYS: Final = {"wayland": "WAYLAND_DISPLAY", "xcb": "DISPLAY"}
"""Kinds of screen, the one that Qt prefers first, and the variable that says where one is."""
_PACKAGES: Final = {"wayland": "qt6-wayland", "xcb": "libqt6gui6"}
"""What brings Qt's part for each of them, where a system packs Qt itself."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a window can be opened, and what Qt must be told for that."""

    trouble: str | None = None
    """In a sentence or two, why none can be; None when all is well."""
    platform: str = ""
    """The kind of screen to use where Qt by itself would end over another; "" leaves it to Qt."""


def opening(environment: Mapping[str, str] = os.environ) -> Opening:
    """Find a screen that answers and that Qt can draw on."""
    if not sys.platform.startswith("linux"):
        return Opening()
    asked = _asked(environment)
    if not set(asked) <= _DISPLAYS.keys():
        return Opening()
    troubles: list[str] = []
    in_vain = False
    for kind in dict.fromkeys([*asked, *_DISPLAYS]):
        if _answers(kind, environment):
            trouble = _missing_parts(kind, environment)
            if trouble is None:
                return Opening(platform=kind if in_vain else "")
            troubles.append(trouble)
        in_vain = in_vain or kind in asked or bool(environment.get(_DISPLAYS[kind]))
    return Opening(troubles[0] if troubles else tr(NO_DISPLAY))


def _asked(environment: Mapping[str, str]) -> list[str]:
    """Return the kinds of screen that somebody told Qt to use, the preferred one first."""
    words = environment.get("QT_QPA_PLATFORM", "").split(";")
    names = [word.partition(":")[0] for word in words]
    return ["wayland" if name.startswith("wayland-") else name for name in names if name]


def _answers(kind: str, environment: Mapping[str, str]) -> bool:
    name = environment.get(_DISPLAYS[kind], "")
    if kind == "xcb":
        return bool(name) and _x_answers(name)
    if environment.get("WAYLAND_SOCKET"):  # who started this process opened it, for Qt alone
        return True
    return bool(name) and _wayland_answers(Path(environment.get("XDG_RUNTIME_DIR", "/run"), name))


def _wayland_answers(socket: Path) -> bool:
    """Ask the display server likewise; True where only the library is missing."""
    try:
        if not stat.S_ISSOCK(socket.stat().st_mode):
            return False
    except (OSError, ValueError):
        return False
    try:
        wayland = ctypes.CDLL("libwayland-client.so.0")
    except OSError:
        return True  # the missing library is told about by name
    wayland.wl_display_connect.restype = ctypes.c_void_p
    wayland.wl_display_connect.argtypes = [ctypes.c_char_p]
    wayland.wl_display_disconnect.argtypes = [ctypes.c_void_p]
    connection = wayland.wl_display_connect(os.fsencode(socket.absolute()))
    if connection is None:
        return False
    wayland.wl_display_disconnect(connection)
    return True


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


def _missing_parts(kind: str, environment: Mapping[str, str]) -> str | None:
    """Return in a sentence or two what Qt lacks to draw on a kind of screen; None for nothing."""
    folders = [folder for folder in _plugin_folders(environment) if folder.is_dir()]
    files = [folder / f"lib{name}.so" for folder in folders for name in PLUGINS[kind]]
    plugins = [file for file in files if file.exists()]
    if folders and not plugins:
        return tr(
            "Flashcards cannot open a window: Qt’s part for this kind of screen ({name}) is "
            "missing. On Debian and Ubuntu: {line}",
            name=kind,
            line=f"sudo apt install {_PACKAGES[kind]}",
        )
    for plugin in plugins:
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            return missing_library_words(str(error), kind)
    return None


def _plugin_folders(environment: Mapping[str, str]) -> list[Path]:
    """Return where Qt looks for its parts for the kinds of screen."""
    import PySide6

    named = [Path(word) for word in (environment.get("QT_QPA_PLATFORM_PLUGIN_PATH", ""),) if word]
    more = environment.get("QT_PLUGIN_PATH", "").split(os.pathsep)
    named += [Path(word, "platforms") for word in more if word]
    own = Path(PySide6.__path__[0]) / "Qt" / "plugins"
    if not own.is_dir():  # a system's own Qt
        from PySide6.QtCore import QLibraryInfo

        own = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    return [*named, own / "platforms"]


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
