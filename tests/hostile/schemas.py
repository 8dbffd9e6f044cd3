"""Collections somebody prepared: foreign triggers, views, tables, columns, rules; odd values."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

from tests.hostile.case import ANYTHING, ONLY_REFUSED, Act, Case, Place
from tests.hostile.prepared import put_sound, restored, sent, used
from tests.hostile.stock import INVISIBLE, PLAIN

_ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
_LARGE = "length(hex(zeroblob(400000000)))"
_BODIES = (
    f"{_ENDLESS};",
    f"SELECT {_LARGE};",
    "DELETE FROM notes;",
    "DELETE FROM reviews;",
    "UPDATE cards SET due_at = 'x', state = 99;",
    "INSERT INTO tombstones SELECT 'x', hex(randomblob(9)), 0;",
    "UPDATE note_types SET kind = 'sideways';",
    "SELECT RAISE(ABORT, 'no');",
    "SELECT RAISE(ROLLBACK, 'no');",
    "SELECT load_extension('evil');",
)
_TABLES = (
    *("collection", "devices", "note_types", "templates", "sources", "presets", "decks", "notes"),
    *("cards", "media", "reviews", "plans", "passages", "bin", "revisions", "tags"),
)
_COLUMNS = {
    "cards": "ease", "notes": "tags", "decks": "limits", "note_types": "css", "plans": "name",
    "media": "size", "sources": "address", "presets": "options",
}  # fmt: skip
_JSON_PLACES = (
    *("decks.limits", "presets.options", "note_types.fields", "scheduler_versions.parameters"),
    *("review_memories.memory", "plans.definition", "bin_rows.body", "sources.structure"),
)
_KIND_PLACES = (
    *("note_types.kind", "plans.kind", "bin.kind", "bin_rows.kind", "tombstones.kind"),
    *("scheduler_versions.scheduler", "note_types.markup"),
)
_NUMBER_PLACES = (
    *("cards.state", "cards.due_at", "cards.interval_minutes", "cards.ease", "cards.flag"),
    *("cards.ordinal", "cards.step", "cards.stability", "cards.buried_until", "cards.position"),
    *("reviews.at_ms", "reviews.kind", "reviews.quality", "reviews.offset_minutes"),
    *("reviews.interval_minutes", "reviews.taken_ms", "notes.created_ms", "decks.parent_id"),
    *("scheduler_versions.day_start_minutes", "scheduler_versions.replaced_by", "bin.deleted_ms"),
)
_NUMBERS = (
    *(-1, 0, 9, 10**6, 2**31, 2**63 - 1, -(2**63), 1e308, -1e308, 0.5, "x", "", b"\xff", None),
    *("9" * 400, "1e999", "nan"),
)
_VALUES = (
    *("[]", "{}", "null", "7", '"x"', "true", "{", "", "[" * 900, '{"a": 1e999}', "[[[]]]"),
    *('{"today": []}', '{"new_per_day": "x"}', '{"state": 9}', '{"first": 5}', '{"x": "\\ud800"}'),
    *("[1, 2]", '{"learning_steps": [null]}', '{"profile": "sideways"}', "NaN", "\x00", "9" * 5000),
    *('{"uid": 1}', '[{"uid": "a"}]', '{"scheduler": "sideways"}', '{"easy_days": []}'),
)


def _foreign(random: Random) -> Iterator[tuple[str, str]]:
    """Yield (what, statements) of things no collection has, over and over."""
    names = ["t", "sqlite", "notes_", "ü", "select", *(each[:9] for each in INVISIBLE.values())]
    while True:
        table = random.choice(_TABLES)
        name = '"' + random.choice(names).replace('"', '""') + str(random.randrange(99)) + '"'
        event = random.choice(("INSERT", "UPDATE", "DELETE"))
        body = random.choice(_BODIES)
        yield "a trigger", f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {body} END"
        when = random.choice(("BEFORE", "AFTER"))
        yield (
            "a trigger that watches",
            (f"CREATE TRIGGER {name} {when} {event} ON {table} WHEN {_LARGE} > 0 BEGIN {body} END"),
        )
        yield "a view", f"CREATE VIEW {name} AS {random.choice((_ENDLESS, 'SELECT 1'))}"
        table = random.choice(("tags", "plans", "media", "revisions", "tombstones"))
        yield (
            "a view in a table's place",
            (f"PRAGMA foreign_keys = OFF; DROP TABLE {table}; CREATE VIEW {table} AS {_ENDLESS}"),
        )
        yield "a table less", f"PRAGMA foreign_keys = OFF; DROP TABLE {random.choice(_TABLES)}"
        yield "a table more", f"CREATE TABLE {name} (x CHECK ({_LARGE} > x))"
        yield "a table of words", f"CREATE VIRTUAL TABLE {name} USING fts5 (x)"
        table = random.choice(_TABLES)
        yield "a computed column", f"ALTER TABLE {table} ADD COLUMN {name} AS ({_LARGE})"
        yield "a column more", f"ALTER TABLE {table} ADD COLUMN {name}"
        table, column = random.choice(list(_COLUMNS.items()))
        yield "a column of another name", f"ALTER TABLE {table} RENAME COLUMN {column} TO {name}"
        yield "an index more", f"CREATE INDEX {name} ON notes ({_LARGE})"
        yield "an index less", f"DROP INDEX cards_{random.choice(('queue', 'new', 'deck'))}"
        sql = random.choice(("'CREATE TABLE x (y)'", "x'ff'", "NULL", "'SELECT 1'", "''"))
        yield (
            "a list of tables that lies",
            (
                f"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = {sql} "
                f"WHERE name = '{random.choice(_TABLES)}'"
            ),
        )


def _prepared(statements: str, put: Callable[[Place], Path]) -> Callable[[Place], None]:
    def make(place: Place) -> None:
        with closing(sqlite3.connect(put(place))) as raw:
            raw.executescript(statements)

    return make


def _with_value(where: str, value: object, put: Callable[[Place], Path]) -> Callable[[Place], None]:
    table, column = where.split(".")

    def make(place: Place) -> None:
        with closing(sqlite3.connect(put(place))) as raw:
            rows = f"rowid IN (SELECT rowid FROM {table} LIMIT 2)"
            if table in ("reviews", "tombstones"):
                rows = "1"
            raw.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {rows}", (value,))
            raw.commit()

    return make


def _random_json(random: Random, depth: int = 3) -> object:
    match random.randrange(8 if depth else 5):
        case 0:
            return random.choice((None, True, False))
        case 1:
            return random.choice((0, -1, 10**12, 10**30, 1.5, -1e300))
        case 2:
            return random.choice(("", "x", *PLAIN.values()))[:60]
        case 3 | 4:
            return random.randrange(100)
        case 5:
            return [_random_json(random, depth - 1) for _ in range(random.randrange(4))]
        case _:
            keys = ("state", "ease", "today", "new", "kind", "order", "first", "last", "uid")
            return {random.choice(keys): _random_json(random, depth - 1) for _ in range(4)}


def _values(random: Random) -> Iterator[tuple[str, object]]:
    while True:
        yield random.choice(_JSON_PLACES), random.choice(_VALUES)
        yield random.choice(_JSON_PLACES), json.dumps(_random_json(random))
        yield random.choice(_NUMBER_PLACES), random.choice(_NUMBERS)
        yield random.choice(_KIND_PLACES), random.choice(("sideways", "", *INVISIBLE.values()))


def cases(random: Random, count: int) -> Iterator[Case]:
    """Yield two foreign things for each odd value; every fifth comes as a backup."""
    foreign, values = _foreign(random), _values(random)
    for number in range(count):
        put, act = (sent, restored) if number % 5 == 4 else (put_sound, used)
        ways: tuple[Callable[[Place], Path], Act] = put, act
        if number % 3 < 2:
            what, statements = next(foreign)
            yield Case(what, ways[1], ONLY_REFUSED, _prepared(statements, ways[0]))
        else:
            where, value = next(values)
            made = _with_value(where, value, ways[0])
            yield Case(f"{where} as {str(value)[:20]!a}", ways[1], ANYTHING, made)
