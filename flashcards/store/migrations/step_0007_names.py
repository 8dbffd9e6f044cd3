"""Gives cards what their chances are drawn from, and keeps their names: part of ``step_0007``."""

import sqlite3
import zlib
from collections.abc import Callable


def _seed(name: str) -> int:
    return zlib.crc32(name.encode()) & 0x7FFFFFFF


def _give_seeds(raw: sqlite3.Connection) -> None:
    raw.create_function("seed_of", 1, _seed, deterministic=True)
    raw.execute(
        """UPDATE cards SET seed = (
            SELECT seed_of(n.guid || '/' || t.uid || '/' || cards.ordinal)
            FROM notes n JOIN templates t ON t.id = cards.template_id WHERE n.id = cards.note_id
        )"""
    )
    raw.create_function("seed_of", 1, None)


STATEMENTS: tuple[str | Callable[[sqlite3.Connection], None], ...] = (
    "ALTER TABLE cards ADD COLUMN seed INTEGER NOT NULL DEFAULT 0",
    _give_seeds,
    # Where an interval was varied anew when the past was corrected, or is judged by other rules,
    # a replay draws it again: from what it was drawn from then, the row's number.
    """UPDATE cards SET seed = id WHERE id IN (
        SELECT c.id FROM cards c JOIN scheduler_versions v ON v.id = c.past_version_id
        WHERE v.parameters LIKE '%"spread"%'
        UNION ALL SELECT r.card_id FROM reviews r JOIN reviews v ON v.card_id = r.card_id
        JOIN scheduler_versions s ON s.id = v.version_id
        WHERE r.target IS NOT NULL AND r.kind <> 6 AND s.parameters LIKE '%"spread"%'
    )""",
    """CREATE TABLE card_names (
        id INTEGER NOT NULL,
        guid TEXT NOT NULL,
        template TEXT NOT NULL,
        ordinal INTEGER NOT NULL,
        PRIMARY KEY (id, guid, template, ordinal)
    ) WITHOUT ROWID""",
)
"""``card_names`` has a row for each name that a card with a log has borne and bears no more."""
