"""Numbers, days and times in the few words a chart has room for."""

from datetime import date

from flashcards.model.statistics import Recall
from flashcards.ui import dates, words
from flashcards.ui.dates import DAY, DAY_OF_YEAR, MONTH_OF_YEAR, WEEKDAY, WEEKDAY_OF_YEAR
from flashcards.ui.words import numeral, plural, tr

MS_PER_MINUTE = 60_000


def percent(part: float, whole: float) -> str:
    """Return ``part`` of ``whole`` in percent; what is not all is never said to be 100 %."""
    if not whole:
        return "–"
    share = 100 * part / whole
    if 99.5 <= share < 100:
        return words.percent(int(share * 10) / 1000, 1)
    return tr("under 1%") if 0 < share < 0.5 else words.percent(share / 100)


def recall_words(recall: Recall) -> str:
    """Return a recall in percent, a dash when nothing was asked."""
    return percent(recall.passed, recall.asked)


def time_words(ms: float) -> str:
    """Return how long something took: ``40 s``, ``6 min``, ``1 h 12 min``, ``130 h``."""
    if ms < 59_500:
        return tr("{seconds} s", seconds=numeral(ms / 1000))
    minutes = round(ms / MS_PER_MINUTE)
    if minutes < 60:
        return tr("{minutes} min", minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    if hours >= 10 or minutes == 0:
        return tr("{hours} h", hours=numeral(round(ms / MS_PER_MINUTE / 60)))
    return tr("{hours} h {minutes} min", hours=hours, minutes=minutes)


def seconds_words(ms: float) -> str:
    """Return the length of one answer: ``7.4 s``."""
    return tr("{seconds} s", seconds=numeral(ms / 1000, 1)) if ms < 59_950 else time_words(ms)


def answers(count: int) -> str:
    """Return ``1 review`` or ``12 reviews``."""
    return plural(count, "{count} review", "{count} reviews")


def cards(count: int) -> str:
    """Return ``1 card`` or ``12 cards``."""
    return plural(count, "{count} card", "{count} cards")


def days(count: int) -> str:
    """Return ``1 day`` or ``12 days``."""
    return plural(count, "{count} day", "{count} days")


def day_words(day: int, today: int) -> str:
    """Return a day (date ordinal) as the learner would say it."""
    near = {-1: tr("Yesterday"), 0: tr("Today"), 1: tr("Tomorrow")}.get(day - today)
    return near or _formatted(day, WEEKDAY if abs(day - today) < 180 else WEEKDAY_OF_YEAR)


def day_within(day: int, today: int) -> str:
    """Return a day (date ordinal) as it stands within a sentence."""
    near = {-1: tr("yesterday"), 0: tr("today"), 1: tr("tomorrow")}.get(day - today)
    return near or day_words(day, today)


def short_day(day: int) -> str:
    """Return a day as short as an axis needs it: ``3 Mar``."""
    return _formatted(day, DAY)


def span_words(first: int, last: int) -> str:
    """Return several days as ``3 Mar – 9 Mar``."""
    if first == last:
        return short_day(first)
    return f"{short_day(first)} – {_formatted(last, DAY_OF_YEAR)}"


def month_words(day: int) -> str:
    """Return the month of a day: ``March 2026``."""
    return _formatted(day, MONTH_OF_YEAR)


def short_month(day: int) -> str:
    """Return the month of a day as short as an axis needs it, the year in January."""
    return _formatted(day, "MMM")


def _formatted(day: int, form: str) -> str:
    return dates.day_words(date.fromordinal(day), form)
