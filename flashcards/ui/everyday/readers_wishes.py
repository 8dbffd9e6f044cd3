"""Asks the desktop for less motion and more contrast, as its reader wants it everywhere."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from flashcards.desktop.readers import ReadersWishes, asked_here
from flashcards.ui.jobs import Progress
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class FollowDesktop(QObject):
    """Asks once the window is there, and again whenever the learner comes back from elsewhere.

    Beside the window, since a desktop may take its time.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._asks = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.applicationStateChanged.connect(self._came)
        self._ask()

    def _came(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self._ask()

    def _ask(self) -> None:
        if not self._asks and not self._window.leaving:
            self._asks = True
            jobs = self._window.jobs
            jobs.run(tr("Asking the desktop"), _asked, self._take, on_broken=self._end, quiet=True)

    def _take(self, wishes: ReadersWishes) -> None:
        self._end()
        self._window.theme.follow_desktop(still=wishes.still, high_contrast=wishes.high_contrast)
        self._window.commands.refresh()

    def _end(self) -> None:
        self._asks = False


def _asked(_progress: Progress) -> ReadersWishes:
    return asked_here()
