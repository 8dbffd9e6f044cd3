"""Keeps what one machine wrote into a field while another wrote something else."""

from sqlalchemy import Connection

from flashcards.store import revisions
from flashcards.store.connections import raw_of
from flashcards.store.operation import operation
from flashcards.sync.registers import TEXT, Merged, ms_of


def keep(conn: Connection, guid: str, merged: Merged) -> int:
    """Keep the texts of a note that do not stand in its history; return how many fields have one.

    What is kept already, or says nothing, counts for nothing.
    """
    work = operation(conn)
    fields = set()
    for name, register in (*merged.lost, *merged.beaten):
        text = register.value
        if not name.startswith(TEXT) or not isinstance(text, str) or not text:
            continue
        uid = name.removeprefix(TEXT)
        if _is_kept(conn, guid, uid, text):
            continue
        revisions.add(conn, work, (guid, uid, revisions.KIND), text, ms_of(register.stamp))
        raw_of(conn).execute(
            "INSERT OR REPLACE INTO sync_conflicts VALUES (?, ?, ?)", (guid, uid, work.now_ms)
        )
        fields.add(uid)
    return len(fields)


def _is_kept(conn: Connection, guid: str, uid: str, text: str) -> bool:
    found = raw_of(conn).execute(
        "SELECT EXISTS (SELECT 1 FROM revisions WHERE uid = ? AND field = ? AND kind = ? "
        "AND value = ?)",
        (guid, uid, revisions.KIND, text),
    )
    return bool(found.fetchone()[0])


def unseen(conn: Connection) -> list[tuple[str, str]]:
    """Return (guid, uid of the field) of what was changed on both sides, the newest first."""
    return raw_of(conn).execute(
        "SELECT uid, field FROM sync_conflicts ORDER BY at_ms DESC, uid, field"
    ).fetchall()  # fmt: skip


def see(conn: Connection) -> None:
    """Note that the learner has seen them."""
    raw_of(conn).execute("DELETE FROM sync_conflicts")
