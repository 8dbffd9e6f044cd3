"""Databases of other programs are read without trusting anything in them."""

import sqlite3
import struct
from pathlib import Path
from typing import Any

import pytest

from flashcards.model.errors import UserError
from flashcards.store.foreign import foreign_database, settle
from flashcards.store.foreign_schema import MOST_ENTRIES, cost_of


def made(path: Path, *statements: str) -> Path:
    raw = sqlite3.connect(path)
    for statement in statements:
        raw.execute(statement)
    raw.commit()
    raw.close()
    return path


def test_only_plain_tables_and_columns_are_there(tmp_path: Path) -> None:
    path = made(
        tmp_path / "odd.db",
        "CREATE TABLE plain (id INTEGER PRIMARY KEY, Name TEXT, twice AS (id * 2))",
        "INSERT INTO plain (name) VALUES ('b'), ('a')",
        "CREATE VIEW seen AS SELECT * FROM plain",
        "CREATE VIRTUAL TABLE words USING fts5(text)",
        'CREATE TABLE "odd name" (id)',
    )
    with foreign_database(path, "odd.db") as rows:
        assert rows.has("plain", "id", "name")
        assert not rows.has("plain", "twice")
        for table in ("seen", "words", "odd name", "none"):
            assert not rows.has(table)
        assert list(rows.rows("plain", ("name",), ("name",))) == [("a",), ("b",)]
        assert rows.count("plain") == 2
        assert rows.count("seen") == 0
        with pytest.raises(UserError, match=r"odd\.db is damaged"):
            next(rows.rows("seen", ("id",)))


def test_nothing_is_written_and_no_file_appears(tmp_path: Path) -> None:
    path = made(tmp_path / "f.db", "CREATE TABLE plain (id)", "INSERT INTO plain VALUES (1)")
    before = path.read_bytes()
    with foreign_database(path, "f.db") as rows:
        assert list(rows.rows("plain", ("id",))) == [(1,)]
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["f.db"]


def test_text_that_is_no_unicode_is_replaced_and_counted(tmp_path: Path) -> None:
    path = made(
        tmp_path / "t.db",
        "CREATE TABLE plain (name)",
        "INSERT INTO plain VALUES (CAST(x'61ff62' AS TEXT)), ('good')",
    )
    with foreign_database(path, "t.db") as rows:
        assert list(rows.rows("plain", ("name",))) == [("a\ufffdb",), ("good",)]
        assert rows.replaced == 1


@pytest.mark.parametrize("size", [0, 10, 100, 5_000])
def test_damage_is_told(tmp_path: Path, size: int) -> None:
    path = made(tmp_path / "d.db", "CREATE TABLE plain (name)", *_many())
    path.write_bytes(path.read_bytes()[:size])
    if size == 0:
        with foreign_database(path, "d.db") as rows:
            assert not rows.has("plain")
        return
    with pytest.raises(UserError, match=r"d\.db is damaged"), foreign_database(path, "d.db"):
        pass


def _many() -> list[str]:
    return ["INSERT INTO plain VALUES (hex(randomblob(2000)))"] * 10


def test_what_is_larger_than_a_value_may_be_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flashcards.store.foreign.LARGEST_VALUE", 10_000)
    path = made(
        tmp_path / "l.db",
        "CREATE TABLE plain (name)",
        "INSERT INTO plain VALUES (hex(zeroblob(20000)))",
    )
    with foreign_database(path, "l.db") as rows, pytest.raises(UserError, match="too large"):
        list(rows.rows("plain", ("name",)))


def test_reading_ends_where_it_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "s.db", "CREATE TABLE plain (a)", *_rows())
    with foreign_database(path, "s.db") as rows:
        assert sum(1 for _ in rows.rows("plain", ("a",), ("a",))) == 1 << 14
    monkeypatch.setattr("flashcards.store.foreign._LEAST_SECONDS", -100_000)
    monkeypatch.setattr("flashcards.store.foreign._STEPS", 1)
    with pytest.raises(UserError, match="took too long"), foreign_database(path, "s.db"):
        pass


def _rows() -> list[str]:
    return [
        "INSERT INTO plain VALUES (1)",
        *["INSERT INTO plain SELECT a + 1 FROM plain"] * 14,
    ]


@pytest.mark.parametrize("ending", ["", " WITHOUT ROWID"])
def test_whole_numbers_are_read_in_blocks(tmp_path: Path, ending: str) -> None:
    wanted = [(-(1 << 63), 1), (-5, (1 << 63) - 1), *((each, -each) for each in range(25_000))]
    path = made(tmp_path / "b.db", f"CREATE TABLE plain (id INTEGER PRIMARY KEY, a){ending}")
    with sqlite3.connect(path) as raw:
        raw.executemany("INSERT INTO plain VALUES (?, ?)", wanted)
    raw.close()
    with foreign_database(path, "b.db") as rows:
        blocks = list(rows.blocks("plain", ("id", "a")))
        found = [tuple(row) for block in blocks for row in _rows_in(block)]
        assert found == wanted
        assert len(blocks) == 3
        with pytest.raises(UserError, match="damaged"):
            next(rows.blocks("plain", ("none",)))


@pytest.mark.parametrize(
    "odd", ["1.5", "'5,6'", "x'35'", "NULL", "9e999", "hex(zeroblob(2000000))"]
)
def test_other_values_among_rows_in_blocks_are_met(tmp_path: Path, odd: str) -> None:
    path = made(
        tmp_path / "o.db",
        "CREATE TABLE plain (a)",
        "INSERT INTO plain VALUES (1), (2)",
        f"INSERT INTO plain VALUES ({odd})",
    )
    expected = {"1.5": 1.5, "9e999": float("inf")}.get(odd)
    with foreign_database(path, "o.db") as rows:
        assert list(rows.blocks("plain", ("a",))) == [[(1,), (2,), (expected,)]]


def test_a_table_with_a_column_like_the_numbers_of_rows_is_read(tmp_path: Path) -> None:
    path = made(
        tmp_path / "r.db",
        "CREATE TABLE plain (rowid, a)",
        "INSERT INTO plain VALUES (7, 1), (7, 2), ('x', 3)",
    )
    with foreign_database(path, "r.db") as rows:
        assert list(rows.blocks("plain", ("a",))) == [[(1,), (2,), (3,)]]


def _rows_in(block: Any) -> list[Any]:
    found: list[Any] = block if isinstance(block, list) else block.tolist()
    return [list(row) for row in found]


def test_a_journal_cannot_have_another_file_deleted(tmp_path: Path) -> None:
    path, journal = tmp_path / "j.db", tmp_path / "j.db-journal"
    victim = tmp_path / "precious.txt"
    victim.write_text("mine")
    raw = sqlite3.connect(tmp_path / "from.db", isolation_level=None)
    raw.execute("CREATE TABLE plain (a)")
    for statement in ("PRAGMA cache_size = 1", "BEGIN", *_many()):
        raw.execute(statement)
    for source, copy in (("from.db", path), ("from.db-journal", journal)):
        copy.write_bytes((tmp_path / source).read_bytes())
    raw.close()
    name = bytes(victim)
    end = struct.pack(">II", len(name), sum(name)) + bytes.fromhex("d9d505f920a163d7")
    sound = journal.read_bytes()
    journal.write_bytes(sound + struct.pack(">I", 0x40000000 // 4096 + 1) + name + end)
    with pytest.raises(UserError, match=r"j\.db is damaged"):
        settle(path, "j.db")
    assert victim.read_text() == "mine"
    journal.write_bytes(sound)
    settle(path, "j.db")


def test_a_schema_without_end_is_not_read(tmp_path: Path) -> None:
    tables = [f"CREATE TABLE t{number} (a)" for number in range(MOST_ENTRIES + 1)]
    path = made(tmp_path / "w.db", "PRAGMA page_size = 512", "BEGIN", *tables)
    assert cost_of(path).entries == len(tables)
    with pytest.raises(UserError, match="far more tables"), foreign_database(path, "w.db"):
        pass
    path = made(tmp_path / "fits.db", "BEGIN", *tables[:300])
    sql = sum(len(each) for each in tables[:300])
    assert cost_of(path).entries == 300
    assert sql < cost_of(path).size < sql + 300 * 30
    with foreign_database(path, "fits.db") as rows:
        assert rows.has("t299", "a")
        assert not rows.odd


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW v AS SELECT 1",
        "CREATE TRIGGER t AFTER INSERT ON plain BEGIN SELECT 1; END",
        "CREATE VIRTUAL TABLE words USING fts5(text)",
        "CREATE TABLE more (a, b AS (a))",
        "CREATE TABLE more (a CHECK (a > 1))",
        "CREATE INDEX i ON plain (upper(a))",
    ],
)
def test_what_would_run_in_a_schema_is_noticed(tmp_path: Path, statement: str) -> None:
    path = made(tmp_path / "p.db", "CREATE TABLE plain (a)", statement)
    with foreign_database(path, "p.db") as rows:
        assert rows.odd
    path = made(
        tmp_path / "q.db",
        "CREATE TABLE plain (a text COLLATE nocase, \"a check (as virtual)\" DEFAULT 'a AS (b)')",
        "CREATE INDEX i ON plain (a) WHERE a != 0",
    )
    with foreign_database(path, "q.db") as rows:
        assert not rows.odd
