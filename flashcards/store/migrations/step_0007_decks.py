"""Lets each deck keep its parent and its own name: part of ``step_0007``."""

import hashlib
import sqlite3
from collections.abc import Callable


def _place(raw: sqlite3.Connection) -> None:
    """Find every deck's parent by its full name; a parent that is missing is added."""
    names = [row[0] for row in raw.execute("SELECT name FROM decks ORDER BY length(name)")]
    ids = {name.casefold(): _id_of(raw, name) for name in names}
    for name in names:
        _put(raw, ids, name)


def _put(raw: sqlite3.Connection, ids: dict[str, int], name: str) -> None:
    above, _, own = name.rpartition("::")
    if above and above.casefold() not in ids:
        raw.execute(
            "INSERT INTO decks (uid, name, preset_id, changed_ms) "
            "SELECT ?, ?, preset_id, changed_ms FROM decks WHERE id = ?",
            (hashlib.sha256(above.encode()).hexdigest()[:12], above, ids[name.casefold()]),
        )
        ids[above.casefold()] = _id_of(raw, above)
        _put(raw, ids, above)
    parent = ids[above.casefold()] if above else None
    raw.execute(
        "UPDATE decks SET parent_id = ?, own_name = ? WHERE id = ?",
        (parent, own, ids[name.casefold()]),
    )


def _id_of(raw: sqlite3.Connection, name: str) -> int:
    return int(raw.execute("SELECT id FROM decks WHERE name = ?", (name,)).fetchone()[0])


STATEMENTS: tuple[str | Callable[[sqlite3.Connection], None], ...] = (
    """ALTER TABLE decks ADD COLUMN parent_id INTEGER
        REFERENCES decks (id) DEFERRABLE INITIALLY DEFERRED""",
    "ALTER TABLE decks ADD COLUMN own_name TEXT NOT NULL DEFAULT ''",
    _place,
)
"""``name``, the full one, follows from these from now on, so that renaming a deck changes one row's
facts. It stays in the row: decks are looked for by it."""
