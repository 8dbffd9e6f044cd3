"""Decides what of the program is in sight while its window is not."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from flashcards import identity
from flashcards.settings import Settings
from flashcards.ui import messages
from flashcards.ui.arriving.application import Application
from flashcards.ui.everyday.tray import Tray
from flashcards.ui.everyday.waiting import WaitingCount
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class Presence(QObject):
    """Follows the settings: the icon in the tray, the number on the program's icon, and closing."""

    def __init__(
        self,
        window: "MainWindow",
        tray_here: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tray_here = tray_here
        self.tray: Tray | None = None
        self._badge = False
        self._count = WaitingCount(window)
        self._count.counted.connect(self._show_count)
        window.settings_changed.connect(self._follow)
        self._follow(window.settings)

    @property
    def keeps_running(self) -> bool:
        """Whether the program can be reached while its window is closed."""
        return self.tray is not None and self._tray_here()

    def _follow(self, settings: Settings) -> None:
        if settings.tray and self.tray is None and self._tray_here():
            self.tray = Tray(self._window)
            self._window.installEventFilter(self)
            QApplication.setQuitOnLastWindowClosed(False)
        elif not settings.tray and self.tray is not None:
            self._leave_tray()
        if self._badge and not settings.badge:
            _set_badge(0)
        self._badge = settings.badge
        self._count.want(self._badge or self.tray is not None)

    def _leave_tray(self) -> None:
        tray, self.tray = self.tray, None
        if tray is not None:
            tray.close()
        self._window.removeEventFilter(self)
        QApplication.setQuitOnLastWindowClosed(True)
        if not self._window.isVisible():
            self._window.come_to_front()

    def _show_count(self, count: int) -> None:
        if self.tray is not None:
            self.tray.show_count(count)
        if self._badge:
            _set_badge(count)

    # Closing the window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the program running where its window is closed, as far as the learner wants that."""
        if event.type() != QEvent.Type.Close or self._window.leaving or not self.keeps_running:
            return False
        app = QApplication.instance()
        if isinstance(app, QGuiApplication) and app.isSavingSession():
            return False
        if isinstance(app, Application) and app.quitting:
            return False
        chosen = self._window.settings.on_close
        if chosen == "quit":
            return False
        event.ignore()
        if chosen == "tray":
            self._window.hide()
        else:
            self._ask()
        return True

    def _ask(self) -> None:
        messages.choose(
            self._window,
            tr("Keep {program} in the tray?", program=identity.NAME),
            tr(
                "Its icon there still shows what waits, and opens the window again. Preferences "
                "has this choice under Every day."
            ),
            (tr("&Quit"), lambda: self._decide("quit")),
            (tr("&Keep it in the tray"), lambda: self._decide("tray")),
        )

    def _decide(self, on_close: str) -> None:
        self._window.change_settings(on_close=on_close)
        self._window.close()


def _set_badge(count: int) -> None:
    """Show a number on the program's icon in the dock or task bar; none for 0."""
    app = QApplication.instance()
    if isinstance(app, QGuiApplication):
        app.setBadgeNumber(count)
