"""The counts behind the statistics, where decks, deletions and days set them apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Rating
from flashcards.api import Collection
from flashcards.model.enums import Standing
from flashcards.store import numbers
from flashcards.store.queues import Today
from tests.conftest import FixedClock

DAY_MS = 86_400_000


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """Two decks with two cards each, one of each answered."""
    with flashcards.open(collection_path, fixed_clock) as collection:
        for deck in ("One", "Two"):
            for front in ("a", "b"):
                collection.add_note(fields={"Front": f"{deck} {front}", "Back": "x"}, deck=deck)
            session = collection.study(deck)
            session.next()
            session.answer(Rating.GOOD, taken_ms=1_000)
            session.close()
        yield collection


def _deck_id(collection: Collection, name: str) -> int:
    return next(node.id for node in collection.deck_tree() if node.name == name)


def _today(fixed_clock: FixedClock) -> Today:
    start = fixed_clock().replace(hour=4, minute=0)
    end_ms = int(start.timestamp() * 1000) + DAY_MS
    return Today(fixed_clock().toordinal(), end_ms)


def _bounds(today: Today, days: int) -> list[int]:
    return [today.end_ms + (number - 1) * DAY_MS for number in range(days + 2)]


def test_answers_of_deleted_cards_count_for_everything_but_for_no_deck(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    one, two = _deck_id(collection, "One"), _deck_id(collection, "Two")
    collection.delete_notes(collection.notes_of(collection.search("deck:One")))
    day = fixed_clock().toordinal()
    with collection._store.reading() as conn:
        assert numbers.answers_by_day(conn, None) == [(day, 2, 2_000)]
        assert numbers.answers_by_day(conn, [one]) == []
        assert numbers.answers_by_day(conn, [two]) == [(day, 1, 1_000)]
        assert numbers.answers_by_day(conn, [one, two]) == [(day, 1, 1_000)]
        assert numbers.answers_by_day(conn, []) == []


def test_answers_before_the_period_are_left_out(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    day = fixed_clock().toordinal()
    with collection._store.reading() as conn:
        assert numbers.answer_counts(conn, None, day) == [(day, 0, 4, 0, 2, 2_000)]
        assert numbers.answer_counts(conn, None, day + 1) == []


def test_every_card_is_counted_once(collection: Collection, fixed_clock: FixedClock) -> None:
    answered = collection.search("deck:One -is:new")
    collection.suspend(answered)
    collection.bury(collection.search("deck:Two is:new"))
    with collection._store.reading() as conn:
        counts = numbers.card_counts(conn, None, _today(fixed_clock))
    assert sorted(counts) == [
        (Standing.NEW, 0, 250, 1),
        (Standing.YOUNG, 1440, 250, 1),
        (Standing.BURIED, 0, 250, 1),
        (Standing.SUSPENDED, 1440, 250, 1),
    ]


def test_a_buried_card_falls_due_on_the_day_it_returns(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    fixed_clock.advance(days=3)
    today = _today(fixed_clock)
    collection.bury(collection.search("deck:One -is:new"))
    with collection._store.reading() as conn:
        due = numbers.due_counts(conn, None, today, _bounds(today, 2))
    overdue, now, tomorrow, later = due
    assert (overdue, now, tomorrow, later) == (1, 0, 1, 0)


def test_suspended_and_new_cards_fall_due_on_no_day(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    today = _today(fixed_clock)
    collection.suspend(collection.search("deck:One"))
    one, two = _deck_id(collection, "One"), _deck_id(collection, "Two")
    with collection._store.reading() as conn:
        bounds = _bounds(today, 3)
        assert numbers.due_counts(conn, [one], today, bounds) == [0, 0, 0, 0, 0]
        assert numbers.due_counts(conn, [two], today, bounds) == [0, 0, 1, 0, 0]
        assert numbers.due_counts(conn, None, today, bounds) == [0, 0, 1, 0, 0]
