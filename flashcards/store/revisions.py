"""What the fields of notes said before: kept at each change, for their history and for a merge."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from flashcards.model.notes import NoteType
from flashcards.scheduling.days import from_ms
from flashcards.store import fields
from flashcards.store.connections import bulk, raw_of
from flashcards.store.operation import Operation
from flashcards.store.schema import FIELD_SEPARATOR

if TYPE_CHECKING:
    from flashcards.model.binned import Revision

SITTING_MS: Final = 10 * 60_000
"""Changes of a field on one device, each no later than this after the one before, count as one."""
_ELSEWHERE: Final = 0
"""Stands for the device that replaced a text where nobody knows which one did."""

KEPT: Final = 100
"""How many former texts of one field are kept; the oldest go first."""

KIND: Final = "note"
"""The kind of row that a note's fields are kept of."""
NOTE_TYPE: Final = "note_type"
TEMPLATE: Final = "template"
FIELD: Final = "field"
"""The kinds of what note types said: a field, here, by its own uid."""
DECK: Final = "deck"
PLAN: Final = "plan"
PRESET: Final = "preset"
"""The kinds of what decks, plans and presets said, kept where another machine's write stands."""

_CHANGED: Final = """
SELECT u.guid, u.fields, n.fields, coalesce(
    (SELECT fields FROM undo_note_types WHERE undo_step = ?1 AND id = u.note_type_id),
    (SELECT fields FROM note_types WHERE id = u.note_type_id)
), t.fields, u.changed_ms
FROM undo_notes u JOIN notes n ON n.id = u.id JOIN note_types t ON t.id = n.note_type_id
WHERE u.undo_step = ?1 AND u.undo_op = 'U' AND u.fields <> n.fields
AND NOT (u.id > ?2 AND u.id <= ?3)
"""
_LAST: Final = (
    "SELECT id, since_ms, until_ms, device FROM revisions "
    "WHERE uid = ? AND field = ? AND kind = ? ORDER BY id DESC LIMIT 1"
)
_SAYS: Final = (
    "SELECT coalesce((SELECT value FROM revisions WHERE uid = ?1 AND field = ?2 AND kind = ?3 "
    "ORDER BY id DESC LIMIT 1) = ?4, 0)"
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
    uids = {text: fields.uids(text) for text in {text for row in found for text in row[3:5]}}
    for guid, before, after, old_fields, new_fields, changed_ms in found:
        old = dict(zip(uids[old_fields], before.split(FIELD_SEPARATOR), strict=False))
        new = dict(zip(uids[new_fields], after.split(FIELD_SEPARATOR), strict=False))
        for uid, value in _lost(old, new, uids[new_fields]):
            if (guid, uid, value) in work.step.history:
                continue
            stands = uid in uids[new_fields]
            by = _came_from(conn, work, guid, uid) if work.step.merged and stands else None
            _keep_one(conn, work, (guid, uid, KIND), value, changed_ms, by)
    return bool(found)


def _lost(
    old: Mapping[str, str], new: Mapping[str, str], fields_now: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Yield (uid, text) of what fields do not say any more, nor another that took it over."""
    for uid, value in old.items():
        if uid in fields_now:
            if new.get(uid, "") != value:
                yield uid, value
        elif value and value not in new.values():
            yield uid, value


def keep_type(conn: Connection, work: Operation, before: NoteType, after: NoteType) -> None:
    """Keep what a note type said that is changed: templates, style, names of fields that go."""
    since = stamp_of(conn, before.id)
    now = {each.uid: each for each in after.templates}
    for each in before.templates:
        same = now.get(each.uid)
        for name in ("name", "question", "answer"):
            value = getattr(each, name)
            if value and (same is None or getattr(same, name) != value):
                _keep_one(conn, work, (each.uid, name, TEMPLATE), value, since)
    if before.css and after.css != before.css:
        _keep_one(conn, work, (before.uid, "css", NOTE_TYPE), before.css, since)
    keep_field_names(conn, work, before, after.field_uids)


def keep_field_names(
    conn: Connection, work: Operation, before: NoteType, kept: Collection[str] = ()
) -> None:
    """Keep what the fields of a note type were called, but for those (their uids) it still has."""
    since = stamp_of(conn, before.id)
    for uid, name in zip(before.field_uids, before.fields, strict=True):
        if uid not in kept:
            _keep_one(conn, work, (uid, "name", FIELD), name, since)


def stamp_of(conn: Connection, note_type_id: int) -> int:
    """Return when a note type was changed last, in UTC ms; 0 where there is none."""
    row = conn.exec_driver_sql(
        "SELECT changed_ms FROM note_types WHERE id = ?", (note_type_id,)
    ).fetchone()
    return 0 if row is None else int(row[0])


def of_type(conn: Connection, note_type: NoteType) -> list["Revision"]:
    """Return what the templates and the style of a note type said before, the last first.

    A template's are named by its name and the side; the style's is called ``css``.
    """
    from flashcards.model.binned import Revision

    names = {each.uid: each.name for each in note_type.templates}
    rows = conn.exec_driver_sql(
        "SELECT r.uid, r.field, r.value, r.since_ms, r.until_ms, coalesce(d.name, '') "
        "FROM revisions r LEFT JOIN devices d ON d.id = r.device "
        "WHERE r.kind IN (?, ?) AND r.uid IN (SELECT value FROM json_each(?)) "
        "ORDER BY r.until_ms DESC, r.id DESC",
        (TEMPLATE, NOTE_TYPE, json.dumps([*names, note_type.uid])),
    ).fetchall()
    return [
        Revision(
            f"{names[uid]}: {field}" if uid in names else field,
            value,
            from_ms(since),
            from_ms(until),
            device,
        )
        for uid, field, value, since, until, device in map(tuple, rows)
    ]


def _came_from(conn: Connection, work: Operation, guid: str, uid: str) -> tuple[int, int] | None:
    """Return when (UTC ms) and by which device was typed what a merge put into a field."""
    from flashcards.store.syncing import records

    found = records.typed(conn, guid, uid)
    return None if found is None or found[1] == work.device else found


def _keep_one(
    conn: Connection, work: Operation, key: tuple[str, str, str], value: str, changed_ms: int,
    by: tuple[int, int] | None = None,
) -> None:  # fmt: skip
    execute = raw_of(conn).execute
    last = execute(_LAST, key).fetchone()
    if work.step.merged:
        last = None
        if execute(_SAYS, (*key, value)).fetchone()[0]:
            return
    if last is not None and _goes_on(work, *last[1:]):
        execute("UPDATE revisions SET until_ms = ? WHERE id = ?", (work.now_ms, last[0]))
        return
    add(conn, work, key, value, changed_ms, by)


def _goes_on(work: Operation, since_ms: int, until_ms: int, device: int) -> bool:
    """Whether the sitting goes on in which a field was changed last.

    Not after a text that lost against one of another device: it never stood, see ``add_lost``.
    """
    stood = since_ms < until_ms
    return stood and device == work.device and 0 <= work.now_ms - until_ms <= SITTING_MS


def add(
    conn: Connection, work: Operation, key: tuple[str, str, str], value: str, since_ms: int,
    by: tuple[int, int] | None = None,
) -> None:  # fmt: skip
    """Keep what a field, given as (guid, its uid, kind of its row), said since ``since_ms``.

    ``by``: when (UTC ms) and by which device it was replaced, where it was not here and now.
    """
    until_ms, device = by or (work.now_ms, _ELSEWHERE if work.step.merged else work.device)
    if by is None:  # it stood: see _goes_on
        since_ms = min(since_ms, until_ms - 1)
    execute = raw_of(conn).execute
    execute(
        "INSERT INTO revisions (uid, field, kind, value, since_ms, until_ms, device) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*key, value, since_ms, until_ms, device),
    )
    execute(_THIN, key)


def add_lost(
    conn: Connection, work: Operation, key: tuple[str, str, str], value: str, typed_ms: int,
    device: int,
) -> None:  # fmt: skip
    """Keep what a device wrote into a field (as in ``add``) while another one wrote what stands.

    ``typed_ms``: when that was, in UTC ms.
    """
    add(conn, work, key, value, typed_ms, (typed_ms, device))


def is_kept(conn: Connection, key: tuple[str, str, str], value: str) -> bool:
    """Whether a field, given as in ``add``, is known to have said this before."""
    found = raw_of(conn).execute(
        "SELECT EXISTS (SELECT 1 FROM revisions WHERE uid = ? AND field = ? AND kind = ? "
        "AND value = ?)",
        (*key, value),
    )
    return bool(found.fetchone()[0])


def add_all(conn: Connection, rows: Sequence[tuple[str, str, str, str, int, int, int]]) -> None:
    """Keep what fields said, the earliest first: uid, field, kind, text, since, until, device."""
    bulk(
        conn,
        "INSERT INTO revisions (uid, field, kind, value, since_ms, until_ms, device) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    bulk(conn, _THIN, {row[:3] for row in rows})


def of_note(conn: Connection, guid: str) -> list["Revision"]:
    """Return what the fields of a note said before, the last first."""
    from flashcards.model.binned import Revision

    rows = conn.exec_driver_sql(
        "SELECT r.field, r.value, r.since_ms, r.until_ms, coalesce(d.name, '') FROM revisions r "
        "LEFT JOIN devices d ON d.id = r.device WHERE r.uid = ? AND r.kind = ? "
        "ORDER BY r.until_ms DESC, r.id DESC",
        (guid, KIND),
    ).fetchall()
    note = conn.exec_driver_sql("SELECT note_type_id FROM notes WHERE guid = ?", (guid,)).fetchone()
    names = _former_names(conn, {row[0] for row in rows})
    names |= fields.names_by_uid(conn, 0 if note is None else note[0])
    return [
        Revision(names.get(uid, uid), value, from_ms(since), from_ms(until), device)
        for uid, value, since, until, device in map(tuple, rows)
    ]


def _former_names(conn: Connection, uids: Collection[str]) -> dict[str, str]:
    """Return what fields were called that a note type has lost, by uid."""
    rows = conn.exec_driver_sql(
        "SELECT uid, value FROM revisions WHERE kind = ? "
        "AND uid IN (SELECT value FROM json_each(?)) ORDER BY id",
        (FIELD, json.dumps(list(uids))),
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def forget_gone(conn: Connection) -> None:
    """Drop the revisions of notes that neither the collection nor the bin knows any more."""
    conn.exec_driver_sql(
        "DELETE FROM revisions WHERE kind = ? "
        "AND NOT EXISTS (SELECT 1 FROM notes WHERE guid = revisions.uid) "
        "AND NOT EXISTS (SELECT 1 FROM bin_rows WHERE uid = revisions.uid AND kind = 'notes')",
        (KIND,),
    )
