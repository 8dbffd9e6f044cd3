"""The days from which a collection of Anki's counts its due cards."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from flashcards.scheduling.days import local, offset_minutes_of

ROLLOVER_HOUR = 4
"""When a day begins where a collection does not say: packages never do."""
_MINUTES_PER_DAY = 1_440
_MOST_AHEAD = 7
"""Days by which Anki takes a clock to have been wrong."""


def elapsed_days(
    created_s: int, config: Mapping[str, Any], now: datetime, *, whole: bool = True
) -> int:
    """Return the number that Anki gives today: what is due today has it as its due day.

    ``created_s`` is the moment (UTC s) the collection counts from, ``now`` the learner's aware
    local moment. Days lie between two dates. Where a collection does not say in which zone it was
    made, Anki notes down that of the learner before it asks anything, but not of a package, which
    is not ``whole``: there it counts from the first rollover by the clock of today, unless the
    first scheduler made the package. Never below 0.
    """
    created = datetime.fromtimestamp(_within(created_s), UTC)
    hour = rollover_hour(config)
    offset = _offset(config.get("creationOffset"))
    if offset is None and not whole and config.get("schedVer", 1) == 2:
        clock = timezone(now.utcoffset() or timedelta())
        start = created.astimezone(clock).replace(hour=hour, minute=0, second=0, microsecond=0)
        return max(0, (now - start) // timedelta(days=1))
    if offset is None:
        offset = -offset_minutes_of(in_zone_of(now, created))
    begun = created.astimezone(timezone(timedelta(minutes=-offset)))
    return max(0, (now.date() - begun.date()).days - (now.hour < hour))


def rollover_hour(config: Mapping[str, Any]) -> int:
    """Return the hour at which a day begins for a collection: 0 to 23."""
    hour = config.get("rollover", ROLLOVER_HOUR)
    if isinstance(hour, bool) or not isinstance(hour, int) or not 0 <= hour < 256:
        return ROLLOVER_HOUR
    return min(hour, 23)


def buried_on(config: Mapping[str, Any], today: int) -> bool:
    """Whether a collection's buried cards were put off on its day ``today``, not on one before."""
    last = config.get("lastUnburied", 0)
    return isinstance(last, int) and today <= last <= today + _MOST_AHEAD


def in_zone_of(now: datetime, moment: datetime) -> datetime:
    """Return another moment in the learner's time zone, whose clocks may have shown other hours.

    ``now`` tells the zone where it has one with a history, else this computer does.
    """
    fixed = now.tzinfo is None or isinstance(now.tzinfo, timezone)
    return local(moment) if fixed else moment.astimezone(now.tzinfo)


def _offset(value: object) -> int | None:
    """Return minutes west of Greenwich, None where they are not told."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if abs(value) < _MINUTES_PER_DAY else None


def _within(seconds: int) -> int:
    return min(max(seconds, 0), 1 << 34)
