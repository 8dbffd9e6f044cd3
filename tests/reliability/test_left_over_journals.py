"""A journal that lies beside a file keeps no opening from looking at the file."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

import flashcards
from flashcards import UserError
from flashcards.store.soundness import DamagedError
from tests.reliability.harness import assert_sound

PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "collection.flashcards"
    with flashcards.open(path) as collection:
        for number in range(500):
            collection.add_note({"Front": f"front {number}", "Back": "b" * 100}, deck="A")
    return path


def journal_of(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


@pytest.mark.parametrize("left", [b"", bytes(512)], ids=["empty", "zeroed"])
def test_zeroed_pages_are_noticed_beside_a_dead_journal(path: Path, left: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(5 * PAGE)
        file.write(bytes(3 * PAGE))
    journal_of(path).write_bytes(left)
    with pytest.raises(DamagedError):
        flashcards.open(path)


@pytest.mark.parametrize("left", [b"", bytes(512)], ids=["empty", "zeroed"])
def test_a_dead_journal_beside_a_sound_file_goes(path: Path, left: bytes) -> None:
    journal_of(path).write_bytes(left)
    flashcards.open(path).close()
    assert not journal_of(path).exists()
    assert_sound(path)


def test_a_journal_with_something_to_take_back_is_heeded(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = DELETE").fetchone()
        raw.execute("PRAGMA cache_size = 1")
        raw.execute("PRAGMA cache_spill = 1")
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE notes SET fields = 'spoilt'")
        kept = journal_of(path).read_bytes(), path.read_bytes()
        raw.execute("ROLLBACK")
    journal_of(path).write_bytes(kept[0])
    path.write_bytes(kept[1])
    with flashcards.open(path) as collection:
        fronts = [collection.note(note).fields[0] for note in collection.search_notes()]
        assert sorted(fronts) == sorted(f"front {number}" for number in range(500))
        assert collection.check() == []


def test_a_log_that_kept_the_mode_of_a_file_once_read_only_locks_nobody_out(path: Path) -> None:
    index = path.with_name(path.name + "-shm")
    index.write_bytes(b"")
    index.chmod(0o444)
    with flashcards.open(path) as collection:
        collection.add_note({"Front": "new", "Back": "b"}, deck="A")
        assert stat.S_IMODE(index.stat().st_mode) == stat.S_IMODE(path.stat().st_mode)


def test_a_very_long_word_is_no_damage(tmp_path: Path) -> None:
    with flashcards.open(tmp_path / "hebrew.flashcards") as collection:
        collection.add_note({"Front": "a" + "\u05d0" * 16_384, "Back": "b"}, deck="A")
        assert collection.check() == []


def test_a_full_disk_when_the_backup_is_made_is_told_as_just_that(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="no limits of files on Windows")
    path = tmp_path / "collection.flashcards"
    with flashcards.open(path) as collection:
        for number in range(300):
            collection.add_note({"Front": f"front {number}", "Back": "b" * 1_000}, deck="A")
    collection = flashcards.open(path)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 2, before[1]))
    try:
        with pytest.raises(UserError) as caught:
            collection.backup()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        collection.close()
    assert "no backup could be made" in str(caught.value.what)
    assert "is saved" in str(caught.value.hint)
