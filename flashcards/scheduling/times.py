"""How long answers take, all told: one reckoning for the day, minutes, plans and simulations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from flashcards.model.enums import SchedulerKind
from flashcards.model.habits import Habits
from flashcards.model.presets import Options

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Share = TypeVar("Share", float, NDArray[np.float64])
else:
    Share = TypeVar("Share")

_AGAIN, _HARD, _GOOD, _EASY = range(4)
_LEAST_END = 0.05
"""At least this share of answers at a step ends it: nobody repeats for ever."""


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds a card takes on the day it is asked, the repeats that follow included."""

    new: float
    passed: float
    """A due card that is remembered."""
    failed: float
    """A due card that is forgotten."""
    repeat: float
    """A card at a step, or to be drilled, until it is done with for the day."""

    def due(self, recall: Share) -> Share:
        """Return what due cards take that are remembered with this probability (0 to 1)."""
        return recall * self.passed + (1 - recall) * self.failed


def times_of(habits: Habits, options: Options) -> Times:
    """Return what cards take under these options, by how the learner answers.

    Each answer takes the learner's mean time for its kind. How many repeats follow comes from how
    often each button is pressed then: as in ``simulating``, of which this is the mean.
    """
    first, passes, again_s = habits.first, habits.passes, habits.repeat_s
    if options.scheduler is SchedulerKind.SM2:
        one = 1 / _ending(habits.repeats[_GOOD] + habits.repeats[_EASY]) if options.drill else 0.0
        new, passed, failed = one * (first[_AGAIN] + first[_HARD]), one * passes[0], one
        waiting = max(one, 1.0)
    else:
        learning = _repeats(len(options.learning_steps), habits.repeats)
        relearning = _repeats(len(options.relearning_steps), habits.repeats)
        second = learning[1] if len(learning) > 1 else 0.0
        new = (first[_AGAIN] + first[_HARD]) * learning[0] + first[_GOOD] * second
        passed, failed, waiting = 0.0, relearning[0], max(learning[0], relearning[0], 1.0)
    return Times(
        habits.new_s + new * again_s,
        habits.passed_s + passed * again_s,
        habits.failed_s + failed * again_s,
        waiting * again_s,
    )


def _repeats(steps: int, shares: Sequence[float]) -> list[float]:
    """Return how many answers a card needs from each step on until it has passed all.

    Again goes to the first step, hard repeats one, good goes on to the next, easy ends them. With
    E(i) = 1 + again E(0) + hard E(i) + good E(i + 1), each is written as a + b E(0), from the last
    one back, which gives E(0) in the end.
    """
    if not steps:
        return [0.0]
    parts = [(0.0, 0.0)]
    for _ in range(steps):
        a, b = parts[-1]
        going = _ending(1 - shares[_HARD])
        parts.append(
            ((1 + shares[_GOOD] * a) / going, (shares[_AGAIN] + shares[_GOOD] * b) / going)
        )
    a, b = parts[-1]
    whole = a / _ending(1 - b)
    return [a + b * whole for a, b in reversed(parts)]


def _ending(share: float) -> float:
    return max(share, _LEAST_END)
