"""The rows of Anki's log as rows of ours, and the rows that say how cards stand."""

from typing import Final, NamedTuple

import numpy as np

from flashcards.collection.anki.logs import Entries, within_bounds
from flashcards.collection.anki.standing import (
    DIFFICULTIES,
    HIGHEST_EASE,
    LONGEST_MINUTES,
    LOWEST_EASE,
    Source,
    Standings,
    memories,
)
from flashcards.collection.anki.under_way import UnderWay
from flashcards.model.cards import MINUTES_PER_DAY, NEW_MEMORY, Memory
from flashcards.model.enums import CardState, Rating, ReviewKind
from flashcards.model.messages import message
from flashcards.scheduling.columns import Flags, Integers
from flashcards.store.reviews import memory_to_json

_LEARN, _, _RELEARN, _FILTERED, _MANUAL, _RESCHEDULED = range(6)
"""Types of a row of the log."""
_LONGEST_TAKEN_MS: Final = 86_400_000
_QUALITIES: Final = np.array([rating.quality for rating in Rating], np.int64)
_BEYOND: Final = message("answer beyond all dates")
_IMPORTED, _DRILL = int(ReviewKind.IMPORTED), int(ReviewKind.DRILL)


class History(NamedTuple):
    """Rows of our log, card by card."""

    owner: Integers
    """The place of the card of each row among those that were asked about."""
    rows: Integers
    """Their columns but ``target``."""
    memories: list[tuple[int, str]]
    """(id of the row, memory as it is stored) where a row keeps one."""

    def answers(self, cards: int) -> Integers:
        """Return how many answers each of so many cards has."""
        return np.bincount(self.owner[self.rows[:, 4] <= _DRILL], minlength=cards)


class Standing(NamedTuple):
    """How cards stand, and which of them a row of the log says so of."""

    cards: Standings
    told: Flags
    after: Integers
    """Which moments (UTC ms) those rows follow."""


def usable(state: UnderWay, entries: Entries) -> Entries:
    """Return the rows of Anki's log that can be rows of ours; the others are told of."""
    fits = within_bounds(entries.at_ms)
    beyond = len(fits) - int(fits.sum())
    for _ in range(beyond):
        state.problems.add(0, message("An answer beyond all dates was left out."), _BEYOND)
    return entries.where(fits) if beyond else entries


def history(
    state: UnderWay, entries: Entries, card_ids: Integers, stand: Standing | None = None
) -> History:
    """Return the rows of usable ``entries`` of cards, given by their ids here.

    Behind the rows of each card comes the one that says how it stands.
    """
    source, numbers = state.source, state.numbers
    counts = entries.counts(len(card_ids))
    told = np.zeros(len(card_ids), np.int64) if stand is None else stand.told.astype(np.int64)
    owner = np.repeat(np.arange(len(card_ids)), counts + told)
    rows = np.zeros((len(owner), 9), np.int64)
    rows[:, 0], rows[:, 7] = card_ids[owner], state.version_id
    own = np.arange(len(entries.owner)) + (told.cumsum() - told)[entries.owner]
    kind = _kinds(entries)
    by_hand = kind == int(ReviewKind.MANUAL)
    minutes = _minutes(entries.interval)
    rows[own, 1], rows[own, 2] = numbers.of(entries.at_ms), entries.at_ms
    rows[own, 4] = kind
    rows[own, 5] = np.where(by_hand, 0, _qualities(entries, source))
    rows[own, 6] = np.where(by_hand, 0, entries.taken_ms.clip(0, _LONGEST_TAKEN_MS))
    rows[own, 8] = _standing_intervals(entries, kind, minutes, counts)
    kept = [
        (int(rows[own[place], 1]), _set_by_hand(entries, place, int(minutes[place])))
        for place in by_hand.nonzero()[0].tolist()
    ]
    if stand is not None:
        last = (counts + told).cumsum()[stand.told] - 1
        rows[last, 1] = numbers.after_each(stand.after[stand.told])
        rows[last, 2] = stand.cards.at_ms[stand.told]
        rows[last, 4] = _IMPORTED
        rows[last, 8] = stand.cards.interval_minutes[stand.told]
        kept += zip(rows[last, 1].tolist(), memories(stand.cards, stand.told), strict=True)
    rows[:, 3] = source.offsets_at(rows[:, 2])
    return History(owner, rows, kept)


def last_moments(entries: Entries, cards: int) -> Integers:
    """Return the moment (UTC ms) of the last row of each of so many cards, 0 where it has none."""
    counts = entries.counts(cards)
    found = np.zeros(cards, np.int64)
    found[counts > 0] = entries.at_ms[counts.cumsum()[counts > 0] - 1]
    return found


def _kinds(entries: Entries) -> Integers:
    by_hand = (entries.ease < 1) | (entries.type == _MANUAL) | (entries.type == _RESCHEDULED)
    drilled = (entries.type == _FILTERED) & (entries.factor == 0)
    other = np.where(drilled, _DRILL, int(ReviewKind.ANSWER))
    return np.where(by_hand, int(ReviewKind.MANUAL), other)


def _qualities(entries: Entries, source: Source) -> Integers:
    ease = entries.ease
    if source.old_scheduler:
        in_step = (entries.type == _LEARN) | (entries.type == _RELEARN)
        ease = ease + (in_step & (ease > 1))
    found: Integers = _QUALITIES[ease.clip(1, 4) - 1]
    return found


def _standing_intervals(
    entries: Entries, kind: Integers, minutes: Integers, counts: Integers
) -> Integers:
    """Return the intervals that follow: a drill repeats the one that stood, 0 before the first."""
    places = np.arange(len(kind))
    last = np.maximum.accumulate(np.where(kind == _DRILL, -1, places))
    begun = (counts.cumsum() - counts)[entries.owner]
    return np.where(last >= begun, minutes[last], 0)


def _minutes(interval: Integers) -> Integers:
    """Return intervals of Anki's, days or negative seconds, in minutes."""
    days = (interval * MINUTES_PER_DAY).clip(max=LONGEST_MINUTES)
    seconds = np.rint(-interval / 60).clip(1, LONGEST_MINUTES).astype(np.int64)
    return np.where(interval >= 0, days, seconds)


def _set_by_hand(entries: Entries, place: int, minutes: int) -> str:
    """Return the memory that a row sets its card to."""
    factor = int(entries.factor[place])
    if entries.type[place] == _MANUAL and factor == 0:
        return memory_to_json(NEW_MEMORY)
    low, high = DIFFICULTIES
    ease = round(factor / 10) if factor and not low <= factor <= high else NEW_MEMORY.ease
    ease = min(max(ease, LOWEST_EASE), HIGHEST_EASE)
    return memory_to_json(Memory(CardState.REVIEW, 2, ease, max(MINUTES_PER_DAY, minutes)))
