"""Counts the answers of logs that came from Anki by day, as the daily totals do."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from flashcards.model.cards import MATURE_MINUTES, MINUTES_PER_DAY
from flashcards.model.enums import Phase, ReviewKind
from flashcards.scheduling.days import EPOCH_DAY, MS_PER_MINUTE
from flashcards.store.reviews import ReviewRow
from flashcards.store.undo import TotalsDelta

if TYPE_CHECKING:
    from flashcards.scheduling.columns import Integers

_CARD, _AT, _OFFSET, _KIND, _QUALITY, _TAKEN, _INTERVAL = 0, 2, 3, 4, 5, 6, 8


def totals_of_new(
    rows: Sequence[ReviewRow], homes: Mapping[int, int], day_start_minutes: int
) -> list[TotalsDelta]:
    """Return what whole logs of new cards come to, each card's rows together and in order.

    The same as ``derived.totals_of``, in a fifth of its time. ``homes`` are the decks of cards.
    """
    import numpy as np

    columns = [
        np.fromiter((row[place] for row in rows), np.int64, len(rows))
        for place in (_CARD, _AT, _OFFSET, _KIND, _QUALITY, _TAKEN, _INTERVAL)
    ]
    card, at_ms, offset, kind, quality, taken, interval = columns
    before = np.r_[0, interval[:-1]]
    before[np.r_[True, card[1:] != card[:-1]]] = 0
    day = (at_ms // MS_PER_MINUTE + offset - day_start_minutes) // MINUTES_PER_DAY + EPOCH_DAY
    home = np.fromiter((homes[each] for each in card.tolist()), np.int64, len(card))
    keys = np.stack((day, home, kind, quality, _phases(before)))
    counted = kind <= ReviewKind.DRILL
    found, place = np.unique(keys[:, counted], axis=1, return_inverse=True)
    count = np.bincount(place.ravel(), minlength=found.shape[1])
    spent = np.bincount(place.ravel(), taken[counted], found.shape[1]).astype(np.int64)
    return [
        (*key, reviews, taken_ms)
        for key, reviews, taken_ms in zip(
            found.T.tolist(), count.tolist(), spent.tolist(), strict=True
        )
    ]


def _phases(before: "Integers") -> "Integers":
    """Return how far cards were, from the intervals (minutes) that stood before."""
    import numpy as np

    return np.select(
        [before == 0, before >= MATURE_MINUTES, before < MINUTES_PER_DAY],
        [int(Phase.NEW), int(Phase.MATURE), int(Phase.STEP)],
        int(Phase.YOUNG),
    )
