"""Counts what waits to be studied, in the background, for what shows it outside of the window."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from flashcards.ui.jobs import Job, Progress
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

SETTLED_MS = 400
"""Answers come one after the other: counted is when there were none for so long."""


class WaitingCount(QObject):
    """Follows the collection and the days while somebody wants to know."""

    counted = Signal(int)
    """How many cards a session over all decks would ask now."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._wanted = False
        self._job: Job | None = None
        self._again = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLED_MS)
        self._soon.timeout.connect(self._count)
        window.changes.changed.connect(self._look_soon)
        window.day_watch.turned.connect(self._look_soon)

    def want(self, wanted: bool) -> None:
        """Begin to count, or count no more."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._look_soon()

    def _look_soon(self) -> None:
        if self._wanted:
            self._soon.start()
        else:
            self._soon.stop()

    def _count(self) -> None:
        self._again = self._job is not None
        if self._again:
            return  # it may have looked before what changed was written
        collection = self._window.collection

        def look(_progress: Progress) -> int:
            return collection.deck_tree().waiting.total

        self._job = self._window.jobs.run(
            tr("Counting cards"), look, self._counted, self._give_up, quiet=True
        )

    def _counted(self, count: int) -> None:
        self._job = None
        if self._again:
            self._look_soon()
        if self._wanted:
            self.counted.emit(count)

    def _give_up(self, _error: object) -> None:
        """Another collection is being opened; it is counted once something changes there."""
        self._job = None
