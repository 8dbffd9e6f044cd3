"""Which cards a session is limited to, and what its answers do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from flashcards.study.queue import Counts


class Effect(Enum):
    """What the answers of a session do to the schedule."""

    SCHEDULE = "schedule"
    """Each moves the card as it does in the daily round."""
    NONE = "none"
    """None does: all are logged as drills."""
    WHEN_DUE = "when due"
    """Those to cards that are due do; others are logged as drills."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Cards chosen beforehand: a session over it asks these and no others."""

    cards: tuple[int, ...]
    """In the order they are asked."""
    effect: Effect = Effect.SCHEDULE
    due_or_not: bool = True
    """Whether cards are asked that are not due today."""
    left: Counts | None = None
    """What of the day's cards was not chosen, where the choice was made among those."""
    seconds: float | None = None
    """About how long they take, where they were chosen by that."""
    minutes: int | None = None
    """How many minutes they were chosen for."""
    each_day: Callable[[], Sequence[int]] | None = None
    """Chooses the ``cards`` of a day, for a session that goes on with the next day's."""
