"""Knows how this program came onto the computer, and how a part it lacks would get there.

Whoever makes a package writes its kind into ``_data/installed``; all else is seen from where the
program lies.
"""

import os
import sys
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from flashcards import identity, paths
from flashcards.files import read_given
from flashcards.model.messages import Message, Translatable, message

MARK: Final = "installed"
"""The file in ``_data`` that names the kind in its first word; packages write it."""
_IN_FLATPAK: Final = Path("/.flatpak-info")
_LONGEST_MARK: Final = 1_000


class Kind(StrEnum):
    """A way in which the program can be installed."""

    SOURCE = "source"
    """It runs from a checkout."""
    WHEEL = "wheel"
    """pip, pipx or the like put it beside other Python packages."""
    DEB = "deb"
    """Debian's own Python and Qt carry it."""
    BUNDLE = "bundle"
    """A folder with everything inside, Python included."""
    BUNDLE_DEB = "bundle-deb"
    """Such a folder, put in place by dpkg."""
    FLATPAK = "flatpak"


TITLES: Final[dict[Kind, Translatable]] = {
    Kind.SOURCE: "from source",
    Kind.WHEEL: "Python package",
    Kind.DEB: "Debian package",
    Kind.BUNDLE: "self-contained",
    Kind.BUNDLE_DEB: "self-contained Debian package",
    Kind.FLATPAK: "Flatpak",
}
"""What each kind is called where the version is shown."""


def is_frozen() -> bool:
    """Whether Python is part of the program, so that there is none beside it to be started."""
    return bool(getattr(sys, "frozen", False))


def own_image(environment: Mapping[str, str] = os.environ) -> str:
    """Return the file of the AppImage that this program came out of; "" where it did not.

    A program that another AppImage started finds that one's file in its environment, too.
    """
    image, inside = environment.get("APPIMAGE", ""), environment.get("APPDIR", "")
    return image if image and inside and Path(sys.executable).is_relative_to(inside) else ""


@cache
def kind() -> Kind:
    """How this program was installed."""
    return kind_in(paths.PACKAGE, frozen=is_frozen(), flatpak=_IN_FLATPAK.exists())


def kind_in(package: Path, *, frozen: bool, flatpak: bool) -> Kind:
    """Return how the program was installed whose ``flashcards`` package lies there."""
    if flatpak:
        return Kind.FLATPAK
    data = package / paths.PACKED
    try:
        told = read_given(data / MARK, _LONGEST_MARK).decode("ascii", "replace").split()
    except (OSError, ValueError):
        told = []
    if told and told[0] in list(Kind):
        return Kind(told[0])
    if frozen:
        return Kind.BUNDLE
    return Kind.WHEEL if data.is_dir() else Kind.SOURCE


def how_to_add(
    package: str, debian: str = "", to: Kind | None = None, *, inside: bool = True
) -> Message:
    """Return what to do where a library is missing that the program can be without.

    ``package`` is its name for pip, ``debian`` what Debian's packages of it are called, with
    spaces between; empty where Debian has none. ``to``: the kind, by default this program's own.
    ``inside``: whether the packages that bring all else have it inside.
    """
    match to or kind():
        case Kind.SOURCE | Kind.WHEEL:
            python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
            line = f"{python} -m pip install {package}"
        case Kind.DEB if debian:
            line = f"sudo apt install {debian}"
        case Kind.DEB:
            return message(
                "Debian has no package of it. The self-contained package has it inside: see "
                "{home_page}.",
                home_page=identity.HOME_PAGE,
            )
        case _ if not inside:
            return message(
                "The self-contained program does not bring it: install {name} as a Python package "
                "or as Debian’s, see {home_page}.",
                name=identity.NAME,
                home_page=identity.HOME_PAGE,
            )
        case _:
            return message(
                "It belongs to this package, so something is damaged: install {name} again.",
                name=identity.NAME,
            )
    return message(
        "Install it with “{line}”, then start {name} again.", line=line, name=identity.NAME
    )
