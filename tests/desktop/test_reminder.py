"""The hour of the reminder, and that nobody is reminded twice a day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from flashcards.desktop.reminder import (
    Reminder,
    claim,
    day_to_remind,
    is_claimed,
    next_time,
    wanted,
    what_waits,
)
from flashcards.settings import Settings

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=BERLIN)
EVENINGS = Settings(reminder=True, reminder_minutes=18 * 60 + 30, reminder_days="135")


def _evenings() -> Reminder:
    found = wanted(EVENINGS)
    assert found is not None
    return found


def test_it_is_off_until_it_is_wanted_and_without_a_day() -> None:
    assert wanted(Settings()) is None
    assert wanted(Settings(reminder=True, reminder_days="")) is None


@pytest.mark.parametrize(
    ("hours", "reminded"),
    [(0, False), (8.49, False), (8.5, True), (13.9, True), (14, False), (24 + 9, False)],
)
def test_the_hour_counts_until_midnight_of_the_days_wanted(hours: float, reminded: bool) -> None:
    now = MONDAY + timedelta(hours=hours)
    assert day_to_remind(_evenings(), now) == (MONDAY.date() if reminded else None)


def test_the_next_time_passes_over_days_that_are_not_wanted() -> None:
    assert next_time(_evenings(), MONDAY) == MONDAY.replace(hour=18, minute=30)
    tuesday = MONDAY + timedelta(days=1)
    assert next_time(_evenings(), tuesday).date() == date(2026, 3, 4)
    sundays = Reminder(60, frozenset({7}))
    sunday = MONDAY + timedelta(days=6)
    assert next_time(sundays, sunday).date() == date(2026, 3, 15)


def test_of_many_who_ask_one_may_remind(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(partial(claim, folder), [date(2026, 3, 2)] * 40))
    assert answers.count(True) == 1
    assert is_claimed(folder, date(2026, 3, 2))


def test_the_next_day_is_another_one_and_nothing_piles_up(tmp_path: Path) -> None:
    for day in range(1, 29):
        assert not is_claimed(tmp_path, date(2026, 2, day))
        assert claim(tmp_path, date(2026, 2, day))
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("cards", "seconds", "said"),
    [
        (1, 0, "1 card to study, about 1 minute."),
        (42, 530, "42 cards to study, about 9 minutes."),
        (1200, 7200, "1,200 cards to study, about 120 minutes."),
    ],
)
def test_it_says_how_many_cards_and_how_long_they_take(cards: int, seconds: int, said: str) -> None:
    assert str(what_waits(cards, seconds)) == said
