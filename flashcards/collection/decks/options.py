"""Checks what a learner sets for a deck, so that no scheduler meets a value it cannot use."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.presets import Options

RANGES = {
    "new_per_day": (0, 9_999),
    "reviews_per_day": (0, 99_999),
    "day_start_minutes": (0, 23 * 60 + 59),
    "maximum_interval_days": (1, 36_500),
    "answer_cap_s": (5, 3_600),
    "graduating_interval_days": (1, 36_500),
    "easy_interval_days": (1, 36_500),
    "starting_ease": (130, 500),
    "hard_multiplier": (50, 130),
    "easy_bonus": (100, 500),
    "interval_modifier": (50, 200),
    "lapse_multiplier": (0, 100),
    "minimum_lapse_interval_days": (1, 36_500),
    "desired_retention": (70, 99),
    "leech_lapses": (0, 9_999),
    "advance_question_s": (0, 600),
    "advance_answer_s": (0, 600),
}
"""The lowest and highest value of each option that is a number, in the option's own unit."""

MOST_STEPS = 10
LONGEST_STEP_MINUTES = 14 * 1440
"""Two weeks: what takes longer is a review."""

_ABSURD = 1e9


def checked(options: Options, changes: dict[str, Any]) -> Options:
    """Return ``options`` with ``changes``, each value made fit or refused with a UserError."""
    values: dict[str, Any] = {}
    for name, value in changes.items():
        if name not in Options.__dataclass_fields__:
            raise UserError(message("There is no option called “{name}”.", name=name))
        fit = _ROWS.get(name)
        if fit is not None:
            values[name] = fit(name, value)
            continue
        values[name] = _fitted(name, value, type(getattr(options, name)))
        if name not in RANGES:
            continue
        low, high = RANGES[name]
        if not low <= values[name] <= high:
            raise UserError(
                message(
                    "The option “{name}” must lie between {low:,} and {high:,}.",
                    name=name,
                    low=low,
                    high=high,
                )
            )
    return replace(options, **values)


def _fitted(name: str, value: Any, kind: type) -> Any:
    """Return ``value`` as the kind the option ``name`` has; raise UserError when it is no such."""
    if kind in (bool, int):
        whole = isinstance(value, int) if kind is bool else type(value) is int
        if not whole or (kind is bool and value not in (0, 1)):
            raise _misfit(name, value)
    try:
        return kind(value)
    except ValueError as error:
        raise _misfit(name, value) from error


def _misfit(name: str, value: Any) -> UserError:
    return UserError(message("“{value}” does not fit the option “{name}”.", value=value, name=name))


def _steps(name: str, value: Any) -> tuple[int, ...]:
    steps = _whole_numbers(name, value)
    if len(steps) > MOST_STEPS:
        raise UserError(
            message(
                "The option “{name}” has {count} steps, {most} are the most.",
                name=name,
                count=len(steps),
                most=MOST_STEPS,
            ),
            message("Leave some out."),
        )
    for minutes in steps:
        if not 1 <= minutes <= LONGEST_STEP_MINUTES:
            raise UserError(
                message(
                    "A step of {minutes:,} minutes is too short for the option “{name}”.",
                    minutes=minutes,
                    name=name,
                )
                if minutes < 1
                else message(
                    "A step of {minutes:,} minutes is too long for the option “{name}”.",
                    minutes=minutes,
                    name=name,
                ),
                message("Steps take 1 to {most:,} minutes (two weeks).", most=LONGEST_STEP_MINUTES),
            )
    return steps


def _easy_days(name: str, value: Any) -> tuple[int, ...]:
    days = _whole_numbers(name, value)
    if len(days) != 7:
        raise UserError(
            message("The option “{name}” needs seven numbers, Monday first.", name=name)
        )
    if not 0 <= min(days) <= max(days) <= 100:
        raise UserError(
            message("The numbers of the option “{name}” must lie between 0 and 100.", name=name)
        )
    if not any(days):
        raise UserError(
            message("No weekday is left to study on."),
            message("Give at least one more than 0%."),
        )
    return days


def _fsrs_parameters(name: str, value: Any) -> tuple[float, ...]:
    if not isinstance(value, list | tuple):
        raise _misfit(name, value)
    for number in value:
        # The comparison is false for what is not a number.
        if type(number) not in (int, float) or not abs(number) < _ABSURD:
            raise _misfit(name, number)
    if not value:
        return ()
    from flashcards.scheduling.fsrs_formulas import HIGHEST_PARAMETERS, LOWEST_PARAMETERS

    if len(value) != len(LOWEST_PARAMETERS):
        raise UserError(
            message(
                "FSRS has {count} parameters, these are {given}.",
                count=len(LOWEST_PARAMETERS),
                given=len(value),
            ),
            message("Leave them empty to use the published ones."),
        )
    bounds = zip(LOWEST_PARAMETERS, value, HIGHEST_PARAMETERS, strict=True)
    for place, (low, number, high) in enumerate(bounds, 1):
        if not low <= number <= high:
            raise UserError(
                message(
                    "FSRS parameter {place} must lie between {low:g} and {high:g}, not be "
                    "{number:g}.",
                    place=place,
                    low=low,
                    high=high,
                    number=number,
                )
            )
    return tuple(float(number) for number in value)


def _whole_numbers(name: str, value: Any) -> tuple[int, ...]:
    if not isinstance(value, list | tuple) or any(type(number) is not int for number in value):
        raise _misfit(name, value)
    return tuple(value)


_ROWS: dict[str, Callable[[str, Any], tuple[float, ...]]] = {
    "learning_steps": _steps,
    "relearning_steps": _steps,
    "easy_days": _easy_days,
    "fsrs_parameters": _fsrs_parameters,
}
