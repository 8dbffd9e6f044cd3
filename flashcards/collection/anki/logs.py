"""Holds the log of a collection of Anki's, and numbers its rows as those of a device of its own."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from flashcards.collection.anki.standing import LogEntry, Standing
from flashcards.formats.anki.collection import AnkiCollection, AnkiReview
from flashcards.model.cards import Memory
from flashcards.model.enums import ReviewKind
from flashcards.scheduling.replay import DEVICE_BITS
from flashcards.store.reviews import ReviewRow

if TYPE_CHECKING:
    from array import array

    from flashcards.scheduling.columns import Integers

BASE_MS: Final = 1_136_073_600_000
"""Moments are counted from 2006, when Anki was new, to fit into the number of a row."""
_END: Final = 1 << DEVICE_BITS
_BATCH: Final = 5_000
_LARGEST: Final = (1 << 31) - 1


class Logs:
    """The log by cards, in columns: a million rows take 40 MB."""

    def __init__(self, found: AnkiCollection) -> None:
        import numpy as np

        names, rest = [np.empty((0, 2), np.int64)], [np.empty((0, 6), np.int32)]
        rows = found.log_rows()
        while batch := list(islice(rows, _BATCH)):
            values = _whole(found, batch)
            names.append(values[:, :2].copy())
            rest.append(np.clip(values[:, 2:], -_LARGEST, _LARGEST).astype(np.int32))
        whole = np.concatenate(names)
        names.clear()
        order = np.lexsort((whole[:, 0], whole[:, 1]))
        self.moments: Integers = np.sort(whole[:, 0])
        """The moments (UTC ms) of all rows, in order."""
        same = whole[order]
        order = order[np.r_[True, (same[1:] != same[:-1]).any(axis=1)][: len(order)]]
        del same
        self._ids, self._cards = whole[order, 0], whole[order, 1]
        del whole
        self._rest = np.concatenate(rest)[order]

    def of(self, card_id: int) -> Sequence[AnkiReview]:
        """Return the log of one of Anki's cards, in the order in which it happened."""
        first, last = self._cards.searchsorted((card_id, card_id + 1)).tolist()
        if first == last:
            return ()
        ids, rest = self._ids[first:last].tolist(), self._rest[first:last].tolist()
        return [AnkiReview(number, card_id, *row) for number, row in zip(ids, rest, strict=True)]

    def card_ids_but(self, met: "array[int]") -> list[int]:
        """Return the cards that have a log and are none of those ``met``, by id."""
        import numpy as np

        found: list[int] = np.setdiff1d(self._cards, np.array(met, np.int64)).tolist()
        return found


def _whole(found: AnkiCollection, batch: Sequence[tuple[Any, ...]]) -> "Integers":
    """Return rows of the log as whole numbers, whatever kind of value somebody put there."""
    import numpy as np

    try:
        if all(set(map(type, row)) == {int} for row in batch):
            return np.array(batch, np.int64)
    except OverflowError:
        pass
    return np.array([found.usable_review(row) for row in batch], np.int64)


class Numbers:
    """The numbers of rows: the moment of each, and for what a card stands at the next free one.

    So two machines that bring in the same log write the same rows. What is ``taken`` already, by a
    log that was brought in before and taken back, or by one of the cards that were deleted since,
    leaves the next free one.
    """

    def __init__(self, device: int, moments: "Integers", taken: Iterable[int] = ()) -> None:
        import numpy as np

        self._device = device << DEVICE_BITS
        self._moments = moments
        self._taken = np.sort(np.fromiter(taken, np.int64)) + (BASE_MS - self._device)
        self._given: set[int] = set()

    def of(self, at_ms: int) -> int | None:
        """Return the id of the row of an answer; None for a moment beyond all bounds."""
        number = at_ms - BASE_MS
        if not 0 < number < _END - 100_000:
            return None
        if len(self._taken) and (at_ms in self._given or _is_in(self._taken, at_ms)):
            return self.after(at_ms)
        return self._device | number

    def plain(self, at_ms: int) -> int:
        """Return the id that the row of an answer has where nothing else took it."""
        return self._device | at_ms - BASE_MS

    def after(self, at_ms: int) -> int:
        """Return the id for a row that follows one of this moment, or a card made then."""
        at_ms = min(max(at_ms, BASE_MS), BASE_MS + _END - 100_000)
        while True:
            at_ms += 1
            if at_ms in self._given:
                continue
            if not _is_in(self._moments, at_ms) and not _is_in(self._taken, at_ms):
                self._given.add(at_ms)
                return self._device | at_ms - BASE_MS


def _is_in(ordered: "Integers", value: int) -> bool:
    place = int(ordered.searchsorted(value))
    return place < len(ordered) and bool(ordered[place] == value)


def rows_of(
    card_id: int,
    entries: Sequence[tuple[int, LogEntry]],
    stands: tuple[int, Standing] | None,
    version_id: int,
    offset_at: Callable[[int], int],
) -> Iterator[tuple[ReviewRow, Memory | None]]:
    """Yield the rows of a card's log, given with their ids, and the one that says how it stands.

    Each with the memory it sets the card to, where it is no answer.
    """
    interval = 0
    for number, entry in entries:
        if entry.kind is not ReviewKind.DRILL:
            interval = entry.interval_minutes
        row = (
            card_id, number, entry.at_ms, offset_at(entry.at_ms), int(entry.kind),
            int(entry.quality), entry.taken_ms, version_id, interval, None,
        )  # fmt: skip
        yield row, entry.memory
    if stands is not None:
        number, now = stands
        yield (
            (
                card_id, number, now.at_ms, offset_at(now.at_ms), int(ReviewKind.IMPORTED), 0, 0,
                version_id, now.interval_minutes, None,
            ),
            now.memory,
        )  # fmt: skip
