"""How a learner answers, and where that is known from."""

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """Where a number about the learner comes from."""

    DECK = "deck"
    """Measured on the answers to the deck's cards."""
    ALL = "all"
    """Measured on the answers to all cards, since the deck has too few."""
    ASSUMED = "assumed"
    """Assumed, since there are too few answers."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a learner answers: seconds an answer takes, and how often each button is pressed.

    The defaults are those of the simulator of fsrs-rs (open-spaced-repetition project), which
    stand for many learners; the seconds are rounded, its costs weighed by how often each button
    is pressed.
    """

    new_s: float = 15.0
    """A new card."""
    passed_s: float = 13.0
    """A due card that is remembered."""
    failed_s: float = 19.0
    """A due card that is forgotten."""
    repeat_s: float = 13.0
    """A card asked once more on the same day."""
    first: tuple[float, ...] = (0.24, 0.094, 0.495, 0.171)
    """How often a new card is answered again, hard, good and easy."""
    passes: tuple[float, ...] = (0.224, 0.631, 0.145)
    """How often a card that is remembered is answered hard, good and easy."""
    repeats: tuple[float, ...] = (0.216, 0.064, 0.66, 0.06)
    """How often a card asked once more on the same day is answered again, hard, good and easy."""
    new_from: Source = Source.ASSUMED
    passed_from: Source = Source.ASSUMED
    failed_from: Source = Source.ASSUMED
    repeat_from: Source = Source.ASSUMED
