"""What a learner sets for a deck is kept, or refused in words that say what to do."""

import pytest

from flashcards.collection.decks.options import RANGES, checked
from flashcards.model.enums import LeechAction, LimitFrom, SchedulerKind
from flashcards.model.errors import UserError
from flashcards.model.presets import Options
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS, HIGHEST_PARAMETERS
from flashcards.scheduling.registry import scheduler_for


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("scheduler", "fsrs", SchedulerKind.FSRS),
        ("scheduler", SchedulerKind.STEPS, SchedulerKind.STEPS),
        ("leech_action", "suspend", LeechAction.SUSPEND),
        ("new_limit_from", "own", LimitFrom.OWN),
        ("learning_steps", [1, 10, 20_160], (1, 10, 20_160)),
        ("relearning_steps", (), ()),
        ("fsrs_parameters", [], ()),
        ("fsrs_parameters", list(DEFAULT_PARAMETERS), DEFAULT_PARAMETERS),
        ("easy_days", [0, 100, 50, 100, 100, 100, 100], (0, 100, 50, 100, 100, 100, 100)),
        ("fuzz", True, True),
        ("load_balance", 1, True),
        ("bury_new", True, True),
        ("leech_lapses", 0, 0),
    ],
)
def test_a_value_that_fits_is_kept(name: str, value: object, kept: object) -> None:
    assert getattr(checked(Options(), {name: value}), name) == kept


@pytest.mark.parametrize(("name", "low", "high"), [(name, *ends) for name, ends in RANGES.items()])
def test_a_number_is_taken_up_to_both_ends_of_its_range(name: str, low: int, high: int) -> None:
    for value in (low, high):
        assert getattr(checked(Options(), {name: value}), name) == value
    for value in (low - 1, high + 1):
        with pytest.raises(UserError, match=f"“{name}” must lie between {low:,} and {high:,}"):
            checked(Options(), {name: value})


@pytest.mark.parametrize("kind", SchedulerKind)
@pytest.mark.parametrize("end", [0, 1])
def test_every_scheduler_takes_the_ends_of_all_ranges(kind: SchedulerKind, end: int) -> None:
    extreme = {name: ends[end] for name, ends in RANGES.items()}
    options = checked(Options(scheduler=kind), {**extreme, "learning_steps": [20_160] * 10})
    assert scheduler_for(options).name == kind.value


def test_the_options_a_deck_begins_with_are_in_their_ranges() -> None:
    options = Options()
    values = {name: getattr(options, name) for name in Options.__dataclass_fields__}
    assert checked(options, values) == options


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("scheduler", "sm99", "“sm99” does not fit the option “scheduler”"),
        ("learning_steps", 5, "“5” does not fit"),
        ("learning_steps", "1 10", "does not fit"),
        ("learning_steps", [1.5], "does not fit"),
        ("learning_steps", [True], "does not fit"),
        ("learning_steps", [0], "step of 0 minutes is too short.*1 to 20,160 minutes"),
        ("relearning_steps", [20_161], "20,161 minutes is too long.*“relearning_steps”"),
        ("learning_steps", [1] * 11, "has 11 steps, 10 are the most"),
        ("easy_days", [100] * 6, "seven numbers, Monday first"),
        ("easy_days", [101] + [100] * 6, "between 0 and 100"),
        ("easy_days", [-1] + [100] * 6, "between 0 and 100"),
        ("easy_days", [0] * 7, "No weekday is left.*at least one"),
        ("fsrs_parameters", [0.5] * 19, "21 parameters, these are 19.*published ones"),
        ("fsrs_parameters", ["0.5"] * 21, "does not fit"),
        ("fsrs_parameters", [float("nan")] * 21, "does not fit"),
        ("fsrs_parameters", [10**400] * 21, "does not fit"),
        ("fsrs_parameters", 7, "does not fit"),
        (
            "fsrs_parameters",
            [*HIGHEST_PARAMETERS[:20], 0.9],
            "parameter 21 must lie between 0.1 and 0.8, not be 0.9",
        ),
        ("desired_retention", 90.5, "does not fit"),
        ("fuzz", "yes", "does not fit"),
        ("leech_action", "delete", "does not fit"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_plain_words(
    name: str, value: object, told: str
) -> None:
    with pytest.raises(UserError, match=told):
        checked(Options(), {name: value})
