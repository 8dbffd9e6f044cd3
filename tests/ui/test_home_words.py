"""Days and times in words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale

from flashcards.ui.home.words import cards_words, day_words, due_words, duration_words

MONDAY = date(2026, 3, 2).toordinal()


@pytest.fixture(autouse=True)
def _english() -> object:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "1 min"), (89, "1 min"), (540, "9 min"), (3600, "1 h"), (4800, "1 h 20 min")],
)
def test_a_duration_is_told_in_minutes_and_hours(seconds: int, words: str) -> None:
    assert duration_words(seconds) == words


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (2, "Wednesday"),
        (6, "Sunday"),
        (7, "in 7 days"),
        (30, "in 30 days"),
        (31, "2 Apr"),
        (400, "6 Apr 2027"),
    ],
)
def test_a_day_is_named_as_one_would_say_it(ahead: int, words: str) -> None:
    assert day_words(ahead, MONDAY) == words


def test_what_is_due_before_the_day_begins_is_due_the_day_before() -> None:
    now = datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert due_words(now + timedelta(hours=17), now, 240) == "today"
    assert due_words(now + timedelta(hours=19), now, 240) == "tomorrow"


def test_a_day_beyond_the_calendar_is_no_error() -> None:
    assert day_words(10_000_000, MONDAY) == "31 Dec 9999"


def test_one_card_is_not_many() -> None:
    assert [cards_words(count) for count in (1, 2, 1234)] == ["1 card", "2 cards", "1,234 cards"]
