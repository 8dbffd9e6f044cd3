"""When the parameters of presets were fitted last, or a fit was tried."""

import json

from sqlalchemy import Connection

_KEY = "fits"
_READ = "SELECT value FROM collection WHERE key = ?"
_WRITE = "INSERT INTO collection VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2"


def days(conn: Connection) -> dict[str, int]:
    """Return the learner's day (date ordinal) of the last fit, by the uid of the preset."""
    row = conn.exec_driver_sql(_READ, (_KEY,)).fetchone()
    found: object = None if row is None else json.loads(row[0])
    if not isinstance(found, dict):
        return {}
    return {str(uid): day for uid, day in found.items() if type(day) is int}


def set_day(conn: Connection, preset_uid: str, day: int) -> None:
    """Note that the parameters of a preset were fitted on a learner's day, or that it was tried.

    No undo step takes that back: what was undone is not tried again the next minute.
    """
    conn.exec_driver_sql(_WRITE, (_KEY, json.dumps({**days(conn), preset_uid: day})))
