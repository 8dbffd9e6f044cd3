"""What every scheduler looks like from outside: memory, quality, occasion in, an outcome out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol, TypeAlias

from flashcards.model.cards import Memory
from flashcards.model.enums import Quality
from flashcards.model.messages import Message, message
from flashcards.scheduling.days import (
    DEFAULT_DAY_START_MINUTES,
    day_of_ms,
    moment_ms,
    offset_minutes_of,
)

ANSWER_WORDS: Final = (
    message("Blackout"),
    message("Again"),
    message("Almost"),
    message("Hard"),
    message("Good"),
    message("Easy"),
)
"""What the buttons say, by quality; four of them are Again, Hard, Good and Easy."""

Load: TypeAlias = Callable[[int], int]
"""How many cards a learner's day (date ordinal) already has to answer."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """When an answer was given, and what else a scheduler may need to know of that moment.

    Everything in it but ``load`` is in the log, so that a replay meets the same occasion again.
    """

    at_ms: int
    """UTC milliseconds since 1970."""
    offset_minutes: int = 0
    """The learner's UTC offset then."""
    day_start_minutes: int = DEFAULT_DAY_START_MINUTES
    last_at_ms: int | None = None
    """When the card's last answer that counts was given; None before the first."""
    seed: int = 0
    """What a card's fuzz is drawn from, with ``last_at_ms``: ``model.cards.card_seed``."""
    planned_minutes: int | None = None
    """In a replay: the interval the log says was planned then; None while answering."""
    load: Load | None = None
    """While answering: how full the days ahead are; None in a replay, which has no need of it."""

    @property
    def day(self) -> int:
        """The learner's day (date ordinal) of the answer."""
        return day_of_ms(self.at_ms, self.offset_minutes, self.day_start_minutes)

    @property
    def elapsed_days(self) -> int:
        """Learner's days since the last answer that counts, 0 before the first; never negative.

        Both moments are seen with the offset of this answer, so that a journey costs no day.
        """
        if self.last_at_ms is None:
            return 0
        last = day_of_ms(self.last_at_ms, self.offset_minutes, self.day_start_minutes)
        return max(0, self.day - last)


def occasion_at(
    moment: datetime,
    day_start_minutes: int = DEFAULT_DAY_START_MINUTES,
    last: datetime | None = None,
    seed: int = 0,
    load: Load | None = None,
) -> Occasion:
    """Return the occasion of an answer given at an aware local ``moment``.

    ``last`` is when the card's last answer that counts was given. Raises ValueError for a naive
    moment.
    """
    last_ms = None if last is None else moment_ms(last)
    offset = offset_minutes_of(moment)
    return Occasion(moment_ms(moment), offset, day_start_minutes, last_ms, seed, None, load)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from one answer."""

    memory: Memory
    """The card's memory after the answer."""
    drill: bool = False
    """Whether the card is to be asked again on the same learner's day."""

    @property
    def interval_minutes(self) -> int:
        """The planned interval; the same as the memory's."""
        return self.memory.interval_minutes


class Scheduler(Protocol):
    """A value that plans a card's next appearance; it holds parameters, never state."""

    @property
    def name(self) -> str:
        """The name a scheduler version is stored under, such as ``"sm2"``."""

    def review(self, memory: Memory, quality: Quality, occasion: Occasion) -> Outcome:
        """Return what follows when a card with this memory is answered with ``quality``."""

    def after_drill(self, memory: Memory, quality: Quality, occasion: Occasion) -> Memory:
        """Return the memory after a drill: how well the card is remembered may change, not when
        it is asked again."""

    def explain(
        self, before: Memory, quality: Quality, after: Memory, occasion: Occasion
    ) -> Message:
        """Tell in plain words, with its numbers, how ``after`` came out of ``before``."""

    def parameters(self) -> str:
        """Return the parameters as canonical JSON: sorted keys, no spaces."""
