"""Dates and times as the language in force writes them."""

from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QDate, QLocale, QTime

from flashcards.languages import dates
from flashcards.languages.dates import (
    DAY,
    DAY_OF_YEAR,
    LONG_DAY,
    LONG_DAY_OF_YEAR,
    MONTH_OF_YEAR,
    WEEKDAY,
    WEEKDAY_OF_YEAR,
)
from flashcards.ui.words import tr

__all__ = [
    "DAY",
    "DAY_OF_YEAR",
    "LONG_DAY",
    "LONG_DAY_OF_YEAR",
    "MONTH_OF_YEAR",
    "WEEKDAY",
    "WEEKDAY_OF_YEAR",
    "clock_pattern",
    "day_words",
    "moment_words",
    "pattern",
    "time_words",
]
_BY_TWELVE: Final = "h:mm AP"


def pattern(form: str) -> str:
    """Return Qt's pattern for dates of one of these forms."""
    return dates.pattern_in(QLocale().name(), form)


def day_words(day: date, form: str = DAY_OF_YEAR) -> str:
    """Return a date in one of these forms: ``3 Mar 2026``."""
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern(form))


def clock_pattern() -> str:
    """Return Qt's pattern for a time: ``HH:mm``, or by twelve hours where the system has it so."""
    twelve = "A" in QLocale().timeFormat(QLocale.FormatType.ShortFormat).upper()
    return _BY_TWELVE if twelve else "HH:mm"


def time_words(moment: datetime) -> str:
    """Return the time of day: ``14:05``."""
    return QLocale().toString(QTime(moment.hour, moment.minute), clock_pattern())


def moment_words(moment: datetime, form: str = LONG_DAY_OF_YEAR) -> str:
    """Return date and time: ``3 March 2026, 14:05``."""
    return tr("{day}, {time}", day=day_words(moment, form), time=time_words(moment))
