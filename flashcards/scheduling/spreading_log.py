"""Spreads the intervals of many cards at once over the days around the planned ones."""

import numpy as np

from flashcards.scheduling.columns import Floats, Integers
from flashcards.scheduling.spreading import LONGEST_BALANCED_DAYS, SHORTEST_SPREAD_DAYS, Spread

CANDIDATES = 8
"""So many days of a window are looked at."""


def spread_days(
    spread: Spread,
    planned: Integers,
    longest: int,
    weekday: int,
    load: Integers,
    chance: np.random.Generator,
) -> Integers:
    """Return intervals (days) drawn from the windows around ``planned`` ones.

    ``weekday`` is today's, 0 for Monday; ``load`` how many cards each day from today on has. For a
    forecast: each interval is as likely as ``Spreading`` would choose it, near enough, but it is
    not the one that it will choose. With load balance the emptiest of eight days drawn is taken
    for cards that come back within 90 days; else the first of them an easy day does not refuse.
    """
    low, high = windows(planned, longest)
    drawn = chance.random((len(planned), CANDIDATES))
    days = low[:, None] + (drawn * (high - low + 1)[:, None]).astype(np.int64)
    days[:, 0] = days[:, 0] if spread.fuzz else planned
    weights = np.array(spread.easy_days)[(days + weekday) % 7]
    taken = _accepted(weights, max(spread.easy_days), chance)
    if spread.load_balance:
        near = planned <= LONGEST_BALANCED_DAYS
        width = (high - low + 1)[near, None]
        away = np.abs(days[near] - planned[near, None])
        # As in ``Spreading``: at the window's edge a day must be emptier by up to a half.
        taken[near] = _emptiest(days[near], weights[near] / (2 * width + away), load)
    found: Integers = days[np.arange(len(planned)), taken]
    nothing_easy = (weights == 0).all(axis=1)
    return np.where(nothing_easy, planned, found)


def windows(planned: Integers, longest: int) -> tuple[Integers, Integers]:
    """Do what ``spreading.window`` does, for many intervals."""
    reach = 200 + 30 * np.minimum(planned, 7) - 75
    reach += 20 * np.maximum(0, np.minimum(planned, 20) - 7) + 10 * np.maximum(0, planned - 20)
    low = (2 * (planned * 200 - reach) + 200) // 400
    high = (2 * (planned * 200 + reach) + 200) // 400
    fixed = (planned < SHORTEST_SPREAD_DAYS) | (planned > longest)
    low, high = np.maximum(low, 1), np.minimum(high, longest)
    return np.where(fixed, planned, low), np.where(fixed, planned, high)


def _accepted(weights: Integers, most: int, chance: np.random.Generator) -> Integers:
    """Return the place of the first day that its weekday's share does not refuse."""
    accepted = chance.random(weights.shape) * most < weights
    first = np.argmax(accepted, axis=1)
    found: Integers = np.where(accepted.any(axis=1), first, np.argmax(weights, axis=1))
    return found


def _emptiest(days: Integers, weights: Floats, load: Integers) -> Integers:
    work: Floats = (load[np.minimum(days, len(load) - 1)] + 1) / np.maximum(weights, 1e-9)
    found: Integers = np.argmin(work, axis=1)
    return found
