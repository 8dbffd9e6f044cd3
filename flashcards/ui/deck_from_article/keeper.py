"""Writes the review under way down in the background: soon after a decision, and on leaving."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from flashcards.ui.deck_from_article import keeping
from flashcards.ui.deck_from_article.keeping import Forgotten, Source, Unfinished
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.jobs import Job
    from flashcards.ui.main_window import MainWindow

SOON_MS = 1_500


class Keeper(QObject):
    """Has one write under way at most; what is decided meanwhile is written after it."""

    def __init__(
        self, window: "MainWindow", parent: QObject, what: Callable[[], Unfinished | None]
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._path = window.collection.path
        self._what = what
        self._job: Job | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.now)

    def later(self) -> None:
        """Write once the learner pauses."""
        self._soon.start()

    def now(self) -> None:
        """Write what there is; the window waits for it when it closes."""
        self._soon.stop()
        unfinished = self._what()
        if unfinished is not None:
            self.wait()
            path = self._path
            self._job = self._window.jobs.run(
                tr("Keeping your choices"), lambda _: keeping.keep(path, unfinished), quiet=True
            )

    def drop(self, source: Source) -> None:
        """Forget what was written of an article."""
        self._soon.stop()
        self.wait()
        keeping.drop(self._path, source)

    def forget(self, source: Source) -> Forgotten | None:
        """Likewise, and return what was written, so that it can be brought back."""
        self._soon.stop()
        self.wait()
        return keeping.forget(self._path, source)

    def wait(self) -> None:
        """Let the write under way end, which takes a moment, so that the newest one stands."""
        if self._job is not None and self._job.thread is not None:
            self._job.thread.join()
        self._job = None
