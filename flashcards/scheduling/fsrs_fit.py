"""Finds the parameters of FSRS that predict a learner's answers best.

What is made least is the log loss over all answers at once, newer ones counting more, plus what the
parameters stray from the defaults: a learner with few answers stays close to them.
"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from flashcards.scheduling.columns import Floats, Integers, first_of
from flashcards.scheduling.fsrs_formulas import (
    DEFAULT_PARAMETERS,
    HIGHEST_PARAMETERS,
    LOWEST_PARAMETERS,
    within_bounds,
)
from flashcards.scheduling.fsrs_gradient import loss_and_gradient
from flashcards.scheduling.fsrs_histories import Histories
from flashcards.scheduling.minimising import minimum

OLDEST_WEIGHT = 0.25
"""How much the oldest answer counts against the newest."""
CARDS_AT_ONCE = 4_096
"""So many cards are followed together: columns of more do not stay in the processor's cache."""
DIGITS = 6
"""After the point, of the parameters found: more make no difference."""

_SPREAD = np.array(
    (
        *(6.43, 9.66, 17.58, 27.85),
        *(0.57, 0.28, 0.6, 0.12),
        *(0.39, 0.18, 0.33),
        *(0.3, 0.09, 0.16, 0.57),
        *(0.25, 1.03),
        *(0.31, 0.32, 0.14),
        0.27,
    )
)
"""By how much the parameters of learners differ (standard deviation). Source: fsrs-rs, which
holds parameters near the defaults by the same figures."""


def _some_cards_each(cards: Integers) -> list[slice]:
    """Return the rows of a log in parts of ``CARDS_AT_ONCE`` cards."""
    starts = np.flatnonzero(first_of(cards))[::CARDS_AT_ONCE].tolist()
    return [slice(*ends) for ends in pairwise([*starts, len(cards)])]


def recency_weights(count: int) -> Floats:
    """Return how much each of so many answers, oldest first, counts."""
    age = np.arange(count) / max(1, count - 1)
    return OLDEST_WEIGHT + (1 - OLDEST_WEIGHT) * age**3


def fitted(
    cards: Integers,
    elapsed_days: Integers,
    ratings: Integers,
    predicted: Integers,
    told: Callable[[int], None] = lambda _step: None,
) -> tuple[float, ...]:
    """Return the 21 parameters that fit a log whose answers stand together by card.

    ``predicted`` has the rows that are predicted, oldest first; each on a later day than the one
    before it. ``told`` is called as in ``minimising.minimum``. The same log gives the same result.
    """
    counted = np.zeros(len(cards))
    counted[predicted] = recency_weights(len(predicted))
    parts = [
        Histories.of(cards[rows], elapsed_days[rows], ratings[rows], counted[rows])
        for rows in _some_cards_each(cards)
    ]
    weight = sum(part.weight for part in parts)
    usual = np.array(DEFAULT_PARAMETERS)

    def strayed(units: Floats) -> tuple[float, Floats]:
        parameters = (usual + units * _SPREAD).tolist()
        total, steepness = float(units @ units), 2 * units
        for part in parts:
            loss, gradient = loss_and_gradient(part, parameters)
            total += loss
            steepness = steepness + gradient * _SPREAD
        return total / weight, steepness / weight

    lowest, highest = (
        (np.array(bounds) - usual) / _SPREAD for bounds in (LOWEST_PARAMETERS, HIGHEST_PARAMETERS)
    )
    found = minimum(strayed, np.zeros(len(usual)), lowest, highest, told)
    return within_bounds([round(value, DIGITS) for value in (usual + found * _SPREAD).tolist()])
