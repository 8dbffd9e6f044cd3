"""The learner's present day, for queues and counts."""

from datetime import datetime

from flashcards.scheduling.days import day_end, learner_day, moment_ms
from flashcards.store.queues import Today


def today_of(now: datetime, day_start_minutes: int) -> Today:
    """Return the learner's day around ``now``, an aware local moment."""
    return Today(learner_day(now, day_start_minutes), moment_ms(day_end(now, day_start_minutes)))
