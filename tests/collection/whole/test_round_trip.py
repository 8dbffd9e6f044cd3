"""Everything goes out into one file and comes in again, into an empty collection, unchanged."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from flashcards.store.schema import TABLES
from tests.collection.whole.everything import DERIVED, PICTURE, facts, lived_in, rows
from tests.conftest import FixedClock

EMPTY = {
    "scheduler_versions.replaced_by", "cards.drill_day", "cards.lapses", "cards.step",
}  # fmt: skip
"""Columns that nothing fills, and those that follow from the log and are empty here."""


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        lived_in(opened, fixed_clock)
        yield opened


@pytest.fixture
def empty(tmp_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(tmp_path / "other" / "other.flashcards", fixed_clock) as opened:
        yield opened


def test_there_is_something_in_every_table_and_column(collection: Collection) -> None:
    """So that none can be forgotten, not even one that comes later."""
    unfilled = []
    for name, table in TABLES.items():
        if name in DERIVED:
            continue
        found = rows(collection.path, name)
        for column in table.columns:
            filled = any(row[column.name] not in (None, 0, "") for row in found)
            if not filled and f"{name}.{column.name}" not in EMPTY:
                unfilled.append(f"{name}.{column.name}")
    assert unfilled == []
    assert collection.check() == []


@pytest.mark.parametrize("suffix", [".json", ".cards.zip"])
def test_an_empty_collection_becomes_the_same(
    collection: Collection, empty: Collection, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"all{suffix}"
    assert collection.export(file) == len(collection.search_notes(""))
    report = empty.import_file(file)
    assert report.added == len(collection.search_notes(""))
    there, here = facts(collection.path), facts(empty.path)
    own = [line for line in here["devices"] if line not in there["devices"]]
    assert len(own) == 1  # the empty collection's own
    here["devices"].remove(own[0])
    assert here == there
    name = rows(empty.path, "media")[0]["name"]
    with_media = suffix == ".cards.zip"
    assert empty.media_path(name).exists() is with_media
    assert len(empty.check()) == len(report.problems) == (0 if with_media else 1)


def test_what_follows_from_facts_is_the_same_too(
    collection: Collection, empty: Collection, tmp_path: Path
) -> None:
    collection.export(tmp_path / "all.json")
    empty.import_file(tmp_path / "all.json")
    for query in ("", "is:due", "tag:verb", "canberra", "is:suspended", "flag:3"):
        assert len(empty.search(query)) == len(collection.search(query)), query
    assert empty.review_count() == collection.review_count()
    assert empty.deck_names() == collection.deck_names()
    assert empty.statistics().answers == collection.statistics().answers


def test_the_same_collection_makes_the_same_file(collection: Collection, tmp_path: Path) -> None:
    for suffix in (".json", ".cards.zip"):
        one, two = (tmp_path / f"{name}{suffix}" for name in ("one", "two"))
        collection.export(one)
        collection.export(two)
        assert one.read_bytes() == two.read_bytes()


def test_an_archive_can_be_opened_by_any_program(collection: Collection, tmp_path: Path) -> None:
    collection.export(tmp_path / "all.cards.zip")
    with zipfile.ZipFile(tmp_path / "all.cards.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "collection.json"
        [name] = archive.namelist()[1:]
        assert name.startswith("media/")
        assert archive.read(name) == PICTURE


def test_undo_takes_an_import_back_and_redo_brings_it_again(
    collection: Collection, empty: Collection, tmp_path: Path
) -> None:
    collection.export(tmp_path / "all.cards.zip")
    empty.import_file(tmp_path / "all.cards.zip")
    answers = empty.review_count()
    assert answers
    due = len(empty.search("is:due"))
    empty.undo()
    assert empty.check() == []
    assert (empty.review_count(), empty.search("")) == (0, [])
    empty.redo()
    assert empty.check() == []
    assert (empty.review_count(), len(empty.search("is:due"))) == (answers, due)


def test_what_was_taken_back_can_be_imported_again(
    collection: Collection, empty: Collection, tmp_path: Path
) -> None:
    collection.export(tmp_path / "all.cards.zip")
    empty.import_file(tmp_path / "all.cards.zip")
    answers, due = empty.review_count(), len(empty.search("is:due"))
    for _ in range(2):
        empty.undo()
        empty.import_file(tmp_path / "all.cards.zip")
        assert empty.check() == []
        assert (empty.review_count(), len(empty.search("is:due"))) == (answers, due)
