"""What single numbers mean, where the meaning is a choice."""

from datetime import date
from pathlib import Path

import pytest

import flashcards
from flashcards import Rating
from flashcards.model.enums import Phase, ReviewKind
from flashcards.model.statistics import Distribution, Recall, Streak
from flashcards.statistics.looking_back import retention, streak
from tests.conftest import FixedClock


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], Streak(0, 0)),
        ([100], Streak(1, 1)),
        ([99], Streak(1, 1)),
        ([98], Streak(0, 1)),
        ([98, 99, 100], Streak(3, 3)),
        ([98, 99], Streak(2, 2)),
        ([1, 2, 3, 4, 99, 100], Streak(2, 4)),
        ([99, 100, 101, 102], Streak(2, 4)),
    ],
)
def test_a_streak_lives_until_a_whole_day_is_missed(days: list[int], expected: Streak) -> None:
    assert streak(days, 100) == expected


def test_half_of_the_cards_do_not_exceed_the_median() -> None:
    intervals = Distribution(((1, 2), (6, 1), (15, 1)))
    assert intervals.percentile(50) == 1
    assert intervals.percentile(75) == 6
    assert intervals.percentile(100) == 15
    assert intervals.mean == 23 / 4


def test_nothing_to_count_gives_no_average() -> None:
    assert Distribution().percentile(50) is None
    assert Distribution().mean is None
    assert Recall().share is None


def test_a_drill_is_work_but_no_recall(collection_path: Path, fixed_clock: FixedClock) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.add_note(fields={"Front": "Q", "Back": "A"}, deck="Deck")
        session = collection.study()
        for rating in (Rating.AGAIN, Rating.AGAIN, Rating.GOOD):
            session.next()
            session.answer(rating, taken_ms=4_000)
        fixed_clock.advance(days=1)
        assert session.next() is not None
        session.answer(Rating.GOOD, taken_ms=1_000)
        found = collection.statistics()
    assert found.work.answers == 4
    assert found.work.taken_ms == 13_000
    assert found.answers.drills == (0, 1, 0, 0, 1, 0)
    assert found.retention.all == Recall(1, 1)


def test_an_undone_answer_leaves_no_trace(collection_path: Path, fixed_clock: FixedClock) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.add_note(fields={"Front": "Q", "Back": "A"}, deck="Deck")
        before = collection.statistics()
        session = collection.study()
        session.next()
        session.answer(Rating.GOOD, taken_ms=4_000)
        after = collection.statistics()
        collection.undo()
        assert collection.statistics() == before
        collection.redo()
        assert collection.statistics() == after
    assert before != after


def test_average_days_begin_with_the_first_day_ever_studied(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.add_note(fields={"Front": "Q", "Back": "A"}, deck="Deck")
        session = collection.study()
        session.next()
        session.answer(Rating.GOOD)
        fixed_clock.advance(days=9)
        assert collection.statistics(days=None).work.length_days == 10
        assert collection.statistics(days=30).work.length_days == 10
        assert collection.statistics(days=5).work.length_days == 5


def test_a_month_of_learning_steps_alone_is_no_month_of_recall() -> None:
    march, april = (date(2026, month, 5).toordinal() for month in (3, 4))
    found = retention(
        [
            (march, ReviewKind.ANSWER, 4, Phase.STEP, 7, 1_000),
            (april, ReviewKind.ANSWER, 4, Phase.YOUNG, 2, 1_000),
        ]
    )
    assert [row.first_day for row in found.months] == [date(2026, 4, 1).toordinal()]
    assert found.all == Recall(2, 2)
