"""Reminds the learner at the hour of their choice, while the program runs."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from flashcards import paths
from flashcards.desktop import reminder
from flashcards.settings import Settings
from flashcards.study.glance import Waiting
from flashcards.ui.everyday.notifying import Notifier
from flashcards.ui.jobs import Progress
from flashcards.ui.words import tr, worded

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

LOOK_EVERY_MS = 30_000


class Reminding(QObject):
    """Looks at the clock now and then while a reminder is wanted."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.notifier = Notifier(window)
        self.notifier.clicked.connect(self._clicked)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        window.settings_changed.connect(self._follow)
        self._follow(window.settings)

    def _follow(self, settings: Settings) -> None:
        if reminder.wanted(settings) is None:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    @Slot()
    def look(self) -> None:
        """Remind where it is time, something waits, and the learner is not here anyway."""
        wanted = reminder.wanted(self._window.settings)
        if wanted is None:
            return
        day = reminder.day_to_remind(wanted, self._window.collection.clock())
        if day is None or not self._claims(day):
            return
        if self._window.isActiveWindow() and not self._window.isMinimized():
            return  # what waits is before their eyes
        collection = self._window.collection

        def count(_progress: Progress) -> Waiting:
            found = collection.overview()
            return Waiting(found.waiting.total, found.estimate_seconds)

        self._window.jobs.run(
            tr("Counting cards"), count, self._tell, lambda _error: None, quiet=True
        )

    def _claims(self, day: date) -> bool:
        try:
            return reminder.claim(paths.data_dir(), day)
        except OSError:  # a full disk, which other things tell of
            return False

    def _tell(self, waiting: Waiting) -> None:
        if waiting.cards:
            words = worded(reminder.what_waits(waiting.cards, waiting.seconds))
            self.notifier.show(tr("Time to study"), words, tr("Study"))

    def _clicked(self, _token: str) -> None:
        self._window.come_to_front()
        self._window.study()
