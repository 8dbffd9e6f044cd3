"""The options and limits of Anki's decks as ours: steps, schedulers, orders, burying."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, Final

from flashcards.collection.decks.options import LONGEST_STEP_MINUTES, MOST_STEPS, RANGES
from flashcards.model.enums import (
    AdvanceAction,
    LeechAction,
    NewMix,
    NewOrder,
    ReviewOrder,
    SchedulerKind,
)
from flashcards.model.limits import DeckLimits
from flashcards.model.presets import Options
from flashcards.scheduling import fsrs_formulas

_MIXES: Final = (NewMix.MIXED, NewMix.AFTER, NewMix.BEFORE)
_ORDERS: Final = {
    3: ReviewOrder.INTERVAL, 5: ReviewOrder.EASE, 7: ReviewOrder.RETRIEVABILITY,
    8: ReviewOrder.RANDOM, 12: ReviewOrder.RETRIEVABILITY,
}  # fmt: skip
_RANDOM_GATHERING: Final = (3, 4, 5)
_RANDOM_SORTING: Final = (3, 4)
_ACTIONS: Final = (AdvanceAction.BURY, AdvanceAction.AGAIN, AdvanceAction.RATE)
_WHOLE: Final = (
    ("new_per_day", "new.perDay", 1, 20),
    ("reviews_per_day", "rev.perDay", 1, 200),
    ("maximum_interval_days", "rev.maxIvl", 1, 36_500),
    ("answer_cap_s", "maxTaken", 1, 60),
    ("starting_ease", "new.initialFactor", 0.1, 2_500),
    ("hard_multiplier", "rev.hardFactor", 100, 1.2),
    ("easy_bonus", "rev.ease4", 100, 1.3),
    ("interval_modifier", "rev.ivlFct", 100, 1.0),
    ("lapse_multiplier", "lapse.mult", 100, 0.0),
    ("minimum_lapse_interval_days", "lapse.minInt", 1, 1),
    ("desired_retention", "desiredRetention", 100, 0.9),
    ("leech_lapses", "lapse.leechFails", 1, 8),
    ("advance_question_s", "secondsToShowQuestion", 1, 0),
    ("advance_answer_s", "secondsToShowAnswer", 1, 0),
)
"""Option, its key there, what a value is multiplied by, and the value where none is told."""


def options_of(
    preset: Mapping[str, Any], config: Mapping[str, Any], day_start_minutes: int, *, fsrs: bool
) -> Options:
    """Return the options of a preset of Anki's; what is beyond our bounds is moved into them.

    ``config`` is of its collection; ``fsrs`` whether that plans by FSRS.
    """
    whole: dict[str, Any] = {
        name: _within(name, _number(_at(preset, key), usual) * times)
        for name, key, times, usual in _WHOLE
    }
    good, easy = (*(_numbers(_at(preset, "new.ints")) or [1, 4]), 4)[:2]
    return Options(
        **whole,
        scheduler=SchedulerKind.FSRS if fsrs else SchedulerKind.STEPS,
        fsrs_parameters=_parameters(preset) if fsrs else (),
        learning_steps=_steps(_at(preset, "new.delays")),
        relearning_steps=_steps(_at(preset, "lapse.delays")),
        graduating_interval_days=_within("graduating_interval_days", good),
        easy_interval_days=_within("easy_interval_days", easy),
        day_start_minutes=day_start_minutes,
        new_order=_new_order(preset),
        review_order=_ORDERS.get(int(_number(preset.get("reviewOrder"), 0)), ReviewOrder.DUE),
        new_mix=_MIXES[int(_number(preset.get("newMix"), 0)) % len(_MIXES)],
        fuzz=True,
        new_within_reviews=config.get("newCardsIgnoreReviewLimit") is not True,
        load_balance=bool(config.get("loadBalancerEnabled", False)),
        easy_days=_easy_days(preset.get("easyDaysPercentages")),
        leech_action=LeechAction.SUSPEND
        if _at(preset, "lapse.leechAction") == 0
        else LeechAction.TAG,
        bury_new=bool(_at(preset, "new.bury")),
        bury_reviews=bool(_at(preset, "rev.bury")),
        autoplay=bool(preset.get("autoplay", True)),
        replay_question=bool(preset.get("replayq", True)),
        advance_action=_ACTIONS[min(max(0, int(_number(preset.get("answerAction"), 0))), 2)],
    )


def limits_of(deck: Mapping[str, Any], source_today: int, learner_today: int) -> DeckLimits:
    """Return the limits that a deck has of its own; ``source_today`` is Anki's number of today."""
    new, due = (
        _limit(each.get("limit"))
        if isinstance(each, dict) and each.get("today") == source_today
        else None
        for each in (deck.get("newLimitToday"), deck.get("reviewLimitToday"))
    )
    day = None if new is None and due is None else learner_today
    return DeckLimits(_limit(deck.get("newLimit")), _limit(deck.get("reviewLimit")), new, due, day)


def plans_by_fsrs(config: Mapping[str, Any], card_data: Any) -> bool:
    """Whether a collection plans by FSRS; packages do not say, but what cards keep tells it.

    ``card_data`` are the texts of what all its cards keep beside their columns.
    """
    told = config.get("fsrs")
    return told if isinstance(told, bool) else any('"s":' in text for text in card_data)


def _new_order(preset: Mapping[str, Any]) -> NewOrder:
    gathered, sorted_by = preset.get("newGatherPriority"), preset.get("newSortOrder")
    drawn = gathered in _RANDOM_GATHERING or sorted_by in _RANDOM_SORTING
    return NewOrder.RANDOM if drawn else NewOrder.ADDED


def _parameters(preset: Mapping[str, Any]) -> tuple[float, ...]:
    """Return the newest parameters of FSRS that a preset has, made those of FSRS-6."""
    found = _numbers(preset.get("fsrsParams6"))
    if not found:
        found = _numbers(preset.get("fsrsParams5"))
        found = [*found, 0.0, 0.5] if len(found) == 19 else []
    if len(found) != len(fsrs_formulas.DEFAULT_PARAMETERS):
        return ()
    return fsrs_formulas.within_bounds(found)


def _easy_days(value: object) -> tuple[int, ...]:
    found = tuple(min(max(0, round(each * 100)), 100) for each in _numbers(value))
    return found if len(found) == 7 and any(found) else (100,) * 7


def _steps(value: object) -> tuple[int, ...]:
    found = [min(max(1, round(each)), LONGEST_STEP_MINUTES) for each in _numbers(value)]
    return tuple(found[:MOST_STEPS])


def _limit(value: object) -> int | None:
    return min(max(0, value), 9_999) if isinstance(value, int) else None


def _within(name: str, value: float) -> int:
    low, high = RANGES[name]
    return min(max(low, round(value)), high)


def _at(preset: Mapping[str, Any], key: str) -> Any:
    """Return what stands at a key such as ``"new.perDay"``."""
    found: Any = preset
    for part in key.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _number(value: object, usual: float) -> float:
    fits = isinstance(value, int | float) and abs(value) < 1e9
    return value if fits and isinstance(value, int | float) else usual


def _numbers(value: object) -> Sequence[float]:
    if not isinstance(value, list) or len(value) > 100:
        return []
    return [
        each for each in value if isinstance(each, int | float) and isfinite(each) and each < 1e9
    ]
