"""Which files were read, and how they looked then: one that looks otherwise is read again."""

import json
from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from flashcards.store.connections import raw_of

_KEY: Final = "sync_files"


def marks(conn: Connection) -> dict[str, str]:
    """Return what each file looked like when it was read, by name."""
    row = raw_of(conn).execute("SELECT value FROM collection WHERE key = ?", (_KEY,)).fetchone()
    return {} if row is None else json.loads(row[0])


def set_marks(conn: Connection, found: Mapping[str, str]) -> None:
    """Keep these, in the place of what was kept; nothing takes all of it away."""
    execute = raw_of(conn).execute
    if found:
        execute(
            "INSERT INTO collection VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
            (_KEY, json.dumps(dict(sorted(found.items())))),
        )
    else:
        execute("DELETE FROM collection WHERE key = ?", (_KEY,))
