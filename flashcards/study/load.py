"""How full the learner's days ahead are, for schedulers that choose the emptiest one."""

from dataclasses import dataclass

from flashcards.scheduling.days import EPOCH_DAY, MS_PER_DAY, MS_PER_MINUTE
from flashcards.store import moves
from flashcards.store.queues import Today
from flashcards.store.store import Connection

DAYS_AHEAD = 120
"""How far it is looked; beyond, schedulers do not balance (``spreading.LONGEST_BALANCED_DAYS``)."""


@dataclass(slots=True)
class DaysAhead:
    """Cards due per learner's day, over the whole collection, answers of today kept up with."""

    shift_ms: int
    """Added to a moment, it gives the learner's days their whole number of days from 1970."""
    from_ms: int
    counts: dict[int, int]
    """By days from 1970."""

    def __call__(self, day: int) -> int:
        """Return how many cards fall due on a learner's day (date ordinal)."""
        return self.counts.get(day - EPOCH_DAY, 0)

    def move(self, before_ms: int | None, after_ms: int) -> None:
        """Count a card that was due at one moment (None: it was new) at another."""
        if before_ms is not None and before_ms >= self.from_ms:
            day = (before_ms + self.shift_ms) // MS_PER_DAY
            self.counts[day] = self.counts.get(day, 0) - 1
        day = (after_ms + self.shift_ms) // MS_PER_DAY
        self.counts[day] = self.counts.get(day, 0) + 1


def days_ahead(
    conn: Connection, today: Today, offset_minutes: int, day_start_minutes: int
) -> DaysAhead:
    """Return how full the days after today are; days are told by the learner's present offset."""
    shift_ms = (offset_minutes - day_start_minutes) * MS_PER_MINUTE
    until = today.end_ms + DAYS_AHEAD * MS_PER_DAY
    counts = moves.loads(conn, today.end_ms, until, shift_ms)
    return DaysAhead(shift_ms, today.end_ms, counts)
