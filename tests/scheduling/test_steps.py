"""The steps variant: what each button leads to while learning, reviewing and relearning."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.model.cards import MINUTES_PER_DAY, NEW_MEMORY, Memory
from flashcards.model.enums import CardState, Quality, Rating
from flashcards.scheduling.days import MS_PER_DAY
from flashcards.scheduling.protocol import Occasion
from flashcards.scheduling.steps import Steps

AGAIN, HARD, GOOD, EASY = (rating.quality for rating in Rating)
DAY_MS = 1_750_000_000_000
DAY = MINUTES_PER_DAY
DEFAULT = Steps()


def after_days(days: int) -> Occasion:
    """Return the occasion of an answer so many days after the last one."""
    return Occasion(DAY_MS + days * MS_PER_DAY, last_at_ms=DAY_MS)


def known(days: int, ease: int = 250, lapses: int = 0) -> Memory:
    """Return the memory of a card in review."""
    return Memory(CardState.REVIEW, 3, ease, days * DAY, lapses)


def minutes(steps: Steps, memory: Memory, occasion: Occasion) -> list[int]:
    """Return the minutes Again, Hard, Good and Easy lead to."""
    return [
        steps.review(memory, quality, occasion).interval_minutes
        for quality in (AGAIN, HARD, GOOD, EASY)
    ]


def days(steps: Steps, memory: Memory, occasion: Occasion) -> list[float]:
    """Return the days Hard, Good and Easy lead to."""
    return [found / DAY for found in minutes(steps, memory, occasion)[1:]]


def follow(steps: Steps, memory: Memory, *qualities: Quality) -> Memory:
    """Return the memory after some answers, each given when the card was due."""
    for quality in qualities:
        memory = steps.review(memory, quality, after_days(memory.interval_days)).memory
    return memory


def test_a_new_card_goes_through_the_learning_steps() -> None:
    assert minutes(DEFAULT, NEW_MEMORY, Occasion(DAY_MS)) == [1, 6, 10, 4 * DAY]
    second = follow(DEFAULT, NEW_MEMORY, GOOD)
    assert (second.state, second.step, second.interval_minutes) == (CardState.LEARNING, 1, 10)
    assert minutes(DEFAULT, second, after_days(0)) == [1, 10, DAY, 4 * DAY]


def test_again_goes_back_to_the_first_learning_step() -> None:
    memory = follow(DEFAULT, NEW_MEMORY, GOOD, AGAIN)
    assert (memory.state, memory.step, memory.interval_minutes) == (CardState.LEARNING, 0, 1)
    assert memory.lapses == 0


def test_hard_on_the_only_step_takes_half_as_long_again() -> None:
    assert follow(Steps((10,)), NEW_MEMORY, HARD).interval_minutes == 15
    assert follow(Steps((DAY,), graduating_interval_days=3), NEW_MEMORY, HARD).interval_days == 2


def test_a_card_that_has_left_the_steps_has_the_starting_ease() -> None:
    steps = Steps(graduating_interval_days=3, starting_ease=230)
    memory = follow(steps, NEW_MEMORY, GOOD, GOOD)
    assert memory == Memory(CardState.REVIEW, 1, 230, 3 * DAY)


def test_without_learning_steps_a_new_card_is_reviewed_at_once() -> None:
    assert minutes(Steps(()), NEW_MEMORY, Occasion(DAY_MS)) == [DAY, DAY, DAY, 4 * DAY]


def test_ten_days_at_ease_two_and_a_half_give_12_25_and_33() -> None:
    assert days(DEFAULT, known(10), after_days(10)) == [12, 25, 33]


def test_four_days_of_lateness_count_half_for_good_and_whole_for_easy() -> None:
    assert days(DEFAULT, known(10), after_days(14)) == [12, 30, 46]


def test_half_a_day_of_lateness_counts_too() -> None:
    assert days(DEFAULT, known(10), after_days(15)) == [12, 31, 49]


def test_a_card_asked_ahead_is_planned_by_the_days_it_waited() -> None:
    assert days(DEFAULT, known(10), after_days(6)) == [7, 15, 17]
    assert days(DEFAULT, known(10), after_days(1)) == [6, 10, 12]


def test_a_card_of_unknown_past_is_taken_to_be_on_time() -> None:
    assert days(DEFAULT, known(10), Occasion(DAY_MS)) == [12, 25, 33]


def test_each_button_gives_at_least_a_day_more_than_the_one_below() -> None:
    assert days(DEFAULT, known(1, 130), after_days(1)) == [2, 3, 4]


def test_hard_may_shorten_when_its_multiplier_is_below_one() -> None:
    assert days(Steps(hard_multiplier=80), known(10), after_days(10)) == [8, 25, 33]


def test_the_interval_modifier_changes_every_pass() -> None:
    assert days(Steps(interval_modifier=80), known(10), after_days(10)) == [11, 20, 26]


def test_no_interval_is_above_the_longest_allowed() -> None:
    assert days(Steps(maximum_interval_days=11), known(10), after_days(10)) == [11, 11, 11]


@pytest.mark.parametrize(("quality", "ease"), [(HARD, 235), (GOOD, 250), (EASY, 265)])
def test_hard_lowers_and_easy_raises_the_ease(quality: Quality, ease: int) -> None:
    assert follow(DEFAULT, known(10), quality).ease == ease


def test_the_ease_never_falls_below_130() -> None:
    assert follow(DEFAULT, known(10, 140), HARD).ease == 130
    assert follow(DEFAULT, known(10, 140), AGAIN).ease == 130


def test_a_forgotten_card_is_relearned_and_keeps_part_of_its_interval() -> None:
    steps = Steps(relearning_steps=(10, 30), lapse_multiplier=50)
    lapsed = follow(steps, known(40), AGAIN)
    assert (lapsed.state, lapsed.interval_minutes) == (CardState.RELEARNING, 10)
    assert (lapsed.ease, lapsed.lapses) == (230, 1)
    assert minutes(steps, lapsed, after_days(0)) == [10, 20, 30, 21 * DAY]
    assert follow(steps, lapsed, GOOD, GOOD) == Memory(CardState.REVIEW, 1, 230, 20 * DAY, 1)


def test_forgetting_again_while_relearning_is_no_second_lapse() -> None:
    steps = Steps(lapse_multiplier=50)
    again = follow(steps, known(40), AGAIN, AGAIN)
    assert (again.ease, again.lapses) == (230, 1)
    assert follow(steps, again, GOOD).interval_days == 10


def test_without_relearning_steps_a_forgotten_card_gets_what_is_left_at_once() -> None:
    steps = Steps(relearning_steps=(), lapse_multiplier=25, minimum_lapse_interval_days=2)
    assert follow(steps, known(40), AGAIN) == Memory(CardState.REVIEW, 0, 230, 10 * DAY, 1)
    assert follow(steps, known(4), AGAIN).interval_days == 2


def test_a_card_another_scheduler_was_relearning_goes_on() -> None:
    memory = Memory(CardState.RELEARNING, 0, 250, DAY, 1)
    assert follow(DEFAULT, memory, GOOD).interval_days == 1


def test_options_at_odds_never_make_an_easier_answer_come_back_sooner() -> None:
    steps = Steps((10, 1), graduating_interval_days=2, easy_interval_days=1)
    assert minutes(steps, NEW_MEMORY, Occasion(DAY_MS)) == [10, 1, 1, DAY]
    assert minutes(Steps((5,), (), 10, 2), NEW_MEMORY, Occasion(DAY_MS))[2:] == [10 * DAY, 10 * DAY]
    week = Steps((7 * DAY,))
    assert minutes(week, NEW_MEMORY, Occasion(DAY_MS)) == [7 * DAY, DAY, DAY, 4 * DAY]


@pytest.mark.parametrize("quality", [Quality.BLACKOUT, Quality.WRONG, Quality.WRONG_EASY])
def test_every_quality_below_three_is_again(quality: Quality) -> None:
    assert follow(DEFAULT, known(10), quality) == follow(DEFAULT, known(10), AGAIN)


def test_the_steps_leave_no_drill_to_do() -> None:
    assert not any(DEFAULT.review(known(10), quality, after_days(10)).drill for quality in Quality)


@pytest.mark.parametrize(
    "wrong",
    [
        {"learning_steps": (0,)},
        {"relearning_steps": (1,) * 11},
        {"graduating_interval_days": 0},
        {"maximum_interval_days": 0},
        {"starting_ease": 129},
        {"easy_bonus": 99},
        {"hard_multiplier": 0},
        {"lapse_multiplier": -1},
    ],
)
def test_values_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        Steps(**wrong)


@given(st.lists(st.integers(1, 20_160), max_size=10), st.integers(130, 500), st.integers(1, 36_500))
def test_parameters_come_back_as_they_were_written(
    steps: list[int], ease: int, longest: int
) -> None:
    scheduler = Steps(tuple(steps), (), starting_ease=ease, maximum_interval_days=longest)
    assert Steps.from_json(scheduler.parameters()) == scheduler
