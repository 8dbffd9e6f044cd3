"""What of a collection is said of decks that are published: never who studies them, nor how."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from sqlalchemy import Connection

from flashcards.store import media, taking_part
from flashcards.store.connections import raw_of
from flashcards.store.syncing import deck_limits, kinds, records
from flashcards.store.syncing.kinds import RowKind
from flashcards.store.syncing.names import Names
from flashcards.sync.registers import GONE, Register, ms_of

Registers: TypeAlias = dict[tuple[str, str, str], Register]
"""Registers by kind, uid and field."""

LEFT_OUT: Final = {
    "decks": ("preset", "limits", *deck_limits.ALWAYS, *deck_limits.TODAY),
    "notes": ("source",),
    "cards": ("suspended", "buried", "flag", "past", "seed"),
}
"""Fields that are the teacher's own, and each learner's."""
LEECH: Final = kinds.TAG + "leech"
"""The field of a note that says that its reader keeps forgetting it."""
KINDS: Final = frozenset(("note_types", "templates", "decks", "notes", "cards", "media"))
"""The kinds of facts that a published deck consists of."""
_IDS: Final = "(SELECT value FROM json_each(?))"


@dataclass(slots=True)
class PublishedState:
    """How decks stand in a collection."""

    is_followed: bool
    """Whether other computers of the teacher's change the collection, too: not all that differs
    from what was published is a change, some of it was not heard of yet."""
    registers: Registers = field(default_factory=dict)
    born: dict[tuple[str, str], int] = field(default_factory=dict)
    """Stamps of rows, by kind and uid: what they do not show they have not shown since then."""
    files: list[str] = field(default_factory=list)
    """The media files that the decks need."""


def published_state(conn: Connection, deck_ids: Sequence[int]) -> PublishedState:
    """Return what is to be said of decks, the topmost first.

    Where that one hangs is the teacher's own: it stands at the top for whoever reads it, unless
    the deck above it is published as well.
    """
    names = Names(conn)
    found = PublishedState(taking_part.shares(conn))
    cards = _ids(conn, "SELECT id FROM cards WHERE deck_id IN", deck_ids)
    notes = _ids(conn, "SELECT DISTINCT note_id FROM cards WHERE id IN", cards)
    types = _ids(conn, "SELECT DISTINCT note_type_id FROM notes WHERE id IN", notes)
    templates = _ids(conn, "SELECT id FROM templates WHERE note_type_id IN", types)
    files = _media(conn, notes, types)
    for kind, ids in (
        (kinds.NOTE_TYPES, types), (kinds.TEMPLATES, templates), (kinds.DECKS, deck_ids),
        (kinds.NOTES, notes), (kinds.CARDS, cards), (kinds.MEDIA, [*files.values()]),
    ):  # fmt: skip
        _tell(conn, kind, ids, names, found)
    del found.registers["decks", str(names.deck(deck_ids[0])), "parent"]
    found.files = sorted(files)
    return found


def deleted(conn: Connection, kind: RowKind, uids: Sequence[str]) -> dict[str, int]:
    """Return which of these rows were deleted, and when, in UTC ms; of others nothing is known."""
    rows = raw_of(conn).execute(
        "SELECT uid, deleted_ms FROM tombstones WHERE kind = ? "
        "AND uid IN (SELECT value FROM json_each(?))",
        (kind.name, json.dumps(list(uids))),
    )  # fmt: skip
    found: dict[str, int] = dict(rows.fetchall())
    for uid, state in records.states(conn, kind, uids).items():
        if (gone := state.get(GONE)) is not None and gone.value:
            found[uid] = ms_of(gone.stamp)
    return found


def moved(conn: Connection, kind: RowKind, uids: Sequence[str]) -> dict[str, int]:
    """Return which of these decks or notes are there, and when they came to where they are.

    In UTC ms.
    """
    mover = _moved_notes if kind is kinds.NOTES else _moved_decks
    return mover(conn, uids, Names(conn))


def _moved_notes(conn: Connection, guids: Sequence[str], names: Names) -> dict[str, int]:
    """Return when a card of these notes, if they are there, was last put into a deck."""
    chosen = (
        "SELECT c.id FROM cards c JOIN notes n ON n.id = c.note_id "
        "WHERE n.guid IN (SELECT value FROM json_each(?))"
    )
    ids = [row[0] for row in raw_of(conn).execute(chosen, (json.dumps(list(guids)),))]
    rows = records.rows_of(conn, kinds.CARDS, ids)
    names.load_notes(row[2] for row in rows)
    kept = records.stamps(conn, kinds.CARDS, ids)
    found: dict[str, int] = {}
    for row in rows:
        deck = records.state_of(kinds.CARDS, row, names, kept.get(row[0], {}))["deck"]
        guid = names.note(row[2])
        found[guid] = max(found.get(guid, 0), ms_of(deck.stamp))
    return found


def _moved_decks(conn: Connection, uids: Sequence[str], names: Names) -> dict[str, int]:
    """Return when these decks, if they are there, or one above them were last hung elsewhere."""
    ids = [row[0] for row in raw_of(conn).execute("SELECT id FROM decks")]
    kept = records.stamps(conn, kinds.DECKS, ids)
    moved: dict[str, tuple[str | None, int]] = {}
    for row in records.rows_of(conn, kinds.DECKS, ids):
        parent = records.state_of(kinds.DECKS, row, names, kept.get(row[0], {}))["parent"]
        moved[str(row[2])] = parent.value, ms_of(parent.stamp)
    found: dict[str, int] = {}
    for uid in uids:
        above: str | None = uid
        seen: set[str] = set()  # some may have been put below each other on several computers
        while above in moved and above not in seen:
            seen.add(above)
            above, moment = moved[above]
            found[uid] = max(found.get(uid, 0), moment)
    return found


def _ids(conn: Connection, sql: str, chosen: Iterable[int]) -> list[int]:
    rows = raw_of(conn).execute(f"{sql} {_IDS} ORDER BY 1", (json.dumps(list(chosen)),))
    return [row[0] for row in rows]


def _tell(
    conn: Connection, kind: RowKind, ids: Sequence[int], names: Names, found: PublishedState
) -> None:  # fmt: skip
    rows = records.rows_of(conn, kind, ids)
    if kind is kinds.CARDS:
        names.load_notes(row[2] for row in rows)
    kept = records.stamps(conn, kind, ids)
    left_out = LEFT_OUT.get(kind.name, ())
    for row in rows:
        known = kept.get(row[0], {})
        uid = kind.uid(row, names)
        found.born[kind.name, uid] = records.born(kind, row, names, known)
        for name, register in records.state_of(kind, row, names, known).items():
            if name not in (*left_out, LEECH):
                found.registers[kind.name, uid, name] = register._replace(base=0)
        if kind is kinds.DECKS:
            born = kind.born(row, names)
            found.registers.setdefault((kind.name, uid, kinds.MADE), Register(born, 0, ms_of(born)))


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
