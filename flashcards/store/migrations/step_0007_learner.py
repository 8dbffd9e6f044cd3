"""Gives the learner one start of the day, in place of one in each preset: part of ``step_0007``."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from typing import Final

_FOUR: Final = 240
_LAST: Final = 24 * 60 - 1
_SAME: Final = (
    "SELECT id FROM scheduler_versions "
    "WHERE scheduler = ? AND parameters = ? AND day_start_minutes = ?"
)


def _take_over(raw: sqlite3.Connection) -> None:
    """Make the start of the default preset's day the learner's; all presets had the same."""
    rows = raw.execute(
        "SELECT id, options, changed_ms FROM presets ORDER BY uid = 'default' DESC, id"
    ).fetchall()
    start, stamp = _FOUR, rows[0][2] if rows else 0
    for number, (preset, options, _) in enumerate(rows):
        with suppress(ValueError, AttributeError):  # what nobody can read stays as it is
            values = json.loads(options)
            minutes = values.pop("day_start_minutes", _FOUR)
            if number == 0 and type(minutes) is int and 0 <= minutes <= _LAST:
                start = minutes
            stored = json.dumps(values, sort_keys=True)
            raw.execute("UPDATE presets SET options = ? WHERE id = ?", (stored, preset))
    raw.execute("INSERT INTO learner VALUES (1, ?, ?)", (start, stamp))
    _follow(raw, start)


def _follow(raw: sqlite3.Connection, start: int) -> None:
    """Let presets whose day began at another time plan by versions of the learner's."""
    for preset, scheduler, parameters in raw.execute(
        "SELECT p.id, v.scheduler, v.parameters FROM presets p JOIN scheduler_versions v "
        "ON v.id = p.version_id WHERE v.day_start_minutes <> ?",
        (start,),
    ).fetchall():
        key = scheduler, parameters, start
        if raw.execute(_SAME, key).fetchone() is None:
            raw.execute(
                "INSERT INTO scheduler_versions (scheduler, parameters, day_start_minutes) "
                "VALUES (?, ?, ?)",
                key,
            )
        found = raw.execute(_SAME, key).fetchone()[0]
        raw.execute("UPDATE presets SET version_id = ? WHERE id = ?", (found, preset))


STATEMENTS: tuple[str | Callable[[sqlite3.Connection], None], ...] = (
    """CREATE TABLE learner (
        id INTEGER PRIMARY KEY,
        day_start_minutes INTEGER NOT NULL,
        changed_ms INTEGER NOT NULL
    )""",
    _take_over,
)
"""``learner`` has one row."""
