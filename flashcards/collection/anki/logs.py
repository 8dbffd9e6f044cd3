"""Numbers the rows of Anki's log as those of a device of its own, and counts them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from flashcards.collection.anki.standing import LogEntry, Standing
from flashcards.model.cards import Memory
from flashcards.model.enums import ReviewKind
from flashcards.scheduling.replay import DEVICE_BITS
from flashcards.store.reviews import ReviewRow

if TYPE_CHECKING:
    from collections.abc import Callable

BASE_MS: Final = 1_136_073_600_000
"""Moments are counted from 2006, when Anki was new, to fit into the number of a row."""
_END: Final = 1 << DEVICE_BITS


class Numbers:
    """The numbers of rows: the moment of each, and for what a card stands at the next free one.

    So two machines that bring in the same log write the same rows.
    """

    def __init__(self, device: int, moments: Iterable[int]) -> None:
        import numpy as np

        self._device = device << DEVICE_BITS
        self._moments = np.sort(np.fromiter(moments, np.int64))
        self._given: set[int] = set()

    def of(self, at_ms: int) -> int | None:
        """Return the id of the row of an answer; None for a moment beyond all bounds."""
        number = at_ms - BASE_MS
        return self._device | number if 0 < number < _END else None

    def after(self, at_ms: int) -> int:
        """Return the id for a row that follows one of this moment, or a card made then."""
        import numpy as np

        at_ms = min(max(at_ms, BASE_MS), BASE_MS + _END - 100_000)
        while True:
            at_ms += 1
            place = int(np.searchsorted(self._moments, at_ms))
            taken = place < len(self._moments) and self._moments[place] == at_ms
            if not taken and at_ms not in self._given:
                self._given.add(at_ms)
                return self._device | at_ms - BASE_MS


def rows_of(
    card_id: int,
    entries: Sequence[tuple[int, LogEntry]],
    stands: tuple[int, Standing] | None,
    version_id: int,
    offset_at: "Callable[[int], int]",
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
