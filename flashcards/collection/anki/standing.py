"""What Anki's rows about cards say here: what is known of each, and when it is due."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, NamedTuple

import numpy as np

from flashcards.formats.anki.collection import AnkiCard
from flashcards.model.cards import DAYS_PLACE, MINUTES_PER_DAY, NEW_MEMORY
from flashcards.model.enums import CardState
from flashcards.scheduling.columns import Flags, Integers
from flashcards.scheduling.days import (
    EPOCH_DAY,
    LATEST_MS,
    MS_PER_DAY,
    MS_PER_MINUTE,
    NOON_MINUTES,
)
from flashcards.store.reviews import memory_text

NEW, LEARNING, REVIEW, RELEARNING = range(4)
"""Types of a card."""
SUSPENDED, BURIED, SIBLING_BURIED = -1, -2, -3
_DAY_LEARNING = 3
"""Queues of a card."""
_LEFT: Final = 1_000
"""``left`` is the steps that are left, plus so many times those left today."""
_FLAGS: Final = 7
_EPOCH_FROM: Final = 1_000_000_000
"""A due value from here on is a moment in seconds, below it a day."""
LAST_PLACE: Final = (1 << 31) - 1
"""Of a new card; some programs write moments as places."""
_FAR: Final = 1 << 40
"""Beyond all days and moments in seconds: what is further is as far."""
LONGEST_MINUTES: Final = 36_500 * MINUTES_PER_DAY
DIFFICULTIES: Final = 100, 1_100
"""With FSRS, a factor from the one to the other is a difficulty."""
LOWEST_EASE, HIGHEST_EASE = 130, 10_000
_LONGEST_AWAY: Final = 20_000
"""Days since a card was answered, where only its interval tells."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a collection of Anki's says of all its cards."""

    today: int
    """Its number of today: see ``days.elapsed_days``."""
    learner_today: int
    """The learner's day (date ordinal) now."""
    now_ms: int
    day_start_minutes: int
    offsets_at: Callable[[Integers], Integers]
    """The learner's UTC offset (minutes) at each of many moments (UTC ms)."""
    steps_of: Callable[[int], tuple[Sequence[int], Sequence[int]]]
    """Learning and relearning steps (minutes) of a deck, by its id."""
    old_scheduler: bool = False
    """Whether its log is of the first scheduler, which had three buttons for cards in steps."""
    still_buried: bool = True
    """Whether what is buried there was put off today; else Anki would bring it back at once."""


class Standings(NamedTuple):
    """How cards stand, in columns."""

    state: Integers
    repetitions: Integers
    ease: Integers
    """In hundredths."""
    memory_minutes: Integers
    """The interval in its memory."""
    lapses: Integers
    step: Integers
    stability: Sequence[float | None]
    difficulty: Sequence[float | None]
    at_ms: Integers
    """When each was answered last, as far as that is known."""
    interval_minutes: Integers
    """From then until it is due."""
    position: Integers
    suspended: Flags
    buried: Flags
    flag: Integers

    @property
    def learnt(self) -> Flags:
        """Which cards are not new."""
        learnt: Flags = self.state != int(CardState.NEW)
        return learnt


def standings(cards: Sequence[AnkiCard], source: Source, last_ms: Integers) -> Standings:
    """Return how cards stand; ``last_ms`` are the moments of their last answers, 0 for none."""
    there = _Columns.of(cards)
    known = [_known(card.data) for card in cards]
    stability, difficulty = ([_number(each, key) for each in known] for key in ("s", "d"))
    state = _states(there)
    new = state == int(CardState.NEW)
    seen = np.array([_seconds(_number(each, "lrt")) for each in known], np.int64)
    last_ms = np.where((last_ms == 0) & ~new, seen, last_ms)
    minutes, indexes = _in_steps(cards, state, source)
    days = there.interval.clip(1, 36_500)
    lapses = np.where(new, 0, there.lapses.clip(0))
    passed = np.where(lapses == 0, there.reps.clip(2, 1_000), 2)
    reviewed = state == int(CardState.REVIEW)
    minutes = np.where(reviewed, days * MINUTES_PER_DAY, minutes)
    place = np.where(state == int(CardState.RELEARNING), days * DAYS_PLACE, 0) + indexes
    at_ms, planned = _planned(there, source, last_ms, minutes)
    passed = np.where(reviewed, passed, 0)
    ease = np.where(new, NEW_MEMORY.ease, _ease(there.factor, difficulty))
    for at, (reps, *own) in _own_memories(known):
        if reps == there.reps[at] and not new[at]:  # nothing was answered there since
            passed[at], minutes[at], place[at], ease[at] = own
    fits = (there.type == NEW) & (there.due >= 0) & (there.due <= LAST_PLACE)
    return Standings(
        state,
        passed,
        ease,
        minutes,
        lapses,
        place,
        [None if is_new else value for is_new, value in zip(new.tolist(), stability, strict=True)],
        [None if is_new else value for is_new, value in zip(new.tolist(), difficulty, strict=True)],
        np.where(new, np.where(last_ms == 0, source.now_ms, last_ms), at_ms),
        np.where(new, 0, planned),
        np.where(new & fits, there.due, 0),
        there.queue == SUSPENDED,
        source.still_buried & ((there.queue == BURIED) | (there.queue == SIBLING_BURIED)),
        there.flags & _FLAGS,
    )


def due_each(stand: Standings, source: Source) -> Integers:
    """Return when cards are due (UTC ms): ``days.due_ms`` for many."""
    due = stand.at_ms + stand.interval_minutes * MS_PER_MINUTE
    offset = source.offsets_at(stand.at_ms) - source.day_start_minutes
    shift = offset * MS_PER_MINUTE
    day = (due + shift) // MS_PER_DAY
    at_noon = day * MS_PER_DAY - shift + NOON_MINUTES * MS_PER_MINUTE
    return np.where(day > (stand.at_ms + shift) // MS_PER_DAY, at_noon, due).clip(max=LATEST_MS)


def unlearnt(cards: Sequence[AnkiCard]) -> Standings:
    """Return how cards stand whose learning stays behind: new, at the places they had as such."""
    there = _Columns.of(cards)
    before = [int(_number(_known(card.data), "pos") or 0) for card in cards]
    places = np.where(there.type == NEW, there.due, np.array(before, np.int64))
    none = np.zeros(len(cards), np.int64)
    nothing = [None] * len(cards)
    ease = np.full(len(cards), NEW_MEMORY.ease)
    places[(places < 0) | (places > LAST_PLACE)] = 0
    no = none != 0
    return Standings(
        none, none, ease, none, none, none, nothing, nothing, none, none, places, no, no, none
    )


class _Columns(NamedTuple):
    """What cards are there, in columns."""

    type: Integers
    queue: Integers
    due: Integers
    """In their own decks."""
    interval: Integers
    factor: Integers
    reps: Integers
    lapses: Integers
    flags: Integers

    @classmethod
    def of(cls, cards: Sequence[AnkiCard]) -> "_Columns":
        numbers = chain.from_iterable(card[:_DATA] for card in cards)
        there = np.fromiter(numbers, np.int64, len(cards) * _DATA).reshape(-1, _DATA)
        by = dict(zip(AnkiCard._fields, there.clip(-_FAR, _FAR).T, strict=False))
        home = (by["home_deck_id"] != 0) & (by["home_due"] != 0)
        by["due"] = np.where(home, by["home_due"], by["due"])
        return cls._make(by[name] for name in cls._fields)


_DATA = AnkiCard._fields.index("data")


def _in_steps(
    cards: Sequence[AnkiCard], state: Integers, source: Source
) -> tuple[Integers, Integers]:
    """Return the interval (minutes) and the number of the step of each card that is at one."""
    minutes, indexes = np.zeros(len(cards), np.int64), np.zeros(len(cards), np.int64)
    learning = (state == int(CardState.LEARNING)) | (state == int(CardState.RELEARNING))
    for place in learning.nonzero()[0].tolist():
        card = cards[place]
        both = source.steps_of(card.home_deck_id or card.deck_id)
        steps = both[int(state[place]) == CardState.RELEARNING]
        index = max(0, len(steps) - max(0, card.left) % _LEFT)
        indexes[place] = index
        minutes[place] = steps[min(index, len(steps) - 1)] if steps else 1
    return minutes, indexes


def _states(there: _Columns) -> Integers:
    # The first scheduler had no type of its own for cards that were forgotten.
    again = (there.type == REVIEW) & ((there.queue == 1) | (there.queue == _DAY_LEARNING))
    state = np.where(again, RELEARNING, there.type)
    return np.where((state == LEARNING) | (state == REVIEW) | (state == RELEARNING), state, NEW)


def _planned(
    there: _Columns, source: Source, last_ms: Integers, minutes: Integers
) -> tuple[Integers, Integers]:
    """Return when cards were answered last (UTC ms) and after how many minutes they are due.

    ``minutes`` are the intervals in their memories, ``last_ms`` 0 where it is not known.
    """
    in_step = there.due >= _EPOCH_FROM  # due at its very moment
    at_step = (there.due * 1_000).clip(max=LATEST_MS) - minutes * MS_PER_MINUTE
    ahead = (there.due - source.today).clip(-LONGEST_MINUTES, LONGEST_MINUTES)
    passed = (there.type == REVIEW) | (there.type == RELEARNING)
    behind = np.where(passed, (there.interval - ahead).clip(0), 0).clip(max=_LONGEST_AWAY)
    at_ms = np.where(last_ms == 0, source.now_ms - behind * MS_PER_DAY, last_ms)
    local = at_ms // MS_PER_MINUTE + source.offsets_at(at_ms) - source.day_start_minutes
    days = source.learner_today + ahead - (local // MINUTES_PER_DAY + EPOCH_DAY)
    until = (days * MINUTES_PER_DAY).clip(0, LONGEST_MINUTES)
    return np.where(in_step, at_step, at_ms), np.where(in_step, minutes, until)


def _ease(factor: Integers, difficulty: Sequence[float | None]) -> Integers:
    low, high = DIFFICULTIES
    known = np.array([each is not None for each in difficulty], bool)
    unset = (factor == 0) | (known & (factor >= low) & (factor <= high))
    ease = np.rint(factor / 10).clip(LOWEST_EASE, HIGHEST_EASE).astype(np.int64)
    return np.where(unset, NEW_MEMORY.ease, ease)


def _known(text: str) -> dict[str, Any]:
    """Return what a card keeps beside its columns."""
    if not text.startswith("{") or text == "{}":
        return _NOTHING
    try:
        found: dict[str, Any] = json.loads(text)
    except (ValueError, RecursionError):
        return _NOTHING
    return found


def _own_memories(known: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, list[int]]]:
    """Yield what cards that went from here to Anki kept of their memory, each with its place.

    That is how often they were answered, then repetitions, interval, step and ease.
    """
    for place, each in enumerate(known):
        own = each.get(OWN) if each else None
        if isinstance(own, list) and len(own) == len(_OWN_MOST):
            fits = (
                type(value) is int and 0 <= value <= most
                for value, most in zip(own, _OWN_MOST, strict=True)
            )
            if all(fits):
                yield place, own


def _number(found: Mapping[str, Any], key: str) -> float | None:
    value = found.get(key)
    if isinstance(value, int | float) and value == value and 0 <= value < _LARGEST_KNOWN:
        return value
    return None


_LARGEST_KNOWN: Final = 1e12
OWN: Final = "flashcards"
"""Under this key a card that goes from here to Anki keeps what Anki does not know of its memory."""
_OWN_MOST: Final = (1_000_000, 1_000, LONGEST_MINUTES, 36_500 * DAYS_PLACE, HIGHEST_EASE)
_NOTHING: Final[dict[str, Any]] = {}


def _seconds(value: float | None) -> int:
    return 0 if not value else min(int(value) * 1_000, LATEST_MS)


def memories(stand: Standings, chosen: Flags) -> list[str]:
    """Return what is known of the cards for which ``chosen`` holds, as it is stored."""
    return [
        memory_text(*each)
        for is_chosen, *each in zip(
            chosen.tolist(), stand.difficulty, stand.ease.tolist(), stand.memory_minutes.tolist(),
            stand.lapses.tolist(), stand.repetitions.tolist(), stand.stability,
            stand.state.tolist(), stand.step.tolist(), strict=True,
        )
        if is_chosen
    ]  # fmt: skip
