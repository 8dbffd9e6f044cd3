"""Each card's own count of its answers follows the log through everything that can befall it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.model.messages import message
from flashcards.store import backup, migrations, preparing, verify
from flashcards.study.session import StudySession
from tests.conftest import FixedClock

COUNTING = 3
"""The layout that began to count."""

# The first card was answered (0), drilled (1), reset (2) and answered again; of the second, one
# answer was taken back (4), another taken back and done again (5); the log outlives card 9.
LAYOUT_2 = """
INSERT INTO scheduler_versions VALUES (1, 'sm2', '{}', 240, NULL);
INSERT INTO presets VALUES (1, 'p', 'Default', '{}', 1, 0);
INSERT INTO decks VALUES (1, 'd', 'Deck', 1, '', 0);
INSERT INTO note_types VALUES (1, 't', 'Basic', 'basic', '["Front"]', '', 'markdown', 0);
INSERT INTO templates VALUES (1, 1, 'c', 'Card', 0, '{{Front}}', '');
INSERT INTO notes VALUES (1, 'g', 1, 'one', '', 0, NULL, '', 0, 0);
INSERT INTO cards (id, note_id, deck_id, template_id, ordinal, changed_ms)
    VALUES (1, 1, 1, 1, 0, 0), (2, 1, 1, 1, 1, 0), (3, 1, 1, 1, 2, 0);
INSERT INTO reviews VALUES
    (1, 10, 0, 0, 0, 2, 0, 1, 1440, NULL), (1, 11, 0, 0, 1, 4, 0, 1, 1440, NULL),
    (1, 12, 0, 0, 2, 0, 0, 1, 0, NULL), (1, 13, 0, 0, 0, 4, 0, 1, 1440, NULL),
    (2, 20, 0, 0, 0, 4, 0, 1, 1440, NULL), (2, 21, 0, 0, 4, 0, 0, 1, 0, 20),
    (2, 22, 0, 0, 0, 4, 0, 1, 1440, NULL), (2, 23, 0, 0, 4, 0, 0, 1, 0, 22),
    (2, 24, 0, 0, 5, 0, 0, 1, 0, 22), (9, 30, 0, 0, 0, 4, 0, 1, 1440, NULL);
"""


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


def test_what_was_taken_back_does_not_count_where_some_cards_are_counted_anew(
    collection: Collection,
) -> None:
    answer(collection.study(), Rating.AGAIN, Rating.GOOD)
    collection.undo()
    with collection._store.writing(message("Spoil"), undoable=False) as conn:
        conn.exec_driver_sql("UPDATE cards SET answers = 7")
        verify.set_counts_of(conn, sorted(collection.search("")))
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
    with collection._store.writing(message("Spoil"), undoable=False) as conn:
        conn.exec_driver_sql(f"UPDATE cards SET {wrong} WHERE id = 1")
    (found,) = collection.check()
    assert str(found) == "1 card has a wrong count of answers."
    assert collection.check(repair=True) == [found]
    assert collection.check() == []
    assert counts(collection) == [1, 0, 0]


def test_a_collection_of_the_layout_before_is_counted_as_it_is_opened(
    collection_path: Path,
) -> None:
    before = migrations.STEPS[: COUNTING - 1]
    preparing.prepare(collection_path, lambda conn, now_ms: None, 0, before)
    with closing(sqlite3.connect(collection_path)) as raw:
        raw.executescript(LAYOUT_2)
    preparing.prepare(collection_path, lambda conn, now_ms: None, 1, migrations.STEPS[:COUNTING])
    with closing(sqlite3.connect(collection_path)) as raw:
        found = raw.execute("SELECT id, answers FROM cards ORDER BY id").fetchall()
    assert found == [(1, 3), (2, 1), (3, 0)]
    (kept,) = backup.list_backups(collection_path)
    assert kept.reason == f"before layout {COUNTING}"
