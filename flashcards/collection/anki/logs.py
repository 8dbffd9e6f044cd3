"""Holds the log of a collection of Anki's, and numbers its rows as those of a device of its own."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from flashcards.formats.anki.collection import AnkiCollection, AnkiReview
from flashcards.scheduling.columns import Flags, Integers
from flashcards.scheduling.replay import DEVICE_BITS

if TYPE_CHECKING:
    from array import array

BASE_MS: Final = 1_136_073_600_000
"""Moments are counted from 2006, when Anki was new, to fit into the number of a row."""
_END: Final = 1 << DEVICE_BITS
_LAST_MS: Final = BASE_MS + _END - 100_000
_LARGEST: Final = (1 << 31) - 1
_IDS: Final = ("id", "card_id")
MOST_OF_A_CARD: Final = 3_000
"""Answers: one a day for eight years."""


class Entries(NamedTuple):
    """Rows of the log in columns, card by card, each card's in the order in which they happened."""

    owner: Integers
    """The place of its card among those asked for."""
    at_ms: Integers
    ease: Integers
    interval: Integers
    last_interval: Integers
    factor: Integers
    taken_ms: Integers
    type: Integers

    def where(self, chosen: Flags) -> "Entries":
        """Return those rows for which ``chosen`` holds."""
        return Entries._make(column[chosen] for column in self)

    def counts(self, cards: int) -> Integers:
        """Return how many rows each of so many cards has."""
        return np.bincount(self.owner, minlength=cards)


class Logs:
    """The log by cards, in columns: a million rows take 40 MB."""

    def __init__(self, found: AnkiCollection) -> None:
        self.cut = 0
        """Cards of whose log only the newest rows are taken."""
        ids, cards, *columns = _columns(found)
        order = np.lexsort((ids, cards))
        self.moments: Integers = np.sort(ids)
        """The moments (UTC ms) of all rows, in order."""
        ids, cards = ids[order], cards[order]
        new = np.r_[True, (ids[1:] != ids[:-1]) | (cards[1:] != cards[:-1])][: len(order)]
        if not new.all():
            order, ids, cards = order[new], ids[new], cards[new]
        self._ids, self._cards = ids, cards
        for place, column in enumerate(columns):
            columns[place] = column[order]
        self._rest = columns

    def of(self, card_ids: Sequence[int]) -> Entries:
        """Return the log of some of Anki's cards."""
        wanted = np.array(card_ids, np.int64)
        last = self._cards.searchsorted(wanted, "right")
        counts = last - self._cards.searchsorted(wanted)
        self.cut += int((counts > MOST_OF_A_CARD).sum())
        counts = np.minimum(counts, MOST_OF_A_CARD)
        first = last - counts
        owner = np.repeat(np.arange(len(wanted)), counts)
        rows = np.arange(len(owner)) + np.repeat(first + counts - counts.cumsum(), counts)
        rest = (column[rows].astype(np.int64) for column in self._rest)
        return Entries(owner, self._ids[rows], *rest)

    def card_ids_but(self, met: "array[int]") -> list[int]:
        """Return the cards that have a log and are none of those ``met``, by id."""
        found: list[int] = np.setdiff1d(self._cards, np.array(met, np.int64)).tolist()
        return found


def _columns(found: AnkiCollection) -> list[Integers]:
    """Return what ``AnkiReview`` has of each row; all but the ids in half the room of the rest.

    Made in one piece: what is put together from many leaves holes all over the memory.
    """
    columns: list[Integers] = _empty(found.rows.count("revlog"))
    filled = 0
    for block in found.log_blocks():
        end = filled + len(block)
        if end > len(columns[0]):
            more = _empty(max(filled, len(block)))
            columns = [np.concatenate(pair) for pair in zip(columns, more, strict=True)]
        for column, values in zip(columns, block.T, strict=True):
            narrow = column.dtype == np.int32
            column[filled:end] = values.clip(-_LARGEST, _LARGEST) if narrow else values
        filled = end
    return [column[:filled] for column in columns]


def _empty(count: int) -> list[Integers]:
    kinds = [np.int64 if name in _IDS else np.int32 for name in AnkiReview._fields]
    return [np.empty(count, kind) for kind in kinds]


class Numbers:
    """The numbers of rows: the moment of each, and for what a card stands at the next free one.

    So two machines that bring in the same log write the same rows. What is ``taken`` already, by a
    log that was brought in before and taken back, or by one of the cards that were deleted since,
    leaves the next free one.
    """

    def __init__(self, device: int, moments: Integers, taken: Iterable[int] = ()) -> None:
        self._device = device << DEVICE_BITS
        self._moments = moments
        self._taken = np.sort(np.fromiter(taken, np.int64)) + (BASE_MS - self._device)
        self._given: set[int] = set()
        self._reached: dict[int, int] = {}
        """From which moment on to look on where a look for a free one began before."""

    def of(self, at_ms: Integers) -> Integers:
        """Return the ids of the rows of answers, of moments within bounds."""
        numbers = self.plain(at_ms)
        if len(self._taken):
            for place in _are_in(self._taken, at_ms).nonzero()[0].tolist():
                numbers[place] = self._device - BASE_MS + self._next(int(at_ms[place]) + 1)
        return numbers

    def plain(self, at_ms: Integers) -> Integers:
        """Return the ids that the rows of answers have where nothing else took them."""
        return at_ms + (self._device - BASE_MS)

    def after_each(self, at_ms: Integers) -> Integers:
        """Return an id for each of some rows that follow one of a moment, or a card made then."""
        at_ms = at_ms.clip(BASE_MS, _LAST_MS)
        free = ~(_are_in(self._moments, at_ms + 1) | _are_in(self._taken, at_ms + 1))
        numbers, given = [], self._given
        for at, is_free in zip((at_ms + 1).tolist(), free.tolist(), strict=True):
            if is_free and at not in given:
                given.add(at)
                numbers.append(at)
            else:
                numbers.append(self._next(at))
        return self.plain(np.array(numbers, np.int64))

    def _next(self, at_ms: int) -> int:
        """Return the first moment from this one on that is free, and take it."""
        place = self._reached.get(at_ms, at_ms)
        while place in self._given or _is_in(self._moments, place) or _is_in(self._taken, place):
            place += 1
        self._given.add(place)
        self._reached[at_ms] = place + 1
        return place


def within_bounds(at_ms: Integers) -> Flags:
    """Return which moments (UTC ms) can be numbered."""
    return (at_ms > BASE_MS) & (at_ms < _LAST_MS)


def _is_in(ordered: Integers, value: int) -> bool:
    place = int(ordered.searchsorted(value))
    return place < len(ordered) and bool(ordered[place] == value)


def _are_in(ordered: Integers, values: Integers) -> Flags:
    if not len(ordered):
        return np.zeros(len(values), bool)
    found: Flags = ordered[ordered.searchsorted(values).clip(max=len(ordered) - 1)] == values
    return found
