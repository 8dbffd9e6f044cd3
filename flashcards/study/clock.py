"""The learner's present day, and whether the clock that tells it can be right."""

from datetime import datetime, timedelta

from flashcards.model.messages import Message, message
from flashcards.scheduling.days import day_end, learner_day, moment_ms
from flashcards.store.queues import Today

BACK = timedelta(minutes=10)
AHEAD = timedelta(days=400)


def warning(now: datetime, last: datetime | None) -> Message | None:
    """Say what is odd about ``now`` (aware, local), if anything, after the log's ``last`` entry."""
    if last is None:
        return None
    shown = f"{now:%Y-%m-%d %H:%M}"
    stamp = f"{last.astimezone(now.tzinfo):%Y-%m-%d %H:%M}"
    if now < last - BACK:
        return message(
            "The clock says {now}, before you last studied ({last}).", now=shown, last=stamp
        )
    if now - last > AHEAD:
        return message("The clock says {now}; you last studied on {last}.", now=shown, last=stamp)
    return None


def today_of(now: datetime, day_start_minutes: int) -> Today:
    """Return the learner's day around ``now``, an aware local moment."""
    return Today(learner_day(now, day_start_minutes), moment_ms(day_end(now, day_start_minutes)))
