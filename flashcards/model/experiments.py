"""What a simulation of the days ahead is asked, and what it answers."""

from dataclasses import dataclass
from enum import StrEnum

from flashcards.model.presets import Options


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


@dataclass(frozen=True, slots=True)
class SimulationSettings:
    """By what the days ahead are planned in a simulation."""

    options: Options
    """Scheduler and limits; ``new_per_day`` and ``reviews_per_day`` are among them."""
    endless: bool = False
    """Whether there is always another new card; else those the deck has left are all."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """What the days ahead would be like; one entry a day, today first."""

    first_day: int
    """Today, the learner's day (date ordinal)."""
    reviews: tuple[int, ...]
    """Due cards answered."""
    new: tuple[int, ...]
    """New cards begun."""
    repeats: tuple[int, ...]
    """Further answers to the same cards on the same day: learning steps and drills."""
    minutes: tuple[float, ...]
    """The time all of that takes."""
    memorised: tuple[float, ...]
    """The sum of the probabilities to remember each card begun, at the day's end."""
    waiting: tuple[int, ...]
    """Cards that were due and that a limit put off."""
    passed: int
    """How many of the reviews were remembered."""
    cards: int
    """How many cards are begun in the end, those of before among them."""
    habits: Habits
    fitted: bool
    """Whether the learner's memory is simulated by parameters fitted to it, or published ones."""

    @property
    def recall(self) -> float | None:
        """The share of reviews that were remembered, 0-1; None without reviews."""
        asked = sum(self.reviews)
        return self.passed / asked if asked else None
