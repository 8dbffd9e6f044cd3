"""Finds what is known here of rows that other machines speak of, and keeps what became of them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from flashcards.store.connections import raw_of
from flashcards.store.syncing import conflicts, records
from flashcards.store.syncing.bearers import card_name, living_ids
from flashcards.store.syncing.kinds import NOTES, Row, RowKind
from flashcards.store.syncing.names import Names
from flashcards.store.syncing.records import BORN, StampRow
from flashcards.sync.registers import TEXT, State


@dataclass(slots=True)
class Known:
    """What is known here of a row."""

    row: int | None
    """Its id; None where it is not there."""
    state: State
    born: int = 0


_BY_UID: Final = {
    "learner": "SELECT id FROM learner WHERE EXISTS "
    "(SELECT 1 FROM json_each(?) WHERE value = 'learner')",
    "notes": "SELECT id FROM notes WHERE guid IN (SELECT value FROM json_each(?))",
    "origins": "SELECT id FROM origins WHERE guid IN (SELECT value FROM json_each(?))",
    "media": "SELECT id FROM media WHERE name IN (SELECT value FROM json_each(?))",
    "passages": "SELECT p.id FROM notes n CROSS JOIN passages p ON p.note_id = n.id "
    "WHERE n.guid IN (SELECT value FROM json_each(?))",
    "origin_options": "SELECT id FROM origin_options "
    "WHERE kind || '/' || uid IN (SELECT value FROM json_each(?))",
}


def ids_of(conn: Connection, kind: RowKind, uids: Iterable[str]) -> list[int]:
    """Return the ids of the rows that are there of those named."""
    named = list(uids)
    if kind.name == "cards":
        living = living_ids(conn, [card_name(uid) for uid in named])
        return list(living.values())
    other = f"SELECT id FROM {kind.name} WHERE uid IN (SELECT value FROM json_each(?))"
    sql = _BY_UID.get(kind.name, other)
    return [row[0] for row in raw_of(conn).execute(sql, (json.dumps(named),))]


def load(conn: Connection, kind: RowKind, uids: Sequence[str], names: Names) -> dict[str, Known]:
    """Return what is known here of these rows, by uid; nothing of those nobody has heard of."""
    rows = records.rows_of(conn, kind, ids_of(conn, kind, uids))
    found = dict(_known(conn, kind, rows, names))
    missing = [uid for uid in uids if uid not in found]
    for uid, state in records.states(conn, kind, missing).items():
        found[uid] = Known(None, state)
    return found


def load_all(conn: Connection, kind: RowKind, names: Names) -> dict[str, Known]:
    """Return what is known of all rows of a kind that has few."""
    columns = ", ".join(kind.selected)
    rows = raw_of(conn).execute(f"SELECT {columns} FROM {kind.name}").fetchall()
    found = dict(_known(conn, kind, rows, names))
    for uid, state in records.all_states(conn, kind).items():
        found.setdefault(uid, Known(None, state))
    return found


def _known(
    conn: Connection, kind: RowKind, rows: Sequence[Row], names: Names
) -> Iterable[tuple[str, Known]]:
    if kind.name in ("cards", "passages"):
        names.load_notes(row[2] for row in rows)
    kept = records.stamps(conn, kind, [row[0] for row in rows])
    for row in rows:
        mine = kept.get(row[0], {})
        born = mine[BORN][3] if BORN in mine else kind.born(row, names)
        yield kind.uid(row, names), Known(row[0], records.state_of(kind, row, names, mine), born)


def settle(conn: Connection, kind: RowKind, merged: Mapping[int, Known], names: Names) -> None:
    """Keep when the fields of these rows were written, now that the rows show what they can.

    Given by id; ``born`` of a row that is new counts for nothing.
    """
    numbers = list(merged)
    rows = records.rows_of(conn, kind, numbers)
    if kind.name in ("cards", "passages"):
        names.load_notes(row[2] for row in rows)
    kept = records.stamps(conn, kind, numbers)
    written: list[StampRow] = []
    for row in rows:
        known, mine = merged[row[0]], kept.get(row[0], {})
        found = list(_stamps(kind, row, known, mine, names))
        if kind is NOTES and known.row is not None:
            _keep_unshown(conn, row, known.state, found, mine, names)
        written.extend(found)
    records.write_stamps(conn, written)


def _keep_unshown(
    conn: Connection, row: Row, state: State, found: Iterable[StampRow],
    before: Mapping[str, StampRow], names: Names,
) -> None:  # fmt: skip
    """Keep texts of a note that was here, in fields that it does not show or shows no more."""
    said = {value for name, value in NOTES.values(row, names).items() if name.startswith(TEXT)}
    for _, _, name, stamp, device, _, _, hidden in found:
        if hidden is None or not name.startswith(TEXT) or state[name].value in said:
            continue
        known = before.get(name)
        if known is None or known[7] is None or known[3:5] != (stamp, device):
            uid = name.removeprefix(TEXT)
            conflicts.keep_hidden(conn, row[2], uid, state[name], state.get("type"))


def _stamps(
    kind: RowKind, row: Row, known: Known, kept: Mapping[str, StampRow], names: Names
) -> Iterable[StampRow]:
    values = kind.values(row, names)
    implied = kind.born(row, names)
    born = kept[BORN][3] if BORN in kept else (known.born or implied)
    found: list[StampRow] = []
    for name, register in known.state.items():
        shown = name in values and values[name] == register.value
        absent = register.value is None and name not in values
        before = kept.get(name)
        if shown and before is None and register[:2] == (born, 0):
            continue
        hidden = None if shown else json.dumps(register.value)
        if absent:
            hidden = "null"
        sent = 1
        if before is not None and before[3:5] == (register.stamp, register.device):
            sent = before[6]
        found.append(
            (kind.number, row[0], name, register.stamp, register.device, register.base, sent,
             hidden)
        )  # fmt: skip
    if not known.born:  # what nobody has told yet is not what the new row says for want of it
        found += [
            (kind.number, row[0], name, 0, 0, 0, 1, "null")
            for name in values
            if name not in known.state
        ]
    if BORN not in kept and (found or born != implied):
        found.append((kind.number, row[0], BORN, born, 0, 0, 1, None))
    return found
