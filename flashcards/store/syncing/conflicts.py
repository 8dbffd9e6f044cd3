"""Keeps what one machine wrote into a field while another wrote something else."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection

from flashcards.store import notes, revisions
from flashcards.store.connections import raw_of
from flashcards.store.operation import operation
from flashcards.store.syncing import records
from flashcards.store.syncing.kinds import FIELD, NOTE_TYPES
from flashcards.sync.registers import TEXT, Merged, Register, ms_of


def keep(conn: Connection, guid: str, merged: Merged) -> int:
    """Keep the texts of a note that do not stand in its history; return how many are conflicts.

    Not what is kept already, or says nothing, nor what its note was made with: that is another
    version of it, as in two packages, and nobody's change.
    """
    found: set[str] = set()
    for name, register in (*merged.lost, *merged.beaten):
        is_typed = register.device > 0
        if name.startswith(TEXT):
            uid = name.removeprefix(TEXT)
            if keep_text(conn, guid, uid, register, report=is_typed) and is_typed:
                found.add(uid)
    return len(found)


def keep_text(conn: Connection, guid: str, uid: str, register: Register, *, report: bool) -> bool:
    """Keep what was written into a field (its uid) of a note; return whether it was not yet.

    ``report`` says whether the learner is to hear of it.
    """
    work, text, key = operation(conn), register.value, (guid, uid, revisions.KIND)
    if not isinstance(text, str) or not text or revisions.is_kept(conn, key, text):
        return False
    revisions.add_lost(conn, work, key, text, ms_of(register.stamp), register.device)
    if report:
        raw_of(conn).execute(
            "INSERT OR REPLACE INTO sync_conflicts VALUES (?, ?, ?)", (guid, uid, work.now_ms)
        )
    return True


def keep_unshown(
    conn: Connection, replaced: Mapping[tuple[str, str, str], Register], new: Collection[int]
) -> None:
    """Keep texts that were replaced (guid, field, text) in notes that are gone, or were and came.

    ``new`` are the notes (ids) that came. Of those that were there and are, the operation keeps
    them itself, at its end.
    """
    there = notes.ids_of(conn, {guid for guid, _, _ in replaced})
    for (guid, name, _), register in replaced.items():
        if guid not in there or there[guid] in new:
            keep_text(conn, guid, name.removeprefix(TEXT), register, report=False)


def keep_hidden(
    conn: Connection, guid: str, uid: str, register: Register, note_type: Register | None
) -> None:
    """Keep what came for a field that a note does not show: its type has lost it, or is another.

    ``note_type`` is what says of which type the note is. Whoever wrote it before they hid it
    themselves knew what they did.
    """
    own = records.own_number(conn)
    hid = raw_of(conn).execute(
        "SELECT stamp, device FROM sync_stamps WHERE kind = ? AND field = ? "
        "ORDER BY stamp DESC LIMIT 1",
        (NOTE_TYPES.number, FIELD + uid),
    ).fetchone() or (note_type[:2] if note_type is not None else (0, 0))  # fmt: skip
    report = register.stamp > hid[0] or hid[1] == own
    keep_text(conn, guid, uid, register, report=report)


def see(conn: Connection) -> None:
    """Note that the learner has seen them."""
    raw_of(conn).execute("DELETE FROM sync_conflicts")
