"""What Anki's rows about a card say here: its memory, when it is due, and each row of its log."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from flashcards.formats.anki.collection import AnkiCard, AnkiReview
from flashcards.model.cards import DAYS_PLACE, MINUTES_PER_DAY, NEW_MEMORY, Memory
from flashcards.model.enums import CardState, Quality, Rating, ReviewKind
from flashcards.scheduling.days import LATEST_MS, MS_PER_DAY, MS_PER_MINUTE, day_of_ms

NEW, LEARNING, REVIEW, RELEARNING = range(4)
"""Types of a card."""
SUSPENDED, BURIED, SIBLING_BURIED = -1, -2, -3
_DAY_LEARNING = 3
_PREVIEW = 4
"""Queues of a card."""
_LEARN, _, _RELEARN, _FILTERED, _MANUAL, _RESCHEDULED = range(6)
"""Types of a row of the log."""
_LEFT: Final = 1_000
"""``left`` is the steps that are left, plus so many times those left today."""
_FLAGS: Final = 7
_EPOCH_FROM: Final = 1_000_000_000
"""A due value from here on is a moment in seconds, below it a day."""
_LONGEST_MINUTES: Final = 36_500 * MINUTES_PER_DAY
_DIFFICULTIES: Final = range(100, 1_101)
"""With FSRS, a factor in this range is a difficulty."""
_LOWEST_EASE: Final = 130


@dataclass(frozen=True, slots=True)
class Source:
    """What a collection of Anki's says of all its cards."""

    today: int
    """Its number of today: see ``days.elapsed_days``."""
    learner_today: int
    """The learner's day (date ordinal) now."""
    now_ms: int
    day_start_minutes: int
    offset_at: Callable[[int], int]
    """The learner's UTC offset (minutes) at a moment (UTC ms)."""
    steps_of: Callable[[int], tuple[Sequence[int], Sequence[int]]]
    """Learning and relearning steps (minutes) of a deck, by its id."""
    old_scheduler: bool = False
    """Whether its log is of the first scheduler, which had three buttons for cards in steps."""


class Standing(NamedTuple):
    """A card as it stands."""

    memory: Memory
    at_ms: int
    """When it was answered last, as far as that is known."""
    interval_minutes: int
    """From then until it is due."""
    position: int
    suspended: bool
    buried_until: int | None
    flag: int


class LogEntry(NamedTuple):
    """A row of the log."""

    at_ms: int
    kind: ReviewKind
    quality: Quality
    taken_ms: int
    interval_minutes: int
    memory: Memory | None = None
    """What the row sets the card to, where it is no answer."""


def standing(card: AnkiCard, source: Source, last_ms: int | None) -> Standing:
    """Return how a card stands; ``last_ms`` is the moment of the last row of its log, if any."""
    due = card.home_due if card.home_deck_id and card.home_due else card.due
    known = _data(card.data)
    memory = _memory(card, source, known)
    position = 0
    if memory.state is CardState.NEW:
        at_ms, minutes, position = last_ms or source.now_ms, 0, due
        if card.type != NEW or not 0 <= due < _EPOCH_FROM:
            position = 0
    else:
        last_ms = last_ms or _seconds(known.get("lrt"))
        at_ms, minutes = _planned(card, source, due, last_ms, memory.interval_minutes)
    buried = card.queue in (BURIED, SIBLING_BURIED)
    return Standing(
        memory,
        at_ms,
        minutes,
        position,
        card.queue == SUSPENDED,
        source.learner_today + 1 if buried else None,
        card.flags & _FLAGS,
    )


def unlearnt(card: AnkiCard) -> Standing:
    """Return how a card stands whose learning stays behind: new, at the place it had as such."""
    due = card.home_due if card.home_deck_id and card.home_due else card.due
    place = due if card.type == NEW else int(_data(card.data).get("pos", 0))
    return Standing(NEW_MEMORY, 0, 0, place if 0 <= place < _EPOCH_FROM else 0, False, None, 0)


def _planned(
    card: AnkiCard, source: Source, due: int, last_ms: int | None, minutes: int
) -> tuple[int, int]:
    """Return when a card was answered last (UTC ms) and after how many minutes it is due.

    ``minutes`` is the interval in its memory.
    """
    if due >= _EPOCH_FROM:  # a step, due at its very moment
        return min(due * 1_000, LATEST_MS) - minutes * MS_PER_MINUTE, minutes
    ahead = min(max(due - source.today, -_LONGEST_MINUTES), _LONGEST_MINUTES)
    if last_ms is None:
        behind = max(0, card.interval - ahead) if card.type in (REVIEW, RELEARNING) else 0
        last_ms = source.now_ms - min(behind, 20_000) * MS_PER_DAY
    day = day_of_ms(last_ms, source.offset_at(last_ms), source.day_start_minutes)
    days = source.learner_today + ahead - day
    return last_ms, min(max(0, days * MINUTES_PER_DAY), _LONGEST_MINUTES)


def _memory(card: AnkiCard, source: Source, known: dict[str, float]) -> Memory:
    kind = card.type
    if kind == REVIEW and card.queue in (1, _DAY_LEARNING):
        kind = RELEARNING  # the first scheduler had no type of its own for it
    if kind not in (LEARNING, REVIEW, RELEARNING):
        return NEW_MEMORY
    stability, difficulty = known.get("s"), known.get("d")
    ease = NEW_MEMORY.ease
    if card.factor and not (difficulty is not None and card.factor in _DIFFICULTIES):
        ease = min(max(round(card.factor / 10), _LOWEST_EASE), 10_000)
    days = min(max(1, card.interval), 36_500)
    lapses = max(0, card.lapses)
    if kind == REVIEW:
        passes = max(2, card.reps) if not lapses else 2
        return Memory(
            CardState.REVIEW, min(passes, 1_000), ease, days * MINUTES_PER_DAY, lapses, 0,
            stability, difficulty,
        )  # fmt: skip
    steps = source.steps_of(card.home_deck_id or card.deck_id)[kind == RELEARNING]
    index = max(0, len(steps) - max(0, card.left) % _LEFT)
    minutes = steps[min(index, len(steps) - 1)] if steps else 1
    if kind == LEARNING:
        return Memory(CardState.LEARNING, 0, ease, minutes, lapses, index, stability, difficulty)
    step = index + days * DAYS_PLACE
    return Memory(CardState.RELEARNING, 0, ease, minutes, lapses, step, stability, difficulty)


def _data(text: str) -> dict[str, float]:
    """Return the numbers among what a card keeps beside its columns."""
    if not text.startswith("{"):
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {
        key: value
        for key, value in found.items()
        if isinstance(value, int | float) and value == value and 0 <= value < 1e12
    }


def _seconds(value: float | None) -> int | None:
    return None if not value else min(int(value) * 1_000, LATEST_MS)


_QUALITIES = tuple(rating.quality for rating in Rating)


def entry(row: AnkiReview, source: Source) -> LogEntry:
    """Return a row of the log as ours."""
    minutes = _minutes(row.interval)
    taken = min(max(0, row.taken_ms), 86_400_000)
    if row.ease < 1 or row.type in (_MANUAL, _RESCHEDULED):
        memory = _set_by_hand(row)
        return LogEntry(row.id, ReviewKind.MANUAL, Quality.BLACKOUT, 0, minutes, memory)
    ease = row.ease
    if source.old_scheduler and row.type in (_LEARN, _RELEARN) and ease > 1:
        ease += 1
    quality = _QUALITIES[min(ease, 4) - 1]
    drilled = row.type == _FILTERED and row.factor == 0
    kind = ReviewKind.DRILL if drilled else ReviewKind.ANSWER
    return LogEntry(row.id, kind, quality, taken, minutes)


def _set_by_hand(row: AnkiReview) -> Memory:
    if row.type == _MANUAL and row.factor == 0:
        return NEW_MEMORY
    ease = round(row.factor / 10) if row.factor and row.factor not in _DIFFICULTIES else 250
    minutes = max(MINUTES_PER_DAY, _minutes(row.interval))
    return Memory(CardState.REVIEW, 2, min(max(ease, _LOWEST_EASE), 10_000), minutes)


def _minutes(interval: int) -> int:
    """Return an interval of Anki's, days or negative seconds, in minutes."""
    if interval >= 0:
        return min(interval * MINUTES_PER_DAY, _LONGEST_MINUTES)
    return min(max(1, round(-interval / 60)), _LONGEST_MINUTES)
