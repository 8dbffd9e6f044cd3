"""Databases of other programs are read without trusting anything in them."""

import sqlite3
from pathlib import Path

import pytest

from flashcards.model.errors import UserError
from flashcards.store.foreign import foreign_database


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
    with foreign_database(path, "l.db") as rows, pytest.raises(UserError, match="damaged"):
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
