"""The writing and the reading connection."""

import stat
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from flashcards.store import connections, preparing


def no_seed(_: Connection, __: int) -> None:
    """Leave a new collection without rows."""


@pytest.fixture
def path(collection_path: Path) -> Path:
    preparing.prepare(collection_path, no_seed, 0)
    return collection_path


def setting(conn: Connection, name: str) -> object:
    return conn.exec_driver_sql(f"PRAGMA {name}").scalar()


def add_tag(conn: Connection, name: str) -> None:
    conn.exec_driver_sql("INSERT INTO tags (name) VALUES (?)", (name,))


def count_tags(conn: Connection) -> object:
    return conn.exec_driver_sql("SELECT count(*) FROM tags").scalar()


def test_the_writer_forces_every_commit_to_the_disk(path: Path) -> None:
    conn = connections.open_writer(path)
    names = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
    found = [setting(conn, name) for name in names]
    connections.close(conn)
    assert found == ["wal", 2, 1, 0]


def test_the_reader_cannot_write(path: Path) -> None:
    writer = connections.open_writer(path)
    reader = connections.open_reader(path)
    with pytest.raises(DBAPIError, match="readonly"):
        add_tag(reader, "x")
    reader.exec_driver_sql("PRAGMA query_only = OFF")
    with pytest.raises(DBAPIError, match="readonly"):
        add_tag(reader, "x")
    connections.close(reader)
    connections.close(writer)


def test_the_reader_sees_what_is_committed_and_nothing_sooner(path: Path) -> None:
    writer = connections.open_writer(path)
    reader = connections.open_reader(path)
    writer.exec_driver_sql("BEGIN IMMEDIATE")
    add_tag(writer, "x")
    assert count_tags(reader) == 0
    writer.exec_driver_sql("COMMIT")
    assert count_tags(reader) == 1
    connections.close(reader)
    connections.close(writer)


def test_closing_rolls_back_what_is_unfinished_and_leaves_one_file(path: Path) -> None:
    writer = connections.open_writer(path)
    add_tag(writer, "kept")
    writer.exec_driver_sql("BEGIN IMMEDIATE")
    add_tag(writer, "unfinished")
    connections.close(writer)
    connections.close(writer)
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    writer = connections.open_writer(path)
    assert count_tags(writer) == 1
    connections.close(writer)


def test_a_checkpoint_folds_the_log_into_the_file(path: Path) -> None:
    writer = connections.open_writer(path)
    add_tag(writer, "x")
    log = path.with_name(path.name + "-wal")
    assert log.stat().st_size > 0
    connections.checkpoint(writer)
    connections.checkpoint(writer, truncate=True)
    assert log.stat().st_size == 0
    connections.close(writer)


def test_a_checkpoint_does_not_wait_for_a_reader(path: Path) -> None:
    writer = connections.open_writer(path)
    reader = connections.open_reader(path)
    reader.exec_driver_sql("BEGIN")
    assert count_tags(reader) == 0
    add_tag(writer, "x")
    connections.checkpoint(writer)
    reader.exec_driver_sql("COMMIT")
    assert count_tags(reader) == 1
    connections.close(reader)
    connections.close(writer)


@pytest.mark.parametrize("name", ["a b?c#d%20.flashcards", "Übung 学习.flashcards", "mode=ro&x"])
def test_awkward_file_names_are_opened_as_they_are(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert preparing.prepare(path, no_seed, 0)
    writer = connections.open_writer(path)
    reader = connections.open_reader(path)
    add_tag(writer, "x")
    assert count_tags(reader) == 1
    connections.close(reader)
    connections.close(writer)
    assert [item.name for item in tmp_path.iterdir()] == [name]


def test_the_collection_and_its_journals_are_for_their_owner_alone(path: Path) -> None:
    writer = connections.open_writer(path)
    add_tag(writer, "x")
    modes = {stat.S_IMODE(item.stat().st_mode) for item in path.parent.iterdir()}
    connections.close(writer)
    assert modes == {0o600}


@pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 100, 103])
def test_rows_inserted_many_at_once_are_all_there_in_their_order(path: Path, count: int) -> None:
    writer = connections.open_writer(path)
    rows = [(number, f"tag {number}") for number in range(1, count + 1)]
    connections.insert_rows(writer, "tags", rows)
    connections.insert_rows(writer, "tags", rows[:1], "ON CONFLICT DO NOTHING")
    found = [tuple(row) for row in writer.exec_driver_sql("SELECT id, name FROM tags ORDER BY id")]
    connections.close(writer)
    assert found == rows
