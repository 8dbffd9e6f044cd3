"""The number of today is Anki's, whatever a collection tells of its scheduler and zone."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from flashcards.collection.anki.days import elapsed_days, rollover_hour

BERLIN = ZoneInfo("Europe/Berlin")
MADE = datetime(2020, 7, 10, 0, 30, tzinfo=BERLIN)
"""In summer: by the clock of winter it was the day before."""
DAYS = (date(2026, 3, 2) - date(2020, 7, 10)).days
SECOND: dict[str, Any] = {"schedVer": 2, "rollover": 4}


def today(config: dict[str, Any], hour: int = 10, **how: bool) -> int:
    now = datetime(2026, 3, 2, hour, 0, tzinfo=BERLIN)
    return elapsed_days(int(MADE.timestamp()), config, now, **how) - DAYS


@pytest.mark.parametrize(
    "config", [SECOND, {"schedVer": 1}, {}, {**SECOND, "creationOffset": -120}]
)
def test_days_lie_between_two_dates_and_begin_at_the_rollover(config: dict[str, Any]) -> None:
    assert (today(config, 3), today(config, 4)) == (-1, 0)


def test_a_zone_that_is_told_counts_before_the_learners() -> None:
    assert today({**SECOND, "creationOffset": 300}) == 1
    assert today({**SECOND, "creationOffset": 1440}) == 0
    assert today({**SECOND, "creationOffset": True}) == 0


def test_a_package_that_tells_no_zone_counts_by_the_clock_of_today() -> None:
    assert today(SECOND, whole=False) == 1
    assert today({"schedVer": 1}, whole=False) == 0


def test_moments_before_the_first_day_are_of_the_first_day() -> None:
    later = MADE + timedelta(days=9_000)
    for whole in (True, False):
        now = datetime(2026, 3, 2, tzinfo=BERLIN)
        assert elapsed_days(int(later.timestamp()), SECOND, now, whole=whole) == 0


@pytest.mark.parametrize(
    ("told", "hour"),
    [(0, 0), (23, 23), (24, 23), (255, 23), (256, 4), (-2, 4), ("5", 4), (True, 4)],
)
def test_an_hour_that_no_clock_shows_is_read_as_anki_reads_it(told: object, hour: int) -> None:
    assert rollover_hour({"rollover": told}) == hour
