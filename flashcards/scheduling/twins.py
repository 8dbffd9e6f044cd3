"""Answers of one day on two devices that had not met: SM-2 moves the card for the first alone.

SM-2 multiplies the interval with each answer, however soon it comes. The second of two answers
that were each given to the card as it was due would multiply it once more for one day's work.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flashcards.model.cards import MINUTES_PER_DAY, Memory

if TYPE_CHECKING:
    from flashcards.scheduling.sm2 import SM2


@dataclass(slots=True)
class Twins:
    """Follows the answers to one card in the order they count."""

    _day: int | None = None
    _before: list[tuple[int, Memory]] = field(default_factory=list)
    """Of each answer of the day that moved the card: its device, and the memory before it."""

    def moves_nothing(
        self, scheduler: "SM2", memory: Memory, answer: tuple[int, int, int], day: int
    ) -> bool:
        """Whether an answer had not seen another device's of the same learner's day.

        The interval that it was given then says so: it follows from a memory before the other one,
        and not from ``memory``, the present one. ``answer``: device, quality, that interval
        (minutes; 0 where it says nothing).
        """
        if day != self._day:
            self._day, self._before = day, []
        device, quality, planned = answer
        unseen = False
        if self._before and planned != _planned(scheduler, memory, quality):
            for other, earlier in reversed(self._before):
                if other == device:
                    break
                unseen = unseen or planned == _planned(scheduler, earlier, quality)
        if not unseen:
            self._before.append((device, memory))
        return unseen


def _planned(scheduler: "SM2", memory: Memory, quality: int) -> int:
    days = memory.interval_minutes // MINUTES_PER_DAY
    step = scheduler.step(memory.repetitions, memory.ease, days, quality)
    return step[2] * MINUTES_PER_DAY
