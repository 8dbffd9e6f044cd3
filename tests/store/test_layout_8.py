"""A collection of the seventh layout comes along as it is, with room for what is read first."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards import Collection
from flashcards.store import backup, migrations, preparing
from tests.conftest import FixedClock
from tests.store import older
from tests.store.test_layout_7 import rows

LAYOUT = 8


@pytest.fixture
def path(collection_path: Path) -> Path:
    """A collection of the layout before, in which everything was done once."""
    older.layout_6(collection_path)
    preparing.prepare(collection_path, older.first_rows, 1, migrations.STEPS[: LAYOUT - 1])
    return collection_path


@pytest.fixture
def collection(path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    fixed_clock.advance(days=70)
    with flashcards.open(path, fixed_clock) as opened:
        yield opened


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of the tables that the layout before has."""
    names = rows(path, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    new = {"highlights", "readings", "reading_places", "sqlite_sequence"}
    kept = [name for (name,) in names if name not in new and name != "note_text"]
    return {name: rows(path, f"SELECT * FROM {name}") for name in kept}


def test_all_rows_come_along_as_they_are(path: Path) -> None:
    before = everything(path)
    preparing.prepare(path, older.first_rows, 1, migrations.STEPS[:LAYOUT])
    assert everything(path) == before
    assert rows(path, "PRAGMA user_version") == [(LAYOUT,)]
    (kept,) = [each for each in backup.list_backups(path) if each.reason.endswith(str(LAYOUT))]
    assert everything(kept.path) == before


def test_an_article_of_an_older_collection_can_be_read_and_highlighted(
    collection: Collection,
) -> None:
    assert collection.check() == []
    (article,) = collection.articles.sources()
    assert collection.reading.under_way() == []
    assert not collection.reading.progress(article.id).started
    collection.reading.start(article.id)
    collection.reading.highlight(article.id, 0, 5)
    collection.reading.note_place(article.id, 5, 0, [(0, 5)])
    assert [each.source_id for each in collection.reading.under_way()] == [article.id]
    assert collection.check() == []


def test_a_step_that_is_cut_short_leaves_the_layout_before(path: Path) -> None:
    whole = migrations.STEPS[LAYOUT - 1]
    schema = "SELECT * FROM sqlite_schema"
    before = rows(path, schema), everything(path)
    for cut in range(len(whole) + 1):
        broken = (*whole[:cut], "INSERT INTO nowhere VALUES (1)")
        with pytest.raises(Exception, match="nowhere"):
            preparing.prepare(path, older.first_rows, 1, (*migrations.STEPS[: LAYOUT - 1], broken))
        assert (rows(path, schema), everything(path)) == before


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE highlights SET quote = x'41'",
        "UPDATE highlights SET start = 'x'",
        "UPDATE readings SET priority = 9",
        "UPDATE reading_places SET spans = '['",
        "UPDATE reading_places SET position = -1",
    ],
)
def test_a_value_that_cannot_be_is_found(
    collection: Collection, path: Path, wrong: str, fixed_clock: FixedClock
) -> None:
    (article,) = collection.articles.sources()
    collection.reading.start(article.id)
    collection.reading.highlight(article.id, 0, 5)
    collection.reading.note_place(article.id, 5, 0, [(0, 5)])
    collection.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(wrong)
    with flashcards.open(path, fixed_clock) as opened:
        assert opened.check() != []


def test_what_was_read_is_nothing_where_it_cannot_be_understood(
    collection: Collection, path: Path, fixed_clock: FixedClock
) -> None:
    (article,) = collection.articles.sources()
    collection.reading.start(article.id)
    for odd in ("[]", "null", "7", '[["x", 1]]', "[[5, 2]]", "[[0, 99999999]]", "[[-5, 3]]", "["):
        collection.reading.note_place(article.id, 5, 0, [(0, 5)])
        collection.close()
        with closing(sqlite3.connect(path)) as raw, raw:
            raw.execute("UPDATE reading_places SET spans = ?", (odd,))
        collection = flashcards.open(path, fixed_clock)
        assert 0 <= collection.reading.progress(article.id).share <= 1
    collection.close()


def test_a_misplaced_highlight_is_found_and_put_where_the_article_says_it(
    collection: Collection, path: Path, fixed_clock: FixedClock
) -> None:
    (article,) = collection.articles.sources()
    collection.reading.highlight(article.id, 0, 5)
    before = collection.reading.highlights(article.id)
    collection.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE highlights SET start = 2, stop = 7")
    with flashcards.open(path, fixed_clock) as opened:
        assert "1 highlight disagrees with its article." in map(str, opened.check(repair=True))
        assert opened.check() == []
        assert opened.reading.highlights(article.id) == before
