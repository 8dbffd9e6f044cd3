"""Sessions of one's own choosing keep to the learner's days: clocks changed, journeys and all."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from flashcards import Collection, Rating
from flashcards.study.custom import CustomKind, CustomStudy
from tests.conftest import FixedClock
from tests.study.learner import add, answer, asked, counts

BERLIN = ZoneInfo("Europe/Berlin")
CHANGES = {
    "spring": datetime(2026, 3, 28, 12, tzinfo=BERLIN),  # the next day has 23 hours
    "autumn": datetime(2026, 10, 24, 12, tzinfo=BERLIN),  # the next day has 25
    "a usual day": datetime(2026, 6, 10, 12, tzinfo=BERLIN),
}
HOURS = (0, 2, 3, 5, 23)
DAY_STARTS = (0, 240, 23 * 60 + 59)
ELSEWHERE = ("Asia/Tokyo", "Pacific/Honolulu", "America/Los_Angeles")


def study_day(moment: datetime, day_start_minutes: int) -> int:
    """Return the learner's day of a moment, reckoned with the clock on the wall alone."""
    begins = time(day_start_minutes // 60, day_start_minutes % 60)
    wall = moment.replace(tzinfo=None)
    return wall.toordinal() - (wall.time() < begins)


def set_day(collection: Collection, day_start_minutes: int) -> None:
    collection.set_options("Deck", day_start_minutes=day_start_minutes, drill=False)


@pytest.mark.parametrize("day_start", DAY_STARTS)
@pytest.mark.parametrize("hour", HOURS)
@pytest.mark.parametrize("change", CHANGES)
def test_ahead_brings_what_the_next_days_would_and_nothing_later(
    collection: Collection, fixed_clock: FixedClock, change: str, hour: int, day_start: int
) -> None:
    noon = CHANGES[change]
    fixed_clock.now = noon.replace(hour=hour, minute=30)
    add(collection, *(f"in {days}" for days in range(1, 5)))
    set_day(collection, day_start)
    for days, card in enumerate(collection.search("", order="created"), 1):
        collection.scheduling.set_due([card], days)
    for days in range(1, 5):
        study = CustomStudy(CustomKind.AHEAD, "Deck", days=days)
        assert collection.planning.count_custom(study) == days
    assert counts(collection, "Deck") == (0, 0, 0)
    session = collection.planning.custom_study(CustomStudy(CustomKind.AHEAD, "Deck", days=2))
    assert asked(session) == ["in 1", "in 2"]
    assert collection.check() == []


@pytest.mark.parametrize("day_start", DAY_STARTS)
@pytest.mark.parametrize("hour", HOURS)
@pytest.mark.parametrize("change", CHANGES)
def test_what_was_forgotten_lately_is_counted_in_the_learners_days(
    collection: Collection, fixed_clock: FixedClock, change: str, hour: int, day_start: int
) -> None:
    fixed_clock.now = CHANGES[change].replace(hour=hour, minute=30)
    add(collection, "one")
    set_day(collection, day_start)
    answer(collection.study("Deck"), Rating.AGAIN)
    forgotten = study_day(fixed_clock.now, day_start)
    for _ in range(30):
        ago = study_day(fixed_clock.now, day_start) - forgotten
        for days in (1, 2, 3):
            study = CustomStudy(CustomKind.FORGOTTEN, "Deck", days=days)
            assert collection.planning.count_custom(study) == (ago < days)
        fixed_clock.advance(hours=2)


@pytest.mark.parametrize("zone", ELSEWHERE)
@pytest.mark.parametrize("hour", HOURS)
def test_a_journey_leaves_every_mode_with_the_cards_of_the_day_there(
    collection: Collection, fixed_clock: FixedClock, hour: int, zone: str
) -> None:
    fixed_clock.now = CHANGES["a usual day"].replace(hour=hour, minute=30)
    add(collection, *(f"in {days}" for days in range(6)))
    set_day(collection, 240)
    home = study_day(fixed_clock.now, 240)
    for days, card in enumerate(collection.search("", order="created")):
        collection.scheduling.set_due([card], days)
    fixed_clock.now = (fixed_clock.now + timedelta(days=2)).astimezone(ZoneInfo(zone))
    today = study_day(fixed_clock.now, 240) - home
    due = [f"in {days}" for days in range(today + 1)]
    planning = collection.planning
    assert sum(counts(collection, "Deck")) == len(due)
    ahead = CustomStudy(CustomKind.AHEAD, "Deck", days=1)
    assert planning.count_custom(ahead) == len(due) + 1
    session = planning.minutes_first(600, "Deck")
    assert (session.left_for_tomorrow.new, session.left_for_tomorrow.due) == (0, 0)
    assert sorted(asked(session)) == due
    assert asked(planning.custom_study(ahead)) == [f"in {today + 1}"]
    assert collection.check() == []


@pytest.mark.parametrize("hour", HOURS)
@pytest.mark.parametrize("change", CHANGES)
def test_minutes_and_what_they_leave_are_the_day_whatever_the_clocks_do(
    collection: Collection, fixed_clock: FixedClock, change: str, hour: int
) -> None:
    fixed_clock.now = CHANGES[change].replace(hour=hour, minute=30)
    add(collection, *(f"{number}" for number in range(8)))
    set_day(collection, 240)
    collection.scheduling.set_due(collection.search(""), (0, 2))
    total = 0
    for _ in range(3):
        whole = counts(collection, "Deck")
        session = collection.planning.minutes_first(1, "Deck")
        left = session.left_for_tomorrow
        total += (given := len(asked(session, Rating.EASY)))
        assert given + left.due == sum(whole)
        assert counts(collection, "Deck") == (0, 0, left.due)
        total += len(asked(collection.study("Deck"), Rating.EASY))
        fixed_clock.now = datetime.combine(
            fixed_clock.now.date() + timedelta(days=1), fixed_clock.now.time(), BERLIN
        )
    assert total == 8
    assert collection.check() == []


@pytest.mark.parametrize("kind", [CustomKind.CRAM, CustomKind.PREVIEW])
@pytest.mark.parametrize("hour", HOURS)
def test_what_is_without_effect_stays_so_over_the_turn_of_a_day(
    collection: Collection, fixed_clock: FixedClock, kind: CustomKind, hour: int
) -> None:
    fixed_clock.now = CHANGES["autumn"].replace(hour=hour, minute=30)
    add(collection, "one", "two", "three")
    before = [collection.card(card) for card in collection.search("")]
    session = collection.planning.custom_study(CustomStudy(kind, "Deck"))
    answer(session)
    fixed_clock.advance(hours=14)
    asked(session)
    assert [collection.card(card).memory for card in collection.search("")] == [
        card.memory for card in before
    ]
    assert [collection.card(card).due_at for card in collection.search("")] == [None] * 3
    assert collection.check() == []
