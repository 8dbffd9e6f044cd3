"""Schedulers come back from a collection as they were stored."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.model.enums import Profile, SchedulerKind
from flashcards.model.errors import UserError
from flashcards.model.presets import Options
from flashcards.scheduling.fsrs import FSRS
from flashcards.scheduling.registry import scheduler_for, scheduler_from
from flashcards.scheduling.sm2 import SM2
from flashcards.scheduling.spreading import Spread, Spreading
from flashcards.scheduling.steps import Steps

SM2_PARAMETERS = '{"drill":true,"maximum_interval_days":36500,"profile":"paper"}'
BUSY_WEEKDAYS = (50, 50, 50, 50, 50, 100, 100)


@given(st.sampled_from(Profile), st.booleans(), st.integers(1, 36_500))
def test_a_scheduler_comes_back_as_it_was_stored(
    profile: Profile, drill: bool, longest: int
) -> None:
    scheduler = SM2(profile, drill, longest)
    assert scheduler_from(scheduler.name, scheduler.parameters()) == scheduler


@pytest.mark.parametrize("kind", SchedulerKind)
@pytest.mark.parametrize(
    "spread", [{}, {"fuzz": True}, {"load_balance": True}, {"easy_days": BUSY_WEEKDAYS}]
)
def test_every_scheduler_comes_back_as_it_was_stored(
    kind: SchedulerKind, spread: dict[str, Any]
) -> None:
    options = Options(scheduler=kind, learning_steps=(5, 50), maximum_interval_days=90)
    scheduler = scheduler_for(replace(options, **spread))
    assert scheduler.name == kind.value
    assert isinstance(scheduler, Spreading) == bool(spread)
    assert scheduler_from(scheduler.name, scheduler.parameters()) == scheduler


def test_parameters_are_written_in_one_way_only() -> None:
    assert SM2().parameters() == SM2_PARAMETERS


def test_options_that_other_schedulers_have_leave_the_parameters_of_sm2_as_they_were() -> None:
    options = Options(learning_steps=(7,), desired_retention=80, starting_ease=200)
    assert scheduler_for(options).parameters() == SM2_PARAMETERS


def test_a_week_without_an_easy_day_spreads_nothing() -> None:
    assert scheduler_for(Options(easy_days=(70,) * 7)) == SM2()


def test_a_deck_gets_the_scheduler_its_options_ask_for() -> None:
    options = Options(profile=Profile.SOURCE, drill=False, maximum_interval_days=90)
    assert scheduler_for(options) == SM2(Profile.SOURCE, False, 90)


def test_a_deck_gets_the_steps_its_options_ask_for() -> None:
    options = Options(
        scheduler=SchedulerKind.STEPS,
        learning_steps=(2, 20),
        relearning_steps=(30,),
        graduating_interval_days=2,
        easy_interval_days=5,
        starting_ease=240,
        hard_multiplier=110,
        easy_bonus=140,
        interval_modifier=90,
        lapse_multiplier=30,
        minimum_lapse_interval_days=3,
        maximum_interval_days=400,
    )
    expected = Steps((2, 20), (30,), 2, 5, 240, 110, 140, 90, 30, 3, 400)
    assert scheduler_for(options) == expected


def test_a_deck_gets_fsrs_with_the_published_parameters_unless_it_has_its_own() -> None:
    options = Options(scheduler=SchedulerKind.FSRS, desired_retention=85, relearning_steps=())
    assert scheduler_for(options) == FSRS(
        desired_retention=85, learning_steps=(1, 10), relearning_steps=()
    )
    own = (0.3, *FSRS().weights[1:])
    assert scheduler_for(replace(options, fsrs_parameters=own)) == FSRS(own, 85, (1, 10), ())


def test_a_deck_gets_its_intervals_spread_as_its_options_ask_for() -> None:
    options = Options(fuzz=True, easy_days=BUSY_WEEKDAYS, maximum_interval_days=80)
    spread = Spread(True, False, BUSY_WEEKDAYS)
    assert scheduler_for(options) == Spreading(SM2(maximum_interval_days=80), spread, 80)


def test_an_unknown_scheduler_is_refused_in_plain_words() -> None:
    with pytest.raises(UserError, match=r"“sm99” that this program does not know.*Update"):
        scheduler_from("sm99", "{}")


@pytest.mark.parametrize("name", [kind.value for kind in SchedulerKind])
@pytest.mark.parametrize(
    "parameters",
    [
        "",
        "[]x",
        "[1]",
        "7",
        '{"newer":1}',
        '{"maximum_interval_days":0}',
        '{"maximum_interval_days":1.5}',
        '{"spread":7}',
        '{"spread":{}}',
        '{"spread":{"fuzz":1,"load_balance":false,"easy_days":[100,100,100,100,100,100,100]}}',
        '{"spread":{"fuzz":true,"load_balance":false,"easy_days":[1,2]}}',
        '{"spread":{"fuzz":true,"load_balance":false,"easy_days":[1,2,3,4,5,6,"7"]}}',
        '{"spread":{"fuzz":true,"load_balance":false,"easy_days":[0,0,0,0,0,0,0]}}',
    ],
)
def test_parameters_that_cannot_be_read_are_refused_in_plain_words(
    name: str, parameters: str
) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        scheduler_from(name, parameters)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("sm2", '{"profile":"other"}'),
        ("sm2", '{"drill":"yes"}'),
        ("sm2", '{"profile":["paper"]}'),
        ("sm2-steps", '{"learning_steps":5}'),
        ("sm2-steps", '{"learning_steps":[0]}'),
        ("sm2-steps", '{"learning_steps":["1"]}'),
        ("sm2-steps", '{"starting_ease":true}'),
        ("fsrs", '{"parameters":[1,2]}'),
        ("fsrs", '{"desired_retention":100}'),
    ],
)
def test_values_a_scheduler_cannot_have_are_refused_in_plain_words(
    name: str, parameters: str
) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        scheduler_from(name, parameters)
