"""What the disk does, told in plain words."""

import errno
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from flashcards.model.errors import UserError
from flashcards.store import backup, connections, faults, preparing


def no_seed(_: Connection, __: int) -> None:
    """Leave a new collection without rows."""


@pytest.fixture
def path(collection_path: Path) -> Path:
    preparing.prepare(collection_path, no_seed, 0)
    return collection_path


def fill(conn: Connection, megabytes: int) -> None:
    conn.exec_driver_sql(
        "INSERT INTO sources (uid, title, text, changed_ms) VALUES (?, '', zeroblob(?), 0)",
        (os.urandom(8).hex(), megabytes << 20),
    )


def words_for(conn: Connection, statement: str) -> UserError | None:
    with pytest.raises(DBAPIError) as caught:
        conn.exec_driver_sql(statement)
    return faults.as_user_error(caught.value)


def test_a_full_disk_is_called_that(path: Path) -> None:
    conn = connections.open_writer(path)
    pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
    conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")  # SQLite's own way to run out of room
    with pytest.raises(DBAPIError) as caught:
        fill(conn, 1)
    connections.close(conn)
    words = faults.as_user_error(caught.value)
    assert words is not None
    assert "disk is full" in str(words.what)
    assert words.hint


def test_a_write_the_system_refuses_is_told_and_works_again_once_there_is_room(
    path: Path, repository: Path
) -> None:
    # Python ignores the signal of a file grown too large; the write fails instead.
    child = f"""
import resource
from pathlib import Path
from sqlalchemy.exc import DBAPIError
from flashcards.store import connections, faults

conn = connections.open_writer(Path({str(path)!r}))
statement = "INSERT INTO sources (uid, title, text, changed_ms) VALUES (?, '', zeroblob(?), 0)"
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, most))
try:
    conn.exec_driver_sql(statement, ("a", 1 << 20))
except DBAPIError as error:
    print(faults.as_user_error(error).what)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
conn.exec_driver_sql(statement, ("b", 1 << 20))
print(conn.exec_driver_sql("SELECT group_concat(uid) FROM sources").scalar())
print(conn.exec_driver_sql("PRAGMA quick_check").scalar())
connections.close(conn)
"""
    result = subprocess.run(
        [sys.executable, "-c", child], cwd=repository, capture_output=True, text=True, check=True
    )
    said, kept, health = result.stdout.splitlines()
    assert "disk" in said
    assert (kept, health) == ("b", "ok")
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 500_000


def test_a_damaged_file_is_called_that_and_a_backup_offered(path: Path) -> None:
    conn = connections.open_writer(path)
    fill(conn, 1)
    connections.close(conn)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 8192))
    with pytest.raises(UserError, match="damaged") as caught:
        connections.open_reader(path)
    assert "backup" in str(caught.value.hint)


def test_a_file_locked_by_another_program_is_called_that(path: Path) -> None:
    first = connections.open_writer(path)
    first.exec_driver_sql("BEGIN IMMEDIATE")
    second = connections.open_writer(path)
    words = words_for(second, "BEGIN IMMEDIATE")
    connections.close(second)
    connections.close(first)
    assert words is not None
    assert "Another program" in str(words.what)


def test_a_write_without_permission_is_called_that(path: Path) -> None:
    writer = connections.open_writer(path)
    reader = connections.open_reader(path)
    words = words_for(reader, "DELETE FROM notes")
    connections.close(reader)
    connections.close(writer)
    assert words is not None
    assert "may not be written" in str(words.what)


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "full"),
        (errno.EIO, "error"),
        (errno.EROFS, "may not be written"),
        (errno.EACCES, "may not be written"),
    ],
)
def test_faults_of_the_system_have_words_too(code: int, word: str) -> None:
    words = faults.as_user_error(OSError(code, "x"))
    assert words is not None
    assert word in str(words.what)


def test_our_own_mistakes_are_not_dressed_up(path: Path) -> None:
    conn = connections.open_writer(path)
    assert words_for(conn, "SELECT * FROM nowhere") is None
    connections.close(conn)
    assert faults.as_user_error(OSError(errno.EINVAL, "x")) is None
    assert faults.as_user_error(OSError("no number")) is None


@pytest.mark.parametrize("journal", ["", "-wal"])
@pytest.mark.parametrize("action", ["moved", "removed", "replaced"])
def test_a_file_moved_removed_or_replaced_while_open_is_noticed(
    path: Path, action: str, journal: str
) -> None:
    conn = connections.open_writer(path)
    fill(conn, 1)
    watch = faults.FileWatch(path)
    watch.check()
    fill(conn, 1)
    watch.check()
    file = path.with_name(path.name + journal)
    if action == "removed":
        file.unlink()
    else:
        file.rename(file.with_name("elsewhere"))
    if action == "replaced":
        file.write_bytes(b"another")
    with pytest.raises(UserError, match="deleted or replaced"):
        watch.check()
    connections.close(conn)


def test_a_file_put_back_is_accepted_again(path: Path) -> None:
    conn = connections.open_writer(path)
    fill(conn, 1)
    watch = faults.FileWatch(path)
    path.rename(path.with_name("elsewhere"))
    with pytest.raises(UserError):
        watch.check()
    path.with_name("elsewhere").rename(path)
    watch.check()
    connections.close(conn)


def test_an_error_nobody_has_words_for_stays_as_it_is_and_is_not_its_own_cause() -> None:
    surprise = FileNotFoundError(errno.ENOENT, "gone")
    with pytest.raises(FileNotFoundError) as caught, backup.plain_words():
        raise surprise
    assert caught.value is surprise
    assert caught.value.__cause__ is None


def test_words_for_an_error_name_it_as_their_cause() -> None:
    full = OSError(errno.ENOSPC, "full")
    with pytest.raises(UserError) as caught, backup.plain_words():
        raise full
    assert caught.value.__cause__ is full
