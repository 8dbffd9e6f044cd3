"""What a simulation of the days ahead is asked, and what it answers."""

from dataclasses import dataclass

from flashcards.model.habits import Habits
from flashcards.model.presets import Options


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
