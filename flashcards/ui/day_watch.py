"""Notices the learner's day turning over, and waking from sleep, so that counts follow."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from flashcards.scheduling.days import learner_day

if TYPE_CHECKING:
    from flashcards.api import Collection

LOOK_EVERY_MS = 20_000
SLEPT_S = 90
"""A gap of more than this between two looks means the computer slept or the clock moved."""


class DayWatch(QObject):
    """Looks at the collection's clock now and then."""

    turned = Signal()
    """A learner's day began, or time jumped."""

    def __init__(self, collection: "Collection", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._collection = collection
        self._last = collection.clock()
        self._days = self._now_days(self._last)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def follow(self, collection: "Collection") -> None:
        """Look at another collection's clock from now on."""
        self._collection = collection
        self._last = collection.clock()
        self._days = self._now_days(self._last)
        self._timer.start()

    def pause(self) -> None:
        """Look no more until there is a collection to follow."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Compare with the last look and tell when the day turned or time jumped."""
        now = self._collection.clock()
        days = self._now_days(now)
        jumped = abs((now - self._last).total_seconds()) > SLEPT_S
        turned = days != self._days
        self._last, self._days = now, days
        if jumped or turned:
            self.turned.emit()

    def _now_days(self, now: datetime) -> set[tuple[int, int]]:
        starts = {preset.options.day_start_minutes for preset in self._collection.presets()}
        return {(start, learner_day(now, start)) for start in starts}
