"""Reviews are spread over the days around the planned one, the same way whenever asked."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.model.cards import MINUTES_PER_DAY, NEW_MEMORY, Memory
from flashcards.model.enums import CardState, Quality, Rating, ReviewKind
from flashcards.model.ids import VersionId
from flashcards.scheduling.days import MS_PER_DAY
from flashcards.scheduling.protocol import Load, Occasion, Scheduler
from flashcards.scheduling.replay import LogRow, replay_rows
from flashcards.scheduling.sm2 import SM2
from flashcards.scheduling.spreading import Spread, Spreading, window
from flashcards.scheduling.steps import Steps

AGAIN, HARD, GOOD, EASY = (rating.quality for rating in Rating)
DAY = MINUTES_PER_DAY
LONGEST = 36_500
FUZZ = Spread(fuzz=True)
BALANCED = Spread(load_balance=True)
NO_SUNDAYS = (100, 100, 100, 100, 100, 100, 0)
SUNDAY, SATURDAY = 6, 5
MONDAY_MS = 1_750_075_200_000
"""2025-06-16 12:00 UTC, a Monday."""
MONDAY = date(2025, 6, 16).toordinal()
TWENTY_DAYS = Memory(CardState.REVIEW, 3, 130, 20 * DAY)
"""Good makes 26 days of it, which may become 23 to 29."""
EIGHT_DAYS = Memory(CardState.REVIEW, 3, 160, 8 * DAY)
"""Good makes 13 days of it, a Sunday for an answer on a Monday; they may become 11 to 15."""


def occasion(seed: int = 1, load: Load | None = None, planned: int | None = None) -> Occasion:
    """Return an answer on a Monday, eight days after the last one."""
    return Occasion(MONDAY_MS, 0, 240, MONDAY_MS - 8 * MS_PER_DAY, seed, planned, load)


def spreading(spread: Spread, inner: Scheduler | None = None, longest: int = LONGEST) -> Spreading:
    """Return SM-2, or another scheduler, with a spread."""
    return Spreading(inner or SM2(), spread, longest)


def days_of(
    spread: Spread, memory: Memory, count: int = 1, load: Load | None = None
) -> Counter[int]:
    """Return how often each interval comes out when so many cards are answered Good."""
    scheduler = spreading(spread)
    return Counter(
        scheduler.review(memory, GOOD, occasion(seed, load)).memory.interval_days
        for seed in range(count)
    )


def weekday(days: int) -> int:
    """Return the weekday (Monday is 0) so many days after the answer."""
    return date.fromordinal(MONDAY + days).weekday()


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (1, (1, 1)),
        (2, (2, 2)),
        (3, (2, 4)),
        (7, (5, 9)),
        (10, (8, 12)),
        (20, (17, 23)),
        (100, (93, 107)),
        (365, (345, 385)),
    ],
)
def test_the_window_is_the_published_one(days: int, expected: tuple[int, int]) -> None:
    assert window(days, LONGEST) == expected


def test_the_window_ends_at_the_longest_interval() -> None:
    assert window(100, 102) == (93, 102)


@given(st.integers(1, LONGEST - 1))
def test_a_longer_interval_never_has_an_earlier_window(days: int) -> None:
    shorter, longer = window(days, LONGEST), window(days + 1, LONGEST)
    assert shorter[0] <= longer[0]
    assert shorter[1] <= longer[1]
    assert shorter[0] <= days <= shorter[1]


def test_fuzz_reaches_every_day_of_the_window_about_as_often() -> None:
    found = days_of(FUZZ, TWENTY_DAYS, 2_000)
    assert sorted(found) == list(range(23, 30))
    assert max(found.values()) < 1.4 * min(found.values())


def test_nothing_is_varied_without_a_spread() -> None:
    assert days_of(Spread(), TWENTY_DAYS, 20) == {26: 20}


def test_a_short_interval_is_not_varied() -> None:
    assert days_of(FUZZ, NEW_MEMORY, 50) == {1: 50}


def test_the_same_answer_gets_the_same_day_and_the_next_one_another_draw() -> None:
    scheduler = spreading(FUZZ)
    found = set()
    for last in range(40):
        asked = Occasion(MONDAY_MS, 0, 240, MONDAY_MS - last, 77)
        first, second = (scheduler.review(TWENTY_DAYS, GOOD, asked) for _ in range(2))
        assert first == second
        found.add(first.memory.interval_days)
    assert len(found) > 4


def test_the_draw_is_the_same_on_every_machine() -> None:
    scheduler = spreading(FUZZ)
    drawn = [scheduler.review(TWENTY_DAYS, GOOD, occasion(seed)).memory for seed in range(10)]
    assert [memory.interval_days for memory in drawn] == [26, 29, 27, 25, 27, 25, 28, 23, 24, 29]


def test_a_forgotten_card_comes_back_when_its_scheduler_says() -> None:
    inner = Steps(relearning_steps=(), lapse_multiplier=50)
    for seed in range(20):
        outcome = spreading(FUZZ, inner).review(TWENTY_DAYS, AGAIN, occasion(seed))
        assert outcome.memory.interval_days == 10


def test_load_balance_takes_the_day_with_least_to_do() -> None:
    busy = {MONDAY + days: 40 for days in range(60)}
    busy[MONDAY + 24] = 3
    assert days_of(BALANCED, TWENTY_DAYS, 5, lambda day: busy.get(day, 0)) == {24: 5}


def test_of_days_with_as_much_to_do_the_nearest_is_taken() -> None:
    assert days_of(BALANCED, TWENTY_DAYS, 5, lambda day: 7) == {26: 5}


def test_a_day_hardly_emptier_is_not_worth_going_far() -> None:
    busy = {MONDAY + 23: 39}
    assert days_of(BALANCED, TWENTY_DAYS, 5, lambda day: busy.get(day, 40)) == {26: 5}


def test_a_day_that_shall_have_half_the_work_counts_as_twice_as_full() -> None:
    half_sundays = Spread(load_balance=True, easy_days=(*[100] * 6, 50))
    sunday = next(days for days in range(23, 30) if weekday(days) == SUNDAY)
    busy = {MONDAY + sunday: 9}
    assert sunday not in days_of(half_sundays, TWENTY_DAYS, 5, lambda day: busy.get(day, 12))
    assert sunday in days_of(BALANCED, TWENTY_DAYS, 5, lambda day: busy.get(day, 12))


def test_far_ahead_the_load_is_not_asked_for() -> None:
    def load(day: int) -> int:
        raise AssertionError(f"day {day} was asked for")

    memory = Memory(CardState.REVIEW, 3, 250, 90 * DAY)
    assert days_of(BALANCED, memory, 1, load) == {225: 1}


@pytest.mark.parametrize("fuzz", [False, True])
def test_a_weekday_without_work_is_avoided(fuzz: bool) -> None:
    assert weekday(13) == SUNDAY
    found = days_of(Spread(fuzz=fuzz, easy_days=NO_SUNDAYS), EIGHT_DAYS, 200)
    assert SUNDAY not in {weekday(days) for days in found}
    assert set(found) <= set(range(11, 16))


def test_without_fuzz_a_card_goes_to_one_of_the_days_beside_an_easy_one() -> None:
    found = days_of(Spread(easy_days=NO_SUNDAYS), EIGHT_DAYS, 400)
    assert sorted(found) == [12, 14]
    assert 120 < found[12] < 280


def test_without_fuzz_a_card_stays_where_no_easy_day_is() -> None:
    no_mondays = Spread(easy_days=(0, *[100] * 6))
    assert days_of(no_mondays, EIGHT_DAYS, 20) == {13: 20}


@pytest.mark.parametrize("fuzz", [False, True])
def test_a_weekday_with_less_work_gets_about_its_share(fuzz: bool) -> None:
    spread = Spread(fuzz=fuzz, easy_days=(*[100] * 6, 50))
    found = days_of(spread, EIGHT_DAYS, 2_000)
    share = found[13] / (2_000 if not fuzz else found[12] + found[13])
    expected = 1 / 3 if fuzz else 1 / 2
    assert abs(share - expected) < 0.05


def test_a_week_with_one_workday_keeps_the_plan_where_no_other_day_is_near() -> None:
    mondays_only = Spread(fuzz=True, easy_days=(100, *[0] * 6))
    three_days = Memory(CardState.REVIEW, 3, 150, 2 * DAY)
    assert set(days_of(mondays_only, three_days, 100)) == {2, 3, 4}
    assert set(days_of(Spread(easy_days=(100, *[0] * 6)), three_days, 100)) == {3}


def test_saturdays_and_sundays_off_leave_the_weekdays() -> None:
    weekend = Spread(load_balance=True, easy_days=(*[100] * 5, 0, 0))
    found = days_of(weekend, EIGHT_DAYS, 20, lambda day: 0)
    assert not {weekday(days) for days in found} & {SATURDAY, SUNDAY}


@given(
    st.integers(3, 2_000),
    st.integers(130, 400),
    st.integers(0, 2**63),
    st.booleans(),
    st.lists(st.integers(0, 50), min_size=31, max_size=31),
)
def test_hard_never_gives_more_than_good_nor_good_more_than_easy(
    days: int, ease: int, seed: int, fuzz: bool, loads: list[int]
) -> None:
    scheduler = spreading(Spread(fuzz, True, NO_SUNDAYS), Steps())
    memory = Memory(CardState.REVIEW, 3, ease, days * DAY)
    asked = occasion(seed, lambda day: loads[day % 31])
    found = [scheduler.review(memory, quality, asked).interval_minutes for quality in Quality][3:]
    assert found == sorted(found)


def test_no_interval_is_spread_beyond_the_longest() -> None:
    scheduler = spreading(FUZZ, SM2(maximum_interval_days=25), 25)
    found = {
        scheduler.review(TWENTY_DAYS, GOOD, occasion(seed)).memory.interval_days
        for seed in range(200)
    }
    assert found == {22, 23, 24, 25}


def answer(number: int, quality: Quality, at_ms: int, minutes: int) -> LogRow:
    """Return an answer as the log keeps it."""
    return number, at_ms, 0, int(ReviewKind.ANSWER), int(quality), 1, minutes, None


def test_a_replay_gives_what_was_chosen_by_load_on_the_day() -> None:
    scheduler = spreading(Spread(fuzz=True, load_balance=True))
    memory, at_ms, last, rows = NEW_MEMORY, MONDAY_MS, None, []
    for number in range(1, 9):
        asked = Occasion(at_ms, 0, 240, last, 5, None, lambda day: day * 37 % 11)
        memory = scheduler.review(memory, GOOD, asked).memory
        rows.append(answer(number, GOOD, at_ms, memory.interval_minutes))
        last, at_ms = at_ms, at_ms + memory.interval_minutes * 60_000
    replayed = replay_rows(rows, {VersionId(1): (scheduler, 240)}.__getitem__, {}, 5)
    assert replayed.memory == memory


def test_a_logged_interval_from_outside_the_window_is_planned_anew() -> None:
    scheduler = spreading(FUZZ)
    fresh = scheduler.review(TWENTY_DAYS, GOOD, occasion())
    assert scheduler.review(TWENTY_DAYS, GOOD, occasion(planned=40 * DAY)) == fresh
    assert (
        scheduler.review(TWENTY_DAYS, GOOD, occasion(planned=28 * DAY)).memory.interval_days == 28
    )


def test_the_spread_is_told_with_the_reason_for_the_interval() -> None:
    scheduler = spreading(BALANCED)
    asked = occasion(load=lambda day: 0 if day == MONDAY + 28 else 9)
    after = scheduler.review(TWENTY_DAYS, GOOD, asked).memory
    told = str(scheduler.explain(TWENTY_DAYS, GOOD, after, asked))
    assert "20 days × ease 1.30 = 26 days" in told
    assert told.endswith("Spread over the days around it (23 to 29), it became 28 days.")


def test_an_interval_that_was_not_spread_is_told_as_ever() -> None:
    scheduler = spreading(Spread())
    after = scheduler.review(TWENTY_DAYS, GOOD, occasion()).memory
    assert scheduler.explain(TWENTY_DAYS, GOOD, after, occasion()) == SM2().explain(
        TWENTY_DAYS, GOOD, after, occasion()
    )


@pytest.mark.parametrize("days", [(100,) * 6, (0,) * 7, (101, *[100] * 6), (-1, *[100] * 6)])
def test_easy_days_that_make_no_sense_are_refused(days: tuple[int, ...]) -> None:
    with pytest.raises(ValueError):
        Spread(easy_days=days)
