"""Making a collection file, bringing an older one up to date, and refusing what is neither."""

import hashlib
import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from flashcards.model.errors import UserError
from flashcards.store import backup, connections, preparing
from flashcards.store.migrations import STEPS
from flashcards.store.schema import APPLICATION_ID, LATEST

NEXT = ("CREATE TABLE novelties (id INTEGER PRIMARY KEY)", "INSERT INTO tags (name) VALUES ('new')")


def seed(conn: Connection, now_ms: int) -> None:
    conn.exec_driver_sql("INSERT INTO collection VALUES ('uid', ?)", (str(now_ms),))


def ask(path: Path, query: str) -> object:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(query).fetchone()[0]


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file of a folder with its content."""
    return {
        item.name: hashlib.sha256(item.read_bytes()).hexdigest() if item.is_file() else ""
        for item in folder.iterdir()
    }


def assert_refused_untouched(path: Path, message: str) -> None:
    before = fingerprint(path.parent)
    with pytest.raises(UserError, match=message):
        preparing.prepare(path, seed, 0)
    assert fingerprint(path.parent) == before


def test_a_start_knows_the_layout_without_reading_the_steps_that_lead_to_it() -> None:
    assert len(STEPS) == LATEST


def test_a_missing_file_becomes_a_collection_with_its_first_rows(collection_path: Path) -> None:
    assert preparing.prepare(collection_path, seed, 7)
    assert not preparing.prepare(collection_path, seed, 8)
    assert ask(collection_path, "PRAGMA application_id") == APPLICATION_ID
    assert ask(collection_path, "PRAGMA user_version") == LATEST
    assert ask(collection_path, "SELECT value FROM collection") == "7"
    assert [item.name for item in collection_path.parent.iterdir()] == [collection_path.name]


def test_an_empty_file_becomes_a_collection(collection_path: Path) -> None:
    collection_path.touch()
    assert preparing.prepare(collection_path, seed, 7)


def test_a_link_leads_to_the_collection_it_points_at(tmp_path: Path) -> None:
    link = tmp_path / "link.flashcards"
    link.symlink_to(tmp_path / "real.flashcards")
    assert preparing.prepare(link.resolve(), seed, 0)
    assert link.is_symlink()
    assert not preparing.prepare(link.resolve(), seed, 0)


def test_another_programs_database_is_refused_untouched(collection_path: Path) -> None:
    with closing(sqlite3.connect(collection_path)) as raw:
        raw.execute("CREATE TABLE t (x)")
    assert_refused_untouched(collection_path, "another program")


def test_another_programs_database_with_a_log_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("CREATE TABLE t (x)")
        live = tmp_path / "copy"
        live.mkdir()
        for end in ("", "-wal"):
            (live / f"other.db{end}").write_bytes((tmp_path / f"other.db{end}").read_bytes())
    assert_refused_untouched(live / "other.db", "another program")


def test_a_newer_collection_is_refused_untouched(collection_path: Path) -> None:
    preparing.prepare(collection_path, seed, 0)
    with closing(sqlite3.connect(collection_path)) as raw:
        raw.execute(f"PRAGMA user_version = {LATEST + 1}")
    assert_refused_untouched(collection_path, "newer Flashcards")


@pytest.mark.parametrize(
    "content",
    [b"front,back\n", b"SQLite format 3\x00", b"\x00" * 4096, random.Random(1).randbytes(5000)],
    ids=["text", "cut off", "zeros", "noise"],
)
def test_what_is_no_database_is_refused_untouched(collection_path: Path, content: bytes) -> None:
    collection_path.write_bytes(content)
    assert_refused_untouched(collection_path, "not a collection")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert_refused_untouched(tmp_path / "folder", "is a folder")


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UserError, match="not a plain file"):
        preparing.prepare(tmp_path / "pipe", seed, 0)


def test_a_file_with_two_names_is_refused_untouched(collection_path: Path) -> None:
    preparing.prepare(collection_path, seed, 0)
    collection_path.with_name("second").hardlink_to(collection_path)
    assert_refused_untouched(collection_path, "second name")


def test_a_missing_folder_is_said_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be made"):
        preparing.prepare(tmp_path / "nowhere" / "a.flashcards", seed, 0)


def test_a_cut_off_collection_is_refused_untouched(collection_path: Path) -> None:
    preparing.prepare(collection_path, seed, 0)
    os.truncate(collection_path, collection_path.stat().st_size // 2)
    assert_refused_untouched(collection_path, "damaged")


@pytest.mark.parametrize("word", [b"CREATE TABLE cards", b"AUTOINCREMENT", b"PRIMARY KEY"])
def test_a_collection_with_a_damaged_list_of_tables_is_refused_untouched(
    collection_path: Path, word: bytes
) -> None:
    preparing.prepare(collection_path, seed, 0)
    content = collection_path.read_bytes()
    collection_path.write_bytes(content.replace(word, b"\xff" * len(word)))
    assert_refused_untouched(collection_path, "damaged")


def test_a_damaged_collection_is_found_out_after_a_session_that_did_not_end_in_order(
    collection_path: Path,
) -> None:
    preparing.prepare(collection_path, seed, 0)
    conn = connections.open_writer(collection_path)
    conn.exec_driver_sql("INSERT INTO tags (name) VALUES ('x')")
    log = collection_path.with_name(collection_path.name + "-wal")
    content, news = collection_path.read_bytes(), log.read_bytes()
    connections.close(conn)
    middle = len(content) // 2
    collection_path.write_bytes(content[:middle] + b"\xff" * (len(content) - middle))
    log.write_bytes(news)
    assert_refused_untouched(collection_path, "damaged")


def test_an_older_collection_is_backed_up_and_brought_up_to_date(collection_path: Path) -> None:
    preparing.prepare(collection_path, seed, 0)
    assert not preparing.prepare(collection_path, seed, 86_400_000, (*STEPS, NEXT))
    assert ask(collection_path, "PRAGMA user_version") == LATEST + 1
    assert ask(collection_path, "SELECT name FROM tags") == "new"
    (kept,) = backup.list_backups(collection_path)
    assert kept.reason == f"before layout {LATEST + 1}"
    assert str(kept.shown_reason) == "Before a program update"
    assert ask(kept.path, "PRAGMA user_version") == LATEST


def test_a_new_collection_takes_all_steps(collection_path: Path) -> None:
    assert preparing.prepare(collection_path, seed, 0, (*STEPS, NEXT))
    assert ask(collection_path, "PRAGMA user_version") == LATEST + 1


def test_a_step_that_fails_leaves_the_layout_before_it(collection_path: Path) -> None:
    preparing.prepare(collection_path, seed, 0)
    broken = ("CREATE TABLE halfway (x)", "INSERT INTO nowhere VALUES (1)")
    with pytest.raises(DBAPIError):
        preparing.prepare(collection_path, seed, 0, (*STEPS, NEXT, broken))
    assert ask(collection_path, "PRAGMA user_version") == LATEST + 1
    assert ask(collection_path, "SELECT count(*) FROM sqlite_schema WHERE name = 'halfway'") == 0


def test_a_step_that_leaves_rows_without_their_parents_is_not_kept(collection_path: Path) -> None:
    preparing.prepare(collection_path, seed, 0)
    columns = "note_type_id, uid, name, position, question, answer"
    orphan = (f"INSERT INTO templates ({columns}) VALUES (99, 'u', 'n', 0, '', '')",)
    with pytest.raises(UserError, match="missing"):
        preparing.prepare(collection_path, seed, 0, (*STEPS, orphan))
    assert ask(collection_path, "PRAGMA user_version") == LATEST


def test_a_seed_that_fails_leaves_a_file_the_next_start_completes(collection_path: Path) -> None:
    def failing(conn: Connection, now_ms: int) -> None:
        seed(conn, now_ms)
        raise KeyError(now_ms)

    with pytest.raises(KeyError):
        preparing.prepare(collection_path, failing, 0)
    assert preparing.prepare(collection_path, seed, 5)
    assert ask(collection_path, "SELECT value FROM collection") == "5"


# Kills itself at the n-th statement of a step: no orderly end, whatever was under way.
DYING = """
import json, os, signal, sys
from pathlib import Path
from flashcards.store import migrations, preparing

class Dying(tuple):
    def __iter__(self):
        for number, statement in enumerate(super().__iter__()):
            if number == int(sys.argv[2]):
                os.kill(os.getpid(), signal.SIGKILL)
            yield statement

step = json.loads(sys.argv[3])
first, *rest = migrations.STEPS
steps = (first, *rest, Dying(step)) if step else (Dying(first), *rest)
preparing.prepare(Path(sys.argv[1]), lambda conn, now_ms: None, 0, steps)
"""


def die(path: Path, at: int, step: Sequence[str], repository: Path) -> None:
    command = [sys.executable, "-c", DYING, str(path), str(at), json.dumps(step)]
    assert subprocess.run(command, cwd=repository, check=False).returncode == -9


@pytest.mark.parametrize("at", [0, 3, 20])
def test_a_creation_killed_at_any_statement_is_done_anew(
    collection_path: Path, repository: Path, at: int
) -> None:
    die(collection_path, at, (), repository)
    assert preparing.prepare(collection_path, seed, 5)
    assert ask(collection_path, "SELECT value FROM collection") == "5"
    assert ask(collection_path, "PRAGMA integrity_check") == "ok"


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_migration_killed_at_any_statement_leaves_the_older_layout(
    collection_path: Path, repository: Path, at: int
) -> None:
    preparing.prepare(collection_path, seed, 5)
    step = ("CREATE TABLE a (x)", "CREATE TABLE b (x)", "CREATE TABLE c (x)")
    die(collection_path, at, step, repository)
    assert len(backup.list_backups(collection_path)) == 1
    assert not preparing.prepare(collection_path, seed, 6)
    assert ask(collection_path, "PRAGMA user_version") == LATEST
    assert ask(collection_path, "SELECT count(*) FROM sqlite_schema WHERE name = 'a'") == 0
    assert not preparing.prepare(collection_path, seed, 7, (*STEPS, step))
    assert ask(collection_path, "SELECT count(*) FROM sqlite_schema WHERE name = 'c'") == 1


@pytest.fixture
def _open_elsewhere(collection_path: Path) -> None:
    preparing.prepare(collection_path, seed, 0)
    conn = connections.open_writer(collection_path)
    conn.exec_driver_sql(f"PRAGMA user_version = {LATEST + 1}")
    copies = {
        end: collection_path.with_name(collection_path.name + end).read_bytes()
        for end in ("", "-wal")
    }
    connections.close(conn)
    for end, content in copies.items():  # as a crash leaves it: the news is in the log alone
        collection_path.with_name(collection_path.name + end).write_bytes(content)


@pytest.mark.usefixtures("_open_elsewhere")
def test_a_newer_layout_that_is_only_in_the_log_is_refused_too(collection_path: Path) -> None:
    with pytest.raises(UserError, match="newer Flashcards"):
        preparing.prepare(collection_path, seed, 0)
