"""Random parameters, schedulers and answers for the tests of FSRS."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from flashcards.model.enums import Quality
from flashcards.scheduling.fsrs import FSRS
from flashcards.scheduling.fsrs_formulas import (
    DEFAULT_PARAMETERS,
    HIGHEST_PARAMETERS,
    LOWEST_PARAMETERS,
)

FIRST = datetime(2026, 1, 1, 12, tzinfo=UTC)
STEPS = ((), (10,), (1, 10), (1, 10, 60), (2, 4, 8, 1440))


def weights(chance: random.Random) -> tuple[float, ...]:
    """Return the defaults, or any parameters allowed whose first stabilities ascend."""
    if chance.random() < 0.2:
        return DEFAULT_PARAMETERS
    drawn = [
        chance.uniform(low, high)
        for low, high in zip(LOWEST_PARAMETERS, HIGHEST_PARAMETERS, strict=True)
    ]
    return *sorted(drawn[:4]), *drawn[4:]


def scheduler(chance: random.Random) -> FSRS:
    """Return a scheduler with parameters, retention, steps and limit by chance."""
    return FSRS(
        weights(chance),
        chance.randint(70, 99),
        chance.choice(STEPS),
        chance.choice(STEPS),
        chance.choice((30, 365, 36_500)),
    )


def history(chance: random.Random) -> Iterator[tuple[datetime, Quality]]:
    """Yield the answers to one card, each no earlier in its day than the one before.

    So days of 24 hours and the learner's days (from four in the morning) are the same.
    """
    at = FIRST
    for _ in range(chance.randint(1, 14)):
        yield at, Quality(chance.choice((0, 1, 2, 3, 3, 4, 4, 4, 4, 5)))
        days = chance.choice((0, 0, 1, 1, 2, 3, 6, 12, 30, 100, 700))
        at += timedelta(days=days, minutes=chance.randint(0, 30))
