"""SM-2 with steps for many cards at once: the same whole numbers as card by card."""

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flashcards.model.cards import DAYS_PLACE, MINUTES_PER_DAY
from flashcards.model.enums import CardState
from flashcards.scheduling.columns import Flags, Floats, Integers, Memories, Rounds
from flashcards.scheduling.fsrs_formulas import AGAIN, EASY, GOOD, HARD, RATINGS
from flashcards.scheduling.sm2 import LOWEST_EASE
from flashcards.scheduling.steps import (
    EASE_AFTER_EASY,
    EASE_AFTER_HARD,
    EASE_AFTER_LAPSE,
    Steps,
    hard_minutes,
    single,
)

UNKNOWN = -1
"""In ``elapsed_days``: the card is taken to be on time."""

_RATINGS = np.array(RATINGS)
_OVER = -1
"""In a column of steps: there is none left."""


def replay_all(
    scheduler: Steps, cards: Integers, elapsed_days: Integers, qualities: Integers
) -> Memories:
    """Return the memory of each new card after its answers, one by one as ``answered`` has them.

    The columns have one entry an answer, a card's answers together: whose it is, the learner's
    days since the one before, the quality 0-5. The result has one a card, in the same order.
    """
    rounds = Rounds.of(cards)
    memories = Memories.new(len(rounds.order))
    columns = [getattr(memories, field.name) for field in fields(Memories)]
    for number, rows in enumerate(rounds):
        now = slice(len(rows))
        elapsed = elapsed_days[rows] if number else np.full(len(rows), UNKNOWN)
        before = Memories(*(column[now] for column in columns))
        after = answered(scheduler, before, qualities[rows], elapsed)
        for column, field in zip(columns, fields(Memories), strict=True):
            column[now] = getattr(after, field.name)
    return Memories(*map(rounds.in_log_order, columns))


def answered(
    scheduler: Steps, before: Memories, qualities: Integers, elapsed_days: Integers
) -> Memories:
    """Return the memory of each card after one answer: what ``Steps.review`` makes of it.

    Every column has one entry a card: its memory, the quality 0-5, and the learner's days since
    the answer before (``UNKNOWN`` where there was none).
    """
    after = Memories.new(len(before))
    after.lapses[:] = before.lapses
    rating = _RATINGS[qualities]
    in_review = before.state == CardState.REVIEW
    relearned = before.state == CardState.RELEARNING
    _learn(scheduler, before, after, rating, np.flatnonzero(~in_review & ~relearned))
    _relearn(scheduler, before, after, rating, np.flatnonzero(relearned))
    _lapse(scheduler, before, after, np.flatnonzero(in_review & (rating == AGAIN)))
    passed = np.flatnonzero(in_review & (rating != AGAIN))
    _pass(scheduler, before, after, rating, elapsed_days, passed)
    return after


def _learn(
    scheduler: Steps, before: Memories, after: Memories, rating: Integers, rows: Integers
) -> None:
    if not rows.size:
        return
    days = np.full(len(rows), _limited(scheduler, scheduler.graduating_interval_days))
    easy_days = np.full(len(rows), scheduler.easy_interval_days)
    index = np.maximum(before.step[rows], 0) % DAYS_PLACE
    minutes, index = _stepped(
        scheduler, scheduler.learning_steps, index, rating[rows], days, easy_days
    )
    over = index == _OVER
    after.state[rows] = np.where(over, CardState.REVIEW, CardState.LEARNING)
    after.repetitions[rows] = over
    after.ease[rows] = np.where(over, scheduler.starting_ease, before.ease[rows])
    after.interval_minutes[rows] = minutes
    after.step[rows] = np.maximum(index, 0)


def _relearn(
    scheduler: Steps, before: Memories, after: Memories, rating: Integers, rows: Integers
) -> None:
    if not rows.size:
        return
    step = np.maximum(before.step[rows], 0)
    planned = before.interval_minutes[rows] // MINUTES_PER_DAY
    known = np.where(step >= DAYS_PLACE, step // DAYS_PLACE, planned)
    days = _limited(scheduler, np.where(known > 0, known, scheduler.minimum_lapse_interval_days))
    days = np.where(rating[rows] == AGAIN, _after_lapse(scheduler, days), days)
    minutes, index = _stepped(
        scheduler,
        scheduler.relearning_steps,
        step % DAYS_PLACE,
        rating[rows],
        days,
        days + 1,
    )
    over = index == _OVER
    after.state[rows] = np.where(over, CardState.REVIEW, CardState.RELEARNING)
    after.repetitions[rows] = over
    after.ease[rows] = np.maximum(before.ease[rows], LOWEST_EASE)
    after.interval_minutes[rows] = minutes
    after.step[rows] = np.where(over, 0, index + DAYS_PLACE * days)


def _lapse(scheduler: Steps, before: Memories, after: Memories, rows: Integers) -> None:
    if not rows.size:
        return
    days = _after_lapse(scheduler, before.interval_minutes[rows] // MINUTES_PER_DAY)
    ease = np.maximum(before.ease[rows], LOWEST_EASE) + EASE_AFTER_LAPSE
    after.ease[rows] = np.maximum(ease, LOWEST_EASE)
    after.lapses[rows] += 1
    after.repetitions[rows] = 0
    if not scheduler.relearning_steps:
        after.state[rows] = CardState.REVIEW
        after.interval_minutes[rows] = days * MINUTES_PER_DAY
        return
    after.state[rows] = CardState.RELEARNING
    after.interval_minutes[rows] = _step_minutes(scheduler, scheduler.relearning_steps[0])
    after.step[rows] = DAYS_PLACE * days


def _pass(
    scheduler: Steps,
    before: Memories,
    after: Memories,
    rating: Integers,
    elapsed_days: Integers,
    rows: Integers,
) -> None:
    if not rows.size:
        return
    rating = rating[rows]
    ease = np.maximum(before.ease[rows], LOWEST_EASE)
    days = _passing_days(
        scheduler,
        before.interval_minutes[rows] // MINUTES_PER_DAY,
        elapsed_days[rows],
        ease,
        rating,
    )
    change = np.where(rating == HARD, EASE_AFTER_HARD, 0)
    change = np.where(rating == EASY, EASE_AFTER_EASY, change)
    after.state[rows] = CardState.REVIEW
    after.repetitions[rows] = before.repetitions[rows] + 1
    after.ease[rows] = np.maximum(ease + change, LOWEST_EASE)
    after.interval_minutes[rows] = days * MINUTES_PER_DAY


def _passing_days(
    scheduler: Steps, interval: Integers, elapsed: Integers, ease: Integers, rating: Integers
) -> Integers:
    """Do what ``Steps.passing_days`` does, each card for its own rating."""
    planned = np.maximum(interval, 1)
    waited = np.where(elapsed < 0, planned, elapsed)
    factor = _single(ease / 100)
    usual = _usual_days(scheduler, planned, np.maximum(waited - planned, 0), factor)
    early = _early_days(scheduler, planned, waited, factor)
    ahead: Flags = waited < planned
    hard, good, easy = (np.where(ahead, *both) for both in zip(early, usual, strict=True))
    return np.where(rating == HARD, hard, np.where(rating == GOOD, good, easy))


def _usual_days(
    scheduler: Steps, planned: Integers, late: Integers, ease: Floats
) -> tuple[Integers, Integers, Integers]:
    harder = scheduler.hard_multiplier > 100
    least = planned + 1
    product = _single(planned * single(scheduler.hard_multiplier / 100))
    hard = _modified(scheduler, product, least if harder else np.ones_like(planned))
    product = _single(_single(planned + late / 2) * ease)
    good = _modified(scheduler, product, hard + 1 if harder else np.maximum(hard, least))
    product = _single(_single((planned + late) * ease) * single(scheduler.easy_bonus / 100))
    return hard, good, _modified(scheduler, product, good + 1)


def _early_days(
    scheduler: Steps, planned: Integers, waited: Integers, ease: Floats
) -> tuple[Integers, Integers, Integers]:
    factor = single(scheduler.hard_multiplier / 100)
    product = np.maximum(_single(waited * factor), _single(planned * factor / 2))
    hard = _modified(scheduler, product, np.ones_like(planned))
    product = np.maximum(_single(waited * ease), planned.astype(np.float64))
    good = _modified(scheduler, product, hard)
    bonus = single(scheduler.easy_bonus / 100)
    easy = _single(product * single(bonus - single(single(bonus - 1) / 2)))
    return hard, good, _modified(scheduler, easy, good)


def _stepped(
    scheduler: Steps,
    steps: tuple[int, ...],
    index: Integers,
    rating: Integers,
    days: Integers,
    easy_days: Integers,
) -> tuple[Integers, Integers]:
    """Do what ``Steps._stepped`` does; where the steps are over, the index is ``_OVER``."""
    over = days * MINUTES_PER_DAY
    if not steps:
        longer = np.maximum(days, _limited(scheduler, easy_days))
        chosen = np.where(rating == EASY, longer, days)
        return chosen * MINUTES_PER_DAY, np.full(len(index), _OVER)
    index = np.minimum(index, len(steps) - 1)
    minutes = np.array([*(_step_minutes(scheduler, one) for one in steps), 0])
    repeated = np.array(
        [_step_minutes(scheduler, hard_minutes(steps, place)) for place in range(len(steps))]
    )
    last = index + 1 == len(steps)
    good = np.where(last, over, minutes[index + 1])
    easy = np.maximum(_limited(scheduler, easy_days), -(-good // MINUTES_PER_DAY))
    wanted = (rating == AGAIN, rating == HARD, rating == GOOD)
    lasts = np.select(
        wanted,
        (np.full_like(good, minutes[0]), np.minimum(repeated[index], good), good),
        easy * MINUTES_PER_DAY,
    )
    following = np.where(last, _OVER, index + 1)
    place = np.select(wanted, (np.zeros_like(index), index, following), _OVER)
    return lasts, place


def _after_lapse(scheduler: Steps, days: Integers) -> Integers:
    product = np.maximum(days, 1) * single(scheduler.lapse_multiplier / 100)
    kept = _rounded(_single(product))
    return _limited(scheduler, np.maximum(kept, scheduler.minimum_lapse_interval_days))


def _modified(scheduler: Steps, product: Floats, least: Integers) -> Integers:
    days = _rounded(_single(product * single(scheduler.interval_modifier / 100)))
    return _limited(scheduler, np.maximum(days, least))


def _limited(scheduler: Steps, days: Integers | int) -> Integers:
    return np.clip(days, 1, scheduler.maximum_interval_days)


def _step_minutes(scheduler: Steps, minutes: int) -> int:
    return min(minutes, scheduler.maximum_interval_days * MINUTES_PER_DAY)


def _single(values: NDArray[Any]) -> Floats:
    """Do what ``steps.single`` does, for many numbers."""
    return values.astype(np.float32).astype(np.float64)


def _rounded(values: Floats) -> Integers:
    return np.floor(values + 0.5).astype(np.int64)
