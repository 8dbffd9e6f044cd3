"""Presets that are there although they were deleted: where machines had deleted all, one is left.

It would go as soon as others hear of another one, and decks would lose the options that they were
studied by since. So it counts as brought back once another is beside it.
"""

import json
from typing import Final

from sqlalchemy import Connection

from flashcards.store.connections import raw_of
from flashcards.store.syncing import records
from flashcards.store.syncing.kinds import PRESETS
from flashcards.sync.registers import GONE, later

_LEFT: Final = (
    "SELECT s.row, s.stamp, s.base, s.sent FROM sync_stamps s JOIN presets p ON p.id = s.row "
    "WHERE s.kind = ? AND s.field = ? AND s.value = 'true' AND (SELECT count(*) FROM presets) > 1"
)


def bring_back(conn: Connection, now: int, device: int) -> None:
    """Say of the one that was left that it is there, if it is alone no more."""
    found = raw_of(conn).execute(_LEFT, (PRESETS.number, GONE)).fetchall()
    records.write_stamps(
        conn,
        [
            (PRESETS.number, row, GONE, later(now, stamp), device, stamp if sent else base, 0,
             json.dumps(False))
            for row, stamp, base, sent in found
        ],
    )  # fmt: skip
