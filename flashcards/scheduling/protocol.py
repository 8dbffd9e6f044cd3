"""What every scheduler looks like from outside: memory, quality and time in, an outcome out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flashcards.model.cards import Memory
from flashcards.model.enums import Quality


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from one answer."""

    memory: Memory
    """The card's memory after the answer."""
    drill: bool
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

    def review(self, memory: Memory, quality: Quality, now: datetime) -> Outcome:
        """Return what follows when a card with this memory is answered with ``quality`` now."""

    def explain(self, before: Memory, quality: Quality, after: Memory) -> str:
        """Tell in plain words, with its numbers, how ``after`` came out of ``before``."""

    def parameters(self) -> str:
        """Return the parameters as canonical JSON: sorted keys, no spaces."""
