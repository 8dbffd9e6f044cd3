"""Which segments are known here, and those that wait to be carried away."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection

from flashcards.store.connections import bulk, raw_of
from flashcards.store.operation import operation
from flashcards.sync.heading import Header
from flashcards.sync.values import SNAPSHOT, Segment

_HEAD: Final = 1
"""Of ``sync_segments.head``: nothing builds on it yet."""
_COVERED: Final = 2
"""A snapshot stands for it, or is it."""
NEWEST: Final = 300
"""Of each device, so many segments are named by a snapshot beside those that lie there, """
_UNNAMED: Final = 3_000
"""and so many that are known only because another snapshot named them;"""
_MOST_COVERED: Final = 9_000
"""so many in all, so that they fit into its head."""
MOVING: Final = (
    "DELETE FROM sync_outbox",
    "DELETE FROM sync_segments WHERE instr(hash, '+') OR seen_ms > 0",
    "UPDATE sync_segments SET name = ''",
)
"""What ``move`` does."""


def known(conn: Connection) -> tuple[set[str], set[str]]:
    """Return the hashes of the segments that were taken in or written here, and their names."""
    rows = _noted(conn)
    return {whole_hash for whole_hash, _ in rows}, {name for _, name in rows}


def called(conn: Connection) -> dict[str, str]:
    """Return the hashes of the known segments by each of their names."""
    return {name: whole_hash for whole_hash, name in _noted(conn) if name}


def lay_there(conn: Connection) -> set[str]:
    """Return the names of what was put into the place, or read there, since it was joined."""
    return called(conn).keys() - {name for _, name in outbox(conn)}


def move(conn: Connection) -> None:
    """Forget where segments lay, and carry none away: all that is known is told anew elsewhere.

    What waited was packed for whoever could read the former place.
    """
    for statement in MOVING:
        raw_of(conn).execute(statement)


def _noted(conn: Connection) -> list[tuple[str, str]]:
    """Return (hash, name) of what is known, once for each of its names."""
    rows = raw_of(conn).execute("SELECT hash, name FROM sync_segments WHERE seen_ms = 0").fetchall()
    return [(row[0].partition("+")[0], row[1]) for row in rows]


def note(
    conn: Connection,
    whole_hash: str,
    segment: Segment | Header,
    name: str,
    *,
    published: bool = False,
) -> None:
    """Note that a segment is known, with all it stands for.

    Nothing builds on a snapshot: what comes after it builds on the last of those that it covers.
    Nor does anything on what is ``published``: it can be withdrawn before all have read it.
    """
    is_snapshot = segment.kind == SNAPSHOT
    head = 0 if published else _COVERED if is_snapshot else _HEAD
    execute = raw_of(conn).execute
    execute(
        "INSERT INTO sync_segments VALUES (?1, ?2, ?3, ?4, ?5, 0) ON CONFLICT (hash) DO UPDATE SET "
        "seen_ms = 0, name = ?4, device = ?2, number = ?3, head = ?5",
        (whole_hash, segment.device, segment.number, name, head),
    )
    for each in () if published else segment.parents:
        execute("UPDATE sync_segments SET head = head & ? WHERE hash = ?", (_COVERED, each))
    if is_snapshot:
        _note_covered(conn, segment)


def _note_covered(conn: Connection, snapshot: Segment | Header) -> None:
    """Note what a snapshot stands for; of what is known by hash alone, the number says since when.

    In UTC ms.
    """
    heads, now_ms = set(snapshot.heads), operation(conn).now_ms
    bulk(
        conn,
        "INSERT INTO sync_segments VALUES (?1, '', ?3, '', ?2, 0) ON CONFLICT (hash) DO UPDATE SET "
        "head = CASE WHEN seen_ms = 0 THEN (head & ?2) | 2 ELSE ?2 END, seen_ms = 0",
        [(each, _COVERED | (_HEAD if each in heads else 0), now_ms) for each in snapshot.covers],
    )


def uncovered(conn: Connection) -> set[str]:
    """Return the known segments (hashes) that no snapshot stands for."""
    rows = raw_of(conn).execute(
        "SELECT hash FROM sync_segments WHERE seen_ms = 0 AND name <> '' AND head < ? "
        "AND instr(hash, '+') = 0",
        (_COVERED,),
    )
    return {row[0] for row in rows}


def to_cover(conn: Connection, lying: Iterable[str]) -> list[str]:
    """Return the segments (hashes) that a snapshot made now stands for, as far as it names them.

    Those of which files lie there, and of the rest the newest of each device and the newest that
    are known from other snapshots alone. What somebody who was away still builds on is among them;
    of others nobody asks any more.
    """
    names = called(conn)
    found = dict.fromkeys(heads(conn))
    found |= dict.fromkeys(sorted(names[name] for name in lying if name in names))
    rows = raw_of(conn).execute(
        "SELECT hash FROM (SELECT hash, number, row_number() OVER (PARTITION BY device "
        "ORDER BY number DESC, hash) AS place, device = '' AS unnamed FROM sync_segments "
        "WHERE seen_ms = 0 AND instr(hash, '+') = 0) "
        "WHERE place <= CASE WHEN unnamed THEN ? ELSE ? END ORDER BY unnamed, place, hash",
        (_UNNAMED, NEWEST),
    )
    found |= dict.fromkeys(row[0] for row in rows)
    return sorted([*found][:_MOST_COVERED])


def largest_covered(conn: Connection, device: str) -> int:
    """Return the number of the last segment of a device that snapshots stand for."""
    row = raw_of(conn).execute(
        "SELECT max(number) FROM sync_segments WHERE device = ? AND head >= ?", (device, _COVERED)
    ).fetchone()  # fmt: skip
    return int(row[0] or 0)


def covered_names(conn: Connection, device: str, number: int) -> list[str]:
    """Return what segments of a device up to a number are called that snapshots stand for.

    All their names, and none of a snapshot.
    """
    rows = raw_of(conn).execute(
        "SELECT c.name FROM sync_segments s JOIN sync_segments c "
        "ON c.hash = s.hash OR (c.hash >= s.hash || '+' AND c.hash < s.hash || ',') "
        "WHERE s.device = ? AND s.number <= ? AND s.head >= ? AND c.name <> '' "
        "AND instr(s.name, '-snapshot-') = 0",
        (device, number, _COVERED),
    )
    return [row[0] for row in rows]


def also_called(conn: Connection, whole_hash: str, name: str) -> None:
    """Note another name under which a known segment lies there, so that it is not read again."""
    raw_of(conn).execute(
        "INSERT OR IGNORE INTO sync_segments VALUES (?, '', 0, ?, 0, 0)",
        (f"{whole_hash}+{name}", name),
    )


def waiting_since(conn: Connection, whole_hash: str, now_ms: int) -> int:
    """Return since when (UTC ms) a segment waits for others; from now on if it has not yet."""
    execute = raw_of(conn).execute
    execute("INSERT OR IGNORE INTO sync_segments VALUES (?, '', 0, '', 0, ?)", (whole_hash, now_ms))
    row = execute("SELECT seen_ms FROM sync_segments WHERE hash = ?", (whole_hash,)).fetchone()
    return int(row[0])


def heads(conn: Connection) -> list[str]:
    """Return the segments on which no other builds yet."""
    rows = raw_of(conn).execute("SELECT hash FROM sync_segments WHERE head & 1 ORDER BY hash")
    return [row[0] for row in rows]


# The outbox --------------------------------------------------------------------------------------


def keep(conn: Connection, whole_hash: str, name: str, data: bytes) -> None:
    """Keep a segment until it is carried away: in the transaction that counts it as told."""
    raw_of(conn).execute("INSERT INTO sync_outbox VALUES (?, ?, ?)", (whole_hash, name, data))


def outbox(conn: Connection) -> list[tuple[str, str]]:
    """Return (hash, name) of the segments that wait."""
    return raw_of(conn).execute("SELECT hash, name FROM sync_outbox ORDER BY name").fetchall()


def data_of(conn: Connection, whole_hash: str) -> bytes:
    """Return the content of a segment that waits."""
    row = raw_of(conn).execute(
        "SELECT data FROM sync_outbox WHERE hash = ?", (whole_hash,)
    ).fetchone()  # fmt: skip
    return b"" if row is None else bytes(row[0])


def sent(conn: Connection, whole_hash: str) -> None:
    """Note that a segment has been carried away."""
    raw_of(conn).execute("DELETE FROM sync_outbox WHERE hash = ?", (whole_hash,))
