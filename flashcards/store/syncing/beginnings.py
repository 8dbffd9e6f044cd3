"""When that was written which a collection says as it begins to take part.

A row has one stamp for all its fields. Where two collections say something of one row before they
meet, copied by hand or imported from one file, a change of one field would stand over the other
one's change of another. The histories of notes know better; and what every collection begins with
gives way to whatever anybody wrote.
"""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from sqlalchemy import Connection

from flashcards.model.note_types import BUILT_IN_NOTE_TYPES
from flashcards.model.presets import Options
from flashcards.store import fields, revisions
from flashcards.store.connections import raw_of
from flashcards.store.presets import options_to_json
from flashcards.store.syncing import records
from flashcards.store.syncing.kinds import (
    NOTE_TYPES,
    NOTES,
    OPTION,
    PRESETS,
    TEMPLATES,
    Row,
    RowKind,
    Values,
    fields_apart,
)
from flashcards.store.syncing.names import Names
from flashcards.store.syncing.records import BORN, StampRow
from flashcards.store.syncing.template_names import travelling
from flashcards.sync.registers import TEXT, stamp_of

_AT_ONCE: Final = 500
_EDITS: Final = (
    "SELECT n.id, r.field, r.since_ms, r.until_ms FROM revisions r JOIN notes n ON n.guid = r.uid "
    "WHERE r.kind = ? ORDER BY n.id, r.until_ms, r.id"
)
_CHANGED_HERE: Final = (
    "SELECT n.id FROM notes n LEFT JOIN origins o ON o.guid = n.guid "
    "WHERE n.changed_ms > n.created_ms "
    "AND n.changed_ms > coalesce(o.changed_ms, (SELECT min(changed_ms) FROM note_types)) "
    "AND n.guid NOT IN (SELECT uid FROM revisions WHERE kind = ?) ORDER BY n.id"
)

Edit = tuple[str, int, int]
"""Field, since when it had said what it said before, and when it was changed, in UTC ms."""


def begin(conn: Connection) -> None:
    """Stamp the fields of rows one by one, in a collection that nobody has heard of."""
    _note_edits(conn)
    _untyped_texts(conn)
    _as_seeded(conn)


def _note_edits(conn: Connection) -> None:
    """Stamp the fields of notes as their histories say."""
    own = records.own_number(conn)
    found = raw_of(conn).execute(_EDITS, (revisions.KIND,)).fetchall()
    edits = {
        number: [row[1:] for row in rows] for number, rows in groupby(found, lambda row: row[0])
    }
    numbers, names = list(edits), Names(conn)
    for start in range(0, len(numbers), _AT_ONCE):
        written: list[StampRow] = []
        for row in records.rows_of(conn, NOTES, numbers[start : start + _AT_ONCE]):
            written.extend(_stamps(row, edits[row[0]], names, own))
        records.write_stamps(conn, written)


def _untyped_texts(conn: Connection) -> None:
    """Let texts without a history be as old as their notes, of which something else was changed.

    What another program changed, before it was imported or this collection was made, came with its
    file.
    """
    numbers = [row[0] for row in raw_of(conn).execute(_CHANGED_HERE, (revisions.KIND,))]
    names = Names(conn)
    for start in range(0, len(numbers), _AT_ONCE):
        written: list[StampRow] = []
        for row in records.rows_of(conn, NOTES, numbers[start : start + _AT_ONCE]):
            written.append(_written(row[0], BORN, max(0, row[8])))
            written.extend(
                _written(row[0], name, NOTES.born(row, names))
                for name in NOTES.values(row, names)
                if not name.startswith(TEXT)
            )
        records.write_stamps(conn, written)


def _as_seeded(conn: Connection) -> None:
    """Let what every collection begins with be older than whatever anybody wrote."""
    names, written = Names(conn), list[StampRow]()
    for kind, begun in _seeded().items():
        for row in raw_of(conn).execute(f"SELECT {', '.join(kind.selected)} FROM {kind.name}"):
            usual = begun.get(row[2], {})
            same = [name for name, value in kind.values(row, names).items()
                    if name in usual and usual[name] == value]  # fmt: skip
            if same and kind.born(row, names):
                born = kind.number, row[0], BORN, kind.born(row, names), 0, 0, 1, None
                written += [born, *((kind.number, row[0], name, 0, 0, 0, 1, None) for name in same)]
    records.write_stamps(conn, written)


def _seeded() -> dict[RowKind, dict[str, Values]]:
    """Return what every collection begins with, by kind and uid."""
    types: dict[str, Values] = {}
    templates: dict[str, Values] = {}
    for each in BUILT_IN_NOTE_TYPES:
        parts = fields_apart(fields.stored(each))
        types[each.uid] = {"name": each.name, "css": each.css, **parts}
        uids = dict(zip(each.fields, each.field_uids, strict=True))
        for at, side in enumerate(each.templates):
            texts = [travelling(text, uids) for text in (side.question, side.answer)]
            templates[side.uid] = {
                "name": side.name, "position": at, "question": texts[0], "answer": texts[1]
            }  # fmt: skip
    options = json.loads(options_to_json(Options()))
    preset = {"name": "Default", **{OPTION + name: value for name, value in options.items()}}
    return {PRESETS: {"default": preset}, NOTE_TYPES: types, TEMPLATES: templates}


def _stamps(row: Row, edits: list[Edit], names: Names, own: int) -> Iterator[StampRow]:
    """Yield what is known of a note: what nobody typed anew is as old as what was there first."""
    number, created = row[0], row[8]
    first = min(since_ms for _, since_ms, _ in edits)
    born = _stamp(first, created)
    yield _written(number, BORN, born)
    typed: dict[str, tuple[int, int]] = {}
    for uid, _, until_ms in edits:
        typed[TEXT + uid] = stamp_of(until_ms), typed.get(TEXT + uid, (born, 0))[0]
    for name in NOTES.values(row, names):
        if name in typed:
            stamp, base = typed[name]
            yield _written(number, name, stamp, own, base)
        elif not name.startswith(TEXT):  # nobody knows since when
            yield _written(number, name, NOTES.born(row, names))


def _stamp(ms: int, created_ms: int) -> int:
    return max(0, ms) if ms <= created_ms else stamp_of(ms)


def _written(number: int, name: str, stamp: int, device: int = 0, base: int = 0) -> StampRow:
    return NOTES.number, number, name, stamp, device, base, int(not device), None
