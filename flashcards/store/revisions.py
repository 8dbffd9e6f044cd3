"""What the fields of notes said before: kept at each change, for their history and for a merge."""

from typing import Final

from sqlalchemy import Connection

from flashcards.model.binned import Revision
from flashcards.scheduling.days import from_ms
from flashcards.store import fields
from flashcards.store.connections import raw_of
from flashcards.store.operation import Operation
from flashcards.store.schema import FIELD_SEPARATOR

SITTING_MS: Final = 10 * 60_000
"""Changes of a field on one device, each no later than this after the one before, count as one."""

KEPT: Final = 100
"""How many former texts of one field are kept; the oldest go first."""

KIND: Final = "note"
"""The kind of row that a note's fields are kept of."""

_CHANGED: Final = """
SELECT u.guid, u.fields, n.fields, t.fields, u.changed_ms
FROM undo_notes u JOIN notes n ON n.id = u.id JOIN note_types t ON t.id = u.note_type_id
WHERE u.undo_step = ? AND u.undo_op = 'U' AND u.fields <> n.fields AND NOT (u.id > ? AND u.id <= ?)
"""
_LAST: Final = (
    "SELECT id, until_ms, device FROM revisions WHERE uid = ? AND field = ? AND kind = ? "
    "ORDER BY id DESC LIMIT 1"
)
_THIN: Final = (
    "DELETE FROM revisions WHERE id IN (SELECT id FROM revisions "
    f"WHERE uid = ? AND field = ? AND kind = ? ORDER BY id DESC LIMIT -1 OFFSET {KEPT})"
)


def keep(conn: Connection, work: Operation) -> bool:
    """Keep what the fields said that the operation changed; return whether there were any.

    Before ``derived.refresh``, from the rows that undo has logged; part of the same undo step. What
    is typed and saved piece by piece in one sitting leaves what stood before the sitting alone.
    """
    if "notes" not in work.step.touched:
        return False
    execute = raw_of(conn).execute
    bound = (work.step.number, *work.step.inserted.get("notes", (0, 0)))
    found = execute(_CHANGED, bound).fetchall()
    for guid, before, after, kept, changed_ms in found:
        old, new = before.split(FIELD_SEPARATOR), after.split(FIELD_SEPARATOR)
        for place, (uid, value) in enumerate(zip(fields.uids(kept), old, strict=False)):
            if place >= len(new) or new[place] != value:
                _keep_one(conn, work, (guid, uid, KIND), value, changed_ms)
    return bool(found)


def _keep_one(
    conn: Connection, work: Operation, key: tuple[str, str, str], value: str, changed_ms: int
) -> None:
    execute = raw_of(conn).execute
    last = execute(_LAST, key).fetchone()
    if last is not None and last[2] == work.device and 0 <= work.now_ms - last[1] <= SITTING_MS:
        execute("UPDATE revisions SET until_ms = ? WHERE id = ?", (work.now_ms, last[0]))
        return
    add(conn, work, key, value, changed_ms)


def add(
    conn: Connection, work: Operation, key: tuple[str, str, str], value: str, since_ms: int
) -> None:
    """Keep what a field, given as (guid, its uid, kind of its row), said since ``since_ms``."""
    execute = raw_of(conn).execute
    execute(
        "INSERT INTO revisions (uid, field, kind, value, since_ms, until_ms, device) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*key, value, since_ms, work.now_ms, work.device),
    )
    execute(_THIN, key)


def of_note(conn: Connection, guid: str) -> list[Revision]:
    """Return what the fields of a note said before, the last first."""
    rows = conn.exec_driver_sql(
        "SELECT r.field, r.value, r.since_ms, r.until_ms, coalesce(d.name, '') FROM revisions r "
        "LEFT JOIN devices d ON d.id = r.device WHERE r.uid = ? AND r.kind = ? "
        "ORDER BY r.until_ms DESC, r.id DESC",
        (guid, KIND),
    ).fetchall()
    note = conn.exec_driver_sql("SELECT note_type_id FROM notes WHERE guid = ?", (guid,)).fetchone()
    names = fields.names_by_uid(conn, 0 if note is None else note[0])
    return [
        Revision(names.get(uid, uid), value, from_ms(since), from_ms(until), device)
        for uid, value, since, until, device in map(tuple, rows)
    ]


def forget_gone(conn: Connection) -> None:
    """Drop the revisions of notes that neither the collection nor the bin knows any more."""
    conn.exec_driver_sql(
        "DELETE FROM revisions WHERE kind = ? "
        "AND NOT EXISTS (SELECT 1 FROM notes WHERE guid = revisions.uid) "
        "AND NOT EXISTS (SELECT 1 FROM bin_rows WHERE uid = revisions.uid AND kind = 'notes')",
        (KIND,),
    )
