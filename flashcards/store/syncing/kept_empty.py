"""Cards that are there although their notes do not make them: Anki keeps what came out empty.

Which cards there are follows from what notes say, on each machine anew; of these it has to be said.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from flashcards.model.enums import NoteKind
from flashcards.model.ids import NoteTypeId
from flashcards.store import notes
from flashcards.store.connections import raw_of
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.store.syncing import records
from flashcards.store.syncing.bearers import card_name
from flashcards.store.syncing.kinds import CARDS, KEPT, UNMADE, Row
from flashcards.sync.registers import State, is_gone
from flashcards.text.templates import card_ordinals

Place = tuple[int, int]
"""Template (its id) and ordinal of a card."""
Places = dict[str, Place]
"""Cards by uid."""

_GIVEN: Final = "IN (SELECT value FROM json_each(?))"


def unmade(conn: Connection, rows: Sequence[Row]) -> list[Row]:
    """Return those of these rows of cards that their notes, as they stand, do not make."""
    found = made(conn, notes.note_types(conn), {row[2] for row in rows})
    return [row for row in rows if row[2] in found and (row[3], row[4]) not in found[row[2]]]


def made(
    conn: Connection, types: notes.StoredTypes, note_ids: Iterable[int]
) -> dict[int, set[Place]]:
    """Return which cards notes make as they stand; none where only a later version knows."""
    found: dict[int, set[Place]] = {}
    for number, type_id, stored in raw_of(conn).execute(
        f"SELECT id, note_type_id, fields FROM notes WHERE id {_GIVEN}",
        (json.dumps(sorted(note_ids)),),
    ):
        note_type = types.by_id[NoteTypeId(type_id)]
        if note_type.kind is not NoteKind.UNKNOWN:
            found[number] = {
                (types.template_ids[uid], ordinal if note_type.kind is NoteKind.CLOZE else 0)
                for uid, ordinal in card_ordinals(note_type, stored.split(FIELD_SEPARATOR))
            }
    return found


def of_notes(
    conn: Connection, types: notes.StoredTypes, guids: Mapping[int, str]
) -> dict[str, Places]:
    """Return by guid which such cards notes have or have coming to them, given by id."""
    found: dict[str, Places] = {}
    for number, template, template_id, ordinal in _living(conn, guids):
        found.setdefault(guids[number], {})[f"{guids[number]}/{template}/{ordinal}"] = (
            template_id, ordinal
        )  # fmt: skip
    if records.has_states(conn, CARDS):
        for uid, state in records.states_of_notes(conn, guids.values()).items():
            guid, template, ordinal = card_name(uid)
            if template in types.template_ids and _stays(state):
                found.setdefault(guid, {})[uid] = types.template_ids[template], ordinal
    return found


def _living(conn: Connection, note_ids: Iterable[int]) -> list[tuple[int, str, int, int]]:
    return raw_of(conn).execute(
        "SELECT c.note_id, t.uid, t.id, c.ordinal FROM cards c "
        "JOIN sync_stamps s ON s.kind = ?1 AND s.row = c.id AND s.field = ?2 AND s.value = 'true' "
        "JOIN templates t ON t.id = c.template_id "
        "WHERE c.note_id IN (SELECT value FROM json_each(?4)) AND NOT EXISTS "
        "(SELECT 1 FROM sync_stamps u "
        "WHERE u.kind = ?1 AND u.row = c.id AND u.field = ?3 AND u.value = 'true')",
        (CARDS.number, KEPT, UNMADE, json.dumps(list(note_ids))),
    ).fetchall()  # fmt: skip


def _stays(state: State) -> bool:
    said = {name for name in (KEPT, UNMADE) if name in state and state[name].value}
    return said == {KEPT} and not is_gone(state)
