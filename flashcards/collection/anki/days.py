"""The days from which a collection of Anki's counts its due cards."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from flashcards.scheduling.days import local

ROLLOVER_HOUR = 4
"""When a day begins where a collection does not say: packages never do."""
_SECONDS_PER_DAY = 86_400
_MINUTES_PER_DAY = 1_440


def elapsed_days(created_s: int, config: Mapping[str, Any], now: datetime) -> int:
    """Return the number that Anki gives today: what is due today has it as its due day.

    ``created_s`` is the moment (UTC s) the collection counts from, ``now`` the learner's aware
    local moment. Anki has three rules, by the version of its scheduler and what it noted down:
    days between two dates, days since the collection's first rollover, and 24 hours since its
    first moment. Never below 0.
    """
    moment = int(now.timestamp())
    created = datetime.fromtimestamp(_within(created_s), UTC)
    hour = rollover_hour(config)
    if config.get("schedVer", 1) != 2:
        days = (moment - created_s) // _SECONDS_PER_DAY
    elif (offset := _offset(config.get("creationOffset"))) is not None:
        begun = created.astimezone(timezone(timedelta(minutes=-offset)))
        days = (now.date() - begun.date()).days - (now.hour < hour)
    else:
        start = in_zone_of(now, created).replace(hour=hour, minute=0, second=0, microsecond=0)
        days = (moment - int(start.timestamp())) // _SECONDS_PER_DAY
    return max(0, days)


def rollover_hour(config: Mapping[str, Any]) -> int:
    """Return the hour at which a day begins for a collection: 0 to 23."""
    hour = config.get("rollover", ROLLOVER_HOUR)
    if not isinstance(hour, int) or not -24 < hour < 24:
        return ROLLOVER_HOUR
    return hour % 24


def in_zone_of(now: datetime, moment: datetime) -> datetime:
    """Return another moment in the learner's time zone, whose clocks may have shown other hours.

    ``now`` tells the zone where it has one with a history, else this computer does.
    """
    fixed = now.tzinfo is None or isinstance(now.tzinfo, timezone)
    return local(moment) if fixed else moment.astimezone(now.tzinfo)


def _offset(value: object) -> int | None:
    """Return minutes west of Greenwich, None where they are not told."""
    fits = isinstance(value, int) and abs(value) < _MINUTES_PER_DAY
    return value if fits and isinstance(value, int) else None


def _within(seconds: int) -> int:
    return min(max(seconds, 0), 1 << 34)
