"""Rows of the log as Anki's: those that came as they came, the others in its terms."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from flashcards.collection.anki.keeping import KeptReview
from flashcards.model.cards import MINUTES_PER_DAY, Memory
from flashcards.model.enums import CardState, Quality, ReviewKind
from flashcards.store.exports import LogEntry

_LEARN, _REVIEW, _RELEARN, _FILTERED, _MANUAL = range(5)
"""Types of a row."""
EASES: Final = {int(Quality.HARD): 2, int(Quality.GOOD): 3, int(Quality.PERFECT): 4}
"""The buttons of Anki by qualities; all others are its first one."""
_SECONDS: Final = 60

LogRow = tuple[int, int, int, int, int, int, int, int]
"""id, card, ease, interval, last interval, factor, time, type."""


def rows_of(
    card_id: int,
    entries: Iterable[LogEntry],
    kept: Sequence[KeptReview],
    memories: Mapping[int, Memory],
    ease: int,
) -> Iterator[LogRow]:
    """Yield the rows of a card, whose id there is ``card_id``.

    ``entries`` are those that count, in their order; ``kept`` what came of them; ``memories`` what
    rows set the card to, by their ids; ``ease`` the card's ease factor now, in hundredths.
    """
    came = {row.id: row for row in kept}
    last, graduated = 0, False
    for number, at_ms, kind, quality, taken_ms, minutes in entries:
        before = came.get(at_ms)
        if before is not None and kind != ReviewKind.IMPORTED:
            last, graduated = before.interval, before.interval > 0
            rated = 0 if kind == ReviewKind.MANUAL else _ease(quality)
            yield (
                at_ms, card_id, rated, before.interval, before.last_interval, before.factor,
                taken_ms, before.type,
            )  # fmt: skip
        elif kind in (ReviewKind.ANSWER, ReviewKind.DRILL):
            now = last if kind == ReviewKind.DRILL else _interval(minutes)
            drilled = kind == ReviewKind.DRILL
            phase = _FILTERED if drilled else _phase(last, graduated=graduated)
            factor = ease * 10 if now > 0 and not drilled else 0
            yield at_ms, card_id, _ease(quality), now, last, factor, taken_ms, phase
            last, graduated = now, graduated or now > 0
        elif kind == ReviewKind.MANUAL:
            memory = memories.get(number)
            reset = memory is None or memory.state is CardState.NEW
            now = 0 if reset else _interval(minutes)
            factor = 0 if memory is None or reset else memory.ease * 10
            yield at_ms, card_id, 0, now, last, factor, 0, _MANUAL
            last, graduated = now, not reset


def _phase(last: int, *, graduated: bool) -> int:
    if last > 0:
        return _REVIEW
    return _RELEARN if graduated else _LEARN


def _ease(quality: int) -> int:
    return EASES.get(quality, 1)


def _interval(minutes: int) -> int:
    """Return an interval as Anki tells it: days, or negative seconds."""
    return minutes // MINUTES_PER_DAY if minutes >= MINUTES_PER_DAY else -minutes * _SECONDS
