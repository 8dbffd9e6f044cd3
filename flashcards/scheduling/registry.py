"""Finds the scheduler a preset or a stored scheduler version asks for."""

import json
from functools import lru_cache

from flashcards.model.enums import Profile
from flashcards.model.errors import UserError
from flashcards.model.presets import Options
from flashcards.scheduling.protocol import Scheduler
from flashcards.scheduling.sm2 import SM2


@lru_cache(maxsize=256)
def scheduler_from(name: str, parameters: str) -> Scheduler:
    """Return the scheduler stored under ``name`` with ``parameters`` (JSON).

    Raises UserError when this program knows no such scheduler or cannot read its parameters.
    """
    if name != SM2.name:
        raise UserError(
            f"The collection uses a scheduler called “{name}” that this program does not know.",
            "Update the program, or choose another scheduler in the deck options.",
        )
    try:
        return _sm2_from(parameters)
    except (ValueError, TypeError, KeyError) as error:
        raise UserError(
            "The settings of the SM-2 scheduler in this collection cannot be read.",
            "Update the program, or restore a backup.",
        ) from error


def scheduler_for(options: Options) -> Scheduler:
    """Return the scheduler a deck's options ask for."""
    return SM2(options.profile, options.drill, options.maximum_interval_days)


def _sm2_from(parameters: str) -> SM2:
    values = json.loads(parameters)
    unknown = set(values) - {"profile", "drill", "maximum_interval_days"}
    if unknown:
        raise ValueError(f"unknown parameters: {sorted(unknown)}")
    drill = values.get("drill", True)
    longest = values.get("maximum_interval_days", 36_500)
    if type(drill) is not bool or type(longest) is not int:
        raise TypeError("a parameter has the wrong type")
    return SM2(Profile(values.get("profile", Profile.PAPER)), drill, longest)
