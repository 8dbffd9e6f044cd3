"""SM-2 over whole logs at once: the same whole numbers as answer by answer, in a moment."""

import numpy as np

from flashcards.model.cards import MINUTES_PER_DAY
from flashcards.model.enums import CardState, Profile
from flashcards.scheduling.columns import Flags, Floats, Integers, Memories, Rounds
from flashcards.scheduling.sm2 import (
    EASE_CHANGES,
    FIRST_INTERVAL_DAYS,
    LOWEST_EASE,
    LOWEST_PASS,
    SECOND_INTERVAL_DAYS,
    SM2,
)

_EASE_CHANGES = np.array(EASE_CHANGES)
_REVIEW = int(CardState.REVIEW)


def replay_all(
    scheduler: SM2, cards: Integers, qualities: Integers, before: Memories | None = None
) -> Memories:
    """Return the memory of each card after its answers: what ``SM2.review_all`` says of it.

    ``cards`` and ``qualities`` have one entry an answer, a card's answers together; the result has
    one a card, in the same order, as has ``before``, the memories to begin with.
    """
    return _replay(scheduler, cards, qualities, before, None)


def intervals_before(scheduler: SM2, cards: Integers, qualities: Integers) -> Floats:
    """Return per answer the interval in days that SM-2 had planned; 0 for a card's first."""
    planned = np.zeros(len(cards))
    _replay(scheduler, cards, qualities, None, planned)
    return planned


def _replay(
    scheduler: SM2,
    cards: Integers,
    qualities: Integers,
    before: Memories | None,
    planned: Floats | None,
) -> Memories:
    rounds = Rounds.of(cards)
    begin = Memories.new(len(rounds.order)) if before is None else before
    state, repetitions, ease, lapses = (
        column[rounds.order]
        for column in (begin.state, begin.repetitions, begin.ease, begin.lapses)
    )
    days = begin.interval_minutes[rounds.order] // MINUTES_PER_DAY
    for rows in rounds:
        now = slice(len(rows))
        if planned is not None:
            planned[rows] = days[now]
        quality = qualities[rows]
        passed = quality >= LOWEST_PASS
        stepped = _step(scheduler, repetitions[now], ease[now], days[now], quality, passed)
        repetitions[now], ease[now], days[now] = stepped
        lapses[now] += ~passed & (state[now] == _REVIEW)
        # Learned once, a forgotten card is learned again: REVIEW and RELEARNING are 2 and 3.
        forgotten = np.where(state[now] >= _REVIEW, CardState.RELEARNING, CardState.LEARNING)
        state[now] = np.where(passed, CardState.REVIEW, forgotten)
    put_back = rounds.in_log_order
    nothing = np.full(len(rounds.order), np.nan)
    return Memories(
        put_back(state),
        put_back(repetitions),
        put_back(ease),
        put_back(days) * MINUTES_PER_DAY,
        put_back(lapses),
        np.zeros(len(rounds.order), dtype=np.int64),
        nothing,
        nothing.copy(),
    )


def _step(
    scheduler: SM2,
    repetitions: Integers,
    ease: Integers,
    days: Integers,
    quality: Integers,
    passed: Flags,
) -> tuple[Integers, Integers, Integers]:
    """Do what ``SM2.step`` does, for many cards."""
    paper = scheduler.profile is Profile.PAPER
    change = _EASE_CHANGES[quality]
    if paper:
        change = np.where(passed, change, 0)
    new_ease = np.maximum(ease + change, LOWEST_EASE)
    if paper:
        longer = -(-days * new_ease // 100)
    else:
        longer, rest = np.divmod(days * ease, 100)
        longer += (rest > 50) | ((rest == 50) & (longer & 1 == 1))
    early = np.where(repetitions <= 0, FIRST_INTERVAL_DAYS, SECOND_INTERVAL_DAYS)
    longer = np.where(repetitions <= 1, early, longer)
    longer = np.minimum(np.maximum(longer, 1), scheduler.maximum_interval_days)
    return (
        np.where(passed, repetitions + 1, 0),
        new_ease,
        np.where(passed, longer, FIRST_INTERVAL_DAYS),
    )
