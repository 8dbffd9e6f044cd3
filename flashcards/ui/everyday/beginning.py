"""Begins what is there every day, beside a window in sight or one that stays out of the way."""

import contextlib
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from flashcards.desktop.autostart import autostart_here
from flashcards.desktop.session_bus import BusError, SessionBus
from flashcards.model.errors import UserError
from flashcards.ui.everyday.closed_reminder import ClosedReminder
from flashcards.ui.everyday.presence import Presence
from flashcards.ui.everyday.readers_wishes import FollowDesktop
from flashcards.ui.everyday.reminding import Reminding
from flashcards.ui.jobs import Progress
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

_WATCHER: Final = "org.kde.StatusNotifierWatcher"
"""Who keeps the tray on desktops of Linux."""
_ASKED_WITHIN_S: Final = 0.5
_LOOK_EVERY_MS: Final = 500
_LOOKS: Final = 16
"""At login the program may be there before the tray is: it is waited for so often."""


def begin(window: "MainWindow") -> Presence:
    """Begin for a window that is shown."""
    presence = Presence(window)
    Reminding(window)
    ClosedReminder(window)
    FollowDesktop(window)
    if window.settings.autostart:
        window.jobs.run(tr("Asking the desktop"), _renew, quiet=True)
    return presence


def _renew(_progress: Progress) -> None:
    """Have the desktop start the program where it lies now."""
    with contextlib.suppress(UserError):  # nobody asked for it; Preferences says how it stands
        autostart_here("").renew()


def begin_quietly(window: "MainWindow") -> None:
    """Begin without a window: in the tray where its icon is wanted, else with a minimised one."""
    if window.settings.tray:
        _TrayWait(window)
    else:
        _stay_away(window)


def _stay_away(window: "MainWindow") -> None:
    if not begin(window).keeps_running and not window.isVisible():
        window.showMinimized()


class _TrayWait(QObject):
    """Looks now and then whether the tray has come; Qt asks only once and believes the answer."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._looked = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._look()

    def _look(self) -> None:
        self._looked += 1
        if self._looked >= _LOOKS or _tray_has_come():
            self._timer.stop()
            _stay_away(self._window)
            self.deleteLater()


def _tray_has_come() -> bool:
    """Whether the desktop keeps a tray, or is none that says so."""
    if not sys.platform.startswith("linux"):
        return True
    try:
        bus = SessionBus(_ASKED_WITHIN_S)
    except BusError:
        return True
    try:
        return bus.has(_WATCHER)
    except BusError:
        return True
    finally:
        bus.close()
