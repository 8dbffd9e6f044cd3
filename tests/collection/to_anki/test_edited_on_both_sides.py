"""Notes made here that were edited here and in Anki keep what was written on either side."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from tests.collection.to_anki.test_coming_back import in_anki
from tests.conftest import FixedClock


@pytest.fixture
def collection(tmp_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(tmp_path / "own.flashcards", fixed_clock) as opened:
        yield opened
        assert opened.check() == []


@pytest.fixture
def note(collection: Collection) -> int:
    return collection.add_note({"Front": "f", "Back": "**b**"}, "A", ["t"])


@pytest.fixture
def package(collection: Collection, note: int, tmp_path: Path, fixed_clock: FixedClock) -> Path:
    """What left for Anki an hour ago."""
    path = tmp_path / "out.apkg"
    collection.export(path)
    fixed_clock.advance(hours=1)
    return path


def edit_there(path: Path, clock: FixedClock, old: str, new: str, minutes: int = 10) -> None:
    """Edit a note in Anki so long after now."""
    at_s = int(clock.now.timestamp()) + minutes * 60

    def edit(raw: sqlite3.Connection) -> None:
        raw.execute("UPDATE notes SET flds = replace(flds, ?, ?), mod = ?", (old, new, at_s))

    in_anki(path, edit)
    clock.advance(hours=1)


def test_fields_edited_here_and_there_come_together(
    collection: Collection, note: int, package: Path, fixed_clock: FixedClock
) -> None:
    collection.update_note(note, {"Back": "here"}, tags=["t", "mine"])
    edit_there(package, fixed_clock, "f", "there")
    assert collection.import_file(package).updated == 1
    assert collection.note(note).fields == ("there", "here")
    assert set(collection.note(note).tags) == {"t", "mine"}
    collection.import_file(package)
    assert collection.note(note).fields == ("there", "here")


def test_an_edit_there_before_the_one_here_comes_too(
    collection: Collection, note: int, package: Path, fixed_clock: FixedClock
) -> None:
    edit_there(package, fixed_clock, "f", "there")
    collection.update_note(note, {"Back": "here"})
    collection.import_file(package)
    assert collection.note(note).fields == ("there", "here")


@pytest.mark.parametrize(("minutes", "stands"), [(10, "there"), (-10, "here")])
def test_of_one_field_edited_twice_the_newer_stands_and_the_other_is_kept(
    collection: Collection,
    note: int,
    package: Path,
    fixed_clock: FixedClock,
    minutes: int,
    stands: str,
) -> None:
    collection.update_note(note, {"Front": "here"})
    edit_there(package, fixed_clock, "f", "there", minutes)
    collection.import_file(package)
    assert collection.note(note).fields == (stands, "**b**")
    other = "here" if stands == "there" else "there"
    assert other in [each.value for each in collection.revisions(note)]
