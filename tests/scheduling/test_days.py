"""The learner's days in twenty zones, at the edges of summer time and at the date line."""

from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.model.cards import MINUTES_PER_DAY
from flashcards.scheduling.days import (
    day_end,
    day_of_ms,
    day_start,
    due_moment,
    due_ms,
    from_ms,
    interval_words,
    learner_day,
    learner_day_of,
    moment_ms,
    offset_minutes_of,
)

ZONES = (
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/Havana",
    "America/Los_Angeles",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Europe/London",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Honolulu",
    "Pacific/Kiritimati",
)
DAY_STARTS = (0, 60, 90, 150, 240, 720, 1439)
HOUR = timedelta(hours=1)

day_starts = st.integers(0, MINUTES_PER_DAY - 1)
moments = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  (the zone is in timezones)
offsets = st.integers(-12 * 60, 14 * 60)


@cache
def zone_named(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        pytest.skip(f"this machine has no time zone data for {name}")


def clock_changes(zone: ZoneInfo, year: int) -> list[datetime]:
    """Return the hours of a year in which the zone's clocks are changed."""
    found = []
    moment = datetime(year, 1, 1, tzinfo=UTC)
    while moment.year == year:
        later = moment + HOUR
        if moment.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            found.append(moment)
        moment = later
    return found


@pytest.mark.parametrize("start", DAY_STARTS)
@pytest.mark.parametrize("name", ZONES)
def test_days_follow_each_other_without_gap_or_return_when_clocks_change(
    name: str, start: int
) -> None:
    zone = zone_named(name)
    # 2026 has today's rules; 1994 and 2011 have the days that Kiritimati and Apia left out.
    changes = [change for year in (1994, 2011, 2026) for change in clock_changes(zone, year)]
    for change in changes or [datetime(2026, 6, 1, tzinfo=UTC)]:
        last = 0
        for step in range(-36 * 4, 36 * 4):
            moment = (change + step * HOUR / 4).astimezone(zone)
            day = learner_day(moment, start)
            assert moment < day_end(moment, start)
            if moment.utcoffset() == moment.replace(fold=1 - moment.fold).utcoffset():
                # Within an hour shown twice the day may begin, end and begin again.
                assert day >= last
                assert day_start(day, zone, start) <= moment
                last = day


@pytest.mark.parametrize("name", ZONES)
def test_a_day_ends_where_the_next_begins_all_year_round(name: str) -> None:
    zone = zone_named(name)
    first = date(2026, 1, 1).toordinal()
    for day in range(first, first + 400):
        begin = day_start(day, zone, 240)
        assert learner_day(begin.astimezone(zone), 240) == day
        assert learner_day((begin - timedelta(microseconds=1)).astimezone(zone), 240) == day - 1
        assert day_end(begin.astimezone(zone), 240) == day_start(day + 1, zone, 240)


def test_the_day_begins_at_four_in_the_morning_by_the_learners_clock() -> None:
    zone = zone_named("Europe/Berlin")
    monday = date(2026, 3, 2).toordinal()
    assert learner_day(datetime(2026, 3, 3, 3, 59, 59, tzinfo=zone), 240) == monday
    assert learner_day(datetime(2026, 3, 3, 4, 0, tzinfo=zone), 240) == monday + 1
    assert day_start(monday, zone, 240) == datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hours"), [((2026, 3, 28), 23), ((2026, 10, 24), 25), ((2026, 6, 1), 24)]
)
def test_a_day_with_a_clock_change_is_an_hour_shorter_or_longer(
    day: tuple[int, int, int], hours: int
) -> None:
    evening = datetime(*day, 20, tzinfo=zone_named("Europe/Berlin"))
    begin = day_start(learner_day(evening, 240), zone_named("Europe/Berlin"), 240)
    assert day_end(evening, 240) - begin == hours * HOUR


def test_a_day_that_would_begin_in_the_hour_left_out_begins_when_the_clocks_jump() -> None:
    zone = zone_named("America/New_York")
    assert day_start(date(2026, 3, 8).toordinal(), zone, 150) == datetime(2026, 3, 8, 7, tzinfo=UTC)


def test_a_day_that_begins_in_the_hour_shown_twice_begins_for_good_the_second_time() -> None:
    zone = zone_named("America/New_York")
    day = date(2026, 11, 1).toordinal()
    assert day_start(day, zone, 90) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    for fold in (0, 1):
        assert learner_day(datetime(2026, 11, 1, 1, 10, fold=fold, tzinfo=zone), 90) == day - 1
        assert learner_day(datetime(2026, 11, 1, 1, 40, fold=fold, tzinfo=zone), 90) == day
    again = datetime(2026, 11, 1, 1, 10, fold=1, tzinfo=zone)
    assert day_end(again, 90) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize("start", DAY_STARTS)
@pytest.mark.parametrize("name", ZONES)
def test_the_log_and_the_clock_agree_on_the_day_whenever_clocks_change(
    name: str, start: int
) -> None:
    zone = zone_named(name)
    for change in clock_changes(zone, 2026):
        for minutes in range(-180, 180, 5):
            at = change + timedelta(minutes=minutes)
            moment = at.astimezone(zone)
            logged = day_of_ms(moment_ms(at), offset_minutes_of(moment), start)
            assert learner_day(moment, start) == logged


def test_lord_howe_moves_its_clocks_by_half_an_hour() -> None:
    zone = zone_named("Australia/Lord_Howe")
    noon = datetime(2026, 10, 3, 12, tzinfo=zone)
    begin = day_start(learner_day(noon, 240), zone, 240)
    assert day_end(noon, 240) - begin == timedelta(hours=23, minutes=30)


def test_the_day_samoa_left_out_is_over_in_four_hours() -> None:
    zone = zone_named("Pacific/Apia")
    missing = date(2011, 12, 30).toordinal()
    begin, end = day_start(missing, zone, 240), day_start(missing + 1, zone, 240)
    assert (begin, end - begin) == (datetime(2011, 12, 30, 10, tzinfo=UTC), 4 * HOUR)


def test_a_card_is_due_on_the_leap_day() -> None:
    zone = zone_named("Europe/Berlin")
    due = due_moment(datetime(2028, 2, 28, 9, tzinfo=zone), MINUTES_PER_DAY, 240)
    assert due.astimezone(zone) == datetime(2028, 2, 29, 16, tzinfo=zone)


def test_a_card_answered_after_midnight_counts_from_the_day_that_is_not_over_yet() -> None:
    zone = zone_named("Europe/Berlin")
    due = due_moment(datetime(2026, 3, 3, 1, 30, tzinfo=zone), MINUTES_PER_DAY, 240)
    assert due.astimezone(zone) == datetime(2026, 3, 3, 16, tzinfo=zone)


def test_a_card_due_in_minutes_is_due_at_the_exact_moment() -> None:
    now = datetime(2026, 3, 2, 23, 55, 30, 123_000, tzinfo=UTC)
    assert due_moment(now, 10, 240) == now + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("hour", "minutes", "days", "exact"),
    [
        (10, 600, 0, True),  # eight in the evening
        (10, 1_079, 0, True),  # a minute before the day ends
        (10, 1_080, 1, False),  # as it ends
        (23, 299, 0, True),
        (23, 300, 1, False),
        (23, 600, 1, False),  # nine in the morning
        (10, 1_440, 1, False),
        (10, 2_000, 1, False),  # twenty past seven in the evening of the next day
        (23, 2_000, 2, False),  # twenty past eight in the morning of the day after it
        (3, 2_000, 2, False),  # still the day before: the day that is not over yet
        (10, 2_880, 2, False),
    ],
)
def test_a_step_that_crosses_the_change_of_days_is_due_on_the_day_it_ends_on(
    hour: int, minutes: int, days: int, exact: bool
) -> None:
    """As Anki's scheduler has it: seconds beyond the rollover become whole days from then on."""
    now = datetime(2026, 3, 2, hour, tzinfo=zone_named("Europe/Berlin"))
    due = due_moment(now, minutes, 240)
    assert learner_day(due.astimezone(now.tzinfo), 240) == learner_day(now, 240) + days
    until_rollover = (day_end(now, 240) - now).total_seconds()
    if exact:
        assert due == now + timedelta(minutes=minutes)
        assert minutes * 60 < until_rollover
    else:
        assert (minutes * 60 - until_rollover) // 86_400 + 1 == days
        assert due.astimezone(now.tzinfo).hour == 16


@given(moments, offsets, day_starts, st.integers(1, 36_500), st.integers(-660, 660))
def test_a_card_is_due_on_the_right_day_after_a_journey_of_eleven_hours(
    at: datetime, offset: int, start: int, days: int, journey: int
) -> None:
    zone = timezone(timedelta(minutes=offset))
    due = due_moment(at.astimezone(zone), days * MINUTES_PER_DAY, start)
    expected = learner_day_of(at, offset, start) + days
    assert learner_day_of(due, offset + journey, start) == expected


@given(moments, offsets, day_starts, st.integers(1, 36_500), st.integers(-660, 660))
def test_a_card_is_due_on_the_right_day_after_the_days_start_was_moved(
    at: datetime, offset: int, start: int, days: int, moved: int
) -> None:
    due = due_moment(
        at.astimezone(timezone(timedelta(minutes=offset))), days * MINUTES_PER_DAY, start
    )
    new_start = min(max(start + moved, 0), MINUTES_PER_DAY - 1)
    expected = learner_day_of(at, offset, start) + days
    assert learner_day_of(due, offset, new_start) == expected


@pytest.mark.parametrize("name", ZONES)
def test_a_card_is_due_on_the_right_day_across_clock_changes(name: str) -> None:
    zone = zone_named(name)
    for change in clock_changes(zone, 2026):
        for days in (1, 2, 30, 183):
            for hour in range(-48, 48, 3):
                now = (change + hour * HOUR).astimezone(zone)
                due = due_moment(now, days * MINUTES_PER_DAY, 240).astimezone(zone)
                assert learner_day(due, 240) == learner_day(now, 240) + days


@given(moments, offsets, day_starts, st.integers(0, 36_500 * MINUTES_PER_DAY))
def test_a_card_is_never_due_before_it_was_answered(
    at: datetime, offset: int, start: int, interval_minutes: int
) -> None:
    now = at.astimezone(timezone(timedelta(minutes=offset)))
    assert due_moment(now, interval_minutes, start) >= from_ms(moment_ms(now))


@given(
    st.datetimes(timezones=st.just(UTC)).filter(lambda at: 1 < at.year < 9999),
    offsets,
    day_starts,
    st.integers(0, 10**9),
)
def test_no_interval_leads_beyond_the_calendar(
    at: datetime, offset: int, start: int, interval_minutes: int
) -> None:
    now = at.astimezone(timezone(timedelta(minutes=offset)))
    due = due_moment(now, interval_minutes, start)
    assert due.year <= 9999
    due.astimezone(timezone(timedelta(hours=14)))


@pytest.mark.parametrize("name", ["Pacific/Kiritimati", "Pacific/Honolulu", "Europe/Berlin"])
@pytest.mark.parametrize("start", [0, 240, 1439])
def test_days_at_the_edge_of_the_calendar_are_moved_inwards(name: str, start: int) -> None:
    zone = zone_named(name)
    last = date.max.toordinal()
    assert day_start(-5, zone, start) == day_start(0, zone, start) == day_start(1, zone, start)
    assert day_start(last + 40_000, zone, start) == day_start(last, zone, start)
    assert day_start(1, zone, start).year <= 2
    assert day_start(last, zone, start).year == 9999
    for moment in (datetime(9999, 12, 30, 12, tzinfo=zone), datetime(1, 1, 3, 12, tzinfo=zone)):
        assert abs(day_end(moment, start) - moment) < timedelta(days=4)


@given(moments, st.sampled_from(ZONES), day_starts)
def test_the_log_and_the_clock_agree_on_the_day(at: datetime, name: str, start: int) -> None:
    moment = at.astimezone(zone_named(name))
    offset = offset_minutes_of(moment)
    assert learner_day(moment, start) == learner_day_of(at, offset, start)
    assert day_of_ms(moment_ms(at), offset, start) == learner_day_of(at, offset, start)


@given(moments, offsets, day_starts, st.integers(0, 10**8))
def test_a_due_moment_can_be_worked_out_again_from_the_log_alone(
    at: datetime, offset: int, start: int, interval_minutes: int
) -> None:
    now = at.astimezone(timezone(timedelta(minutes=offset)))
    again = due_ms(moment_ms(at), offset, interval_minutes, start)
    assert moment_ms(due_moment(now, interval_minutes, start)) == again


def test_moments_without_a_zone_are_refused() -> None:
    naive = datetime(2026, 3, 2, 12)  # noqa: DTZ001  (that is the point)
    with pytest.raises(ValueError, match="needs its time zone"):
        offset_minutes_of(naive)
    with pytest.raises(ValueError, match="needs its time zone"):
        day_end(naive, 240)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "today"),
        (1, "1 min"),
        (59, "59 min"),
        (60, "1 h"),
        (90, "1.5 h"),
        (1439, "24 h"),
        (1440, "1 d"),
        (6 * 1440, "6 d"),
        (29 * 1440, "29 d"),
        (30 * 1440, "1 mo"),
        (46 * 1440, "1.5 mo"),
        (180 * 1440, "5.9 mo"),
        (364 * 1440, "12 mo"),
        (365 * 1440, "1 y"),
        (730 * 1440, "2 y"),
        (36_500 * 1440, "100 y"),
    ],
)
def test_intervals_are_told_in_a_few_characters(minutes: int, words: str) -> None:
    assert str(interval_words(minutes)) == words
