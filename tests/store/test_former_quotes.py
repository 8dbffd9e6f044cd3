"""Former words of an article in the file: older collections get a place for them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import flashcards
from flashcards.store import backup, connections, migrations, preparing
from tests.conftest import FixedClock
from tests.store.older import first_rows

KEEPING = 6
"""The layout that began to keep them."""

LAYOUT_5 = """
INSERT INTO decks (id, uid, name, preset_id, description, changed_ms)
    VALUES (1, 'd', 'Tides', 1, '', 0);
INSERT INTO sources (id, uid, title, text, address, digest, structure, read_ms, changed_ms)
    VALUES (1, 's', 'Tides', 'Neap tide: a weak tide.', 'tides.md',
    '25c1a4e6a1e1b6e3ed2e3a0f2c0b93d1', '', 5, 5);
INSERT INTO notes VALUES (1, 'g', 1, 'What is a neap tide?' || char(31) || 'A weak tide.', '',
    0, 1, '', 0, 0);
INSERT INTO passages VALUES (7, 1, 1, 'term', 'Neap tide', '["Tides"]', 0, 23,
    'Neap tide: a weak tide.', 'What is a neap tide?' || char(31) || 'A weak tide.', 1, 9);
"""


@pytest.fixture
def older(collection_path: Path) -> Path:
    """A collection of the layout before, with one passage that is to be looked at again."""
    preparing.prepare(collection_path, first_rows, 0, migrations.STEPS[: KEEPING - 1])
    with closing(sqlite3.connect(collection_path)) as raw:
        raw.executescript(LAYOUT_5)
    return collection_path


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(query).fetchall()


def test_a_collection_of_the_layout_before_keeps_its_passages_as_they_were(older: Path) -> None:
    before = rows(older, "SELECT * FROM passages")
    preparing.prepare(older, first_rows, 1, migrations.STEPS[:KEEPING])
    [after] = rows(older, "SELECT * FROM passages")
    assert [after[:-2]] == before
    assert after[-2:] == ("", None)
    assert rows(older, "PRAGMA integrity_check") == [("ok",)]


def test_it_is_backed_up_first_and_the_backup_opens_as_well(older: Path) -> None:
    before = rows(older, "SELECT * FROM passages")
    preparing.prepare(older, first_rows, 1, migrations.STEPS[:KEEPING])
    (kept,) = backup.list_backups(older)
    assert kept.reason == f"before layout {KEEPING}"
    assert rows(kept.path, "SELECT * FROM passages") == before
    assert not preparing.prepare(kept.path, first_rows, 2)


def test_a_step_that_is_cut_short_leaves_the_layout_before(older: Path) -> None:
    whole = migrations.STEPS[KEEPING - 1]
    before = rows(older, "SELECT * FROM sqlite_schema"), rows(older, "SELECT * FROM passages")
    for cut in range(len(whole) + 1):
        broken = (*whole[:cut], "INSERT INTO nowhere VALUES (1)")
        with pytest.raises(Exception, match="nowhere"):
            preparing.prepare(older, first_rows, 1, (*migrations.STEPS[: KEEPING - 1], broken))
        after = rows(older, "SELECT * FROM sqlite_schema"), rows(older, "SELECT * FROM passages")
        assert after == before
    preparing.prepare(older, first_rows, 1, migrations.STEPS[:KEEPING])
    assert rows(older, "PRAGMA user_version") == [(KEEPING,)]


def test_a_mark_of_the_layout_before_stays_and_goes_when_it_was_looked_at(
    older: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(older, fixed_clock) as opened:
        opened.check(repair=True)  # the rows above were written without their indexes
        opened.browsing.make_missing_cards([1])  # nor has the note a card
        assert opened.articles.fresh_look() == [1]
        found = opened.articles.passage(1)
        assert found is not None
        assert (found.fresh_look, found.former_quote, found.former_until) == (True, "", None)
        opened.articles.clear_fresh_look([1])
        assert opened.articles.fresh_look() == []
        assert opened.check() == []


@pytest.mark.parametrize("wrong", ["former_until_ms = 'x'", "former_quote = x'41'"])
def test_a_value_that_no_former_words_can_have_is_found(
    older: Path, fixed_clock: FixedClock, wrong: str
) -> None:
    with flashcards.open(older, fixed_clock) as opened:
        opened.check(repair=True)
    conn = connections.open_writer(older)
    conn.exec_driver_sql(f"UPDATE passages SET {wrong}")
    connections.close(conn)
    with flashcards.open(older, fixed_clock) as opened:
        assert any("passages" in str(problem) for problem in opened.check())
