"""Whole logs at once against the same answers one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.model.cards import MINUTES_PER_DAY, NEW_MEMORY, Memory
from flashcards.model.enums import CardState, Profile, Quality
from flashcards.scheduling import fsrs_log, sm2_log
from flashcards.scheduling.columns import AnswerLog, Memories
from flashcards.scheduling.days import MS_PER_DAY
from flashcards.scheduling.evaluating import fsrs_predictions, sm2_predictions
from flashcards.scheduling.fsrs import FSRS, first_strength, next_strength
from flashcards.scheduling.fsrs_formulas import (
    DEFAULT_PARAMETERS,
    HIGHEST_PARAMETERS,
    LOWEST_PARAMETERS,
    retrievability,
)
from flashcards.scheduling.protocol import Occasion
from flashcards.scheduling.sm2 import SM2

DAY_START = 240
steps = st.lists(st.integers(1, 3000), max_size=4).map(tuple)
any_weights = st.just(DEFAULT_PARAMETERS) | st.tuples(
    *(st.floats(low, high) for low, high in zip(LOWEST_PARAMETERS, HIGHEST_PARAMETERS, strict=True))
)
schedulers = st.builds(
    FSRS, any_weights, st.integers(1, 99), steps, steps, st.sampled_from((1, 365, 36_500))
)
memories = st.builds(
    Memory,
    state=st.sampled_from(CardState),
    repetitions=st.integers(0, 60),
    ease=st.integers(130, 1000),
    interval_minutes=st.integers(0, 36_500 * MINUTES_PER_DAY),
    lapses=st.integers(0, 99),
    step=st.integers(0, 6) | st.integers(-1, 40_000),
    stability=st.none() | st.floats(0.0001, 50_000),
    difficulty=st.none() | st.floats(1, 10),
)
answers = st.lists(
    st.tuples(st.sampled_from((0, 0, 1, 2, 5, 30, 400)), st.sampled_from(Quality)),
    min_size=1,
    max_size=9,
)
cards = st.lists(st.tuples(memories | st.just(NEW_MEMORY), answers), min_size=1, max_size=12)


def columns(
    found: list[tuple[Memory, list[tuple[int, Quality]]]],
) -> tuple[np.ndarray, np.ndarray, np.ndarray, Memories]:
    """Return card, days since the answer before and quality per answer, and the memories."""
    rows = [
        (number, days, quality)
        for number, (_, given_answers) in enumerate(found)
        for days, quality in given_answers
    ]
    owners, elapsed, qualities = np.array(rows, dtype=np.int64).T
    return owners, elapsed, qualities, Memories.of([memory for memory, _ in found])


@settings(max_examples=150, deadline=None)
@given(schedulers, cards)
def test_fsrs_over_a_log_is_fsrs_answer_by_answer(
    fsrs: FSRS, found: list[tuple[Memory, list[tuple[int, Quality]]]]
) -> None:
    owners, elapsed, qualities, before = columns(found)
    replayed = list(fsrs_log.replay_all(fsrs, owners, elapsed, qualities, before))
    assert len(replayed) == len(found)
    for (memory, given_answers), after in zip(found, replayed, strict=True):
        at = 30_000 * MS_PER_DAY
        for days, quality in given_answers:
            last, at = at, at + days * MS_PER_DAY
            memory = fsrs.review(memory, quality, Occasion(at, last_at_ms=last)).memory
        assert after.stability == pytest.approx(memory.stability, rel=1e-9)
        assert after.difficulty == pytest.approx(memory.difficulty, rel=1e-9)
        assert (after.state, after.step) == (memory.state, memory.step)
        assert (after.repetitions, after.lapses) == (memory.repetitions, memory.lapses)
        assert after.ease == memory.ease
        # A stability that is a half day to the last digit may be rounded the other way.
        assert abs(after.interval_minutes - memory.interval_minutes) <= (
            MINUTES_PER_DAY if after.interval_minutes >= MINUTES_PER_DAY else 0
        )


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(Profile), st.sampled_from((1, 300, 36_500)), cards)
def test_sm2_over_a_log_is_sm2_answer_by_answer(
    profile: Profile, longest: int, found: list[tuple[Memory, list[tuple[int, Quality]]]]
) -> None:
    sm2 = SM2(profile, maximum_interval_days=longest)
    owners, _, qualities, before = columns(found)
    replayed = list(sm2_log.replay_all(sm2, owners, qualities, before))
    assert replayed == [
        sm2.review_all(memory, [quality for _, quality in given_answers]).memory
        for memory, given_answers in found
    ]


def test_sm2_tells_the_interval_it_had_planned_at_each_answer() -> None:
    owners = np.array([7, 7, 7, 7, 9, 9])
    qualities = np.array([4, 4, 4, 4, 1, 4])
    assert sm2_log.intervals_before(SM2(), owners, qualities).tolist() == [0, 1, 6, 15, 0, 1]


def test_the_prediction_for_an_answer_is_made_with_what_was_known_before_it() -> None:
    owners, elapsed, ratings = np.array([1, 1, 1]), np.array([0, 3, 0]), np.array([3, 3, 3])
    found = fsrs_log.strengths(owners, elapsed, ratings, DEFAULT_PARAMETERS)
    first, second, third = found.retrievability
    assert np.isnan(first)
    assert second == pytest.approx(retrievability(DEFAULT_PARAMETERS[2], 3, DEFAULT_PARAMETERS))
    assert third == 1


def test_a_log_puts_each_cards_answers_together_and_counts_the_learners_days() -> None:
    noon = MS_PER_DAY // 2
    night = MS_PER_DAY + 3 * 3_600_000
    log = AnswerLog.of([5, 2, 5, 2], [noon, noon, night, 4 * MS_PER_DAY + noon], [1, 4, 4, 5])
    assert log.cards.tolist() == [2, 2, 5, 5]
    assert log.qualities.tolist() == [4, 5, 1, 4]
    assert log.ratings.tolist() == [3, 4, 1, 3]
    assert log.elapsed_days.tolist() == [0, 4, 0, 0]
    assert log.first.tolist() == [True, False, True, False]


def test_a_journey_costs_no_day() -> None:
    hour = MS_PER_DAY // 24
    moments, offsets = [32 * hour, 33 * hour], [-600, 720]  # Honolulu, and an hour later Auckland
    log = AnswerLog.of([1, 1], moments, [4, 4], offsets)
    occasion = Occasion(moments[1], offsets[1], 240, moments[0])
    assert log.elapsed_days.tolist() == [0, occasion.elapsed_days] == [0, 0]


def test_an_empty_log_has_no_cards() -> None:
    nothing = np.array([], dtype=np.int64)
    assert len(sm2_log.replay_all(SM2(), nothing, nothing)) == 0
    assert len(fsrs_log.replay_all(FSRS(), nothing, nothing, nothing)) == 0


def test_drills_are_answers_of_the_same_day_and_later_days_count_from_the_answer() -> None:
    minute, noon = MS_PER_DAY // 1440, MS_PER_DAY // 2
    log = AnswerLog.of(
        [1, 1, 1, 1, 1, 2, 2],
        [noon, noon + 9 * minute, noon + 20 * minute, MS_PER_DAY + noon, 5 * MS_PER_DAY + noon,
         noon, noon + minute],
        [1, 2, 4, 4, 4, 4, 4],
        drills=[False, True, True, True, False, True, False],
    )  # fmt: skip
    # A drill a day later, and one before any answer, are no answers of the same day.
    assert log.cards.tolist() == [1, 1, 1, 1, 2]
    assert log.drills.tolist() == [False, True, True, False, False]
    assert log.elapsed_days.tolist() == [0, 0, 0, 5, 0]


def test_drills_change_what_fsrs_predicts_and_nothing_of_what_sm2_does() -> None:
    minute, noon = MS_PER_DAY // 1440, MS_PER_DAY // 2
    moments = [noon, noon + 9 * minute, MS_PER_DAY + noon, 7 * MS_PER_DAY + noon]
    drilled = AnswerLog.of([1] * 4, moments, [1, 4, 4, 4], drills=[False, True, False, False])
    plain = drilled.chosen(~drilled.drills)
    rows = np.flatnonzero(~drilled.drills)
    sm2 = sm2_predictions(drilled, SM2())
    np.testing.assert_equal(sm2[rows], sm2_predictions(plain, SM2()))
    assert np.isnan(sm2[1])
    memory = first_strength(1, DEFAULT_PARAMETERS)
    memory = next_strength(*memory, 3, 0, DEFAULT_PARAMETERS)
    found = fsrs_predictions(drilled, DEFAULT_PARAMETERS)[rows]
    assert found[1] == pytest.approx(retrievability(memory[0], 1, DEFAULT_PARAMETERS))
    assert found[1] > fsrs_predictions(plain, DEFAULT_PARAMETERS)[1]
