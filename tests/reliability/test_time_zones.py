"""Days that turn over, clocks set forward and back, and journeys, in zones all over the world."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.scheduling.days import day_start, learner_day
from tests.conftest import FixedClock
from tests.reliability.harness import assert_sound

NAMES = (
    "Europe/Berlin", "Europe/London", "Europe/Dublin", "America/New_York", "America/Los_Angeles",
    "America/St_Johns", "America/Sao_Paulo", "America/Santiago", "Atlantic/Azores",
    "Africa/Casablanca", "Africa/Cairo", "Asia/Beirut", "Asia/Tehran", "Asia/Kolkata",
    "Asia/Kathmandu", "Australia/Lord_Howe", "Australia/Eucla", "Pacific/Auckland",
    "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Pacific/Apia",
    "Antarctica/Troll", "America/Nuuk", "UTC",
)  # fmt: skip
MIDNIGHT, HALF_PAST_TWO, FOUR = 0, 150, 240
"""When the learner's day begins; some of these zones skip the first two or show them twice."""

ODD = ("Europe/Berlin", "Africa/Cairo", "Australia/Lord_Howe", "Antarctica/Troll")
COMBINATIONS = [
    *((name, FOUR) for name in NAMES),
    *((name, start) for name in ODD for start in (MIDNIGHT, HALF_PAST_TWO)),
    *(
        pytest.param(name, start, marks=pytest.mark.soak)
        for name in NAMES
        if name not in ODD
        for start in (MIDNIGHT, HALF_PAST_TWO)
    ),
]


def zone_of(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        pytest.skip(f"{name} is not known here")


def edges(zone: tzinfo, year: int) -> list[datetime]:
    """Return the moments of a year (to the hour) after which the zone's clocks are changed."""
    hour = datetime(year, 1, 1, tzinfo=UTC)
    found = []
    while hour.year == year:
        later = hour + timedelta(hours=1)
        if hour.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            found.append(hour)
        hour = later
    return found


def moments(zone: tzinfo, year: int = 2026) -> Iterator[datetime]:
    """Yield where to begin five days around each change of the clocks; some day where none is."""
    for edge in edges(zone, year) or [datetime(2028, 2, 28, 20, tzinfo=UTC)]:
        yield (edge - timedelta(hours=40)).astimezone(zone)


def begin(path: Path, clock: FixedClock, cards: int, start: int = 240) -> Collection:
    collection = flashcards.open(path, clock)
    for number in range(cards):
        collection.add_note({"Front": f"front {number}", "Back": "back"}, deck="A")
    collection.set_options(
        "A", new_per_day=4, reviews_per_day=9_999, drill=False, day_start_minutes=start
    )
    return collection


def due_counts(collection: Collection) -> tuple[int, int]:
    (deck,) = collection.deck_tree()
    return deck.new, deck.due


@pytest.mark.parametrize(("name", "start"), COMBINATIONS)
def test_no_card_is_lost_or_asked_twice_in_a_day_while_clocks_are_changed(
    tmp_path: Path, name: str, start: int
) -> None:
    zone = zone_of(name)
    for turn, at in enumerate(moments(zone)):
        clock = FixedClock(at)
        path = tmp_path / f"{turn}" / "collection.flashcards"
        with begin(path, clock, 24, start) as collection:
            five_days(collection, clock, start)
        assert_sound(path, clock)


def shown_twice(moment: datetime) -> bool:
    """Whether clocks are set back and show this hour again, in which a day may begin twice."""
    return moment.utcoffset() != moment.replace(fold=1 - moment.fold).utcoffset()


def five_days(collection: Collection, clock: FixedClock, start: int) -> None:
    """Study every 50 minutes in one session over five days, and see each day through."""
    session = collection.study()
    asked: dict[int, Counter[int]] = {}
    latest = 0
    until = clock.now.astimezone(UTC) + timedelta(days=5)
    while clock.now.astimezone(UTC) < until:
        day = learner_day(clock.now, start)
        if not shown_twice(clock.now):
            assert day >= latest
        latest = day = max(day, latest)  # a session that has begun a day stays with it
        while (card := session.next()) is not None:
            assert sum(due_counts(collection)) >= 1
            session.answer(Rating.GOOD)
            asked.setdefault(day, Counter())[card.id] += 1
        assert session.remaining.total == 0
        assert due_counts(collection) == (0, 0)
        clock.advance(minutes=50)
    assert all(count == 1 for counter in asked.values() for count in counter.values())
    days = sorted(asked)
    assert days == list(range(days[0], days[0] + len(days)))
    assert len(days) >= 5
    # Four new cards a day, each asked again the day after and six days later.
    for before, day in pairwise(days):
        fresh = set(asked[before]) - {c for past in days if past < before for c in asked[past]}
        assert fresh <= set(asked[day])
        assert len(fresh) == 4


@pytest.mark.parametrize("name", NAMES)
def test_counts_turn_over_at_the_moment_the_day_does(tmp_path: Path, name: str) -> None:
    zone = zone_of(name)
    for turn, at in enumerate(moments(zone)):
        clock = FixedClock(at)
        with begin(tmp_path / f"{turn}" / "c.flashcards", clock, 30) as collection:
            session = collection.study()
            for _ in range(3):
                while session.next() is not None:
                    session.answer(Rating.GOOD)
                assert due_counts(collection) == (0, 0)
                turnover = day_start(learner_day(clock.now, 240) + 1, zone, 240)
                clock.now = (turnover - timedelta(milliseconds=1)).astimezone(zone)
                assert due_counts(collection) == (0, 0)
                assert session.next() is None
                clock.now = turnover.astimezone(zone)
                new, due = due_counts(collection)
                assert new == 4
                assert due >= 4
                assert session.next() is not None
                assert (session.remaining.new, session.remaining.due) == (new, due)


@pytest.mark.parametrize("name", NAMES)
def test_a_session_turns_over_in_time_when_the_clock_knows_its_offset_alone(
    tmp_path: Path, name: str
) -> None:
    # As the system's own clock: aware of the offset of this moment, not of what is to come.
    zone = zone_of(name)
    for turn, at in enumerate(moments(zone)):
        now = at

        def clock() -> datetime:
            offset = now.utcoffset()  # noqa: B023  (this moment's, wherever the loop is)
            assert offset is not None
            return now.astimezone(timezone(offset))  # noqa: B023  (likewise)

        path = tmp_path / f"{turn}" / "c.flashcards"
        with flashcards.open(path, clock) as collection:
            for number in range(20):
                collection.add_note({"Front": f"front {number}", "Back": "back"}, deck="A")
            collection.set_options("A", new_per_day=4)
            session = collection.study()
            for _ in range(4):
                while session.next() is not None:
                    session.answer(Rating.EASY)
                now = day_start(learner_day(now, 240) + 1, zone, 240).astimezone(zone)
                assert session.next() is not None
                assert session.remaining.new == due_counts(collection)[0] == 4


def test_a_journey_round_the_world_loses_no_card_and_asks_none_twice(tmp_path: Path) -> None:
    zones = [zone_of(name) for name in NAMES]
    clock = FixedClock(datetime(2026, 3, 26, 18, 0, tzinfo=UTC).astimezone(zones[0]))
    path = tmp_path / "collection.flashcards"
    with begin(path, clock, 200) as collection:
        session = collection.study()
        last: dict[int, tuple[datetime, int]] = {}
        for leg in range(120):
            clock.now = clock.now.astimezone(zones[leg % len(zones)])
            while (card := session.next()) is not None:
                now = clock.now.astimezone(UTC)
                if card.id in last:
                    at, days = last[card.id]
                    # Due dates may move by a journey's hours, and never by a day more.
                    assert now - at >= timedelta(days=days) - timedelta(hours=24)
                review = session.answer(Rating.GOOD)
                last[card.id] = (now, review.interval_minutes // 1440)
            assert session.remaining.total == 0
            clock.advance(hours=5)
        assert collection.review_count() > 200
        for card_id, (_, days) in last.items():
            due = collection.card(card_id).due_at
            assert due is not None
            assert due - clock.now.astimezone(UTC) <= timedelta(days=days + 1)
        clock.advance(days=60)
        expected = len(last)
        assert due_counts(collection)[1] == expected
    assert_sound(path, clock)


@pytest.mark.parametrize("there", ["Pacific/Kiritimati", "Asia/Tokyo", "Europe/London"])
@pytest.mark.parametrize("here", ["Pacific/Pago_Pago", "America/Los_Angeles", "Pacific/Auckland"])
def test_a_drill_is_finished_on_a_journey_to_another_day(
    tmp_path: Path, there: str, here: str
) -> None:
    clock = FixedClock(datetime(2026, 5, 5, 12, 0, tzinfo=zone_of(there)))
    with begin(tmp_path / "collection.flashcards", clock, 4) as collection:
        collection.set_options("A", drill=True)
        session = collection.study()
        for _ in range(4):
            assert session.next() is not None
            session.answer(Rating.AGAIN)
        clock.now = clock.now.astimezone(zone_of(here))  # the day before, or after
        seen = set()
        while (card := session.next()) is not None:
            assert card.id not in seen
            seen.add(card.id)
            session.answer(Rating.GOOD)
            clock.advance(minutes=15)
        assert len(seen) == 4
        assert collection.check() == []
