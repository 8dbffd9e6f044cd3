"""Texts of notes in fields that other machines take out of a note type, or put back into it."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from flashcards.store import fields, notes, revisions
from flashcards.store.connections import bulk, raw_of
from flashcards.store.operation import operation
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.store.syncing import conflicts, records
from flashcards.store.syncing.kinds import NOTES
from flashcards.store.syncing.names import Names
from flashcards.store.syncing.records import StampRow
from flashcards.sync.registers import TEXT, Register

_AT_ONCE = 1_000

Layout = Sequence[Mapping[str, Any]]
"""The fields of a note type as they are stored; see ``store.fields``."""


def hide(
    conn: Connection, type_id: int, before: Layout, after: Layout, removed: Mapping[str, int]
) -> None:
    """Take the texts of fields that went out of the notes of a type, and keep them.

    ``removed`` are these fields (uids) with the stamps of their removal: a text that is younger
    counts as written by somebody who did not know of it.
    """
    work = operation(conn)
    for each in before:
        if each["uid"] in removed:
            key = (each["uid"], "name", revisions.FIELD)
            revisions.add(conn, work, key, str(each["name"]), revisions.stamp_of(conn, type_id))
    uids = fields.uids(json.dumps(list(after)))
    numbers = raw_of(conn).execute("SELECT id FROM notes WHERE note_type_id = ?", (type_id,))
    every = [row[0] for row in numbers.fetchall()]
    names = Names(conn)  # of the fields as they still are
    for start in range(0, len(every), _AT_ONCE):
        _hide_some(conn, every[start : start + _AT_ONCE], names, uids, removed)


def _hide_some(
    conn: Connection, numbers: Sequence[int], names: Names, uids: Sequence[str],
    removed: Mapping[str, int],
) -> None:  # fmt: skip
    kept = records.stamps(conn, NOTES, numbers)
    hidden: list[StampRow] = []
    written: list[tuple[str, int, int]] = []
    for row in records.rows_of(conn, NOTES, numbers):
        mine = kept.get(row[0], {})
        state = records.state_of(NOTES, row, names, mine)
        for uid, removal in removed.items():
            name = TEXT + uid
            register = state.get(name)
            if register is None or not register.value or _is_hidden(mine.get(name)):
                continue
            conflicts.keep_text(conn, row[2], uid, register, report=register.stamp > removal)
            sent = mine[name][6] if name in mine else 1
            hidden.append(
                (NOTES.number, row[0], name, *register[:2], register.base, sent,
                 json.dumps(register.value))
            )  # fmt: skip
        texts = [_shown(state, mine, uid) for uid in uids]
        written.append((FIELD_SEPARATOR.join(texts), notes.first_key(texts[0]), row[0]))
    records.write_stamps(conn, hidden)
    bulk(conn, "UPDATE notes SET fields = ?, first_key = ? WHERE id = ?", written)


def _is_hidden(known: StampRow | None) -> bool:
    return known is not None and known[7] is not None


def _shown(state: Mapping[str, Register], mine: Mapping[str, StampRow], uid: str) -> str:
    register = state.get(TEXT + uid)
    return "" if register is None or _is_hidden(mine.get(TEXT + uid)) else str(register.value or "")


def show(conn: Connection, type_id: int, came: Collection[str], after: Layout) -> None:
    """Put back what was kept of the texts of fields (uids) that a note type has again."""
    places = {TEXT + each["uid"]: each["at"] for each in after if each["uid"] in came}
    found = raw_of(conn).execute(
        "SELECT s.row, n.fields, s.field, s.value FROM sync_stamps s JOIN notes n ON n.id = s.row "
        "WHERE s.kind = ?1 AND s.value IS NOT NULL AND n.note_type_id = ?2 "
        "AND s.field IN (SELECT value FROM json_each(?3))",
        (NOTES.number, type_id, json.dumps(list(places))),
    ).fetchall()  # fmt: skip
    texts: dict[int, list[str]] = {}
    for number, stored, name, value in found:
        mine = texts.setdefault(number, stored.split(FIELD_SEPARATOR))
        mine.extend([""] * (len(after) - len(mine)))
        mine[places[name]] = str(json.loads(value) or "")
    bulk(
        conn,
        "UPDATE notes SET fields = ?, first_key = ? WHERE id = ?",
        [
            (FIELD_SEPARATOR.join(mine), notes.first_key(mine[0]), number)
            for number, mine in texts.items()
        ],
    )
    bulk(
        conn,
        "UPDATE sync_stamps SET value = NULL WHERE kind = ? AND row = ? AND field = ?",
        [(NOTES.number, number, name) for number, _, name, _ in found],
    )


def by_others(conn: Connection, numbers: Collection[int]) -> dict[int, dict[str, str]]:
    """Return texts that notes (ids) do not show and that other machines wrote, by field (uid)."""
    found: dict[int, dict[str, str]] = {}
    for number, name, value in raw_of(conn).execute(
        "SELECT row, field, value FROM sync_stamps WHERE kind = ? AND value IS NOT NULL "
        "AND device NOT IN (0, ?) AND substr(field, 1, 5) = 'text.' "
        "AND row IN (SELECT value FROM json_each(?))",
        (NOTES.number, records.own_number(conn), json.dumps(list(numbers))),
    ):
        text = json.loads(value)
        if isinstance(text, str):
            found.setdefault(number, {})[name.removeprefix(TEXT)] = text
    return found
