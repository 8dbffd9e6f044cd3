"""Schedulers come back from a collection as they were stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.model.enums import Profile
from flashcards.model.errors import UserError
from flashcards.model.presets import Options
from flashcards.scheduling.registry import scheduler_for, scheduler_from
from flashcards.scheduling.sm2 import SM2


@given(st.sampled_from(Profile), st.booleans(), st.integers(1, 36_500))
def test_a_scheduler_comes_back_as_it_was_stored(
    profile: Profile, drill: bool, longest: int
) -> None:
    scheduler = SM2(profile, drill, longest)
    assert scheduler_from(scheduler.name, scheduler.parameters()) == scheduler


def test_parameters_are_written_in_one_way_only() -> None:
    assert SM2().parameters() == '{"drill":true,"maximum_interval_days":36500,"profile":"paper"}'


def test_a_deck_gets_the_scheduler_its_options_ask_for() -> None:
    options = Options(profile=Profile.SOURCE, drill=False, maximum_interval_days=90)
    assert scheduler_for(options) == SM2(Profile.SOURCE, False, 90)


def test_an_unknown_scheduler_is_refused_in_plain_words() -> None:
    with pytest.raises(UserError, match=r"“sm99” that this program does not know.*Update"):
        scheduler_from("sm99", "{}")


@pytest.mark.parametrize(
    "parameters",
    [
        "",
        "[]x",
        "[1]",
        "7",
        '{"profile":"other"}',
        '{"newer":1}',
        '{"drill":"yes"}',
        '{"maximum_interval_days":0}',
        '{"maximum_interval_days":1.5}',
        '{"profile":["paper"]}',
    ],
)
def test_parameters_that_cannot_be_read_are_refused_in_plain_words(parameters: str) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        scheduler_from("sm2", parameters)
