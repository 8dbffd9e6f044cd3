"""The queries behind queues and counts: what they find, and that they never read all cards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.model.enums import NewOrder, ReviewOrder
from flashcards.model.limits import NO_LIMITS
from flashcards.store import deck_counts, decks, queues
from flashcards.store.queues import Today
from flashcards.store.store import Connection
from flashcards.study.clock import today_of
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """A card at a step, one due today and one new, in that order."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        for front in ("due", "step", "new"):
            opened.add_note({"Front": front, "Back": "."}, "Deck")
        opened.set_options("Deck", scheduler="sm2-steps", learning_steps=(600,), new_per_day=2)
        session = opened.study("Deck")
        session.next()
        session.answer(Rating.GOOD, taken_ms=4_000)
        fixed_clock.advance(days=1)
        session = opened.study("Deck")
        while (card := session.next()) is not None and card.id == 1:
            session.skip()
        session.answer(Rating.AGAIN, taken_ms=2_000)
        yield opened


@pytest.fixture
def today(fixed_clock: FixedClock, collection: Collection) -> Today:
    return today_of(fixed_clock.now, 240)


def plan(conn: Connection, sql: str, bound: tuple[int, ...]) -> str:
    """Return how SQLite would find what the last statement asked for."""
    rows = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", bound).fetchall()
    return "; ".join(str(row[3]) for row in rows)


def test_steps_are_found_by_their_own_index(collection: Collection, today: Today) -> None:
    with collection._store.reading() as conn:
        sql = f"SELECT id FROM cards WHERE {queues.AT_STEP} AND due_at < ?"
        assert "cards_steps" in plan(conn, sql, (today.end_ms,))
        found = queues.steps(conn, today)
    assert [row[1] for row in found] == [2]
    due_at = collection.card(2).due_at
    assert due_at is not None
    assert found[0][0] == due_at.timestamp() * 1000


@pytest.mark.parametrize("order", ReviewOrder)
def test_due_cards_come_without_those_at_a_step(
    collection: Collection, today: Today, order: ReviewOrder
) -> None:
    with collection._store.reading() as conn:
        assert list(queues.due_cards(conn, [1], today, order)) == [(1, 1, 1)]
        assert list(queues.due_cards(conn, [1], today, order, limit=1)) == [(1, 1, 1)]
        assert list(queues.due_cards(conn, [2], today, order)) == []


@pytest.mark.parametrize("order", NewOrder)
@pytest.mark.parametrize("bury", [True, False])
def test_new_cards_come_up_to_the_limit(
    collection: Collection, today: Today, order: NewOrder, bury: bool
) -> None:
    with collection._store.reading() as conn:
        found = list(queues.new_cards(conn, 1, today, order, 5, bury=bury))
        assert [row[1:] for row in found] == [(3, 3, 1)]
        assert list(queues.new_cards(conn, 1, today, order, 0, bury=bury)) == []


def test_the_deck_counts_steps_apart(collection: Collection, today: Today) -> None:
    with collection._store.reading() as conn:
        (found,) = deck_counts.deck_counts(conn, today, {1: 5}, {}).values()
        assert (found.new, found.learning, found.due, found.total) == (1, 1, 1, 3)
        (found,) = deck_counts.deck_counts(conn, today, {1: 0}, {}).values()
        assert found.new == 0


def test_answers_at_steps_count_as_neither_new_nor_due(
    collection: Collection, today: Today, fixed_clock: FixedClock
) -> None:
    fixed_clock.advance(hours=10)
    session = collection.study("Deck")
    card = session.next()
    assert card is not None
    assert card.id == 2
    session.answer(Rating.GOOD, taken_ms=3_000)
    with collection._store.reading() as conn:
        assert deck_counts.answered_today(conn, today.day) == {1: (1, 0)}
    assert collection.check() == []


def test_today_s_shuffle_is_another_than_tomorrow_s_and_loses_nothing(
    collection: Collection, today: Today
) -> None:
    for number in range(30):
        collection.add_note({"Front": f"question {number}", "Back": "answer"}, "Deck")
    cards = sorted(collection.search())
    with collection._store.reading() as conn:
        first = queues.shuffled(conn, cards, today)
        assert first == queues.shuffled(conn, cards, today) != cards
        assert first != queues.shuffled(conn, cards, Today(today.day + 1, today.end_ms))
    assert sorted(first) == cards


def test_limits_that_a_later_program_wrote_are_read_as_far_as_they_are_known() -> None:
    text = '{"new_per_day": 3, "reviews_per_day": "many", "today": {"day": 5, "new": null}, "x": 1}'
    found = decks.limits_from_json(text)
    assert (found.new_per_day, found.reviews_per_day, found.new_today, found.day) == (
        3,
        None,
        None,
        5,
    )
    assert decks.limits_from_json(decks.limits_to_json(found)) == found
    assert decks.limits_to_json(NO_LIMITS) == ""
