"""What the desktop was told about its reader: whether less is to move, and colours to stand apart.

Linux and its relatives: one question to the portal, which every desktop has. Windows and macOS
are asked in their own ways. A desktop that cannot be asked wishes nothing.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flashcards.desktop.program import Ask, ask
from flashcards.desktop.session_bus import BusError, SessionBus

ASKED_WITHIN_S: Final = 1.0
_SERVICE: Final = "org.freedesktop.portal.Desktop"
_PATH: Final = "/org/freedesktop/portal/desktop"
_SETTINGS: Final = "org.freedesktop.portal.Settings"
_ANY: Final = "org.freedesktop.appearance"
_GNOME: Final = "org.gnome.desktop.interface"
_GNOME_READERS: Final = "org.gnome.desktop.a11y.interface"
_KDE: Final = "org.kde.kdeglobals.KDE"


@dataclass(frozen=True, slots=True)
class ReadersWishes:
    """What whoever sits before the desktop wants of every program."""

    still: bool = False
    """Less is to move by itself."""
    high_contrast: bool = False


def asked_here(system: str = sys.platform) -> ReadersWishes:
    """Ask the desktop this runs on; takes up to ``ASKED_WITHIN_S``, so not in the window's thread.

    Never raises: where nobody answers, nothing is wished.
    """
    if system == "win32":
        from flashcards.desktop.readers_of_windows import asked_windows

        return ReadersWishes(*asked_windows())
    if system == "darwin":
        return asked_macos()
    try:
        bus = SessionBus(ASKED_WITHIN_S)
    except BusError:
        return ReadersWishes()
    try:
        return asked_portal(bus)
    except BusError:
        return ReadersWishes()
    finally:
        bus.close()


def asked_portal(bus: SessionBus) -> ReadersWishes:
    """Ask the portal of a desktop; raises BusError where there is none."""
    spaces = [_ANY, _GNOME, _GNOME_READERS, _KDE]
    answer = bus.call(_SERVICE, _PATH, _SETTINGS, "ReadAll", "as", spaces)
    told = answer[0] if answer and isinstance(answer[0], Mapping) else {}

    def said(space: str, key: str) -> Any:
        values = told.get(space)
        return values.get(key) if isinstance(values, Mapping) else None

    # The first is what a later portal says for every desktop; the others are the desktops' own.
    still = (
        said(_ANY, "reduced-motion") == 1
        or said(_GNOME, "enable-animations") is False
        or _is_nothing(said(_KDE, "AnimationDurationFactor"))
    )
    high = said(_ANY, "contrast") == 1 or said(_GNOME_READERS, "high-contrast") is True
    return ReadersWishes(still, high)


def asked_macos(ask: Ask = ask) -> ReadersWishes:
    """Ask macOS what is chosen under Accessibility, Display."""
    still, high = (
        ask("defaults", "read", "com.apple.universalaccess", key).said == "1"
        for key in ("reduceMotion", "increaseContrast")
    )
    return ReadersWishes(still, high)


def _is_nothing(factor: Any) -> bool:
    """Whether a factor by which all motion is slowed down leaves none; KDE writes it as text."""
    try:
        return isinstance(factor, str | float) and float(factor) == 0
    except ValueError:
        return False
