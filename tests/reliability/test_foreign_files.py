"""Files of other programs, of newer versions and no files at all: refused, and left as they are."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import flashcards
from flashcards import UserError
from flashcards.store.schema import LATEST


def another_programs(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript("CREATE TABLE notes (id, guid); INSERT INTO notes VALUES (1, 'x')")


def another_programs_with_the_same_tables(path: Path) -> None:
    flashcards.open(path).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA application_id = 1")


def newer(path: Path) -> None:
    flashcards.open(path).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA user_version = {LATEST + 1}")


def text(path: Path) -> None:
    path.write_text("# A deck\n\n" * 200)


def zip_file(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(5_000))


def zeros(path: Path) -> None:
    path.write_bytes(bytes(40_960))


def cut_off(path: Path) -> None:
    flashcards.open(path).close()
    os.truncate(path, 9_000)


MADE = (
    another_programs,
    another_programs_with_the_same_tables,
    newer,
    text,
    zip_file,
    zeros,
    cut_off,
)


@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
def test_what_is_no_collection_of_ours_is_refused_and_left_as_it_is(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "collection.flashcards"
    make(path)
    for file in tmp_path.glob("*.device"):
        file.unlink()
    before = path.read_bytes(), path.stat().st_mtime_ns
    for _ in range(2):
        with pytest.raises(UserError) as caught:
            flashcards.open(path)
        assert "It was left as it is." in str(caught.value.hint)
        assert (path.read_bytes(), path.stat().st_mtime_ns) == before
        assert {file.name for file in tmp_path.iterdir()} <= {path.name, path.name + ".lock"}


def test_a_damaged_collection_is_replaced_by_its_backup_and_kept_aside(tmp_path: Path) -> None:
    path = tmp_path / "home" / "collection.flashcards"
    with flashcards.open(path) as collection:
        collection.add_note({"Front": "f", "Back": "b"}, deck="A")
        backup = collection.backup()
    damaged = bytearray(path.read_bytes())
    damaged[100:4096] = b"\xff" * 3996
    path.write_bytes(damaged)
    with pytest.raises(UserError, match="damaged") as caught:
        flashcards.open(path)
    assert "Restore a backup" in str(caught.value.hint)
    flashcards.restore(backup, path)
    with flashcards.open(path) as collection:
        assert len(collection.search()) == 1
        assert collection.check() == []
    (aside,) = path.parent.glob("*damaged*")
    assert aside.read_bytes() == damaged


@pytest.mark.parametrize("linked", ["hard", "soft"])
def test_a_collection_with_two_names_is_never_open_twice(tmp_path: Path, linked: str) -> None:
    path, other = tmp_path / "a.flashcards", tmp_path / "b.flashcards"
    flashcards.open(path).close()
    if linked == "hard":
        other.hardlink_to(path)
    else:
        other.symlink_to(path)
    before = path.read_bytes()
    if linked == "soft":
        with flashcards.open(other) as collection:
            assert collection.path == path
            with pytest.raises(UserError, match="open"):
                flashcards.open(path)
    else:
        for name in (path, other):
            with pytest.raises(UserError, match="second name"):
                flashcards.open(name)
        assert path.read_bytes() == before
