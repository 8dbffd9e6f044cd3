"""Whether every stored value is of the kind, and within the bounds, its column is for.

SQLite's own checks look at how a file is built, not at what stands in it: a single flipped bit can
turn a number into a text without any of them noticing.
"""

from typing import Final

from sqlalchemy import Connection

from flashcards.model.messages import Message, message, plural_message
from flashcards.store import fields
from flashcards.store.reviews import LARGEST_OFFSET
from flashcards.store.schema import TABLES, Column

_FIRST_MS, _LAST_MS = -62_135_596_800_000, 253_402_300_799_999
"""The years 1 to 9999."""
_DAY = 24 * 60

_OPTIONAL: Final = frozenset(
    {
        "buried_until", "due_at", "stability", "difficulty", "last_review_at", "drill_day",
        "target", "source_id", "replaced_by", "past_version_id", "past_until_ms", "read_ms",
        "start", "stop", "former_until_ms", "parent_id", "finished_ms",
    }
)  # fmt: skip
"""Columns that may hold nothing."""

_BOUNDS: Final[dict[str, dict[str, tuple[int, int]]]] = {
    "cards": {
        "state": (0, 3),
        "suspended": (0, 1),
        "flag": (0, 7),
        "ordinal": (0, 1 << 20),
        "due_at": (_FIRST_MS, _LAST_MS),
        "last_review_at": (_FIRST_MS, _LAST_MS),
        "changed_ms": (_FIRST_MS, _LAST_MS),
        "interval_minutes": (0, 9999 * 366 * _DAY),
        "ease": (1, 100_000),
    },
    "notes": {"created_ms": (_FIRST_MS, _LAST_MS), "changed_ms": (_FIRST_MS, _LAST_MS)},
    "reviews": {
        "at_ms": (_FIRST_MS, _LAST_MS),
        "offset_minutes": (-LARGEST_OFFSET, LARGEST_OFFSET),
        "kind": (0, 127),
        "quality": (0, 5),
        "taken_ms": (0, 1 << 40),
        "interval_minutes": (0, 9999 * 366 * _DAY),
    },
    "passages": {
        "start": (0, 1 << 40),
        "stop": (0, 1 << 40),
        "fresh_look": (0, 1),
        "former_until_ms": (_FIRST_MS, _LAST_MS),
    },
    "highlights": {"start": (0, 1 << 40), "stop": (0, 1 << 40)},
    "readings": {
        "priority": (0, 2),
        "portion": (0, 1 << 40),
        "finished_ms": (_FIRST_MS, _LAST_MS),
    },
    "reading_places": {
        "position": (0, 1 << 40),
        "top": (0, 1 << 40),
        "week_before": (0, 1 << 40),
        "read_ms": (_FIRST_MS, _LAST_MS),
    },
    "bin": {"deleted_ms": (_FIRST_MS, _LAST_MS)},
    "revisions": {"since_ms": (_FIRST_MS, _LAST_MS), "until_ms": (_FIRST_MS, _LAST_MS)},
    "scheduler_versions": {"day_start_minutes": (0, _DAY - 1)},
    "learner": {"id": (1, 1), "day_start_minutes": (0, _DAY - 1)},
}

_JSON: Final = (
    ("note_types", "fields"),
    ("presets", "options"),
    ("scheduler_versions", "parameters"),
    ("review_memories", "memory"),
    ("plans", "definition"),
    ("passages", "heading"),
    ("bin_rows", "body"),
    ("reading_places", "spans"),
    ("watched", "body"),
)


def problems(conn: Connection) -> list[Message]:
    """Return in plain words what cannot be right, table by table; empty when all can be."""
    found = []
    for table in TABLES.values():
        conditions = [_wrong_kind(column) for column in table.columns]
        conditions += [
            f"{name} NOT BETWEEN {low} AND {high}"
            for name, (low, high) in _BOUNDS.get(table.name, {}).items()
        ]
        conditions += [f"NOT json_valid({column})" for name, column in _JSON if name == table.name]
        wrong = conn.exec_driver_sql(
            f"SELECT count(*) FROM {table.name} WHERE {' OR '.join(conditions)}"
        ).scalar_one()
        if wrong:
            found.append(
                plural_message(
                    wrong,
                    "{count} row of “{table}” holds an impossible value.",
                    "{count} rows of “{table}” hold impossible values.",
                    table=table.name,
                )
            )
    return found + _given_twice(conn) + fields.problems(conn)


def _given_twice(conn: Connection) -> list[Message]:
    """Say which tables would give an id out again that is in use."""
    tables = conn.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
    ).fetchall()
    return [
        message("The count of ids given out for “{table}” is wrong.", table=name)
        for (name,) in tables
        if conn.exec_driver_sql(
            f"SELECT 1 FROM sqlite_sequence WHERE name = '{name}' AND typeof(seq) <> 'integer' "
            f"UNION ALL SELECT 1 FROM (SELECT max(id) AS last FROM {name}) WHERE last > "
            f"coalesce((SELECT max(seq) FROM sqlite_sequence WHERE name = '{name}'), 0)"
        ).fetchone()
    ]


def _wrong_kind(column: Column) -> str:
    """Return the condition under which the value of a column is of another kind."""
    kinds = f"'{column.kind}'"
    if column.kind == "real":
        kinds += ", 'integer'"
    if column.name in _OPTIONAL:
        kinds += ", 'null'"
    return f"typeof({column.name}) NOT IN ({kinds})"
