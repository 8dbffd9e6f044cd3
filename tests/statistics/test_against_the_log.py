"""Every number of the statistics equals a slow recomputation from the rows of the log."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards.model.enums import Standing
from flashcards.model.statistics import Recall, Statistics
from flashcards.statistics.report import forecast_days
from tests.conftest import FixedClock
from tests.statistics import slow
from tests.statistics.lives import DECKS, Life, a_monday

CHOICES = [(deck, days) for deck in (None, *DECKS) for days in (None, 7, 30, 365)]


@pytest.fixture(params=range(8))
def life(request: pytest.FixtureRequest, collection_path: Path) -> Iterator[Life]:
    """A collection with some months behind it."""
    clock = FixedClock(a_monday())
    with flashcards.open(collection_path, clock) as collection:
        life = Life(collection, clock, seed=request.param)
        life.live(days=70)
        yield life


def _recall(answers: list[slow.Answer]) -> Recall:
    return Recall(sum(answer.quality >= 3 for answer in answers), len(answers))


class Expected:
    """All numbers about one deck and period, worked out slowly."""

    def __init__(self, life: Life, deck: str | None, days: int | None) -> None:
        collection = life.collection
        self.now = life.clock.now
        self.day_start = collection.options("Alpha").day_start_minutes
        wall = self.now.hour * 60 + self.now.minute
        self.today = self.now.toordinal() - (wall < self.day_start)
        self.days = days
        self.ever = [row for row in slow.answers(collection) if slow.inside(row.deck, deck)]
        since = 0 if days is None else self.today - days + 1
        self.since = since
        self.period = [row for row in self.ever if row.day >= since]
        self.rated = [row for row in self.period if not row.drill]
        decks = slow.deck_of_cards(collection)
        self.cards: list[dict[str, Any]] = [
            card for card in slow.rows(collection, "cards") if slow.inside(decks[card["id"]], deck)
        ]
        self.scheduled = [
            card for card in self.cards if card["interval_minutes"] and not card["suspended"]
        ]

    def check_today(self, found: Statistics) -> None:
        rows = [row for row in self.ever if row.day == self.today]
        rated = [row for row in rows if not row.drill]
        assert found.day == self.today
        assert found.today.answers == len(rows)
        assert found.today.taken_ms == sum(row.taken_ms for row in rows)
        assert found.today.drills == len(rows) - len(rated)
        assert found.today.again == sum(row.quality < 3 for row in rated)
        assert found.today.new == sum(row.phase == "new" for row in rated)
        assert found.today.young == sum(row.phase == "young" for row in rated)
        assert found.today.mature == sum(row.phase == "mature" for row in rated)
        assert found.today.recall == _recall(rated)

    def check_days(self, found: Statistics) -> None:
        answers = Counter(row.day for row in self.ever)
        taken: Counter[int] = Counter()
        for row in self.ever:
            taken[row.day] += row.taken_ms
        expected = [(day, answers[day], taken[day]) for day in sorted(answers)]
        year = [(work.day, work.answers, work.taken_ms) for work in found.year]
        assert year == [row for row in expected if row[0] > self.today - 371]
        work = [(work.day, work.answers, work.taken_ms) for work in found.work.days]
        assert work == [row for row in expected if row[0] >= self.since]
        assert found.work.answers == len(self.period)
        assert found.work.taken_ms == sum(row.taken_ms for row in self.period)
        first = min(max(self.since, min(answers, default=self.today)), self.today)
        assert found.work.length_days == self.today - first + 1
        assert found.work.answers_per_day == len(self.period) / found.work.length_days
        streak = (found.streak.current, found.streak.longest)
        assert streak == slow.streaks(answers, self.today)

    def check_retention(self, found: Statistics) -> None:
        young = [row for row in self.rated if row.phase == "young"]
        mature = [row for row in self.rated if row.phase == "mature"]
        assert found.retention.young == _recall(young)
        assert found.retention.mature == _recall(mature)
        assert found.retention.all == _recall(young + mature)
        months = sorted({slow.month_of(row.day) for row in young + mature})
        assert [row.first_day for row in found.retention.months] == months
        for row in found.retention.months:
            for recall, rated in ((row.young, young), (row.mature, mature)):
                assert recall == _recall(
                    [answer for answer in rated if slow.month_of(answer.day) == row.first_day]
                )

    def check_answers(self, found: Statistics) -> None:
        for phase in ("new", "young", "mature"):
            counts = Counter(row.quality for row in self.rated if row.phase == phase)
            assert getattr(found.answers, phase) == tuple(counts[q] for q in range(6))
        drills = Counter(row.quality for row in self.period if row.drill)
        assert found.answers.drills == tuple(drills[quality] for quality in range(6))
        assert found.answers.total == len(self.period)

    def check_cards(self, found: Statistics) -> None:
        standing = Counter(
            slow.standing(card, self.now, self.day_start, self.today) for card in self.cards
        )
        assert found.cards == {name: standing[name] for name in Standing}
        assert found.card_total == len(self.cards)
        intervals = [card["interval_minutes"] // 1440 for card in self.scheduled]
        assert dict(found.intervals.counts) == Counter(intervals)
        eases = [card["ease"] for card in self.scheduled]
        assert dict(found.eases.counts) == Counter(eases)
        for values, shown in ((intervals, found.intervals), (eases, found.eases)):
            assert [value for value, _ in shown.counts] == sorted(set(values))
            assert shown.mean == (sum(values) / len(values) if values else None)
            for percent in (5, 50, 95, 100):
                assert shown.percentile(percent) == slow.nearest_rank(values, percent)

    def check_forecast(self, found: Statistics) -> None:
        due = slow.forecast(self.cards, self.now, self.day_start, self.today)
        overdue = sum(count for day, count in due.items() if day < 0)
        length = forecast_days(self.days)
        assert found.forecast.overdue == overdue
        assert len(found.forecast.days) == length + 1
        assert found.forecast.days[0] == overdue + due[0]
        assert list(found.forecast.days[1:]) == [due[day] for day in range(1, length + 1)]


def test_every_number_equals_what_the_log_says(life: Life) -> None:
    for deck, days in CHOICES:
        found = life.collection.statistics(deck, days)
        expected = Expected(life, deck, days)
        expected.check_today(found)
        expected.check_days(found)
        expected.check_retention(found)
        expected.check_answers(found)
        expected.check_cards(found)
        expected.check_forecast(found)


def test_the_lives_are_eventful_enough_to_prove_something(collection_path: Path) -> None:
    clock = FixedClock(a_monday())
    with flashcards.open(collection_path, clock) as collection:
        Life(collection, clock, seed=0).live(days=70)
        log = slow.rows(collection, "reviews")
        assert {row["kind"] for row in log} == {0, 1, 2, 4, 5}
        assert len({row["offset_minutes"] for row in log}) > 2
        answers = slow.answers(collection)
        assert {row.phase for row in answers} == {"new", "young", "mature"}
        assert any(row.deck is None for row in answers)
        assert len({row.deck for row in answers}) > 3
        assert {card["suspended"] for card in slow.rows(collection, "cards")} == {0, 1}


def test_asking_changes_nothing(collection_path: Path, fixed_clock: FixedClock) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        Life(collection, fixed_clock, seed=9).live(days=10)
        seen: list[object] = []
        collection.subscribe(seen.append)
        first = collection.statistics(None, None)
        assert collection.statistics(None, None) == first
        assert seen == []
