"""FSRS-6 over whole logs at once (numpy), by the same formulas as for one card."""

from dataclasses import dataclass

import numpy as np

from flashcards.model.cards import DAYS_PLACE, MINUTES_PER_DAY
from flashcards.model.enums import CardState
from flashcards.scheduling import fsrs_formulas as formulas
from flashcards.scheduling.columns import Flags, Floats, Integers, Memories, Rounds, first_of
from flashcards.scheduling.fsrs import FSRS
from flashcards.scheduling.fsrs_formulas import (
    AGAIN,
    EASY,
    HIGHEST_DIFFICULTY,
    HIGHEST_STABILITY,
    LOWEST_DIFFICULTY,
    LOWEST_STABILITY,
    RATINGS,
    Parameters,
)
from flashcards.scheduling.fsrs_steps import Plan
from flashcards.scheduling.sm2 import LOWEST_PASS

_RATINGS = np.array(RATINGS)
_BUTTONS = range(AGAIN, EASY + 1)
_UNKNOWN = np.nan


@dataclass(frozen=True, slots=True)
class Strengths:
    """What a log says of its cards."""

    stability: Floats
    """Per card, after its last answer, in days."""
    difficulty: Floats
    """Per card, 1-10."""
    retrievability: Floats
    """Per answer, just before it; not a number for the first of a new card."""


def strengths(
    cards: Integers,
    elapsed_days: Integers,
    ratings: Integers,
    weights: Parameters,
    before: tuple[Floats, Floats] | None = None,
) -> Strengths:
    """Return stability and difficulty of each card, and what was predicted of each answer.

    The first three have one entry an answer, a card's answers together and in their order:
    whose it is, the learner's days since the one before, 1-4. ``before`` has stability and
    difficulty of each card before its first answer here, not a number for new ones. The same
    numbers come out as from ``FSRS.review``, answer by answer.
    """
    rounds = Rounds.of(cards)
    count = len(rounds.order)
    nothing = np.full(count, _UNKNOWN)
    stability, difficulty = (
        column[rounds.order] for column in (before or (nothing, nothing.copy()))
    )
    predicted = np.full(len(cards), _UNKNOWN)
    initial = _first_strengths(weights)
    for number, rows in enumerate(rounds):
        now = slice(len(rows))
        rating = ratings[rows]
        if number == 0:
            new = np.isnan(stability)
            if before is None or new.all():
                stability[:], difficulty[:] = (column[rating] for column in initial)
                continue
            stability[new], difficulty[new] = (column[rating[new]] for column in initial)
            known = np.flatnonzero(~new)
            stability[known], difficulty[known], predicted[rows[known]] = _next(
                stability[known],
                difficulty[known],
                rating[known],
                elapsed_days[rows[known]],
                weights,
            )
            continue
        stability[now], difficulty[now], predicted[rows] = _next(
            stability[now], difficulty[now], rating, elapsed_days[rows], weights
        )
    return Strengths(rounds.in_log_order(stability), rounds.in_log_order(difficulty), predicted)


def replay_all(
    scheduler: FSRS,
    cards: Integers,
    elapsed_days: Integers,
    qualities: Integers,
    before: Memories | None = None,
    drills: Flags | None = None,
) -> Memories:
    """Return the memory of each card after its answers: what ``FSRS.review`` makes of them.

    As with ``strengths``, but with qualities 0-5 and whole memories; the result has one entry a
    card, in the order of the log, as has ``before``. ``drills`` says which rows are drills that
    count, each after an answer of its card: they change stability and difficulty alone.
    """
    begin = Memories.new(int(np.count_nonzero(first_of(cards)))) if before is None else before
    known = _known(begin, scheduler.weights)
    ratings = _RATINGS[qualities]
    if drills is None or not drills.any():
        planned = after = strengths(cards, elapsed_days, ratings, scheduler.weights, known)
    else:
        planned, after = _drilled(scheduler.weights, cards, elapsed_days, ratings, known, drills)
        answers = ~drills
        cards, ratings, qualities = cards[answers], ratings[answers], qualities[answers]
    rounds = Rounds.of(cards)
    machine = _Machine.of(scheduler)
    state, step, repetitions, lapses = (
        column[rounds.order]
        for column in (
            begin.state,
            np.maximum(begin.step, 0) % DAYS_PLACE,
            begin.repetitions,
            begin.lapses,
        )
    )
    minutes = np.zeros(len(state), dtype=np.int64)
    for rows in rounds:
        now = slice(len(rows))
        failed = qualities[rows] < LOWEST_PASS
        repetitions[now] = np.where(failed, 0, repetitions[now] + 1)
        lapses[now] += failed & (state[now] == CardState.REVIEW)
        state[now], step[now], minutes[now] = machine.answered(state[now], step[now], ratings[rows])
    last = ratings[rounds.starts + rounds.counts - 1]
    once = (rounds.counts == 1) & np.isnan(known[0])
    highest = np.maximum.accumulate(scheduler.weights[:EASY])[last - 1]
    days = _days(scheduler, np.where(once, highest, planned.stability))
    fixed = rounds.in_log_order(minutes)
    return Memories(
        rounds.in_log_order(state),
        rounds.in_log_order(repetitions),
        begin.ease.copy(),
        # A negative entry is the shortest interval, in days, where stability decides.
        np.where(fixed > 0, fixed, np.maximum(days, -fixed) * MINUTES_PER_DAY),
        rounds.in_log_order(lapses),
        rounds.in_log_order(step),
        after.stability,
        after.difficulty,
    )


def _drilled(
    weights: Parameters,
    cards: Integers,
    elapsed_days: Integers,
    ratings: Integers,
    known: tuple[Floats, Floats],
    drills: Flags,
) -> tuple[Strengths, Strengths]:
    """Return what the cards were at their last answers, which planned them, and what they are."""
    starts = np.flatnonzero(first_of(cards))
    last = np.maximum.reduceat(np.where(drills, -1, np.arange(len(cards))), starts)
    counts = np.diff(starts, append=len(cards))
    until = np.arange(len(cards)) <= np.repeat(last, counts)
    planned = strengths(cards[until], elapsed_days[until], ratings[until], weights, known)
    since = ~until
    further = np.flatnonzero(last < starts + counts - 1)
    after = strengths(
        cards[since],
        elapsed_days[since],
        ratings[since],
        weights,
        (planned.stability[further], planned.difficulty[further]),
    )
    stability, difficulty = planned.stability.copy(), planned.difficulty.copy()
    stability[further], difficulty[further] = after.stability, after.difficulty
    return planned, Strengths(stability, difficulty, planned.retrievability)


@dataclass(frozen=True, slots=True)
class _Machine:
    """A scheduler's plans as tables by state, step and rating."""

    state: Integers
    step: Integers
    minutes: Integers

    @classmethod
    def of(cls, scheduler: FSRS) -> "_Machine":
        height = max(map(len, scheduler.plans))
        found = [
            [steps[min(step, len(steps) - 1)] for step in range(height)]
            for steps in scheduler.plans
        ]

        def table(number: int) -> Integers:
            return np.array(
                [[[_entry(plan, number) for plan in row] for row in rows] for rows in found]
            )

        return cls(table(0), table(1), table(2))

    def answered(
        self, state: Integers, step: Integers, rating: Integers
    ) -> tuple[Integers, Integers, Integers]:
        """Return state, step and minutes (negative: least days) after answers."""
        place = state, np.minimum(step, self.state.shape[1] - 1), rating - 1
        return self.state[place], self.step[place], self.minutes[place]


def _entry(plan: Plan, number: int) -> int:
    return (int(plan.state), plan.step, plan.minutes or -plan.least_days)[number]


def _days(scheduler: FSRS, stability: Floats) -> Integers:
    """Do what ``FSRS.interval_days`` does, for many cards."""
    share = scheduler.desired_retention / 100
    days: Floats = formulas.interval_for(stability, share, scheduler.weights)
    limited = np.rint(np.minimum(days, scheduler.maximum_interval_days))
    return np.maximum(limited, 1).astype(np.int64)


def _first_strengths(weights: Parameters) -> tuple[Floats, Floats]:
    """Return stability and difficulty after a first answer, by rating (entry 0 is for none)."""
    stability = [_UNKNOWN, *(formulas.initial_stability(rating, weights) for rating in _BUTTONS)]
    difficulty = [_UNKNOWN, *(formulas.initial_difficulty(rating, weights) for rating in _BUTTONS)]
    return _held(np.array(stability)), _held_difficulty(np.array(difficulty))


def _next(
    stability: Floats,
    difficulty: Floats,
    rating: Integers,
    elapsed_days: Integers,
    weights: Parameters,
) -> tuple[Floats, Floats, Floats]:
    """Return stability and difficulty after later answers, and the recall predicted of them."""
    recall: Floats = formulas.retrievability(stability, elapsed_days.astype(np.float64), weights)
    later, again = elapsed_days >= 1, rating == AGAIN
    changed = np.empty_like(stability)
    if (rows := np.flatnonzero(~later)).size:
        held = stability[rows]
        factor = formulas.same_day_factor(held, rating[rows].astype(np.float64), weights)
        changed[rows] = held * np.where(again[rows], factor, np.maximum(factor, 1))
    if (rows := np.flatnonzero(later & again)).size:
        held = stability[rows]
        left = formulas.stability_after_lapse(held, difficulty[rows], recall[rows], weights)
        changed[rows] = np.minimum(left, formulas.most_after_lapse(held, weights))
    if (rows := np.flatnonzero(later & ~again)).size:
        bonuses = np.array([_UNKNOWN, *(formulas.pass_bonus(one, weights) for one in _BUTTONS)])
        changed[rows] = formulas.stability_after_pass(
            stability[rows], difficulty[rows], recall[rows], bonuses[rating[rows]], weights
        )
    harder = formulas.next_difficulty(difficulty, rating.astype(np.float64), weights)
    return _held(changed), _held_difficulty(harder), recall


def _known(begin: Memories, weights: tuple[float, ...]) -> tuple[Floats, Floats]:
    """Do what ``fsrs.strength`` does, for many cards; not a number for what is not known."""
    stability, difficulty = _held(begin.stability), _held_difficulty(begin.difficulty)
    kept: Flags = (begin.stability > 0) & (begin.difficulty > 0)
    days = begin.interval_minutes // MINUTES_PER_DAY
    days = np.where(days < 1, np.maximum(begin.step, 0) // DAYS_PLACE, days)
    short = ~kept & (days < 1)
    again = _first_strengths(weights)
    stability[short], difficulty[short] = again[0][AGAIN], again[1][AGAIN]
    if (rows := np.flatnonzero(~kept & ~short)).size:
        taken = _held(days[rows].astype(np.float64))
        converted = formulas.difficulty_from_ease(begin.ease[rows] / 100, taken, weights)
        stability[rows], difficulty[rows] = taken, _held_difficulty(converted)
    learning = (begin.state == CardState.LEARNING) & (begin.interval_minutes < MINUTES_PER_DAY)
    new = (begin.state == CardState.NEW) | (~kept & learning)
    stability[new] = difficulty[new] = _UNKNOWN
    return stability, difficulty


def _held(stability: Floats) -> Floats:
    return np.clip(stability, LOWEST_STABILITY, HIGHEST_STABILITY)


def _held_difficulty(difficulty: Floats) -> Floats:
    return np.clip(difficulty, LOWEST_DIFFICULTY, HIGHEST_DIFFICULTY)
