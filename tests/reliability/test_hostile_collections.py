"""A collection somebody prepared: refused in words before anything of it runs, and untouched."""

import os
import shutil
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

import flashcards
from flashcards import UserError
from flashcards.store import preparing
from flashcards.store.backup import list_backups, make_backup
from flashcards.store.migrations import STEPS, layouts
from tests.conftest import FixedClock
from tests.store import older

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"

FOREIGN = {
    "a trigger that deletes": "CREATE TRIGGER t AFTER UPDATE ON cards BEGIN DELETE FROM notes; END",
    "a trigger that never ends": f"CREATE TRIGGER t AFTER INSERT ON devices BEGIN {ENDLESS}; END",
    "a trigger on the layout": "CREATE TRIGGER t AFTER INSERT ON collection BEGIN "
    "DELETE FROM cards; END",
    "a view": f"CREATE VIEW more AS {ENDLESS}",
    "a view in the place of a table": f"DROP TABLE tags; CREATE VIEW tags AS {ENDLESS}",
    "a view of a view": "CREATE VIEW a AS SELECT * FROM notes; CREATE VIEW b AS SELECT * FROM a",
    "a table more": "CREATE TABLE more (x)",
    "a table made by a module": "CREATE VIRTUAL TABLE more USING fts5 (x)",
    "a computed column": "ALTER TABLE tags ADD COLUMN x AS (zeroblob(500000000))",
    "a column more": "ALTER TABLE notes ADD COLUMN x",
    "a column less": "ALTER TABLE decks DROP COLUMN limits",
    "a column of another name": "ALTER TABLE decks RENAME COLUMN limits TO bounds",
    "a rule": "DROP TABLE tags; CREATE TABLE tags (id INTEGER PRIMARY KEY, "
    "name TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (length(hex(zeroblob(500000000))) > 0))",
    "an index more": "CREATE INDEX more ON notes (length(hex(zeroblob(90000000))))",
    "an index less": "DROP INDEX cards_queue",
    "a unique index in place of another": "DROP INDEX notes_first_key; "
    "CREATE UNIQUE INDEX notes_first_key ON notes (first_key)",
    "a table less": "DROP TABLE revisions",
    "the log less": "DROP TABLE reviews",
    "no text index": "DROP TABLE note_text",
    "a text index of another kind": "DROP TABLE note_text; CREATE TABLE note_text (text)",
    "a trigger with a name of SQLite's": "CREATE TRIGGER t AFTER UPDATE ON cards BEGIN "
    "DELETE FROM notes; END; PRAGMA writable_schema = ON; "
    "UPDATE sqlite_schema SET name = 'sqlite_t' WHERE name = 't'",
    "a list of tables in which one stands twice": "PRAGMA writable_schema = ON; "
    "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 'tags'",
    "a table without its statement": "PRAGMA writable_schema = ON; "
    "UPDATE sqlite_schema SET sql = NULL WHERE name = 'tags'",
    "a statement that is none": "PRAGMA writable_schema = ON; "
    "UPDATE sqlite_schema SET sql = x'ff00ff' WHERE name = 'tags'",
    "a counter that is a view": "PRAGMA writable_schema = ON; "
    "UPDATE sqlite_schema SET sql = 'CREATE TABLE sqlite_sequence (name, seq, x)' "
    "WHERE name = 'sqlite_sequence'",
    "statistics that are no table of SQLite's": "PRAGMA writable_schema = ON; "
    "INSERT INTO sqlite_schema VALUES ('view', 'sqlite_stat1', 'sqlite_stat1', 0, "
    f"'CREATE VIEW sqlite_stat1 AS {ENDLESS}')",
}


@pytest.fixture
def path(collection_path: Path, fixed_clock: FixedClock) -> Path:
    with flashcards.open(collection_path, fixed_clock) as collection:
        for number in range(3):
            collection.add_note({"Front": f"f{number}", "Back": "b"}, deck="A", tags=["t"])
        session = collection.study()
        session.next()
        session.answer(flashcards.Rating.GOOD)
    return collection_path


def prepare(path: Path, statements: str) -> bytes:
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(statements)
    return path.read_bytes()


def assert_refused(path: Path, before: bytes) -> UserError:
    beside = {file.name for file in path.parent.iterdir()} | {path.name + ".lock"}
    for _ in range(2):
        with pytest.raises(UserError) as caught:
            flashcards.open(path)
        assert path.read_bytes() == before
        assert "It was left as it is." in str(caught.value.hint)
    assert {file.name for file in path.parent.iterdir()} == beside
    assert str(caught.value).isprintable()
    return caught.value


@pytest.mark.parametrize("statements", FOREIGN.values(), ids=FOREIGN.keys())
def test_what_no_collection_has_is_refused_before_it_runs(path: Path, statements: str) -> None:
    assert_refused(path, prepare(path, statements))


@pytest.mark.parametrize("statements", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_hostile_backup_is_neither_listed_nor_restored(path: Path, statements: str) -> None:
    with flashcards.open(path) as collection:
        backup = collection.backup()
    prepare(backup, statements)
    (backup.parent / "index.json").unlink()
    assert backup not in {info.path for info in list_backups(path)}
    before = path.read_bytes()
    with pytest.raises(UserError):
        flashcards.restore(backup, path)
    assert path.read_bytes() == before


def test_the_refusal_names_what_is_foreign_and_what_is_missing(path: Path) -> None:
    before = prepare(path, 'CREATE TRIGGER "a\u202eb" AFTER UPDATE ON cards BEGIN SELECT 1; END')
    assert "trigger “a\\u202eb”, which no collection has" in str(assert_refused(path, before))
    before = prepare(path, 'DROP TRIGGER "a\u202eb"; DROP TABLE revisions')
    assert "table “revisions” is missing" in str(assert_refused(path, before))


@pytest.mark.parametrize("layout", [6, 7, 8])
def test_an_older_collection_and_one_that_was_measured_open(
    collection_path: Path, fixed_clock: FixedClock, layout: int
) -> None:
    older.layout_6(collection_path)
    preparing.prepare(collection_path, older.first_rows, 1, STEPS[:layout])
    with closing(sqlite3.connect(collection_path)) as raw:
        raw.execute("ANALYZE")
    with flashcards.open(collection_path, fixed_clock) as collection:
        assert collection.check() == []


def test_an_older_collection_with_a_trigger_is_refused(collection_path: Path) -> None:
    older.layout_6(collection_path)
    before = prepare(collection_path, FOREIGN["a trigger that deletes"])
    assert_refused(collection_path, before)


def test_a_collection_without_tables_that_has_a_trigger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.flashcards"
    flashcards.open(path).close()
    shutil.rmtree(tmp_path / "backups", ignore_errors=True)
    before = prepare(path, "PRAGMA user_version = 0")
    path.with_name(path.name + ".device").unlink()
    assert_refused(path, before)


def test_spaces_and_quotes_make_no_other_layout(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = "
            "replace(replace(sql, 'CREATE TABLE notes (', 'CREATE TABLE \"notes\"(  '), ',', ' , ')"
        )
    layouts.refuse_unless_of_layout(path, STEPS)


HOT = bytes.fromhex("d9d505f920a163d7")


def journal_with_superior(path: Path, superior: Path) -> bytes:
    """Return a journal that makes SQLite delete ``superior`` (pager.c, readSuperJournal)."""
    pages, name = len(path.read_bytes()) // 4096, str(superior).encode()
    header = HOT + struct.pack(">IIIII", 0, 1, pages, 512, 4096)
    named = struct.pack(">I", 2**30 // 4096 + 1) + name + struct.pack(">II", len(name), sum(name))
    return header.ljust(512, b"\0") + named + HOT


@pytest.fixture
def thesis(tmp_path: Path) -> Path:
    found = tmp_path / "thesis.txt"
    found.write_text("years of work")
    return found


@pytest.mark.parametrize("way", ["open", "read", "restore", "back up"])
def test_a_journal_that_names_another_file_has_it_deleted_by_no_way_in(
    path: Path, thesis: Path, way: str
) -> None:
    backup = path.parent / "other" / path.name
    backup.parent.mkdir()
    shutil.copy(path, backup)
    hostile = backup if way == "restore" else path
    journal = hostile.with_name(hostile.name + "-journal")
    journal.write_bytes(journal_with_superior(hostile, thesis))
    before = path.read_bytes()
    ways: dict[str, Callable[[], object]] = {
        "open": lambda: flashcards.open(path),
        "read": lambda: flashcards.open(path, read_only=True),
        "back up": lambda: make_backup(path, datetime.now(UTC)),
        "restore": lambda: flashcards.restore(hostile, path),
    }
    with pytest.raises(UserError):
        ways[way]()
    assert thesis.read_text() == "years of work"
    assert path.read_bytes() == before
    assert journal.exists()


def test_sqlite_itself_would_have_deleted_it(path: Path, thesis: Path) -> None:
    journal = path.with_name(path.name + "-journal")
    journal.write_bytes(journal_with_superior(path, thesis))
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    assert not thesis.exists()


@pytest.mark.timeout(60)
@pytest.mark.parametrize("end", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize("kind", ["link", "second name", "pipe", "folder", "link to nothing"])
def test_what_stands_in_the_place_of_a_journal_is_never_followed_nor_waited_for(
    path: Path, thesis: Path, end: str, kind: str
) -> None:
    file = path.with_name(path.name + end)
    if kind == "link":
        file.symlink_to(thesis)
    elif kind == "second name":
        file.hardlink_to(thesis)
    elif kind == "pipe":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    else:
        file.symlink_to(path.parent / "nowhere")
    before = path.read_bytes()
    backup = path.parent / "other.flashcards"
    shutil.copy(path, backup)
    ways: list[Callable[[], object]] = [
        lambda: flashcards.open(path),
        lambda: flashcards.restore(backup, path),
    ]
    for way in ways:
        with pytest.raises(UserError) as caught:
            way()
        assert file.name in str(caught.value.what)
        assert caught.value.hint
    assert thesis.read_text() == "years of work"
    assert path.read_bytes() == before
    assert not (path.parent / "nowhere").exists()
