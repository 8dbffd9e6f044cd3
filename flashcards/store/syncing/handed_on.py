"""What was done since a backup and others were told of, as the collection hands it on.

It comes back from the folder or hub as well, but for where another one is chosen before.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from sqlalchemy import Connection

from flashcards.store import taking_part
from flashcards.store.connections import raw_of
from flashcards.store.syncing import gathering, log_rows
from flashcards.store.syncing.log_rows import ReviewRow
from flashcards.store.syncing.setup import Setup
from flashcards.sync import segment as codec
from flashcards.sync.values import Fact, LogBlock, Segment

_AT_ONCE: Final = 50_000
"""Rows that go into one segment, or all of one card."""
_SAME: Final = " AND ".join(
    f"m.{name} = r.{name}"
    for name in ("card_id", "id", "at_ms", "kind", "quality", "taken_ms", "interval_minutes")
)
_SINCE: Final = (
    f"SELECT {log_rows.COLUMNS} FROM replaced.reviews r WHERE r.card_id <= ? "
    f"AND NOT EXISTS (SELECT 1 FROM main.reviews m WHERE {_SAME}) "
    "AND NOT EXISTS (SELECT 1 FROM replaced.sync_unsent u WHERE u.card_id = r.card_id "
    "AND u.id = r.id) ORDER BY r.card_id, r.id"
)
_ALL: Final = (1 << 63) - 1


def done_since(replaced: Connection, backup: Connection, setup: Setup) -> list[bytes]:
    """Return segments of what others know of ``replaced`` that the backup has not.

    Answers, and how far articles were read. ``backup`` has the other attached as ``replaced``.
    """
    found = []
    read = _read_since(replaced, backup)
    rows: list[ReviewRow] = []
    for _, some in groupby(
        raw_of(backup).execute(_SINCE, (setup.get("log_mark", _ALL),)), itemgetter(0)
    ):
        rows += some
        if len(rows) >= _AT_ONCE:
            found.append(_packed(replaced, setup, rows))
            rows = []
    if rows or read:
        found.append(_packed(replaced, setup, rows, read))
    return found


def _packed(
    replaced: Connection, setup: Setup, rows: Sequence[ReviewRow], read: Sequence[Fact] = ()
) -> bytes:
    devices = gathering.Devices(replaced, setup)
    log = log_rows.block(replaced, rows, devices.place) if rows else None
    return codec.pack(Segment(setup["uid"], 1, devices=devices.found, facts=[*read], log=log))


def _read_since(replaced: Connection, backup: Connection) -> list[Fact]:
    before = dict(gathering.places(backup))
    return [
        Fact(gathering.PLACES, uid, name, each.value, each.stamp, 0)
        for uid, state in gathering.places(replaced)
        if state != before.get(uid)
        for name, each in state.items()
    ]


# In the backup -----------------------------------------------------------------------------------


def kept(conn: Connection) -> list[str]:
    """Return what was handed on, as it is kept."""
    row = raw_of(conn).execute(
        "SELECT value FROM collection WHERE key = ?", (taking_part.HANDED_ON,)
    ).fetchone()  # fmt: skip
    return [] if row is None else list(json.loads(row[0]))


def as_kept(found: Sequence[bytes]) -> list[str]:
    """Return segments as they are kept."""
    return [b64encode(each).decode("ascii") for each in found]


def segments(conn: Connection) -> Iterator[Segment]:
    """Yield what was handed on; raises ValueError or SegmentError for what no program of ours
    kept."""
    for each in kept(conn):
        yield codec.unpack(b64decode(each))


def forget(conn: Connection) -> None:
    """Forget it: it has been taken in."""
    raw_of(conn).execute("DELETE FROM collection WHERE key = ?", (taking_part.HANDED_ON,))


def has_new(conn: Connection, log: LogBlock | None, named: Sequence[tuple[str, str]]) -> bool:
    """Whether some of these rows have not come from anywhere else. For a write."""
    return log is not None and len(log_rows.localized(conn, log, named).table) > 0
