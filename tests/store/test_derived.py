"""Derived tables follow the program: an index another version filled is filled anew."""

from pathlib import Path

import flashcards
from flashcards.model.messages import message
from flashcards.store import cards, derived, notes
from flashcards.store.connections import bulk
from flashcards.store.operation import operation
from tests.conftest import FixedClock


def words_found(path: Path, clock: FixedClock, word: str) -> int:
    with flashcards.open(path, clock) as collection:
        with collection._store.writing(message("Open"), undoable=False) as conn:
            derived.ensure_text(conn)
        return len(collection.search(word))


def test_an_index_filled_by_another_version_is_filled_anew(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.add_note({"Front": "penguin", "Back": "bird"}, deck="A", tags=["zoo"])
        with collection._store.writing(message("Age"), undoable=False) as conn:
            conn.exec_driver_sql("INSERT INTO note_text (note_text) VALUES ('delete-all')")
            conn.exec_driver_sql("DELETE FROM collection WHERE key = 'text_version'")
        assert collection.search("penguin") == []
    assert words_found(collection_path, fixed_clock, "penguin") == 1
    with (
        flashcards.open(collection_path, fixed_clock) as collection,
        collection._store.writing(message("Age"), undoable=False) as conn,
    ):
        conn.exec_driver_sql("INSERT INTO note_text (note_text) VALUES ('delete-all')")
        conn.exec_driver_sql("UPDATE collection SET value = '0' WHERE key = 'text_version'")
    assert words_found(collection_path, fixed_clock, "penguin") == 1
    with flashcards.open(collection_path, fixed_clock) as collection:
        assert collection.tags() == ["zoo"]
        assert collection.check() == []


def test_an_index_of_this_version_is_left_alone(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.add_note({"Front": "penguin", "Back": "bird"}, deck="A")
        with collection._store.writing(message("Spoil"), undoable=False) as conn:
            derived.ensure_text(conn)
            conn.exec_driver_sql("INSERT INTO note_text (note_text) VALUES ('delete-all')")
    assert words_found(collection_path, fixed_clock, "penguin") == 0


def test_a_note_indexed_by_its_own_operation_and_then_changed_is_found_as_it_is_now(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.add_note({"Front": "first", "Back": "note"}, deck="A", tags=["old"])
        with collection._store.writing(message("Import")) as conn:
            row = (2, "guid", 1, "penguin\x1fbird", "zoo", notes.first_key("penguin"))
            notes.insert(conn, [(*row, None, "", 0, 0), (3, "other", *row[2:], None, "", 0, 0)])
            derived.index_words(conn, [(2, "penguin bird"), (3, "penguin bird")])
            derived.tag(conn, [(2, "zoo"), (3, "zoo")])
            operation(conn).indexed = 3
            notes.update(conn, [("walrus\x1fbeast", "sea", notes.first_key("walrus"), 0, 2)])
            notes.delete(conn, [3])
        with collection._store.reading() as conn:
            sql = "SELECT rowid FROM note_text WHERE note_text MATCH ?"
            found = {
                word: [row[0] for row in conn.exec_driver_sql(sql, (word,))]
                for word in ("penguin", "walrus")
            }
        assert found == {"penguin": [], "walrus": [2]}
        assert collection.tags() == ["old", "sea"]
        collection.undo()
        assert collection.tags() == ["old"]
        assert collection.check() == []


def steps_of_moving_a_card(path: Path, clock: FixedClock, answers: int) -> int:
    """How often SQLite asks whether to stop (each 20,000 steps) while one card is moved."""
    with flashcards.open(path, clock) as collection:
        note = collection.add_note({"Front": "penguin", "Back": "bird"}, deck="A")
        with collection._store.writing(message("Log"), undoable=False) as conn:
            bulk(
                conn,
                "INSERT INTO reviews VALUES (?, ?, 1, 0, 0, 4, 0, 1, 1440, NULL)",
                (
                    (card, card << 8 | row)
                    for card in range(5, 5 + answers // 10)
                    for row in range(10)
                ),
            )
        asked: list[int] = []

        def progress(done: int, _total: int) -> bool:
            asked.append(done)
            return True

        home = collection.add_deck("B")
        number = collection.note_cards(note)[0]
        with collection._store.writing(message("Move"), progress=progress) as conn:
            cards.move(conn, [number], home, operation(conn).now_ms)
        return len(asked)


def test_moving_a_card_takes_no_look_at_the_rest_of_the_log(
    collection_path: Path, tmp_path: Path, fixed_clock: FixedClock
) -> None:
    few = steps_of_moving_a_card(collection_path, fixed_clock, 10)
    assert steps_of_moving_a_card(tmp_path / "b.flashcards", fixed_clock, 30_000) == few
