"""Which segments are known here, and those that wait to be carried away."""

from sqlalchemy import Connection

from flashcards.store.connections import raw_of
from flashcards.sync.values import SNAPSHOT, Segment


def known(conn: Connection) -> tuple[set[str], set[str]]:
    """Return the hashes of the segments that were taken in or written here, and their names."""
    rows = raw_of(conn).execute("SELECT hash, name FROM sync_segments WHERE seen_ms = 0").fetchall()
    return {row[0].partition("+")[0] for row in rows}, {row[1] for row in rows}


def note(conn: Connection, whole_hash: str, segment: Segment, name: str) -> None:
    """Note that a segment is known, with all it stands for."""
    execute = raw_of(conn).execute
    covered = segment.covers if segment.kind == SNAPSHOT else segment.parents
    execute(
        "INSERT INTO sync_segments VALUES (?, ?, ?, ?, 1, 0) ON CONFLICT (hash) DO UPDATE SET "
        "seen_ms = 0, name = excluded.name",
        (whole_hash, segment.device, segment.number, name),
    )
    for each in covered:
        execute("UPDATE sync_segments SET head = 0 WHERE hash = ?", (each,))
    if segment.kind == SNAPSHOT:
        for each in segment.covers:
            execute(
                "INSERT OR IGNORE INTO sync_segments VALUES (?, '', 0, '', 0, 0)", (each,)
            )  # fmt: skip


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
    rows = raw_of(conn).execute("SELECT hash FROM sync_segments WHERE head = 1 ORDER BY hash")
    return [row[0] for row in rows]


def forget_all(conn: Connection) -> None:
    """Forget all that is known of other machines."""
    for table in ("stamps", "states", "unsent", "segments", "outbox", "conflicts"):
        raw_of(conn).execute(f"DELETE FROM sync_{table}")


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
