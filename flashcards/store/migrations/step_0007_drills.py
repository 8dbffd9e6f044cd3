"""Lets drills count for FSRS from the next answer on: part of ``step_0007``."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import suppress

_FSRS = (
    "SELECT DISTINCT v.id, v.parameters, v.day_start_minutes FROM presets p "
    "JOIN scheduler_versions v ON v.id = p.version_id WHERE v.scheduler = 'fsrs'"
)
_SAME = (
    "SELECT id FROM scheduler_versions "
    "WHERE scheduler = 'fsrs' AND parameters = ? AND day_start_minutes = ?"
)
_ADD = (
    "INSERT INTO scheduler_versions (scheduler, parameters, day_start_minutes) "
    "VALUES ('fsrs', ?, ?)"
)


def _count(raw: sqlite3.Connection) -> None:
    """Let presets that use FSRS plan by a version that counts drills.

    What was answered before keeps its version and so its meaning: no card is moved.
    """
    for version, parameters, day_start in raw.execute(_FSRS).fetchall():
        with suppress(ValueError, TypeError):  # what nobody can read stays as it is
            values = {**json.loads(parameters), "counts_drills": True}
            key = json.dumps(values, sort_keys=True, separators=(",", ":")), day_start
            if raw.execute(_SAME, key).fetchone() is None:
                raw.execute(_ADD, key)
            found = raw.execute(_SAME, key).fetchone()[0]
            raw.execute("UPDATE presets SET version_id = ? WHERE version_id = ?", (found, version))


STATEMENTS: tuple[str | Callable[[sqlite3.Connection], None], ...] = (_count,)
"""The name of a version's rules is its parameters, so a new entry in them is a new version."""
