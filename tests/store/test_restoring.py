"""Restoring a backup, and taking that back."""

import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from flashcards.model.errors import CancelledError, CollectionInUseError, UserError
from flashcards.store import (
    backup,
    connections,
    identity,
    leftovers,
    locking,
    preparing,
    restoring,
)
from tests.processes import speaking

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def no_seed(_: Connection, __: int) -> None:
    """Leave a new collection without rows."""


def write(path: Path, text: str) -> None:
    """Make ``text`` what the collection holds, as a session that ended in a crash would."""
    conn = connections.open_writer(path)
    conn.exec_driver_sql(
        "INSERT INTO collection VALUES ('text', ?1) ON CONFLICT DO UPDATE SET value = ?1", (text,)
    )
    log = path.with_name(path.name + "-wal")
    content = log.read_bytes()
    main = path.read_bytes()
    connections.close(conn)
    path.write_bytes(main)
    log.write_bytes(content)


def read(path: Path) -> str:
    with closing(sqlite3.connect(path)) as raw:
        return str(raw.execute("SELECT value FROM collection WHERE key = 'text'").fetchone()[0])


def names(path: Path) -> set[str]:
    return {item.name for item in path.parent.iterdir()}


@pytest.fixture
def path(collection_path: Path) -> Path:
    preparing.prepare(collection_path, no_seed, 0)
    write(collection_path, "old")
    return collection_path


@pytest.fixture
def old(path: Path) -> Path:
    """A backup that says "old", of a collection that has come to say "new"."""
    made = backup.make_backup(path, NOW).path
    write(path, "new")
    return made


def test_a_restored_collection_is_what_the_backup_held(path: Path, old: Path) -> None:
    restoring.restore(old, path, NOW)
    assert read(path) == "old"
    assert names(path) == {path.name, path.name + ".lock", "backups"}


def test_restoring_what_was_kept_brings_everything_back(path: Path, old: Path) -> None:
    kept = restoring.restore(old, path, NOW)
    assert kept is not None
    assert read(kept) == "new"
    assert backup.list_backups(path)[0].reason == "before restore"
    assert str(backup.list_backups(path)[0].shown_reason) == "Before a restore"
    again = restoring.restore(kept, path, NOW)
    assert read(path) == "new"
    assert again is not None
    assert read(again) == "old"


def test_a_restore_makes_a_new_device(path: Path, old: Path) -> None:
    before = identity.device_uid(path)
    restoring.restore(old, path, NOW)
    assert identity.device_uid(path) != before


def test_an_open_collection_is_not_restored(path: Path, old: Path) -> None:
    lock = locking.CollectionLock(path)
    lock.acquire()
    with pytest.raises(CollectionInUseError):
        restoring.restore(old, path, NOW)
    lock.release()
    assert read(path) == "new"


def test_a_collection_that_is_gone_is_restored_too(path: Path, old: Path) -> None:
    backup.remove_with_journals(path)
    assert restoring.restore(old, path, NOW) is None
    assert read(path) == "old"


def test_a_collection_is_restored_into_a_folder_that_is_gone(old: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "place.flashcards"
    assert restoring.restore(old, target, NOW) is None
    assert read(target) == "old"


@pytest.mark.parametrize("kind", ["damaged backup", "text", "missing", "itself", "other database"])
def test_what_is_no_good_backup_is_refused_and_the_collection_stays(
    path: Path, old: Path, kind: str
) -> None:
    source = old
    if kind == "damaged backup":
        source.write_bytes(source.read_bytes()[:8192] + b"\xff" * (source.stat().st_size - 8192))
    elif kind == "text":
        source.write_text("front,back")
    elif kind == "missing":
        source = old.with_name("nowhere")
    elif kind == "itself":
        source = path
    else:
        source = path.with_name("other.db")
        with closing(sqlite3.connect(source)) as raw:
            raw.execute("CREATE TABLE t (x)")
    with pytest.raises(UserError):
        restoring.restore(source, path, NOW)
    assert read(path) == "new"


@pytest.mark.parametrize("where", [0, 100, 4096])
def test_a_damaged_collection_is_set_aside_byte_by_byte(path: Path, old: Path, where: int) -> None:
    path.with_name(path.name + "-wal").unlink()
    with path.open("r+b") as file:
        file.seek(where)
        file.write(b"\xfe" * 8192)
    damaged = path.read_bytes()
    kept = restoring.restore(old, path, NOW)
    assert read(path) == "old"
    assert kept is not None
    assert kept.read_bytes() == damaged
    assert "damaged" in kept.name


def test_another_programs_database_is_not_replaced(old: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as raw:
        raw.execute("CREATE TABLE t (x)")
    before = other.read_bytes()
    with pytest.raises(UserError, match="another program"):
        restoring.restore(old, other, NOW)
    assert other.read_bytes() == before


def test_a_cancelled_restore_changes_nothing(path: Path, old: Path) -> None:
    with pytest.raises(CancelledError):
        restoring.restore(old, path, NOW, progress=lambda _done, _total: False)
    assert read(path) == "new"
    assert not list(path.parent.glob("*.restoring*"))


def test_leftovers_are_swept_and_nothing_else(path: Path, old: Path) -> None:
    folder = old.parent
    left = [
        path.with_name(path.name + ".restoring"),
        path.with_name(path.name + ".restoring-journal"),
        path.with_name(path.name + ".device.partial"),
        folder / "collection-20260302T100000Z.flashcards.partial",
        folder / "collection-20260302T100000Z.flashcards.partial-journal",
    ]
    others = [path.with_name("other.restoring"), folder / "mine.partial"]
    for file in (*left, *others):
        file.touch()
    assert sorted(leftovers.sweep(path)) == sorted(left)
    assert not any(file.exists() for file in left)
    assert all(file.exists() for file in (*others, path, old))


# Restores two backups in turn and says so after each.
RESTORER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from flashcards.store import restoring

path, *backups = (Path(name) for name in sys.argv[1:])
now = datetime(2026, 3, 3, tzinfo=UTC)
for number in range(1000):
    restoring.restore(backups[number % 2], path, now + timedelta(hours=number))
    print(number, flush=True)
"""


def test_a_kill_during_a_restore_leaves_the_old_or_the_new_collection_whole(
    path: Path, old: Path, repository: Path
) -> None:
    new = backup.make_backup(path, NOW + timedelta(hours=1)).path
    chance = random.Random(9)
    for _ in range(5):
        command = [sys.executable, "-c", RESTORER, str(path), str(old), str(new)]
        with speaking(command, repository) as process:
            assert process.stdout is not None
            for _ in range(chance.randint(1, 8)):
                process.stdout.readline()
        lock = locking.CollectionLock(path)
        lock.acquire()
        leftovers.sweep(path)
        assert not preparing.prepare(path, no_seed, 0)
        lock.release()
        assert backup.verify(path).size > 0
        assert read(path) in ("old", "new")
        assert not [name for name in names(path) if "restoring" in name]
        for info in backup.list_backups(path):
            if info.path not in (old, new):
                info.path.unlink()


# Backs up and restores while no file may grow beyond a size, as on a full disk.
CRAMPED = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from flashcards.model.errors import UserError
from flashcards.store import backup, restoring

path, old = Path(sys.argv[1]), Path(sys.argv[2])
now = datetime(2026, 3, 3, tzinfo=UTC)
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, most))
for action in (lambda: backup.make_backup(path, now), lambda: restoring.restore(old, path, now)):
    try:
        action()
    except UserError as error:
        print(error.what, flush=True)
"""


def test_without_room_a_backup_and_a_restore_say_so_and_change_nothing(
    path: Path, old: Path, repository: Path
) -> None:
    before = {item: item.read_bytes() for item in old.parent.iterdir()}
    command = [sys.executable, "-c", CRAMPED, str(path), str(old)]
    result = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=True)
    said = result.stdout.splitlines()
    assert len(said) == 2
    assert all("disk" in line for line in said)
    assert read(path) == "new"
    assert {item: item.read_bytes() for item in old.parent.iterdir()} == before
    assert not list(path.parent.glob("*.restoring*"))
    assert restoring.restore(old, path, NOW + timedelta(days=1)) is not None
    assert read(path) == "old"
