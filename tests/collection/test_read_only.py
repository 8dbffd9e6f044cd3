"""Reading while another has the collection open: nothing waits, nothing is written."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, UserError
from flashcards.model.errors import CollectionInUseError

FRONT = {"Front": "capital of France", "Back": "Paris"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "home" / "collection.flashcards"
    with flashcards.open(path) as collection:
        collection.add_note(FRONT, deck="Geo")
    return path


READING: dict[str, Callable[[Collection], object]] = {
    "search": lambda collection: collection.card_rows(collection.search("france")),
    "decks": lambda collection: collection.deck_tree(),
    "statistics": lambda collection: collection.statistics(),
    "check": lambda collection: collection.check(),
    "backups": lambda collection: collection.backups(),
    "overview": lambda collection: collection.overview(),
    "history": lambda collection: collection.history(collection.search()[0]),
}

WRITING: dict[str, Callable[[Collection], object]] = {
    "add": lambda collection: collection.add_note(FRONT, deck="Geo"),
    "delete": lambda collection: collection.delete_deck("Geo"),
    "undo": lambda collection: collection.undo(),
    "repair": lambda collection: collection.check(repair=True),
    "backup": lambda collection: collection.backup(),
}


def files_of(path: Path) -> dict[str, bytes]:
    found = (file for file in path.parent.rglob("*") if file.is_file())
    return {file.name: file.read_bytes() for file in found if not file.name.endswith("-shm")}


@pytest.mark.parametrize("name", READING)
def test_all_that_only_reads_works_beside_another_who_writes(path: Path, name: str) -> None:
    with flashcards.open(path) as writing:
        expected = READING[name](writing)
        before = files_of(path)
        with flashcards.open(path, read_only=True) as reading:
            assert READING[name](reading) == expected
        assert files_of(path) == before
        writing.add_note({"Front": "another", "Back": "b"}, deck="Geo")
        assert writing.check() == []


@pytest.mark.parametrize("name", WRITING)
def test_whoever_only_reads_cannot_write_and_hears_who_can(path: Path, name: str) -> None:
    with flashcards.open(path) as writing:
        with (
            flashcards.open(path, read_only=True) as reading,
            pytest.raises(CollectionInUseError, match="has this collection open"),
        ):
            WRITING[name](reading)
        assert len(writing.search()) == 1


@pytest.mark.parametrize("name", WRITING)
def test_what_was_opened_for_reading_only_stays_as_it_is(path: Path, name: str) -> None:
    with flashcards.open(path, read_only=True) as reading:
        with pytest.raises(UserError, match="for reading only"):
            WRITING[name](reading)
        assert len(reading.search()) == 1


def test_a_reader_sees_what_the_writer_commits_meanwhile(path: Path) -> None:
    with (
        flashcards.open(path) as writing,
        flashcards.open(path, read_only=True) as reading,
    ):
        assert len(reading.search()) == 1
        assert [preset.name for preset in reading.presets()] == ["Default"]
        writing.add_note({"Front": "another", "Back": "b"}, deck="Geo")
        writing.add_preset("Slow")
        assert len(reading.search()) == 2
        assert {preset.name for preset in reading.presets()} == {"Default", "Slow"}


def test_a_reader_in_the_same_process_leaves_the_writers_locks_alone(
    path: Path, repository: Path
) -> None:
    with flashcards.open(path) as writing:
        flashcards.open(path, read_only=True).close()
        attempt = (
            "import sqlite3, sys; raw = sqlite3.connect(sys.argv[1], timeout=0)\n"
            "raw.execute('PRAGMA locking_mode = EXCLUSIVE')\n"
            "raw.execute('PRAGMA journal_mode = DELETE').fetchone()"
        )
        done = subprocess.run(
            [sys.executable, "-c", attempt, str(path)],
            cwd=repository,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "locked" in done.stderr
        writing.add_note({"Front": "another", "Back": "b"}, deck="Geo")
        assert writing.check() == []


def test_the_writer_may_end_before_the_reader_and_nothing_is_lost(path: Path) -> None:
    writing = flashcards.open(path)
    reading = flashcards.open(path, read_only=True)
    writing.add_note({"Front": "another", "Back": "b"}, deck="Geo")
    assert len(reading.search()) == 2
    writing.close()
    assert len(reading.search()) == 2
    reading.close()
    with flashcards.open(path) as again:
        assert len(again.search()) == 2
        assert again.check() == []


# In the middle of long work --------------------------------------------------------


@pytest.mark.parametrize("name", ["add", "undo", "close"])
def test_what_is_tried_in_the_middle_of_a_change_is_refused_in_words(
    path: Path, tmp_path: Path, name: str
) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("".join(f"front {number},back {number}\n" for number in range(3_000)))
    tried: list[str] = []
    action = Collection.close if name == "close" else WRITING[name]
    with flashcards.open(path) as collection:

        def progress(_done: int, _total: int) -> bool:
            with pytest.raises(UserError) as caught:
                action(collection)
            tried.append(str(caught.value.what))
            return True

        collection.import_file(table, deck="Rows", progress=progress)
        assert set(tried) == {"The collection is in the middle of another change."}
        assert len(collection.search("deck:Rows")) == 3_000


def test_ctrl_c_inside_the_progress_stays_what_it_is(path: Path, tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text("".join(f"front {number},back {number}\n" for number in range(3_000)))

    def progress(_done: int, _total: int) -> bool:
        raise KeyboardInterrupt

    with flashcards.open(path) as collection:
        with pytest.raises(KeyboardInterrupt):
            collection.import_file(table, deck="Rows", progress=progress)
        with pytest.raises(KeyboardInterrupt):
            collection.check(progress=progress)
        assert len(collection.search()) == 1
        assert collection.check() == []


def test_nothing_is_backed_up_once_the_collection_is_closed(path: Path) -> None:
    collection = flashcards.open(path)
    collection.close()
    before = files_of(path)
    with pytest.raises(UserError, match="closed"):
        collection.backup()
    assert files_of(path) == before
