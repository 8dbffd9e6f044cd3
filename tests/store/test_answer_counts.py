"""Each card's own count of its answers follows the log through everything that can befall it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.api import StudySession
from flashcards.store import backup
from flashcards.store.migrations import LATEST
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """Three notes of one card each, all new."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        for front in ("one", "two", "three"):
            opened.add_note({"Front": front, "Back": "back"}, deck="Deck")
        yield opened


def counts(collection: Collection) -> list[int]:
    """What the table of cards shows, by card."""
    return [row.reviews for row in collection.card_rows(sorted(collection.search("")))]


def answer(session: StudySession, *ratings: Rating) -> None:
    for rating in ratings:
        assert session.next() is not None
        session.answer(rating)


def test_an_answer_counts_at_once(collection: Collection) -> None:
    session = collection.study()
    answer(session, Rating.GOOD, Rating.EASY)
    assert counts(collection) == [1, 1, 0]
    assert collection.check() == []


def test_a_drill_counts_as_well(collection: Collection, fixed_clock: FixedClock) -> None:
    collection.suspend(collection.search("")[1:])
    session = collection.study()
    for rating in (Rating.AGAIN, Rating.AGAIN, Rating.GOOD):
        answer(session, rating)
        fixed_clock.advance(minutes=1)
    assert counts(collection) == [3, 0, 0]
    assert collection.check() == []


def test_an_answer_taken_back_counts_no_more_until_it_is_done_again(
    collection: Collection,
) -> None:
    answer(collection.study(), Rating.AGAIN, Rating.GOOD)
    collection.undo()
    assert counts(collection) == [1, 0, 0]
    collection.undo()
    assert counts(collection) == [0, 0, 0]
    assert collection.check() == []
    collection.redo()
    collection.redo()
    assert counts(collection) == [1, 1, 0]
    assert collection.check() == []


def test_a_reset_card_keeps_the_count_of_what_its_log_keeps(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    first = sorted(collection.search(""))[0]
    answer(collection.study(), Rating.GOOD)
    collection.reset_cards([first])
    assert counts(collection) == [1, 0, 0]
    fixed_clock.advance(minutes=1)
    collection.undo()
    assert counts(collection) == [1, 0, 0]
    assert collection.check() == []


def test_a_deleted_card_comes_back_with_its_count(collection: Collection) -> None:
    session = collection.study()
    answer(session, Rating.GOOD)
    notes = [row.note_id for row in collection.card_rows(collection.search(""))]
    collection.delete_notes(notes)
    assert counts(collection) == []
    collection.undo()
    assert counts(collection) == [1, 0, 0]
    assert collection.check() == []


def test_cards_are_found_and_sorted_by_the_count(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    first, second, third = sorted(collection.search(""))
    answer(collection.study(), Rating.GOOD, Rating.GOOD)
    fixed_clock.advance(days=1)
    collection.suspend([second])
    answer(collection.study(), Rating.GOOD)
    assert counts(collection) == [2, 1, 0]
    assert collection.search("reviews>1") == [first]
    assert collection.search("reviews:0") == [third]
    assert collection.search("", order="reviews") == [third, second, first]


@pytest.mark.parametrize("wrong", ["answers = 7", "answers = 0", "answers = answers + 1"])
def test_a_wrong_count_is_noticed_and_mended(collection: Collection, wrong: str) -> None:
    answer(collection.study(), Rating.GOOD)
    with collection._store.writing("Spoil", undoable=False) as conn:
        conn.exec_driver_sql(f"UPDATE cards SET {wrong} WHERE id = 1")
    (found,) = collection.check()
    assert found == "Cards with a wrong count of answers: 1."
    assert collection.check(repair=True) == [found]
    assert collection.check() == []
    assert counts(collection) == [1, 0, 0]


def test_a_collection_of_the_layout_before_is_counted_as_it_is_opened(
    collection: Collection, collection_path: Path, fixed_clock: FixedClock
) -> None:
    session = collection.study()
    answer(session, Rating.AGAIN, Rating.GOOD, Rating.GOOD)
    collection.undo()
    collection.undo()
    collection.redo()
    fixed_clock.advance(minutes=1)
    collection.reset_cards(collection.search("")[:1])
    before = counts(collection)
    assert sum(before) == 2
    collection.close()
    with closing(sqlite3.connect(collection_path)) as raw:
        raw.execute("ALTER TABLE cards DROP COLUMN answers")
        raw.execute("PRAGMA user_version = 2")
    with flashcards.open(collection_path, fixed_clock) as opened:
        assert counts(opened) == before
        assert opened.check() == []
    kept = [found.reason for found in backup.list_backups(collection_path)]
    assert f"before layout {LATEST}" in kept
