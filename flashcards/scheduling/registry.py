"""Finds the scheduler a preset or a stored scheduler version asks for."""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from flashcards.model.enums import Profile, SchedulerKind
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.presets import Options
from flashcards.scheduling.protocol import Scheduler
from flashcards.scheduling.sm2 import SM2

if TYPE_CHECKING:
    from flashcards.scheduling.fsrs import FSRS
    from flashcards.scheduling.steps import Steps

    Plain: TypeAlias = SM2 | Steps | FSRS
    """A scheduler whose intervals are not spread."""

SPREAD_KEY = "spread"
"""Where a scheduler's stored parameters keep how its intervals are spread, when they are."""

TITLES = {"sm2": "SM-2", "sm2-steps": "SM-2 with steps", "fsrs": "FSRS"}
"""What learners call the schedulers that versions are stored under."""


def unknown_scheduler(name: str) -> UserError:
    """Return the error for a scheduler that only a later version has."""
    return UserError(
        message(
            "The collection uses a scheduler called “{name}” that this program does not know.",
            name=name,
        ),
        message("Update the program, or choose another scheduler in the deck options."),
    )


@lru_cache(maxsize=256)
def scheduler_from(name: str, parameters: str) -> Scheduler:
    """Return the scheduler stored under ``name`` with ``parameters`` (JSON).

    Raises UserError when this program knows no such scheduler or cannot read its parameters.
    """
    read = _READERS.get(name)
    if read is None:
        raise unknown_scheduler(name)
    try:
        values = json.loads(parameters)
        if not isinstance(values, dict):
            raise TypeError("parameters are a JSON object")
        spread = values.pop(SPREAD_KEY, None)
        plain = read(values)
        return plain if spread is None else _spreading(plain, spread)
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise UserError(
            message(
                "The settings of the {scheduler} scheduler in this collection cannot be read.",
                scheduler=TITLES[name],
            ),
            message("Update the program, or restore a backup."),
        ) from error


def scheduler_for(options: Options) -> Scheduler:
    """Return the scheduler a deck's options ask for.

    Where they are out of range, as another program may have stored them, it is that scheduler as it
    is by default: a learner can study, and a check of the collection names the option.
    """
    try:
        return strictly_for(options)
    except ValueError:
        return strictly_for(Options(scheduler=options.scheduler))


def strictly_for(options: Options) -> Scheduler:
    """Return the scheduler options ask for; raise ValueError for ones out of range."""
    plain = _plain_for(options)
    if not (options.fuzz or options.load_balance or len(set(options.easy_days)) > 1):
        return plain
    from flashcards.scheduling.spreading import Spread, Spreading

    spread = Spread(options.fuzz, options.load_balance, options.easy_days)
    return Spreading(plain, spread, options.maximum_interval_days)


def _plain_for(options: Options) -> "Plain":
    longest = options.maximum_interval_days
    if options.scheduler is SchedulerKind.STEPS:
        from flashcards.scheduling.steps import Steps

        return Steps(
            options.learning_steps,
            options.relearning_steps,
            options.graduating_interval_days,
            options.easy_interval_days,
            options.starting_ease,
            options.hard_multiplier,
            options.easy_bonus,
            options.interval_modifier,
            options.lapse_multiplier,
            options.minimum_lapse_interval_days,
            longest,
        )
    if options.scheduler is SchedulerKind.FSRS:
        from flashcards.scheduling.fsrs import FSRS
        from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS

        return FSRS(
            options.fsrs_parameters or DEFAULT_PARAMETERS,
            options.desired_retention,
            options.learning_steps,
            options.relearning_steps,
            longest,
        )
    return SM2(options.profile, options.drill, longest)


def _spreading(plain: "Plain", values: Any) -> Scheduler:
    from flashcards.scheduling.spreading import Spread, Spreading

    if not isinstance(values, dict):
        raise TypeError("a spread is a JSON object")
    return Spreading(plain, Spread.from_values(values), plain.maximum_interval_days)


def _sm2_from(values: dict[str, Any]) -> SM2:
    unknown = set(values) - {"profile", "drill", "maximum_interval_days"}
    if unknown:
        raise ValueError(f"unknown parameters: {sorted(unknown)}")
    drill = values.get("drill", True)
    longest = values.get("maximum_interval_days", 36_500)
    if type(drill) is not bool or type(longest) is not int:
        raise TypeError("a parameter has the wrong type")
    return SM2(Profile(values.get("profile", Profile.PAPER)), drill, longest)


def _steps_from(values: dict[str, Any]) -> "Steps":
    from flashcards.scheduling.steps import Steps

    return Steps.from_json(json.dumps(values))


def _fsrs_from(values: dict[str, Any]) -> "FSRS":
    from flashcards.scheduling.fsrs import FSRS

    return FSRS.from_json(json.dumps(values))


_READERS: dict[str, Callable[[dict[str, Any]], "Plain"]] = {
    SM2.name: _sm2_from,
    "sm2-steps": _steps_from,
    "fsrs": _fsrs_from,
}
