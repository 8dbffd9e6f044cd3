"""SM-2 against the published algorithm, exactly."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.model.cards import MINUTES_PER_DAY, NEW_MEMORY, Memory
from flashcards.model.enums import CardState, Profile, Quality, Rating
from flashcards.scheduling.protocol import occasion_at
from flashcards.scheduling.sm2 import FIRST_TWO, LATENESS, SM2

NOW = occasion_at(datetime(2026, 3, 1, 12, tzinfo=UTC))

memories = st.builds(
    Memory,
    state=st.sampled_from(CardState),
    repetitions=st.integers(0, 60),
    ease=st.integers(130, 1000),
    interval_minutes=st.integers(0, 36_500).map(lambda days: days * MINUTES_PER_DAY),
    lapses=st.integers(0, 99),
)
schedulers = st.builds(
    SM2,
    profile=st.sampled_from(Profile),
    drill=st.booleans(),
    maximum_interval_days=st.integers(1, 36_500),
)


def answered(scheduler: SM2, qualities: str, memory: Memory = NEW_MEMORY) -> list[Memory]:
    """Return the memory after each quality."""
    memories_seen = []
    for digit in qualities:
        memory = scheduler.review(memory, Quality(int(digit)), NOW).memory
        memories_seen.append(memory)
    return memories_seen


def days(scheduler: SM2, qualities: str) -> list[int]:
    return [memory.interval_days for memory in answered(scheduler, qualities)]


def test_four_perfect_answers_and_a_good_one_give_145_days() -> None:
    assert days(SM2(), "55554") == [1, 6, 17, 50, 145]


def test_the_published_code_multiplies_with_the_old_ease_and_rounds_to_the_nearest_day() -> None:
    assert days(SM2(Profile.SOURCE), "55554") == [1, 6, 16, 45, 130]


def test_the_published_code_rounds_half_a_day_to_the_even_day() -> None:
    source = SM2(Profile.SOURCE)
    assert source.step(2, 250, 13, 4) == (3, 250, 32)
    assert source.step(2, 250, 15, 4) == (3, 250, 38)


def test_a_forgotten_card_keeps_its_ease_by_the_paper_and_loses_some_by_the_code() -> None:
    assert answered(SM2(), "4441")[-1].ease == 250
    assert answered(SM2(Profile.SOURCE), "4441")[-1].ease == 196


@given(schedulers, memories, st.lists(st.sampled_from(Quality), max_size=30))
@settings(max_examples=200)
def test_many_answers_at_once_are_the_same_as_one_after_the_other(
    scheduler: SM2, memory: Memory, qualities: list[Quality]
) -> None:
    at_once = scheduler.review_all(memory, qualities)
    drill = False
    for quality in qualities:
        outcome = scheduler.review(memory, quality, NOW)
        memory, drill = outcome.memory, outcome.drill
    assert (at_once.memory, at_once.drill) == (memory, drill)


@given(schedulers, memories)
@settings(max_examples=300)
def test_a_better_rating_never_brings_a_card_back_sooner(scheduler: SM2, memory: Memory) -> None:
    intervals = [
        scheduler.review(memory, rating.quality, NOW).interval_minutes for rating in Rating
    ]
    assert intervals == sorted(intervals)


@given(schedulers, memories, st.sampled_from(Quality))
@settings(max_examples=300)
def test_intervals_are_whole_days_from_one_to_the_longest_allowed(
    scheduler: SM2, memory: Memory, quality: Quality
) -> None:
    after = scheduler.review(memory, quality, NOW).memory
    assert after.interval_minutes % MINUTES_PER_DAY == 0
    assert 1 <= after.interval_days <= scheduler.maximum_interval_days
    assert after.ease >= 130


@given(memories, st.sampled_from(Quality), st.datetimes(timezones=st.just(UTC)))
def test_answering_early_or_late_makes_no_difference(
    memory: Memory, quality: Quality, now: datetime
) -> None:
    assert SM2().review(memory, quality, occasion_at(now)) == SM2().review(memory, quality, NOW)


def test_a_card_answered_below_four_is_drilled_the_same_day() -> None:
    drills = [SM2().review(NEW_MEMORY, quality, NOW).drill for quality in Quality]
    assert drills == [True, True, True, True, False, False]


def test_drills_can_be_turned_off() -> None:
    assert not any(SM2(drill=False).review(NEW_MEMORY, quality, NOW).drill for quality in Quality)


def test_an_interval_stops_growing_at_the_longest_allowed() -> None:
    assert days(SM2(maximum_interval_days=30), "444444") == [1, 6, 15, 30, 30, 30]
    assert days(SM2(maximum_interval_days=3), "444") == [1, 3, 3]
    assert days(SM2(), "5" * 60)[-1] == 36_500


def test_a_scheduler_without_a_day_to_plan_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        SM2(maximum_interval_days=0)


def test_a_card_moves_through_the_states_of_learning() -> None:
    states = [memory.state for memory in answered(SM2(), "0144204")]
    assert states == [
        CardState.LEARNING,
        CardState.LEARNING,
        CardState.REVIEW,
        CardState.REVIEW,
        CardState.RELEARNING,
        CardState.RELEARNING,
        CardState.REVIEW,
    ]


def test_only_forgetting_a_card_that_had_been_passed_counts_as_a_lapse() -> None:
    assert [memory.lapses for memory in answered(SM2(), "0142041")] == [0, 0, 0, 1, 1, 1, 2]


def test_an_imported_interval_of_minutes_still_leads_to_a_day_at_least() -> None:
    memory = Memory(CardState.REVIEW, repetitions=5, ease=90, interval_minutes=10)
    after = SM2().review(memory, Quality.GOOD, NOW).memory
    assert (after.interval_days, after.ease) == (1, 130)


@pytest.mark.parametrize(
    ("qualities", "profile", "told"),
    [
        (
            "4",
            Profile.PAPER,
            "You answered Good (SM-2’s quality 4), the first pass in a row: the interval is 1 day. "
            + str(FIRST_TWO),
        ),
        (
            "44",
            Profile.PAPER,
            (
                "You answered Good (SM-2’s quality 4), the second pass in a row: "
                "the interval is 6 days. " + str(FIRST_TWO)
            ),
        ),
        (
            "444",
            Profile.PAPER,
            (
                "You answered Good (SM-2’s quality 4), the third pass in a row: "
                "6 days × ease 2.50 = 15 days."
            ),
        ),
        (
            "555",
            Profile.PAPER,
            (
                "You answered Easy (SM-2’s quality 5), the third pass in a row: "
                "6 days × ease 2.80 = 16.8, rounded up to 17 days; "
                "its ease rises from 2.70 to 2.80."
            ),
        ),
        (
            "555",
            Profile.SOURCE,
            (
                "You answered Easy (SM-2’s quality 5), the third pass in a row: "
                "6 days × ease 2.70 = 16.2, rounded to 16 days; "
                "its ease rises from 2.70 to 2.80."
            ),
        ),
        (
            "4441",
            Profile.PAPER,
            "You answered Again (SM-2’s quality 1): the card starts over and comes back in 1 day.",
        ),
        (
            "0",
            Profile.SOURCE,
            (
                "You answered Blackout (SM-2’s quality 0): the card starts over "
                "and comes back in 1 day; its ease falls from 2.50 to 1.70."
            ),
        ),
    ],
)
def test_an_interval_is_explained_with_the_numbers_that_made_it(
    qualities: str, profile: Profile, told: str
) -> None:
    scheduler = SM2(profile)
    steps = [NEW_MEMORY, *answered(scheduler, qualities)]
    assert (
        str(scheduler.explain(steps[-2], Quality(int(qualities[-1])), steps[-1], NOW))
        .removesuffix(str(LATENESS))
        .rstrip()
        == told
    )


def test_an_explanation_of_a_grown_interval_says_that_lateness_plays_no_part() -> None:
    scheduler = SM2()
    steps = answered(scheduler, "444")
    told = str(scheduler.explain(steps[1], Quality.GOOD, steps[2], NOW))
    assert told.endswith(str(LATENESS))


def test_an_interval_held_at_the_longest_allowed_says_so() -> None:
    scheduler = SM2(maximum_interval_days=30)
    steps = answered(scheduler, "4444")
    told = str(scheduler.explain(steps[-2], Quality.GOOD, steps[-1], NOW))
    assert "15 days × ease 2.50 = 37.5, held at 30 days, the longest allowed" in told


def test_a_long_row_of_passes_is_counted_in_proper_words() -> None:
    scheduler = SM2(Profile.SOURCE)
    steps = answered(scheduler, "4" * 23)
    told = {
        n: str(scheduler.explain(steps[n - 2], Quality.GOOD, steps[n - 1], NOW))
        for n in (11, 21, 22)
    }
    assert [words.split(", the ")[1].split()[0] for words in told.values()] == [
        "11th",
        "21st",
        "22nd",
    ]


@given(schedulers, memories, st.sampled_from(Quality))
@settings(max_examples=200)
def test_every_outcome_can_be_explained(scheduler: SM2, memory: Memory, quality: Quality) -> None:
    after = scheduler.review(memory, quality, NOW).memory
    told = str(scheduler.explain(memory, quality, after, NOW))
    assert told.endswith(".")
    assert f"{after.interval_days:,}" in told
