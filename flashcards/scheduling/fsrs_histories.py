"""A log in the form in which FSRS is fitted to it: histories that begin alike are followed once."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from flashcards.scheduling.columns import Floats, Integers, Rounds
from flashcards.scheduling.fsrs_formulas import AGAIN, EASY

_RATINGS = EASY - AGAIN + 1
_LATER = _RATINGS
"""What is added to the rating (less 1) of an answer on a later day, so that it comes last."""
_KINDS = 2 * _RATINGS
_DAY_BITS, _NODE_BITS = 20, 32


@dataclass(frozen=True, slots=True)
class Step:
    """The answers that have so many before them, those with equal histories as one node.

    The nodes are sorted: the answers on the day of the one before stand first, and of each of the
    two sorts those with the lower rating.
    """

    parents: Integers
    """Per node: its place in the step before; in the first of them the first rating less 1."""
    ratings: Floats
    same_day: slice
    later: slice
    """The answers that are predicted; the columns below have only them."""
    by_rating: tuple[slice, ...]
    """Where in ``later`` each rating stands."""
    days: Floats
    """Since the answer before."""
    known: Floats
    """The weight of the answers that were remembered."""
    forgotten: Floats


@dataclass(frozen=True, slots=True)
class Histories:
    """The steps of a log from each card's second answer on."""

    steps: tuple[Step, ...]
    weight: float
    """The sum of the weights of the answers that are predicted."""

    @classmethod
    def of(
        cls, cards: Integers, elapsed_days: Integers, ratings: Integers, weights: Floats
    ) -> "Histories":
        """Return the histories of a log whose answers stand together by card and in their order.

        ``weights`` says how much each answer counts when predicted; it must be 0 for a card's first
        and for those on the day of the one before.
        """
        rows = _that_matter(cards, weights)
        counted = weights[rows]
        steps = _steps(cards[rows], elapsed_days[rows], ratings[rows], counted)
        return cls(tuple(steps), float(counted.sum()))


def _that_matter(cards: Integers, weights: Floats) -> Integers:
    """Return the rows of each card up to its last one with a weight."""
    rounds = Rounds.of(cards)
    if not len(cards):
        return np.arange(0)
    rows = np.arange(len(cards))
    last = np.maximum.reduceat(np.where(weights > 0, rows, -1), rounds.starts)
    return np.flatnonzero(rows <= np.repeat(last, rounds.counts))


def _steps(
    cards: Integers, elapsed_days: Integers, ratings: Integers, weights: Floats
) -> Iterator[Step]:
    nodes = np.arange(0)
    for number, rows in enumerate(Rounds.of(cards)):
        judged = ratings[rows] - 1
        if number == 0:
            nodes = judged
            continue
        days = np.minimum(elapsed_days[rows], (1 << _DAY_BITS) - 1)
        kinds = judged + np.where(days > 0, _LATER, 0)
        # In one number, so that equal answers after equal histories are found in one go.
        keys = (((kinds << _DAY_BITS) + days) << _NODE_BITS) + nodes[: len(rows)]
        found, nodes = np.unique(keys, return_inverse=True)
        weight = weights[rows]
        recalled = judged > 0
        yield _step(
            found,
            np.bincount(nodes, np.where(recalled, weight, 0)).astype(np.float64),
            np.bincount(nodes, np.where(recalled, 0, weight)).astype(np.float64),
        )


def _step(keys: Integers, known: Floats, forgotten: Floats) -> Step:
    kinds = keys >> (_DAY_BITS + _NODE_BITS)
    edges = np.searchsorted(kinds, np.arange(_LATER, _KINDS + 1)).tolist()
    first = edges[0]
    later = slice(first, None)
    return Step(
        keys & ((1 << _NODE_BITS) - 1),
        (kinds % _RATINGS + 1).astype(np.float64),
        slice(0, first),
        later,
        tuple(slice(start - first, end - first) for start, end in pairwise(edges)),
        ((keys >> _NODE_BITS) & ((1 << _DAY_BITS) - 1))[later].astype(np.float64),
        known[later],
        forgotten[later],
    )
