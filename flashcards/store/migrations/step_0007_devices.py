"""Numbers devices by their uids, and the log's rows by the devices: part of ``step_0007``."""

import hashlib
import sqlite3
from collections.abc import Callable


def _number(uid: str) -> int:
    return int.from_bytes(hashlib.sha256(uid.encode()).digest()[:3]) >> 1 or 1


def _renumber(raw: sqlite3.Connection) -> None:
    found = raw.execute("SELECT id, uid FROM devices ORDER BY uid").fetchall()
    numbers: dict[int, int] = {}
    for old, uid in found:
        number = _number(uid)
        while number in numbers.values():
            number += 1
        numbers[old] = number
    raw.execute("UPDATE devices SET id = -id")
    raw.executemany(
        "UPDATE devices SET id = ? WHERE id = ?", [(n, -old) for old, n in numbers.items()]
    )
    raw.execute(
        "UPDATE sqlite_sequence SET seq = (SELECT max(id) FROM devices) WHERE name = 'devices'"
    )

    def renumbered(row: int | None) -> int | None:
        if row is None:
            return None
        return numbers.get(row >> 40, row >> 40) << 40 | row & (1 << 40) - 1

    raw.create_function("renumbered", 1, renumbered, deterministic=True)


STATEMENTS: tuple[str | Callable[[sqlite3.Connection], None], ...] = (
    _renumber,
    "ALTER TABLE reviews RENAME TO reviews_before",
    """CREATE TABLE reviews (
        card_id INTEGER NOT NULL,
        id INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        offset_minutes INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        quality INTEGER NOT NULL,
        taken_ms INTEGER NOT NULL,
        version_id INTEGER NOT NULL,
        interval_minutes INTEGER NOT NULL,
        target INTEGER,
        PRIMARY KEY (card_id, id)
    ) WITHOUT ROWID""",
    # Of a moved row (6) the target is a plan.
    """INSERT INTO reviews SELECT card_id, renumbered(id), at_ms, offset_minutes, kind, quality,
        taken_ms, version_id, interval_minutes,
        CASE WHEN kind = 6 THEN target ELSE renumbered(target) END
        FROM reviews_before ORDER BY card_id, 2""",
    "DROP TABLE reviews_before",
    "UPDATE review_memories SET review_id = renumbered(review_id)",
)
"""Each collection called its first device 1, so that what broke the ties of one millisecond was
another on each machine."""
