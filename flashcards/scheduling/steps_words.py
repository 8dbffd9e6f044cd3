"""Tells in plain words, with the numbers, how the steps variant came to an interval."""

from typing import TYPE_CHECKING

from flashcards.model.cards import MINUTES_PER_DAY, Memory
from flashcards.model.enums import CardState, Quality
from flashcards.scheduling.protocol import ANSWER_WORDS, Occasion
from flashcards.scheduling.sm2 import LOWEST_EASE, LOWEST_PASS

if TYPE_CHECKING:
    from flashcards.scheduling.steps import Steps

_ROUNDING = 0.51
"""An interval this much longer than its product was not only rounded."""


def explained(
    steps: "Steps", before: Memory, quality: Quality, after: Memory, occasion: Occasion
) -> str:
    """Return one or two sentences on the rule and the numbers that made the interval."""
    answered = f"You answered {ANSWER_WORDS[quality]}"
    if before.state is CardState.REVIEW:
        if quality < LOWEST_PASS:
            return f"{answered}: {_lapse(steps, before, after)}{_ease(before, after)}."
        when, working = _working(steps, before, quality, after, occasion)
        return f"{answered}{when}: {working}{_ease(before, after)}."
    relearned = before.state is CardState.RELEARNING
    if after.state is CardState.REVIEW:
        return f"{answered}: {_graduated(steps, quality, after, relearned)}."
    return f"{answered}: {_step(steps, before, quality, after, relearned)}."


def time_words(minutes: int) -> str:
    """Return a length of time as a sentence needs it: ``10 minutes``, ``2 hours``, ``1 day``."""
    if minutes >= MINUTES_PER_DAY:
        return _counted(minutes // MINUTES_PER_DAY, "day")
    if minutes >= 60 and minutes % 60 == 0:
        return _counted(minutes // 60, "hour")
    return _counted(minutes, "minute")


def _step(steps: "Steps", before: Memory, quality: Quality, after: Memory, relearned: bool) -> str:
    kind = "relearning" if relearned else "learning"
    lengths = steps.relearning_steps if relearned else steps.learning_steps
    number = f"{kind} step {after.step_index + 1} of {len(lengths)}"
    back = f"the card comes back in {time_words(after.interval_minutes)}"
    if quality < LOWEST_PASS:
        return f"the card starts again with {number}; {back.removeprefix('the card ')}"
    if quality == Quality.GOOD:
        return f"on to {number}; {back}"
    why = ""
    if after.step_index == 0 and len(lengths) > 1:
        why = f", halfway between the first two steps ({_listed(lengths[:2])})"
    elif len(lengths) == 1:
        why = f", half as long again as the only step ({time_words(lengths[0])})"
    return f"{number} is repeated; {back}{why}"


def _listed(lengths: tuple[int, ...]) -> str:
    return " and ".join(time_words(length) for length in lengths)


def _graduated(steps: "Steps", quality: Quality, after: Memory, relearned: bool) -> str:
    days = time_words(after.interval_minutes)
    if relearned:
        easy = ", with a day more for Easy" if quality == Quality.PERFECT else ""
        return f"the relearning steps are done; the card comes back in {days}{easy}"
    ease = f"; its ease starts at {_hundredths(after.ease)}"
    if quality == Quality.PERFECT:
        return f"the learning steps left are skipped; the first interval is {days}{ease}"
    return f"the learning steps are done; the first interval is {days}{ease}"


def _lapse(steps: "Steps", before: Memory, after: Memory) -> str:
    days = after.days_after_steps or after.interval_days
    interval = time_words(max(1, before.interval_days) * MINUTES_PER_DAY)
    kept = f"{interval} × {_hundredths(steps.lapse_multiplier)}, at least "
    kept += time_words(steps.minimum_lapse_interval_days * MINUTES_PER_DAY)
    left = f"{_counted(days, 'day')} {'is' if days == 1 else 'are'} left of its interval ({kept})"
    if after.state is CardState.REVIEW:
        return f"the card was forgotten; {left}"
    return (
        f"the card was forgotten and comes back in {time_words(after.interval_minutes)}, "
        f"the first of its relearning steps; {left}"
    )


def _working(
    steps: "Steps", before: Memory, quality: Quality, after: Memory, occasion: Occasion
) -> tuple[str, str]:
    """Return how late or early the answer was, and how its interval was worked out."""
    planned = max(1, before.interval_days)
    waited = planned if occasion.last_at_ms is None else occasion.elapsed_days
    ease = max(before.ease, LOWEST_EASE)
    if waited < planned:
        when = f", {_counted(planned - waited, 'day')} early"
        working, days = _early(steps, quality, planned, waited, ease)
    else:
        late = waited - planned
        when = f", {_counted(late, 'day')} late" if late else ""
        working, days = _usual(steps, quality, planned, late, ease)
    if steps.interval_modifier != 100:
        working += f" × interval modifier {_hundredths(steps.interval_modifier)}"
        days = days * steps.interval_modifier / 100
    result = time_words(after.interval_minutes)
    return when, f"{working} gives {result}{_bound(steps, quality, after, days)}"


def _usual(
    steps: "Steps", quality: Quality, planned: int, late: int, ease: int
) -> tuple[str, float]:
    """Return in words, and as a number of days, what an answer on time or late multiplies."""
    interval, factor = _counted(planned, "day"), f"ease {_hundredths(ease)}"
    if quality == Quality.HARD:
        hard = steps.hard_multiplier
        return f"{interval} × {_hundredths(hard)} for Hard", planned * hard / 100
    if quality == Quality.GOOD:
        interval = f"({interval} + half of {late})" if late else interval
        return f"{interval} × {factor}", (planned + late / 2) * ease / 100
    interval = f"({interval} + {late})" if late else interval
    days = (planned + late) * ease * steps.easy_bonus / 10_000
    return f"{interval} × {factor} × {_hundredths(steps.easy_bonus)} for Easy", days


def _early(
    steps: "Steps", quality: Quality, planned: int, waited: int, ease: int
) -> tuple[str, float]:
    """Do what ``_usual`` does for a card asked ahead."""
    interval, really = _counted(planned, "day"), _counted(waited, "day")
    if quality == Quality.HARD:
        factor = _hundredths(steps.hard_multiplier)
        days = max(waited, planned / 2) * steps.hard_multiplier / 100
        return f"the longer of {really} × {factor} and half of {interval} × {factor}", days
    longer = f"the longer of {really} × ease {_hundredths(ease)} and the planned {interval}"
    days = max(waited * ease / 100, planned)
    if quality == Quality.GOOD:
        return longer, days
    bonus = 1000 + 5 * (steps.easy_bonus - 100)
    return f"{longer}, × {_thousandths(bonus)} for Easy", days * bonus / 1000


def _bound(steps: "Steps", quality: Quality, after: Memory, days: float) -> str:
    """Return why an interval is not just ``days`` rounded, where it is not."""
    if after.interval_days == steps.maximum_interval_days:
        return ", the longest allowed"
    if after.interval_days - days < _ROUNDING:
        return ""
    if quality == Quality.HARD:
        return ", at least a day more than before" if steps.hard_multiplier > 100 else ""
    if quality == Quality.GOOD and steps.hard_multiplier <= 100:
        return ", at least a day more than before"
    return f", at least a day more than {'Hard' if quality == Quality.GOOD else 'Good'}"


def _ease(before: Memory, after: Memory) -> str:
    if before.ease == after.ease:
        return ""
    direction = "rises" if after.ease > before.ease else "falls"
    return f"; its ease {direction} from {_hundredths(before.ease)} to {_hundredths(after.ease)}"


def _counted(count: int, unit: str) -> str:
    return f"1 {unit}" if count == 1 else f"{count:,} {unit}s"


def _hundredths(value: int) -> str:
    return f"{value // 100}.{value % 100:02d}"


def _thousandths(value: int) -> str:
    return _hundredths(value // 10) + (str(value % 10) if value % 10 else "")
