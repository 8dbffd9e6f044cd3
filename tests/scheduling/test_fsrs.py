"""FSRS-6 against the project's own implementation, and what holds for all its parameters."""

import math
import random
from datetime import UTC, datetime, timedelta

import fsrs as published
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.model.cards import MINUTES_PER_DAY, NEW_MEMORY, Memory
from flashcards.model.enums import CardState, Quality
from flashcards.scheduling.fsrs import FSRS
from flashcards.scheduling.fsrs_formulas import (
    DEFAULT_PARAMETERS,
    HIGHEST_PARAMETERS,
    LOWEST_PARAMETERS,
    RATINGS,
    interval_for,
    retrievability,
)
from flashcards.scheduling.protocol import ANSWER_WORDS, Occasion, occasion_at
from flashcards.scheduling.sm2 import SM2
from flashcards.scheduling.steps import Steps
from tests.scheduling.fsrs_histories import FIRST, history, scheduler

NOW = occasion_at(FIRST)
steps = st.lists(st.integers(1, 3000), max_size=4).map(tuple)
any_weights = st.tuples(
    *(st.floats(low, high) for low, high in zip(LOWEST_PARAMETERS, HIGHEST_PARAMETERS, strict=True))
)
schedulers = st.builds(
    FSRS, any_weights, st.integers(1, 99), steps, steps, st.sampled_from((1, 10, 365, 36_500))
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


def after(day: float, last: float) -> Occasion:
    """Return the occasion of an answer ``day`` days after the first, the one before on ``last``."""
    return occasion_at(FIRST + timedelta(days=day), last=FIRST + timedelta(days=last))


def twin(ours: FSRS) -> published.Scheduler:
    return published.Scheduler(
        ours.weights,
        ours.desired_retention / 100,
        tuple(timedelta(minutes=step) for step in ours.learning_steps),
        tuple(timedelta(minutes=step) for step in ours.relearning_steps),
        ours.maximum_interval_days,
        enable_fuzzing=False,
    )


def test_ten_thousand_histories_end_as_in_the_published_implementation() -> None:
    chance = random.Random(6)
    pairs = [(ours, twin(ours)) for ours in (scheduler(chance) for _ in range(200))]
    compared = 0
    for number in range(10_000):
        ours, theirs = pairs[number % len(pairs)]
        memory, last = NEW_MEMORY, None
        card = published.Card(card_id=number, due=FIRST)
        for at, quality in history(chance):
            card, _ = theirs.review_card(card, published.Rating(RATINGS[quality]), at)
            if (card.stability or 0) > 36_500:
                break
            memory = ours.review(memory, quality, occasion_at(at, last=last)).memory
            last = at
            assert memory.stability == pytest.approx(card.stability, rel=1e-9, abs=1e-6)
            assert memory.difficulty == pytest.approx(card.difficulty, abs=1e-6)
            planned = (card.due - at) / timedelta(minutes=1)
            assert memory.interval_minutes == min(
                math.ceil(planned), ours.maximum_interval_days * MINUTES_PER_DAY
            )
            assert memory.state.name.title() == card.state.name
            assert memory.step == (card.step or 0)
            compared += 1
    assert compared > 50_000


def test_a_new_card_goes_through_its_steps_into_review() -> None:
    fsrs = FSRS()
    first = fsrs.review(NEW_MEMORY, Quality.GOOD, NOW).memory
    assert (first.state, first.step, first.interval_minutes) == (CardState.LEARNING, 1, 10)
    second = fsrs.review(first, Quality.GOOD, after(0.01, 0)).memory
    assert (second.state, second.interval_days) == (CardState.REVIEW, 2)
    lapsed = fsrs.review(second, Quality.WRONG, after(2, 0.01)).memory
    assert (lapsed.state, lapsed.interval_minutes) == (CardState.RELEARNING, 10)
    assert (lapsed.lapses, lapsed.repetitions) == (1, 0)


def test_without_steps_every_answer_gives_whole_days() -> None:
    fsrs = FSRS(learning_steps=(), relearning_steps=())
    for quality in Quality:
        memory = fsrs.review(NEW_MEMORY, quality, NOW).memory
        assert memory.state is CardState.REVIEW
        assert memory.interval_minutes % MINUTES_PER_DAY == 0
    lapsed = fsrs.review(memory, Quality.WRONG, after(8, 0)).memory
    assert (lapsed.state, lapsed.lapses) == (CardState.REVIEW, 1)


def test_at_ninety_per_cent_the_interval_is_the_stability() -> None:
    assert interval_for(37.0, 0.9, DEFAULT_PARAMETERS) == pytest.approx(37)
    assert retrievability(37.0, 37, DEFAULT_PARAMETERS) == pytest.approx(0.9)


def test_a_higher_retention_asks_sooner() -> None:
    memory = Memory(CardState.REVIEW, 3, 250, 30 * MINUTES_PER_DAY, 0, 0, 30.0, 5.0)
    days = [
        FSRS(desired_retention=share).review(memory, Quality.GOOD, after(30, 0)).memory
        for share in (70, 80, 90, 95, 99)
    ]
    intervals = [memory.interval_days for memory in days]
    assert intervals == sorted(intervals, reverse=True)
    assert len(set(intervals)) == 5


def test_a_card_from_sm2_keeps_its_interval_as_stability_and_grows_by_its_ease() -> None:
    taken = SM2().review_all(NEW_MEMORY, [4, 4, 4]).memory
    assert taken.interval_days == 15
    later = FSRS().review(taken, Quality.GOOD, after(15, 0)).memory
    assert later.stability == pytest.approx(15 * 2.5)
    assert later.interval_days == 38
    assert later.ease == taken.ease


def test_a_card_from_elsewhere_with_no_date_counts_as_answered_when_it_was_due() -> None:
    taken = SM2().review_all(NEW_MEMORY, [4, 4, 4]).memory
    undated = FSRS().review(taken, Quality.GOOD, NOW).memory
    assert undated == FSRS().review(taken, Quality.GOOD, after(15, 0)).memory


def test_a_card_still_in_the_first_steps_of_another_scheduler_begins_anew() -> None:
    learning = Memory(CardState.LEARNING, 0, 250, 10, step=1)
    begun = FSRS().review(learning, Quality.GOOD, after(0.01, 0)).memory
    assert begun.stability == DEFAULT_PARAMETERS[2]


def test_a_card_being_learned_again_keeps_the_interval_it_was_to_come_back_with() -> None:
    steps_of_another = Steps(lapse_multiplier=50)
    review = Memory(CardState.REVIEW, 4, 250, 40 * MINUTES_PER_DAY, 0)
    lapsed = steps_of_another.review(review, Quality.WRONG, after(40, 0)).memory
    assert lapsed.interval_minutes == 10
    passed = FSRS().review(lapsed, Quality.GOOD, after(40.01, 40)).memory
    assert passed.state is CardState.REVIEW
    assert passed.interval_days == 20


@settings(max_examples=300, deadline=None)
@given(schedulers, memories, st.integers(0, 40_000))
def test_an_easier_answer_never_asks_sooner_and_all_numbers_stay_in_bounds(
    fsrs: FSRS, memory: Memory, days: int
) -> None:
    outcomes = [fsrs.review(memory, quality, after(days, 0)).memory for quality in Quality]
    for outcome in outcomes:
        assert 0.001 <= (outcome.stability or math.nan) <= 36_500
        assert 1 <= (outcome.difficulty or math.nan) <= 10
        assert 1 <= outcome.interval_minutes <= fsrs.maximum_interval_days * MINUTES_PER_DAY
        assert outcome.interval_minutes < MINUTES_PER_DAY or outcome.interval_minutes % 1440 == 0
    hard, good, easy = (outcome.interval_minutes for outcome in outcomes[3:])
    assert hard <= good <= easy
    assert outcomes[0] == outcomes[1] == outcomes[2]


@settings(max_examples=100, deadline=None)
@given(schedulers, memories, st.sampled_from(Quality), st.integers(0, 4000))
def test_every_answer_can_be_explained(
    fsrs: FSRS, memory: Memory, quality: Quality, days: int
) -> None:
    occasion = after(days, 0)
    outcome = fsrs.review(memory, quality, occasion)
    words = str(fsrs.explain(memory, quality, outcome.memory, occasion))
    assert words.startswith(f"You answered {ANSWER_WORDS[quality]}")
    assert "nan" not in words
    if outcome.memory.state is CardState.REVIEW:
        assert f"{fsrs.desired_retention}% retention" in words


def test_the_explanation_names_recall_stability_difficulty_and_interval() -> None:
    memory = Memory(CardState.REVIEW, 3, 250, 30 * MINUTES_PER_DAY, 0, 0, 30.0, 5.0)
    late = after(45, 0)
    outcome = FSRS().review(memory, Quality.GOOD, late)
    assert str(FSRS().explain(memory, Quality.GOOD, outcome.memory, late)) == (
        "You answered Good after 45 days, when recall was 87% likely: stability rises "
        "from 30.0 days to 103 days, difficulty stays at 5.0 of 10. At 90% retention "
        "that gives an interval of 103 days."
    )


def test_the_explanation_of_a_lapse_names_the_step() -> None:
    memory = Memory(CardState.REVIEW, 3, 250, 30 * MINUTES_PER_DAY, 0, 0, 30.0, 5.0)
    due = after(30, 0)
    outcome = FSRS().review(memory, Quality.WRONG, due)
    words = str(FSRS().explain(memory, Quality.WRONG, outcome.memory, due))
    assert words.startswith("You answered Again after 30 days, when recall was 90% likely:")
    assert "stability falls from 30.0 days to 2.3 days, difficulty rises from 5.0 to 8.3" in words
    assert words.endswith("Its learning step lasts 10 min.")


def test_the_explanation_tells_what_was_taken_over_from_another_scheduler() -> None:
    taken = SM2().review_all(NEW_MEMORY, [4, 4, 4]).memory
    outcome = FSRS().review(taken, Quality.GOOD, after(15, 0))
    words = str(FSRS().explain(taken, Quality.GOOD, outcome.memory, after(15, 0)))
    assert "stability rises from 15.0 days to 37.5 days" in words
    assert "What it had before was worked out from its interval and ease." in words


@settings(max_examples=100, deadline=None)
@given(schedulers)
def test_a_scheduler_comes_back_from_its_parameters(fsrs: FSRS) -> None:
    assert FSRS.from_json(fsrs.parameters()) == fsrs
    assert FSRS.from_json(fsrs.parameters()).parameters() == fsrs.parameters()


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        '{"unknown":1}',
        '{"parameters":[1,2]}',
        '{"parameters":[true]}',
        '{"desired_retention":0}',
        '{"desired_retention":"90"}',
        '{"learning_steps":[0]}',
        '{"learning_steps":5}',
        '{"maximum_interval_days":0}',
        f'{{"parameters":{[float("9" * 9)] * 21}}}',
    ],
)
def test_parameters_that_are_none_are_refused(text: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        FSRS.from_json(text)


def test_days_are_the_learners_own() -> None:
    memory = Memory(CardState.REVIEW, 1, 250, 10 * MINUTES_PER_DAY, 0, 0, 10.0, 5.0)
    evening, night = datetime(2026, 1, 1, 23, tzinfo=UTC), datetime(2026, 1, 2, 3, tzinfo=UTC)
    morning = datetime(2026, 1, 2, 5, tzinfo=UTC)
    same = FSRS().review(memory, Quality.GOOD, occasion_at(night, last=evening)).memory
    following = FSRS().review(memory, Quality.GOOD, occasion_at(morning, last=evening)).memory
    assert same.stability == pytest.approx(10)
    assert (following.stability or 0) > 10.5
