"""The check notices whatever is derived and wrong, one small thing at a time, and mends it."""

from collections.abc import Callable
from pathlib import Path

import pytest

import flashcards
from flashcards import Rating
from flashcards.api import Collection
from flashcards.model.messages import message
from flashcards.store.store import Connection
from tests.conftest import FixedClock


@pytest.fixture
def filled(collection_path: Path, fixed_clock: FixedClock) -> Path:
    """Notes with tags; the first two cards answered, one of them reset, the rest new."""
    with flashcards.open(collection_path, fixed_clock) as collection:
        for number, front in enumerate(("penguin ice", "owl night", "swift air air", "ostrich")):
            fields = {"Front": front, "Back": "a bird"}
            collection.add_note(fields, deck="Birds", tags=["bird", f"n{number}"])
        session = collection.study()
        for _ in range(2):
            session.next()
            fixed_clock.advance(seconds=9)
            session.answer(Rating.GOOD)
        collection.reset_cards(collection.search()[-1:])
        assert collection.check() == []
    return collection_path


def spoil(collection: Collection, *statements: str) -> None:
    with collection._store.writing(message("Spoil"), undoable=False) as conn:
        for statement in statements:
            conn.exec_driver_sql(statement)


def assert_noticed_and_mended(path: Path, clock: FixedClock, *statements: str) -> None:
    with flashcards.open(path, clock) as collection:
        spoil(collection, *statements)
        found = collection.check()
        assert len(found) == 1
        assert collection.check(repair=True) == found
        assert collection.check() == []


@pytest.mark.parametrize(
    "wrong",
    [
        "ease = 999", "lapses = 7", "drill_day = 739677", "repetitions = 9", "step = 1",
        "interval_minutes = 99", "stability = 1.5", "difficulty = 5.0", "last_review_at = 1",
        "due_at = 1", "state = 3",
    ],
)  # fmt: skip
@pytest.mark.parametrize("card", [2, 4])
def test_a_wrong_memory_is_noticed_whether_the_card_was_answered_or_not(
    filled: Path, fixed_clock: FixedClock, wrong: str, card: int
) -> None:
    assert_noticed_and_mended(filled, fixed_clock, f"UPDATE cards SET {wrong} WHERE id = {card}")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO tags (name) VALUES ('orphan')",
        "INSERT INTO note_tags VALUES (99, 1)",
        "DELETE FROM tags WHERE name = 'bird'",
        "DELETE FROM note_tags WHERE note_id = 1",
    ],
)
def test_a_tag_too_many_or_too_few_is_noticed(
    filled: Path, fixed_clock: FixedClock, statement: str
) -> None:
    assert_noticed_and_mended(filled, fixed_clock, statement)


def put(note: int, text: str) -> str:
    return f"INSERT INTO note_text (rowid, text) VALUES ({note}, '{text}')"


def take(conn: Connection, note: int) -> str:
    from flashcards.store import derived

    row = conn.exec_driver_sql("SELECT fields FROM notes WHERE id = ?", (note,)).fetchone()
    assert row is not None
    text = derived.indexed(row[0])
    conn.exec_driver_sql(
        "INSERT INTO note_text (note_text, rowid, text) VALUES ('delete', ?, ?)", (note, text)
    )
    return text


def swap(conn: Connection) -> None:
    one, other = take(conn, 1), take(conn, 2)
    conn.exec_driver_sql(put(1, other))
    conn.exec_driver_sql(put(2, one))


def drop(conn: Connection) -> None:
    take(conn, 4)


def add(conn: Connection) -> None:
    conn.exec_driver_sql(put(77, "zzz"))


def reorder(conn: Connection) -> None:
    words = take(conn, 1).split()
    conn.exec_driver_sql(put(1, " ".join(reversed(words))))


@pytest.mark.parametrize("spoiling", [swap, drop, add, reorder])
def test_a_text_index_that_is_not_exactly_right_is_noticed(
    filled: Path, fixed_clock: FixedClock, spoiling: Callable[[Connection], None]
) -> None:
    with flashcards.open(filled, fixed_clock) as collection:
        with collection._store.writing(message("Spoil"), undoable=False) as conn:
            spoiling(conn)
        assert [*map(str, collection.check())] == ["The text index disagrees with the notes."]
        collection.check(repair=True)
        assert collection.check() == []


def test_the_progress_of_a_check_rises_to_a_known_total(
    filled: Path, fixed_clock: FixedClock
) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    with flashcards.open(filled, fixed_clock) as collection:
        collection.check(progress=progress)
    assert told
    assert {total for _, total in told} == {told[0][1]}
    assert told[0][1] > 0
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1]


@pytest.mark.parametrize(("table", "column"), [("sources", "uid"), ("media", "name")])
def test_what_was_deleted_leaves_a_mark_whatever_it_is(
    filled: Path, fixed_clock: FixedClock, table: str, column: str
) -> None:
    rows = {
        "sources": "(uid, title, text, changed_ms) VALUES ('gone', '', '', 0)",
        "media": "(name, original_name, size, changed_ms) VALUES ('gone', '', 0, 0)",
    }
    with flashcards.open(filled, fixed_clock) as collection:
        spoil(collection, f"INSERT INTO {table} {rows[table]}")
        with collection._store.writing(message("Delete")) as conn:
            conn.exec_driver_sql(f"DELETE FROM {table} WHERE {column} = 'gone'")
            conn.exec_driver_sql("UPDATE cards SET flag = 1 WHERE id = 1")
        marks = f"SELECT count(*) FROM tombstones WHERE kind = '{table}' AND uid = 'gone'"
        with collection._store.reading() as conn:
            assert conn.exec_driver_sql(marks).scalar_one() == 1
        collection.undo()
        with collection._store.reading() as conn:
            assert conn.exec_driver_sql(marks).scalar_one() == 0
