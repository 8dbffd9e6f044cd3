"""Tells in plain words, with the numbers, how the steps variant came to an interval."""

from typing import TYPE_CHECKING

from flashcards.model.cards import MINUTES_PER_DAY, Memory
from flashcards.model.enums import CardState, Quality
from flashcards.model.messages import Argument, Message, message, plural_message
from flashcards.scheduling.protocol import ANSWER_WORDS, Occasion
from flashcards.scheduling.sm2 import (
    LONGEST,
    LOWEST_EASE,
    LOWEST_PASS,
    day_words,
    ease_words,
    hundredths,
)

if TYPE_CHECKING:
    from flashcards.scheduling.steps import Steps

_ROUNDING = 0.51
"""An interval this much longer than its product was not only rounded."""


def explained(
    steps: "Steps", before: Memory, quality: Quality, after: Memory, occasion: Occasion
) -> Message:
    """Return one or two sentences on the rule and the numbers that made the interval."""
    answer = ANSWER_WORDS[quality]
    if before.state is CardState.REVIEW and quality >= LOWEST_PASS:
        when, working = _working(steps, before, quality, after, occasion)
        return message(
            "You answered {answer}{when}: {what}{ease}.",
            answer=answer,
            when=when,
            what=working,
            ease=ease_words(before.ease, after.ease),
        )
    ease: Argument = ""
    relearned = before.state is CardState.RELEARNING
    if before.state is CardState.REVIEW:
        what, ease = _lapse(steps, before, after), ease_words(before.ease, after.ease)
    elif after.state is CardState.REVIEW:
        what = _graduated(steps, quality, after, relearned)
    else:
        what = _step(steps, before, quality, after, relearned)
    return message("You answered {answer}: {what}{ease}.", answer=answer, what=what, ease=ease)


def time_words(minutes: int) -> Message:
    """Return a length of time as a sentence needs it: ``10 minutes``, ``2 hours``, ``1 day``."""
    if minutes >= MINUTES_PER_DAY:
        return day_words(minutes // MINUTES_PER_DAY)
    if minutes >= 60 and minutes % 60 == 0:
        return plural_message(minutes // 60, "{count} hour", "{count} hours")
    return plural_message(minutes, "{count} minute", "{count} minutes")


def _step(
    steps: "Steps", before: Memory, quality: Quality, after: Memory, relearned: bool
) -> Message:
    lengths = steps.relearning_steps if relearned else steps.learning_steps
    number, of = after.step_index + 1, len(lengths)
    if relearned:
        step = message("relearning step {number} of {of}", number=number, of=of)
    else:
        step = message("learning step {number} of {of}", number=number, of=of)
    time = time_words(after.interval_minutes)
    if quality < LOWEST_PASS:
        return message(
            "the card starts again with {step}; it comes back in {time}", step=step, time=time
        )
    if quality == Quality.GOOD:
        return message("on to {step}; the card comes back in {time}", step=step, time=time)
    why: Argument = ""
    if after.step_index == 0 and len(lengths) > 1:
        why = message(
            ", halfway between the first two steps ({first} and {second})",
            first=time_words(lengths[0]),
            second=time_words(lengths[1]),
        )
    elif len(lengths) == 1:
        why = message(", half as long again as the only step ({time})", time=time_words(lengths[0]))
    return message(
        "{step} is repeated; the card comes back in {time}{why}", step=step, time=time, why=why
    )


def _graduated(steps: "Steps", quality: Quality, after: Memory, relearned: bool) -> Message:
    time = time_words(after.interval_minutes)
    if relearned and quality == Quality.PERFECT:
        return message(
            "the relearning steps are done; the card comes back in {time}, with a day more for "
            "Easy",
            time=time,
        )
    if relearned:
        return message("the relearning steps are done; the card comes back in {time}", time=time)
    ease = hundredths(after.ease)
    if quality == Quality.PERFECT:
        return message(
            "the learning steps left are skipped; the first interval is {time}; its ease starts "
            "at {ease}",
            time=time,
            ease=ease,
        )
    return message(
        "the learning steps are done; the first interval is {time}; its ease starts at {ease}",
        time=time,
        ease=ease,
    )


def _lapse(steps: "Steps", before: Memory, after: Memory) -> Message:
    left = plural_message(
        after.days_after_steps or after.interval_days,
        "{count} day is left of its interval ({interval} × {factor}, at least {least})",
        "{count} days are left of its interval ({interval} × {factor}, at least {least})",
        interval=day_words(max(1, before.interval_days)),
        factor=hundredths(steps.lapse_multiplier),
        least=day_words(steps.minimum_lapse_interval_days),
    )
    if after.state is CardState.REVIEW:
        return message("the card was forgotten; {left}", left=left)
    return message(
        "the card was forgotten and comes back in {time}, the first of its relearning steps; "
        "{left}",
        time=time_words(after.interval_minutes),
        left=left,
    )


def _working(
    steps: "Steps", before: Memory, quality: Quality, after: Memory, occasion: Occasion
) -> tuple[Argument, Message]:
    """Return how late or early the answer was, and how its interval was worked out."""
    planned = max(1, before.interval_days)
    waited = planned if occasion.last_at_ms is None else occasion.elapsed_days
    ease = max(before.ease, LOWEST_EASE)
    when: Argument = ""
    if waited < planned:
        when = plural_message(planned - waited, ", {count} day early", ", {count} days early")
        working, days = _early(steps, quality, planned, waited, ease)
    else:
        late = waited - planned
        if late:
            when = plural_message(late, ", {count} day late", ", {count} days late")
        working, days = _usual(steps, quality, planned, late, ease)
    if steps.interval_modifier != 100:
        modifier = hundredths(steps.interval_modifier)
        working = message(
            "{working} × interval modifier {modifier}", working=working, modifier=modifier
        )
        days = days * steps.interval_modifier / 100
    return when, message(
        "{working} gives {time}{bound}",
        working=working,
        time=time_words(after.interval_minutes),
        bound=_bound(steps, quality, after, days),
    )


def _usual(
    steps: "Steps", quality: Quality, planned: int, late: int, ease: int
) -> tuple[Message, float]:
    """Return in words, and as a number of days, what an answer on time or late multiplies."""
    interval, factor = day_words(planned), hundredths(ease)
    if quality == Quality.HARD:
        hard = steps.hard_multiplier
        words = message("{interval} × {hard} for Hard", interval=interval, hard=hundredths(hard))
        return words, planned * hard / 100
    if quality == Quality.GOOD:
        if late:
            interval = message("({interval} + half of {late})", interval=interval, late=late)
        words = message("{interval} × ease {ease}", interval=interval, ease=factor)
        return words, (planned + late / 2) * ease / 100
    if late:
        interval = message("({interval} + {late})", interval=interval, late=late)
    words = message(
        "{interval} × ease {ease} × {bonus} for Easy",
        interval=interval,
        ease=factor,
        bonus=hundredths(steps.easy_bonus),
    )
    return words, (planned + late) * ease * steps.easy_bonus / 10_000


def _early(
    steps: "Steps", quality: Quality, planned: int, waited: int, ease: int
) -> tuple[Message, float]:
    """Do what ``_usual`` does for a card asked ahead."""
    interval, waiting = day_words(planned), day_words(waited)
    if quality == Quality.HARD:
        words = message(
            "the longer of {waited} × {factor} and half of {interval} × {factor}",
            waited=waiting,
            factor=hundredths(steps.hard_multiplier),
            interval=interval,
        )
        return words, max(waited, planned / 2) * steps.hard_multiplier / 100
    longer = message(
        "the longer of {waited} × ease {ease} and the planned {interval}",
        waited=waiting,
        ease=hundredths(ease),
        interval=interval,
    )
    days = max(waited * ease / 100, planned)
    if quality == Quality.GOOD:
        return longer, days
    bonus = 1000 + 5 * (steps.easy_bonus - 100)
    words = message("{longer}, × {bonus} for Easy", longer=longer, bonus=_thousandths(bonus))
    return words, days * bonus / 1000


def _bound(steps: "Steps", quality: Quality, after: Memory, days: float) -> Argument:
    """Return why an interval is not just ``days`` rounded, where it is not."""
    if after.interval_days == steps.maximum_interval_days:
        return LONGEST
    if after.interval_days - days < _ROUNDING:
        return ""
    if quality == Quality.HARD:
        return _LONGER_THAN_BEFORE if steps.hard_multiplier > 100 else ""
    if quality == Quality.GOOD and steps.hard_multiplier <= 100:
        return _LONGER_THAN_BEFORE
    if quality == Quality.GOOD:
        return message(", at least a day more than Hard")
    return message(", at least a day more than Good")


_LONGER_THAN_BEFORE = message(", at least a day more than before")


def _thousandths(value: int) -> str:
    return hundredths(value // 10) + (str(value % 10) if value % 10 else "")
