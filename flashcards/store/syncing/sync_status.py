"""How the collection stands with others: whom it heard of, what it has not told, conflicts."""

from typing import Final

from sqlalchemy import Connection

from flashcards.model.ids import device_number
from flashcards.store.connections import raw_of
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.store.syncing import claims, conflicts, gathering, records, segments
from flashcards.store.syncing.kinds import KINDS, NOTES
from flashcards.store.syncing.setup import Setup
from flashcards.sync.lineage import note_of
from flashcards.sync.values import Segment

_UNSEEN_FIELDS = (
    "SELECT n.id, coalesce(json_extract(f.value, '$.name'), "
    "(SELECT value FROM revisions WHERE kind = 'field' AND uid = c.field ORDER BY id DESC LIMIT 1),"
    " (SELECT json_extract(e.value, '$.name') FROM note_types o, json_each(o.fields) e "
    "WHERE json_extract(e.value, '$.uid') = c.field), c.field), "
    "substr(n.fields, 1, 400) FROM sync_conflicts c "
    "JOIN notes n ON n.guid = c.uid JOIN note_types t ON t.id = n.note_type_id "
    "LEFT JOIN json_each(t.fields) f ON json_extract(f.value, '$.uid') = c.field "
    "ORDER BY c.at_ms DESC, n.id, f.key"
)


_BESIDE: Final = (claims.KIND, gathering.HISTORY)
"""Kinds of facts that are no changes of their own."""


def changes_in(segment: Segment) -> int:
    """Return how many changes a segment tells of, as a learner counts: a new note is one."""
    rows = {(fact.kind, fact.uid) for fact in segment.facts if fact.kind not in _BESIDE}
    notes = {uid for kind, uid in rows if kind == "notes"}
    own = [uid for kind, uid in rows if kind != "cards" or note_of(uid) not in notes]
    return len(own) + (0 if segment.log is None else len(segment.log.rows))


def hear(conn: Connection, segment: Segment, now_ms: int) -> None:
    """Note that something of a device has come (UTC ms), and what it calls itself."""
    setup = records.setup(conn)
    if setup is not None and segment.device != setup["uid"]:
        name = dict(segment.devices).get(segment.device, "")
        known = setup.get("heard", {})
        before = known.get(segment.device, ("", 0))
        heard = {**known, segment.device: (name or before[0], now_ms)}
        if name and name != before[0]:  # for the histories of what it wrote
            raw_of(conn).execute(
                "UPDATE devices SET name = ? WHERE uid = ?", (name, segment.device)
            )
        records.set_setup(conn, {**setup, "heard": heard})


def heard(setup: Setup) -> list[tuple[str, int]]:
    """Return (name, UTC ms) of the others, the latest first; a name that returned counts once.

    This computer, as it was called before a backup was restored on it, is none of them.
    """
    found: dict[str, int] = {}
    for uid, (name, at_ms) in setup.get("heard", {}).items():
        if uid in setup.get("mine", ()):
            continue
        shown = name or uid[:8]
        found[shown] = max(at_ms, found.get(shown, 0))
    return sorted(found.items(), key=lambda each: (-each[1], each[0]))


def names(setup: Setup) -> dict[str, str]:
    """Return what devices call themselves, by uid: the others, and this one."""
    found = {uid: str(name) for uid, (name, _) in setup.get("heard", {}).items()}
    return {**found, setup["uid"]: str(setup.get("name", ""))} if setup else found


def writer_of(conn: Connection, note_id: int) -> str:
    """Return the name of the other device that last wrote into a field; empty for this one."""
    row = raw_of(conn).execute(
        "SELECT device FROM sync_stamps WHERE kind = ? AND row = ? AND field <> '' "
        "ORDER BY stamp DESC, device DESC LIMIT 1",
        (NOTES.number, note_id),
    ).fetchone()  # fmt: skip
    known = (records.setup(conn) or {}).get("heard", {})
    if row is None:
        return ""
    return next((str(name) for uid, (name, _) in known.items() if device_number(uid) == row[0]), "")


def rename(conn: Connection, name: str) -> None:
    """Let this device be called so, here and with the next round at the others."""
    setup = records.setup(conn)
    if setup is not None:
        records.set_setup(conn, {**setup, "name": name, "renamed": True})
    enter_name(conn, name)


def enter_name(conn: Connection, name: str) -> None:
    """Let histories call this device so."""
    uid, _ = records.own_device(conn)
    raw_of(conn).execute("UPDATE devices SET name = ? WHERE uid = ?", (name, uid))


def own_name(conn: Connection, uid: str) -> str:
    """Return what the device with this uid is called."""
    row = raw_of(conn).execute("SELECT name FROM devices WHERE uid = ?", (uid,)).fetchone()
    return "" if row is None else str(row[0])


def count_anew(conn: Connection) -> None:
    """Count no changes as waiting any more once all segments have been carried away."""
    setup = records.setup(conn)
    if setup is not None and setup.get("waiting") and not segments.outbox(conn):
        records.set_setup(conn, {**setup, "waiting": 0})


def waiting(conn: Connection) -> int:
    """Return how many changes made here no segment in the carrier tells of yet."""
    setup = records.setup(conn)
    if setup is None:
        return 0
    execute = raw_of(conn).execute
    count = int(setup.get("waiting", 0))
    count += int(execute("SELECT count(*) FROM sync_unsent").fetchone()[0])
    count += int(execute("SELECT count(*) FROM sync_states WHERE sent = 0").fetchone()[0])
    for kind in KINDS:
        mark = setup["marks"].get(kind.name, 0)
        count += int(
            execute(
                "SELECT count(DISTINCT row) FROM sync_stamps "
                "WHERE sent = 0 AND kind = ? AND row <= ?",
                (kind.number, mark),
            ).fetchone()[0]
        )
        if kind.name != "cards":  # a new note is one change
            count += int(
                execute(f"SELECT count(*) FROM {kind.name} WHERE id > ?", (mark,)).fetchone()[0]
            )
    return count


def unseen_fields(conn: Connection) -> list[tuple[int, str, str]]:
    """Return the conflicts not seen yet, the newest first.

    As the note's id, the field's name, and the beginning of the note's first field.
    """
    return [
        (note_id, field, texts.partition(FIELD_SEPARATOR)[0])
        for note_id, field, texts in raw_of(conn).execute(_UNSEEN_FIELDS)
    ]


def see_conflicts(conn: Connection) -> None:
    """Note that the learner has seen all of them."""
    conflicts.see(conn)
