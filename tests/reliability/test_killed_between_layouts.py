"""A collection of the sixth layout comes along whole, wherever kill -9 cuts its migration off."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from flashcards.store import preparing
from flashcards.store.migrations import STEPS
from flashcards.store.schema import LATEST
from tests.reliability.harness import Workers, assert_sound, workers
from tests.store import older

INSTRUCTIONS = 20
"""Moments inside statements are so many instructions of SQLite apart."""

Content = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def nursery(repository: Path) -> Iterator[Workers]:
    with workers(repository) as started:
        yield started


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return older.layout_6(tmp_path_factory.mktemp("before") / "collection.flashcards")


@pytest.fixture(scope="module")
def after(before: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, "Content"]:
    """What a file holds by its layout: that of before, and that after each whole step."""
    path = tmp_path_factory.mktemp("after") / "collection.flashcards"
    shutil.copy(before, path)
    found = {6: content(path)}
    for layout in range(7, LATEST + 1):
        preparing.prepare(path, lambda conn, now_ms: None, 0, STEPS[:layout])
        found[layout] = content(path)
    return found


def content(path: Path) -> Content:
    """Every row of every table of a file nobody has open, and how the tables are made."""
    with closing(sqlite3.connect(path)) as raw:
        tables = raw.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'note_text%'"
        ).fetchall()
        found = {name: raw.execute(f"SELECT * FROM {name}").fetchall() for (name,) in tables}
        words = "SELECT rowid FROM note_text WHERE note_text MATCH 'auk OR tern' ORDER BY 1"
        return {
            **{name: sorted(rows, key=repr) for name, rows in found.items()},
            "words": raw.execute(words).fetchall(),
            "schema": raw.execute("SELECT type, name, sql FROM sqlite_schema").fetchall(),
            "layout": raw.execute("PRAGMA user_version").fetchall(),
        }


def moments(nursery: Workers, path: Path, **how: int) -> int:
    """Return how many moments there are to be killed at."""
    nursery.begin("migrate until", path, at=0, **how)
    (said,) = (line for line in nursery.end() if line.startswith("met "))
    return int(said.split()[1])


@pytest.mark.parametrize(
    ("every", "apart"),
    [
        pytest.param(0, 5, id="some statements"),
        pytest.param(INSTRUCTIONS, 97, id="some instructions"),
        pytest.param(0, 1, id="statements", marks=[pytest.mark.soak, pytest.mark.timeout(0)]),
        pytest.param(
            INSTRUCTIONS, 1, id="instructions", marks=[pytest.mark.soak, pytest.mark.timeout(0)]
        ),
    ],
)
def test_a_migration_killed_at_any_moment_loses_nothing(
    nursery: Workers,
    tmp_path: Path,
    before: Path,
    after: dict[int, Content],
    every: int,
    apart: int,
) -> None:
    assert all(found["layout"] == [(layout,)] for layout, found in after.items())
    whole = after[LATEST]
    first = tmp_path / "first" / before.name
    first.parent.mkdir()
    shutil.copy(before, first)
    last = moments(nursery, first, every=every)
    assert last >= 60
    met = set()
    for at in sorted({*range(1, last + 1, apart), *range(max(1, last - 3), last + 1)}):
        path = tmp_path / str(at) / before.name
        path.parent.mkdir()
        shutil.copy(before, path)
        nursery.begin("migrate until", path, at=at, every=every)
        nursery.killed()
        left = content(path)
        ((layout,),) = left["layout"]
        assert isinstance(layout, int)
        assert left == after[layout], at
        met.add(layout)
        preparing.prepare(path, lambda conn, now_ms: None, 0)
        assert content(path) == whole, at
        assert_sound(path)
        shutil.rmtree(path.parent)
    assert 6 in met
