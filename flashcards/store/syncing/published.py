"""What of a collection is said of decks that are published: never who studies them, nor how."""

import json
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from sqlalchemy import Connection

from flashcards.store import media
from flashcards.store.connections import raw_of
from flashcards.store.syncing import kinds, records
from flashcards.store.syncing.kinds import RowKind
from flashcards.store.syncing.names import Names
from flashcards.sync.registers import Register, ms_of

Told: TypeAlias = dict[tuple[str, str, str], Register]
"""Registers by kind, uid and field."""

_LEFT_OUT: Final = {
    "decks": ("preset", "limits"),
    "notes": ("source",),
    "cards": ("suspended", "buried", "flag", "past", "seed"),
}
"""Fields that are the teacher's own."""
KINDS: Final = frozenset(("note_types", "templates", "decks", "notes", "cards", "media"))
"""The kinds of facts that a published deck consists of."""
_IDS: Final = "(SELECT value FROM json_each(?))"


def facts_of(conn: Connection, deck_ids: Sequence[int]) -> tuple[Told, list[str]]:
    """Return what is to be said of decks, the topmost first, and the media files they need.

    The topmost stands at the top for whoever reads it.
    """
    names = Names(conn)
    told: Told = {}
    cards = _ids(conn, "SELECT id FROM cards WHERE deck_id IN", deck_ids)
    notes = _ids(conn, "SELECT DISTINCT note_id FROM cards WHERE id IN", cards)
    types = _ids(conn, "SELECT DISTINCT note_type_id FROM notes WHERE id IN", notes)
    templates = _ids(conn, "SELECT id FROM templates WHERE note_type_id IN", types)
    files = _media(conn, notes, types)
    for kind, ids in (
        (kinds.NOTE_TYPES, types), (kinds.TEMPLATES, templates), (kinds.DECKS, deck_ids),
        (kinds.NOTES, notes), (kinds.CARDS, cards), (kinds.MEDIA, [*files.values()]),
    ):  # fmt: skip
        _tell(conn, kind, ids, names, told)
    top = names.deck(deck_ids[0])
    told["decks", str(top), "parent"] = told["decks", str(top), "parent"]._replace(value=None)
    return told, sorted(files)


def _ids(conn: Connection, sql: str, chosen: Iterable[int]) -> list[int]:
    rows = raw_of(conn).execute(f"{sql} {_IDS} ORDER BY 1", (json.dumps(list(chosen)),))
    return [row[0] for row in rows]


def _tell(
    conn: Connection, kind: RowKind, ids: Sequence[int], names: Names, told: Told
) -> None:  # fmt: skip
    rows = records.rows_of(conn, kind, ids)
    if kind is kinds.CARDS:
        names.load_notes(row[2] for row in rows)
    kept = records.stamps(conn, kind, ids)
    left_out = _LEFT_OUT.get(kind.name, ())
    for row in rows:
        known = kept.get(row[0], {})
        uid = kind.uid(row, names)
        for name, register in records.state_of(kind, row, names, known).items():
            if name not in left_out:
                told[kind.name, uid, name] = register._replace(base=0)
        if kind is kinds.DECKS:
            born = kind.born(row, names)
            told.setdefault((kind.name, uid, kinds.MADE), Register(born, 0, ms_of(born)))


def _media(conn: Connection, notes: Sequence[int], types: Sequence[int]) -> dict[str, int]:
    """Return the files that notes and their types show: names and ids."""
    execute = raw_of(conn).execute
    texts = [
        text
        for sql, ids in (
            ("SELECT fields FROM notes WHERE id IN", notes),
            ("SELECT css FROM note_types WHERE id IN", types),
            ("SELECT question || char(10) || answer FROM templates WHERE note_type_id IN", types),
        )
        for (text,) in execute(f"{sql} {_IDS}", (json.dumps(list(ids)),))
    ]
    shown = sorted(media.shown_in(conn, texts))
    return dict(execute(f"SELECT name, id FROM media WHERE id IN {_IDS}", (json.dumps(shown),)))
