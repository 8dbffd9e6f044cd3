"""What asking cards today gains: recall, over the days ahead (numpy)."""

from collections.abc import Sequence

import numpy as np

from flashcards.scheduling import fsrs_log
from flashcards.scheduling.columns import Floats, Integers
from flashcards.scheduling.fsrs_formulas import AGAIN, GOOD, curve_factor, retrievability

HORIZON_DAYS = 60.0
"""Recall is summed over so many days from now."""
DELAY_DAYS = 30.0
"""Asking a card today is compared with asking it so many days later."""


def gains(
    stability: Floats, difficulty: Floats, elapsed_days: Integers, weights: Sequence[float]
) -> Floats:
    """Return what each card's recall, summed over the next 60 days, gains when it is asked today.

    In days: against asking it only in 30 days. Columns have one entry a card: FSRS's stability
    (days), difficulty and the days since its last answer. With R the forgetting curve and p the
    recall on the day of asking, a card asked after t days has

        V(t) = sum of R until t + p V(Good) + (1 - p) V(Again, then Good the same day)

    over the horizon, and V(0) - V(30) is returned. Cards of a backlog wait for one another; of
    jobs that lose by waiting the one comes first that loses most a second (Smith's rule, 1956).
    Our own yardstick, chosen among nine orders by simulation (docs/benchmarks.md).
    """
    return _value(stability, difficulty, elapsed_days, 0.0, weights) - _value(
        stability, difficulty, elapsed_days, DELAY_DAYS, weights
    )


def _value(
    stability: Floats,
    difficulty: Floats,
    elapsed_days: Integers,
    wait: float,
    weights: Sequence[float],
) -> Floats:
    """Return recall summed over the horizon when cards are asked after ``wait`` days."""
    now = elapsed_days.astype(np.float64)
    before = recall_days(stability, now, wait, weights)
    asked = elapsed_days + int(wait)
    known = retrievability(stability, asked.astype(np.float64), weights)
    good = _answered(stability, difficulty, asked, GOOD, weights)[0]
    again = _answered(stability, difficulty, asked, AGAIN, weights)
    today = np.zeros_like(elapsed_days)
    repeated = _answered(*again, today, GOOD, weights)[0]
    nothing, left = np.zeros_like(now), HORIZON_DAYS - wait
    passed, failed = (recall_days(one, nothing, left, weights) for one in (good, repeated))
    return before + known * passed + (1 - known) * failed


def recall_days(
    stability: Floats, elapsed_days: Floats, days: float, weights: Sequence[float]
) -> Floats:
    """Return the sum (integral) of recall over so many days, from ``elapsed_days`` on."""
    factor, power = curve_factor(weights), 1 - weights[20]
    first = (1 + factor * elapsed_days / stability) ** power
    last = (1 + factor * (elapsed_days + days) / stability) ** power
    summed: Floats = (last - first) * stability / (factor * power)
    return summed


def _answered(
    stability: Floats,
    difficulty: Floats,
    elapsed_days: Integers,
    rating: int,
    weights: Sequence[float],
) -> tuple[Floats, Floats]:
    count = len(stability)
    found = fsrs_log.strengths(
        np.arange(count), elapsed_days, np.full(count, rating), weights, (stability, difficulty)
    )
    return found.stability, found.difficulty
