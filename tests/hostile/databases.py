"""Hostile databases in the place of Anki's: schemas that would run, bombs, and damage."""

import sqlite3
from collections.abc import Callable, Iterator
from random import Random

from tests.hostile.anki_files import FIRST, NEW, OLD, changed, patched, sound
from tests.hostile.bringing import bringing
from tests.hostile.case import (
    ANYTHING,
    BOMB_MB,
    NOT_QUIET,
    ONLY_REFUSED,
    Case,
    Outcome,
    file_case,
)

_BILLION = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) "
    "SELECT i AS id, i AS guid, 10 AS mid, 0 AS mod, 0 AS usn, '' AS tags, 'a' AS flds, 0 AS sfld,"
    " 0 AS csum, 0 AS flags, '' AS data FROM n"
)
_LIKE = f"('{'a' * 20_000}' LIKE '{'%a' * 20}%b')"
_NOTES = "id integer PRIMARY KEY, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data"


def _remade(table: str, columns: str, after: str = "") -> str:
    """Return SQL that makes a table anew with its rows and other columns."""
    return (
        f"ALTER TABLE {table} RENAME TO was; CREATE TABLE {table} ({columns}) {after};"
        f"INSERT INTO {table} SELECT * FROM was; DROP TABLE was;"
    )


_SCHEMAS: dict[str, tuple[str, frozenset[Outcome]]] = {
    "a view without end in the place of notes": (
        f"DROP TABLE notes; CREATE VIEW notes AS {_BILLION}", ONLY_REFUSED,
    ),
    "a view of cards": (
        "ALTER TABLE cards RENAME TO c; CREATE VIEW cards AS SELECT * FROM c", ONLY_REFUSED,
    ),
    "a view of a view of itself": (
        ("DROP TABLE revlog; CREATE VIEW revlog AS SELECT * FROM w; CREATE VIEW w AS SELECT * FROM "
        "revlog"), NOT_QUIET,
    ),
    "views besides": (f"CREATE VIEW more AS {_BILLION}", NOT_QUIET),
    "a trigger on notes": (
        "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END", NOT_QUIET,
    ),
    "a trigger that calls itself": (
        "CREATE TRIGGER t AFTER UPDATE ON cards BEGIN UPDATE cards SET due = due + 1; END",
        NOT_QUIET,
    ),
    "a virtual table in the place of notes": (
        ("DROP TABLE notes; CREATE VIRTUAL TABLE notes USING fts5(id, guid, mid, mod, usn, tags, "
        "flds, sfld, csum, flags, data)"), ONLY_REFUSED,
    ),
    "a full-text index besides": (
        "CREATE VIRTUAL TABLE more USING fts5(a); INSERT INTO more VALUES ('b')", NOT_QUIET,
    ),
    "a spoilt full-text index": (
        ("CREATE VIRTUAL TABLE more USING fts5(a); INSERT INTO more VALUES ('b');"
        "UPDATE more_data SET block = zeroblob(900000); DELETE FROM more_idx"), NOT_QUIET,
    ),
    "a spatial index besides": ("CREATE VIRTUAL TABLE more USING rtree(a, b, c)", NOT_QUIET),
    "a generated column of notes": (
        "ALTER TABLE notes ADD COLUMN x GENERATED ALWAYS AS (upper(flds)) VIRTUAL", NOT_QUIET,
    ),
    "a generated column that reckons without end": (
        f"ALTER TABLE notes ADD COLUMN x TEXT NOT NULL GENERATED ALWAYS AS ({_LIKE}) VIRTUAL",
        NOT_QUIET,
    ),
    "a generated column in the place of flds": (
        ("ALTER TABLE notes RENAME COLUMN flds TO f; ALTER TABLE notes ADD COLUMN flds "
        "GENERATED ALWAYS AS (f) VIRTUAL"), ONLY_REFUSED,
    ),
    "a generated column that is stored": (
        _remade("revlog", "id integer PRIMARY KEY, cid, usn, ease, ivl, lastIvl, factor, time, "
        "type").replace("type)", "type, x AS (hex(zeroblob(9000))) STORED)").replace(
        "SELECT *", "SELECT id, cid, usn, ease, ivl, lastIvl, factor, time, type"), NOT_QUIET,
    ),
    "a rule that reckons without end": (
        _remade("notes", f"{_NOTES}, CHECK ({_LIKE.replace('b', 'a')} OR 1)"), ANYTHING,
    ),
    "a rule that no row keeps": (
        "PRAGMA ignore_check_constraints = ON;" + _remade("notes", f"{_NOTES}, CHECK (0)"),
        ANYTHING,
    ),
    "a rule of an unknown function": (_remade("notes", f"{_NOTES}, CHECK (evil(1))"), NOT_QUIET),
    "an unknown collation": (
        _remade("notes", _NOTES.replace("guid", "guid text COLLATE evil")), NOT_QUIET,
    ),
    "an index of an unknown collation": (
        "CREATE INDEX x ON notes (guid COLLATE evil)", NOT_QUIET,
    ),
    "an index of an unknown function": ("CREATE INDEX x ON notes (evil(guid))", NOT_QUIET),
    "an index that reckons": (
        "CREATE INDEX x ON notes (replace(hex(zeroblob(99)), '0', flds))", ANYTHING,
    ),
    "an index of some rows": (f"CREATE INDEX x ON notes (id) WHERE {_LIKE}", ANYTHING),
    "notes without row ids": (
        _remade("notes", _NOTES, "WITHOUT ROWID"), ANYTHING,
    ),
    "strict tables": (
        _remade("revlog", "id integer PRIMARY KEY, cid ANY, usn ANY, ease ANY, ivl ANY, lastIvl "
        "ANY, factor ANY, time ANY, type ANY", "STRICT"), ANYTHING,
    ),
    "defaults that reckon": (
        "ALTER TABLE notes ADD COLUMN x DEFAULT (9 + 9)".replace("(9 + 9)", "'x'"), ANYTHING,
    ),
    "keys to tables that are not there": (
        _remade("notes", _NOTES.replace("mid", "mid REFERENCES nowhere(id) ON DELETE CASCADE")),
        ANYTHING,
    ),
    "no table of cards": ("DROP TABLE cards", ONLY_REFUSED),
    "no table of notes": ("DROP TABLE notes", ONLY_REFUSED),
    "no log": ("DROP TABLE revlog", ANYTHING),
    "no collection's row": ("DELETE FROM col", ONLY_REFUSED),
    "three collection's rows": (
        ("INSERT INTO col SELECT 2, crt, mod, scm, 99, dty, usn, ls, conf, models, decks, dconf, "
        "tags FROM col"), NOT_QUIET,
    ),
    "no column of fields": ("ALTER TABLE notes DROP COLUMN flds", ONLY_REFUSED),
    "a column of the log less": ("ALTER TABLE revlog DROP COLUMN factor", NOT_QUIET),
    "tables in capitals": ("ALTER TABLE notes RENAME TO nnn; ALTER TABLE nnn RENAME TO NOTES",
        ANYTHING),
    "columns in capitals": ("ALTER TABLE notes RENAME COLUMN flds TO FLDS", ANYTHING),
    "a table with a name of signs": ('CREATE TABLE "a""; DROP TABLE notes; --" (x)', ANYTHING),
    "a table of 1,900 columns": (
        f"CREATE TABLE wide ({', '.join(f'c{n}' for n in range(1_900))})", ANYTHING,
    ),
    "notes of 900 columns more": (
        "".join(f"ALTER TABLE notes ADD COLUMN c{n};" for n in range(900)), ANYTHING,
    ),
    "no notes": ("DELETE FROM notes; DELETE FROM cards", ONLY_REFUSED),
    "notes without cards": ("DELETE FROM cards", ONLY_REFUSED),
    "cards without notes": ("DELETE FROM notes", ONLY_REFUSED),
    "a log in the form of a log": ("PRAGMA journal_mode = WAL", ANYTHING),
    "pages of 512 bytes": ("PRAGMA page_size = 512; VACUUM", ANYTHING),
    "pages of 65,536 bytes": ("PRAGMA page_size = 65536; VACUUM", ANYTHING),
    "words in UTF-16": ("", ANYTHING),
    "a foreign application's number": ("PRAGMA application_id = 7; PRAGMA user_version = 99",
        ANYTHING),
    "pages that move by themselves": ("PRAGMA auto_vacuum = 2; VACUUM", ANYTHING),
    "statistics that lie": (
        "ANALYZE; UPDATE sqlite_stat1 SET stat = '1 0 -5 99999999999999999999'", ANYTHING,
    ),
}  # fmt: skip


def _spoilt_schema(sql: str) -> Callable[[], bytes]:
    return lambda: changed(OLD, sql, writable=True)


_WRITTEN: dict[str, str] = {
    "two tables on one page": "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM "
    "sqlite_schema WHERE name = 'cards') WHERE name = 'notes'",
    "a table on page nought": "UPDATE sqlite_schema SET rootpage = 0 WHERE name = 'notes'",
    "a table on a page that is not there": "UPDATE sqlite_schema SET rootpage = 99999 WHERE "
    "name = 'notes'",
    "a table on page -1": "UPDATE sqlite_schema SET rootpage = -1 WHERE name = 'notes'",
    "a schema that is no SQL": "UPDATE sqlite_schema SET sql = 'nonsense' WHERE name = 'notes'",
    "a schema without SQL": "UPDATE sqlite_schema SET sql = NULL WHERE name = 'notes'",
    "a schema that runs something": "UPDATE sqlite_schema SET sql = 'CREATE TABLE notes AS "
    "SELECT 1' WHERE name = 'notes'",
    "a schema that takes another file": "UPDATE sqlite_schema SET sql = 'ATTACH ''x'' AS y' WHERE "
    "name = 'notes'",
    "a table with another name in its SQL": "UPDATE sqlite_schema SET name = 'notes2', tbl_name "
    "= 'notes2' WHERE name = 'notes'",
    "a table that is an index": "UPDATE sqlite_schema SET type = 'index' WHERE name = 'notes'",
    "a table twice": "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 'notes'",
    "an unknown module": "INSERT INTO sqlite_schema VALUES ('table', 'v', 'v', 0, 'CREATE VIRTUAL "
    "TABLE v USING nosuch(a)')",
    "a module that reads files": "INSERT INTO sqlite_schema VALUES ('table', 'v', 'v', 0, 'CREATE "
    "VIRTUAL TABLE v USING csv(filename=''/etc/passwd'')')",
    "deep SQL in a view": "INSERT INTO sqlite_schema VALUES ('view', 'v', 'v', 0, 'CREATE VIEW v "
    f"AS SELECT {'(' * 5_000}1{')' * 5_000}')",
    "a large view": "INSERT INTO sqlite_schema VALUES ('view', 'v', 'v', 0, 'CREATE VIEW v AS "
    f"SELECT 1{' UNION ALL SELECT 1' * 400}')",
}


def _many_tables(count: int) -> bytes:
    def add(raw: sqlite3.Connection) -> None:
        root = "(SELECT rootpage FROM sqlite_schema WHERE name = 'col')"
        raw.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ?) INSERT INTO "
            "sqlite_schema SELECT 'table', 't' || i, 't' || i, " + root + ", 'CREATE TABLE t' || i "
            "|| ' (a, b, c, d, e, f, g, h)' FROM n",
            (count,),
        )

    return changed(OLD, add, writable=True)


def _wide_schema(size: int) -> bytes:
    def add(raw: sqlite3.Connection) -> None:
        for number in range(size >> 20):
            raw.execute(
                "INSERT INTO sqlite_schema VALUES ('table', ?, ?, (SELECT rootpage FROM "
                "sqlite_schema WHERE name = 'col'), ?)",
                (
                    f"t{number}",
                    f"t{number}",
                    f"CREATE TABLE t{number} (a DEFAULT '{'x' * 950_000}')",
                ),
            )

    return changed(OLD, add, writable=True)


def _utf_16() -> bytes:
    import tempfile
    from contextlib import closing
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("PRAGMA encoding = 'UTF-16be'")
            with closing(sqlite3.connect(Path(folder) / "b")) as old:
                old.deserialize(sound(OLD))
                raw.executescript("\n".join(old.iterdump()))
        return path.read_bytes()


def _values(sql: str, *values: object) -> Callable[[], bytes]:
    return lambda: changed(OLD, lambda raw: raw.execute(sql, values))


_LARGE: dict[str, Callable[[], bytes]] = {
    "a field of 60 MB": _values("UPDATE notes SET flds = hex(zeroblob(30000000)) WHERE id = 1"),
    "a field of 40 MB of ends": _values(
        "UPDATE notes SET flds = replace(hex(zeroblob(20000000)), '0', char(31)) WHERE id = 1"
    ),
    "a blob of 60 MB for a field": _values("UPDATE notes SET flds = zeroblob(60000000)"),
    "tags of 40 MB": _values(
        "UPDATE notes SET tags = replace(hex(zeroblob(10000000)), '00', 'a b ') WHERE id = 1"
    ),
    "a guid of 30 MB": _values("UPDATE notes SET guid = hex(zeroblob(15000000)) WHERE id = 1"),
    "a card's data of 30 MB": _values("UPDATE cards SET data = '{' || hex(zeroblob(15000000))"),
    "a card's data of brackets": _values(
        "UPDATE cards SET data = '{\"a\":' || replace(hex(zeroblob(1000000)), '0', '[')"
    ),
    "note types of 40 MB of lists": _values(
        "UPDATE col SET models = '{\"1\": [' || replace(hex(zeroblob(6000000)), '00', '[],') || "
        "'[]]}'"
    ),
    "decks of 40 MB of objects": _values(
        "UPDATE col SET decks = '{\"1\": {\"a\": [' || replace(hex(zeroblob(6000000)), '00', "
        "'{},') || '{}]}}'"
    ),
    "presets of a deep list": _values(
        "UPDATE col SET dconf = '{\"1\": ' || replace(hex(zeroblob(500000)), '0', '[') || '}'"
    ),
    "settings that are no list": _values("UPDATE col SET conf = '[' || hex(zeroblob(9)) || ']'"),
    "settings of a number without end": _values(
        "UPDATE col SET conf = '{\"rollover\": ' || replace(hex(zeroblob(500000)), '0', '9') || "
        "'}'"
    ),
    "sixty thousand tables": lambda: _many_tables(60_000),
    "two thousand tables": lambda: _many_tables(2_000),
    "a schema of 30 MB": lambda: _wide_schema(30 << 20),
    "one note with 200,000 cards": _values(
        "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n LIMIT 200000) INSERT INTO "
        "cards SELECT i, 1, 2, i, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '' FROM n"
    ),
    "100,000 cards without notes": _values(
        "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n LIMIT 100000) INSERT INTO "
        "cards SELECT i, i, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '' FROM n"
    ),
    "thirty thousand answers of one card": _values(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 30000) INSERT INTO "
        "revlog SELECT 1650000000000 + i, 1, 0, 3, 1, 1, 2500, 99, 1 FROM n"
    ),
}  # fmt: skip


def _said(what: str) -> frozenset[Outcome]:
    """Return what may come of a large thing; what nobody needs may be left out without a word."""
    return ANYTHING if "settings" in what else NOT_QUIET


def _encrypted(random: Random) -> bytes:
    return random.randbytes(40_960)


def _damaged(random: Random) -> Iterator[tuple[str, bytes]]:
    whole = sound(OLD)
    yield "cut in the head", whole[:60]
    yield "cut after a page", whole[:4096]
    yield "cut in the middle", whole[: len(whole) // 2 + 7]
    yield "with a tail", whole + b"x" * 5_000
    yield "of zeros behind its head", whole[:100] + bytes(len(whole) - 100)
    for what, at, new in (
        ("page size nought", 16, b"\0\0"),
        ("page size 3", 16, b"\0\3"),
        ("page size 32,768", 16, b"\x80\0"),
        ("a version to come for writing", 18, b"\x09"),
        ("a version to come for reading", 19, b"\x09"),
        ("the log's version", 18, b"\2\2"),
        ("room kept at the end of pages", 20, b"\xf0"),
        ("another payload's share", 21, b"\x01"),
        ("a size that lies", 28, b"\x7f\xff\xff\xff"),
        ("a free list of nothing", 32, b"\0\0\0\x02\0\0\xff\xff"),
        ("a format to come", 44, b"\0\0\0\x63"),
        ("an encoding to come", 56, b"\0\0\0\x09"),
        ("its first page an index", 100, b"\x0a"),
        ("its first page no page", 100, b"\x63"),
        ("more cells than fit", 103, b"\xff\xff"),
        ("its cells beyond the page", 108, b"\xff\xf0" * 4),
    ):
        yield f"with {what}", patched(whole, (at, new))


def cases(random: Random, count: int) -> Iterator[Case]:
    """Yield hostile schemas, large ones, damage in known places, then at random ones."""
    for what, (sql, allowed) in _SCHEMAS.items():
        data = _utf_16 if what == "words in UTF-16" else _spoilt_schema(sql)
        yield file_case(what, "a.anki2", data, bringing, allowed)
    for what, sql in _WRITTEN.items():
        yield file_case(what, "a.anki2", _spoilt_schema(sql), bringing, NOT_QUIET)
    for what, made in _LARGE.items():
        yield file_case(what, "a.anki2", made, bringing, _said(what), heavy=True, most_mb=BOMB_MB)
    for number in range(9, 100, 5 if count < 500 else 1):
        known = ANYTHING if number in range(11, 19) else ONLY_REFUSED
        yield file_case(
            f"schema {number}", "a.anki2", _values("UPDATE col SET ver = ?", number), bringing,
            known,
        )  # fmt: skip
    yield file_case("what looks encrypted", "a.anki2", _encrypted(random), bringing, ONLY_REFUSED)
    done = 0
    for what, spoilt in _damaged(random):
        yield file_case(f"a database {what}", "a.anki21", spoilt, bringing, ANYTHING)
        done += 1
    for number in range(count - len(_SCHEMAS) - len(_WRITTEN) - len(_LARGE) - done - 20):
        schema = (OLD, NEW, FIRST)[number % 3]
        whole = bytearray(sound(schema))
        for _ in range(random.choice((1, 1, 3, 12))):
            at = random.randrange(100, len(whole))
            whole[at] = random.choice((0, 1, 0x7F, 0x80, 0xFF, random.randrange(256)))
        ending = "anki" if schema == FIRST else "anki2"
        name = f"bytes changed of schema {schema}"
        yield file_case(name, f"a.{ending}", bytes(whole), bringing, ANYTHING)
