"""Notifies the learner outside of the window, by whatever this desktop has for that."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from flashcards.desktop import notifications
from flashcards.desktop.notifications import Heard, Shown
from flashcards.desktop.session_bus import BusError, SessionBus
from flashcards.ui import icons
from flashcards.ui.jobs import Progress
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

LASTS_MS = 15_000
"""How long a message beside the tray is there, and with it the icon it needs."""


class Notifier(QObject):
    """One notification at a time: a new one takes the place of the one before."""

    clicked = Signal(str)
    """The learner clicked it; with what lets a window come to the front, "" for nothing."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._shown: Shown | None = None
        self._ear: QSocketNotifier | None = None
        self._icon: QSystemTrayIcon | None = None
        self._lasts = QTimer(self)
        self._lasts.setSingleShot(True)
        self._lasts.setInterval(LASTS_MS)
        self._lasts.timeout.connect(self.close)
        window.jobs.at_end.append(self.close)

    def show(self, title: str, body: str, click: str) -> None:
        """Show a notification; ``click`` says what clicking it does."""
        self.close()

        def ask(_progress: Progress) -> Shown | None:
            return _shown_by_desktop(title, body, click)

        def done(shown: Shown | None) -> None:
            if shown is None:
                self._show_otherwise(title, body, click)
            else:
                self._listen(shown)

        self._window.jobs.run(tr("Notifying"), ask, done, quiet=True)

    def close(self) -> None:
        """Hear no more of what is shown."""
        self._lasts.stop()
        if self._ear is not None:
            self._ear.setEnabled(False)
            self._ear.deleteLater()
        if self._shown is not None:
            self._shown.bus.close()
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
        self._ear = self._shown = self._icon = None

    def _listen(self, shown: Shown) -> None:
        self._shown = shown
        self._ear = QSocketNotifier(shown.bus.fileno(), QSocketNotifier.Type.Read, self)
        self._ear.activated.connect(self._hear)
        self._hear()  # what came with the answer

    def _hear(self) -> None:
        shown = self._shown
        if shown is None:
            return
        try:
            found = [shown.heard(each) for each in shown.bus.signals()]
        except BusError:  # the desktop ends
            self.close()
            return
        if Heard.CLICKED in found:
            self.close()
            self.clicked.emit(shown.token)
        elif Heard.CLOSED in found:
            self.close()

    def _show_otherwise(self, title: str, body: str, click: str) -> None:
        """Show it where no service of the desktop does: beside the tray, else in the window."""
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            QApplication.alert(self._window)
            self._window.toast(body, click, lambda: self.clicked.emit(""))
            return
        # Messages belong to an icon, which need not be there for more than this.
        self._icon = QSystemTrayIcon(icons.program_icon(), self)
        self._icon.messageClicked.connect(self._clicked_beside_tray)
        self._icon.show()
        self._icon.showMessage(title, body, icons.program_icon(), LASTS_MS)
        self._lasts.start()

    def _clicked_beside_tray(self) -> None:
        self.close()
        self.clicked.emit("")


def _shown_by_desktop(title: str, body: str, click: str) -> Shown | None:
    """Show a notification by the desktop's own service; None where there is none."""
    from flashcards.installed import Kind, kind

    try:
        bus = SessionBus()
    except BusError:
        return None
    try:
        return notifications.show(bus, title, body, click, portal=kind() is Kind.FLATPAK)
    except BusError:
        bus.close()
        return None
