"""Times and days in the few plain words the first screen has room for."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from flashcards.scheduling.days import learner_day
from flashcards.ui import dates
from flashcards.ui.dates import DAY, DAY_OF_YEAR
from flashcards.ui.words import numeral, plural, tr

if TYPE_CHECKING:
    from flashcards.study.queue import Counts

DAYS_BY_NAME = 6
"""Up to so many days ahead a weekday's name is clear."""
DAYS_BY_COUNT = 30


def duration_words(seconds: int) -> str:
    """Return how long something takes: ``9 min``, ``1 h 20 min``; never less than a minute."""
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return tr("{minutes} min", minutes=minutes)
    hours, rest = divmod(minutes, 60)
    if not rest:
        return tr("{hours} h", hours=numeral(hours))
    return tr("{hours} h {minutes} min", hours=numeral(hours), minutes=rest)


def told_by() -> str:
    """Return what every forecast of time rests on, in a sentence."""
    return tr("Estimated from the times of your answers and, by FSRS, from each card’s reviews.")


def day_words(days_ahead: int, today: int) -> str:
    """Return when a day is, seen from the learner's day ``today`` (a date's ordinal)."""
    if days_ahead <= 0:
        return tr("today")
    if days_ahead == 1:
        return tr("tomorrow")
    if days_ahead <= DAYS_BY_NAME:
        return QLocale().dayName(_date(today + days_ahead).isoweekday())
    if days_ahead <= DAYS_BY_COUNT:
        return plural(days_ahead, "in {count} day", "in {count} days")
    then = _date(today + days_ahead)
    same_year = then.year == _date(today).year
    return dates.day_words(then, DAY if same_year else DAY_OF_YEAR)


def due_words(due_at: datetime, now: datetime, day_start_minutes: int) -> str:
    """Return on which of the learner's days a moment falls."""
    today = learner_day(now, day_start_minutes)
    then = learner_day(due_at.astimezone(now.tzinfo), day_start_minutes)
    return day_words(then - today, today)


def cards_words(count: int) -> str:
    """Return ``1 card`` or ``1,234 cards``."""
    return plural(count, "{count} card", "{count} cards")


def counts_words(counts: "Counts") -> str:
    """Return how many there are of each kind that there is: ``3 new  ·  2 due``."""
    parts = (
        (counts.new, tr("{count} new", count=numeral(counts.new))),
        (counts.learning, tr("{count} learning", count=numeral(counts.learning))),
        (counts.due, tr("{count} due", count=numeral(counts.due))),
    )
    return "  ·  ".join(words for count, words in parts if count)


def weekday(day: int) -> str:
    """Return the short name of the weekday of a learner's day."""
    return QLocale().dayName(_date(day).isoweekday(), QLocale.FormatType.ShortFormat)


def _date(day: int) -> date:
    return date.fromordinal(min(max(day, 1), date.max.toordinal()))
