"""Options of decks for Anki: as they came from it, but for what was changed here."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from flashcards.collection.anki.deck_options import options_of
from flashcards.formats.anki.wire import place, value_at
from flashcards.model.enums import AdvanceAction, LeechAction, NewMix, NewOrder, ReviewOrder
from flashcards.model.enums import SchedulerKind as Kind
from flashcards.model.presets import Options

_ORDERS: Final = {
    ReviewOrder.DUE: 0, ReviewOrder.INTERVAL: 3, ReviewOrder.EASE: 5,
    ReviewOrder.RETRIEVABILITY: 7, ReviewOrder.RANDOM: 8,
}  # fmt: skip
_MIXES: Final = (NewMix.MIXED, NewMix.AFTER, NewMix.BEFORE)
_ACTIONS: Final = (AdvanceAction.BURY, AdvanceAction.AGAIN, AdvanceAction.RATE)


def _times(factor: float) -> Callable[[Any], Any]:
    return lambda value: round(value * factor, 4)


def _same(value: Any) -> Any:
    return value


_KEYS: Final[tuple[tuple[str, str, Callable[[Any], Any]], ...]] = (
    ("new_per_day", "new.perDay", _same),
    ("reviews_per_day", "rev.perDay", _same),
    ("maximum_interval_days", "rev.maxIvl", _same),
    ("answer_cap_s", "maxTaken", _same),
    ("starting_ease", "new.initialFactor", lambda value: value * 10),
    ("hard_multiplier", "rev.hardFactor", _times(0.01)),
    ("easy_bonus", "rev.ease4", _times(0.01)),
    ("interval_modifier", "rev.ivlFct", _times(0.01)),
    ("lapse_multiplier", "lapse.mult", _times(0.01)),
    ("minimum_lapse_interval_days", "lapse.minInt", _same),
    ("desired_retention", "desiredRetention", _times(0.01)),
    ("leech_lapses", "lapse.leechFails", _same),
    ("advance_question_s", "secondsToShowQuestion", float),
    ("advance_answer_s", "secondsToShowAnswer", float),
    ("learning_steps", "new.delays", lambda value: [float(each) for each in value]),
    ("relearning_steps", "lapse.delays", lambda value: [float(each) for each in value]),
    ("fsrs_parameters", "fsrsParams6", list),
    ("new_order", "newSortOrder", lambda value: 4 if value is NewOrder.RANDOM else 0),
    ("review_order", "reviewOrder", lambda value: _ORDERS.get(value, 0)),
    ("new_mix", "newMix", _MIXES.index),
    ("leech_action", "lapse.leechAction", lambda value: int(value is not LeechAction.SUSPEND)),
    ("bury_new", "new.bury", _same),
    ("bury_reviews", "rev.bury", _same),
    ("autoplay", "autoplay", _same),
    ("replay_question", "replayq", _same),
    ("advance_action", "answerAction", _ACTIONS.index),
    ("easy_days", "easyDaysPercentages", lambda value: [each / 100 for each in value]),
)
"""Option, its key there, and how its value is told there."""


def as_preset(
    options: Options, came: Mapping[str, Any] | None, config: Mapping[str, Any]
) -> dict[str, Any]:
    """Return options as a preset of Anki's; ``came`` is what they came as, if they did.

    ``config`` is of the collection they came from.
    """
    fsrs = options.scheduler is Kind.FSRS
    made = _copy(came) if came is not None else usual_preset()
    before = options_of(made, config, options.day_start_minutes, fsrs=fsrs)
    for name, key, written in _KEYS:
        value = getattr(options, name)
        if value != getattr(before, name):
            place(made, key, written(value))
    days = options.graduating_interval_days, options.easy_interval_days
    if days != (before.graduating_interval_days, before.easy_interval_days):
        others = value_at(made, "new.ints") or []
        place(made, "new.ints", [*days, *(others[2:] or [0])])
    if options.new_order is not before.new_order and options.new_order is not NewOrder.RANDOM:
        made["newGatherPriority"] = 0
    if options.scheduler is Kind.SM2 and came is None:
        made["new"]["delays"] = [1.0]
        made["lapse"]["delays"] = [10.0]
    return made


def untouched(options: Options) -> bool:
    """Whether nobody changed options from what a new collection has."""
    return options == replace(Options(), day_start_minutes=options.day_start_minutes)


def _copy(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _copy(each) if isinstance(each, Mapping) else each for key, each in value.items()}


def usual_preset() -> dict[str, Any]:
    """Return what Anki asks by where nobody chose."""
    return {
        "usn": 0,
        "mod": 0,
        "dyn": False,
        "maxTaken": 60,
        "autoplay": True,
        "timer": 0,
        "replayq": True,
        "new": {
            "bury": False, "delays": [1.0, 10.0], "initialFactor": 2500, "ints": [1, 4, 0],
            "order": 1, "perDay": 20,
        },
        "rev": {
            "bury": False, "ease4": 1.3, "ivlFct": 1.0, "maxIvl": 36500, "perDay": 200,
            "hardFactor": 1.2,
        },
        "lapse": {
            "delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0,
        },
        "desiredRetention": 0.9,
        "sm2Retention": 0.9,
        "easyDaysPercentages": [1.0] * 7,
        "newMix": 0,
        "newSortOrder": 0,
        "newGatherPriority": 0,
        "reviewOrder": 0,
        "interdayLearningMix": 0,
        "buryInterdayLearning": False,
    }  # fmt: skip
