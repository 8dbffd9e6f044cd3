"""The learner's days: where they begin, which day a moment belongs to, when a card falls due.

A moment belongs to a day by its UTC offset, in whole minutes, and nothing else: the log keeps just
that, so its days can be worked out again on any machine and after any journey. The time zone is
asked only for when a day to come begins and ends (``day_start``, ``day_end``).

This has a price where clocks are set back and a day begins within the hour they then show twice
(Berlin on the last Sunday of October, a day start of 2:30): from 2:30 to 3:00 it is the new day,
from 2:00 to 2:30 the second time the old one once more. A number that never went down would need
the zone, which the log does not have, and queue and statistics would disagree for good.
"""

import os
from collections.abc import Container
from datetime import UTC, date, datetime, timedelta, tzinfo

from flashcards.model.cards import MINUTES_PER_DAY
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message

MS_PER_MINUTE = 60_000
MS_PER_DAY = MINUTES_PER_DAY * MS_PER_MINUTE
DEFAULT_DAY_START_MINUTES = 4 * 60
"""The learner's day begins at four in the morning unless set otherwise."""
NOON_MINUTES = 12 * 60
"""What falls due on another day does so this long after the day's start: see ``due_moment``."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = _EPOCH.toordinal()
"""The day of 1 January 1970 as a date ordinal."""
MS_BEFORE_1970 = (EPOCH_DAY - 1) * MS_PER_DAY
"""Milliseconds from the year 1 to 1970: added to a moment, so that no division meets a negative
number, which SQLite would round towards zero."""
_MILLISECOND = timedelta(milliseconds=1)
_MINUTE = timedelta(minutes=1)
LATEST_MS = (datetime(9999, 12, 31, tzinfo=UTC) - _EPOCH) // _MILLISECOND
_FIRST_DAY = 3
_LAST_DAY = date.max.toordinal() - 3

_DAYS_PER_YEAR = 365.25
_DAYS_PER_MONTH = _DAYS_PER_YEAR / 12


def learner_day(moment: datetime, day_start_minutes: int) -> int:
    """Return the number (date ordinal) of the learner's day an aware local moment belongs to.

    It is what ``day_of_ms`` says of a log row of this moment. Raises ValueError for a naive one.
    """
    return day_of_ms(moment_ms(moment), offset_minutes_of(moment), day_start_minutes)


def day_start(day: int, zone: tzinfo, day_start_minutes: int) -> datetime:
    """Return the UTC moment at which the learner's day ``day`` begins for good in ``zone``.

    Where clocks are set back and show the day's start twice, that is the second time; where they
    jump over it, the moment they jump. Days at the edge of what dates can express are moved
    inwards.
    """
    wall = _wall_start(day, zone, day_start_minutes)
    before, after = _offset(wall), _offset(wall.replace(fold=1))
    if after > before:
        return _end_of_gap(wall, before, after)
    return wall.replace(fold=1).astimezone(UTC)


def day_end(moment: datetime, day_start_minutes: int) -> datetime:
    """Return the UTC moment at which the learner's day around an aware local ``moment`` is over.

    The end is exclusive and always lies ahead. Raises ValueError for a naive moment.
    """
    zone = moment.tzinfo
    if zone is None:
        raise ValueError("a moment needs its time zone")
    return day_start(learner_day(moment, day_start_minutes) + 1, zone, day_start_minutes)


def due_moment(now: datetime, interval_minutes: int, day_start_minutes: int) -> datetime:
    """Return the UTC moment a card answered ``now`` (aware, local) falls due.

    Intervals that end on another learner's day fall due 12 hours into that day, which leaves the
    card on the right day after journeys and changes of the day's start of up to 11 hours either
    way: whole days, and as in Anki also learning steps that cross the change of days, since nobody
    sits up for them. Those that end on the same day are due at the exact moment. Days are counted
    with the UTC offset of ``now``, which the log keeps, and in whole milliseconds. Never later
    than the end of the year 9999.
    """
    at_ms = moment_ms(now)
    return from_ms(due_ms(at_ms, offset_minutes_of(now), interval_minutes, day_start_minutes))


def due_ms(at_ms: int, offset_minutes: int, interval_minutes: int, day_start_minutes: int) -> int:
    """Do what ``due_moment`` does, on milliseconds since 1970 and a stored UTC offset."""
    due = at_ms + interval_minutes * MS_PER_MINUTE
    shift = (offset_minutes - day_start_minutes) * MS_PER_MINUTE
    day = (due + shift) // MS_PER_DAY
    if day > (at_ms + shift) // MS_PER_DAY:
        due = day * MS_PER_DAY - shift + NOON_MINUTES * MS_PER_MINUTE
    return due if due < LATEST_MS else LATEST_MS


def learner_day_of(at_utc: datetime, offset_minutes: int, day_start_minutes: int) -> int:
    """Return the learner's day of a log row from its UTC moment and its stored offset."""
    minutes = at_utc.toordinal() * MINUTES_PER_DAY + at_utc.hour * 60 + at_utc.minute
    return (minutes + offset_minutes - day_start_minutes) // MINUTES_PER_DAY


def day_of_ms(at_ms: int, offset_minutes: int, day_start_minutes: int) -> int:
    """Do what ``learner_day_of`` does, on milliseconds since 1970."""
    minutes = at_ms // MS_PER_MINUTE + offset_minutes - day_start_minutes
    return minutes // MINUTES_PER_DAY + EPOCH_DAY


def offset_minutes_of(moment: datetime) -> int:
    """Return the UTC offset a log row keeps: whole minutes, rounded down.

    Raises ValueError for a naive moment.
    """
    return _offset(moment) // _MINUTE


def moment_ms(moment: datetime) -> int:
    """Return an aware moment as whole milliseconds since 1970, rounded down."""
    return (moment - _EPOCH) // _MILLISECOND


def from_ms(at_ms: int) -> datetime:
    """Return the UTC moment ``at_ms`` milliseconds after 1970."""
    return _EPOCH + timedelta(0, 0, 0, at_ms)


def current_streak(days: Container[int], today: int) -> int:
    """Return how many days in a row are in ``days``, up to today or, before today's, yesterday."""
    last = today if today in days else today - 1
    length = 0
    while last - length in days:
        length += 1
    return length


def interval_words(minutes: int) -> Message:
    """Return an interval in as few characters as a button has room for: ``6 d``, ``1.5 mo``."""
    if minutes <= 0:
        return message("today")
    if minutes < 60:
        return message("{minutes} min", minutes=minutes)
    if minutes < MINUTES_PER_DAY:
        return message("{hours} h", hours=_short(minutes / 60))
    days = minutes // MINUTES_PER_DAY
    if days < 30:
        return message("{days} d", days=days)
    if days < 365:
        return message("{months} mo", months=_short(days / _DAYS_PER_MONTH))
    return message("{years} y", years=_short(days / _DAYS_PER_YEAR))


def _short(value: float) -> float:
    rounded = round(value, 1 if value < 9.95 else None)
    return int(rounded) if rounded == int(rounded) else rounded


def _offset(moment: datetime) -> timedelta:
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment needs its time zone")
    return offset


def _wall_start(day: int, zone: tzinfo, day_start_minutes: int) -> datetime:
    """Return what the wall clock shows as the day begins; whether it ever does is not asked."""
    start = date.fromordinal(min(max(day, _FIRST_DAY), _LAST_DAY))
    hours, minutes = divmod(day_start_minutes, 60)
    return datetime(start.year, start.month, start.day, hours, minutes, tzinfo=zone)


def _end_of_gap(wall: datetime, before: timedelta, after: timedelta) -> datetime:
    """Return the UTC moment at which clocks jumped over ``wall``, to the second."""
    zone = wall.tzinfo or UTC
    naive = wall.replace(tzinfo=UTC)
    low, high = naive - after, naive - before
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if _offset(middle.astimezone(zone)) == before:
            low = middle
        else:
            high = middle
    return high


def local(moment: datetime) -> datetime:
    """Return a moment in the zone this computer is set to; raise UserError where that is none."""
    try:
        return moment.astimezone()
    except (ArithmeticError, OSError, ValueError) as error:
        raise UserError(
            message("There is no time zone like “{zone}”.", zone=os.environ.get("TZ", "")),
            message("Set TZ to one such as Europe/Berlin, or to nothing."),
        ) from error
