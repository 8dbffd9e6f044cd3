"""Brings the note types of a collection of Anki's in, or those up to date that are here."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from flashcards.collection.anki import keeping, own_types, types
from flashcards.collection.anki.merging import merge, placed_in, reordered
from flashcards.collection.cleaning import free_name
from flashcards.formats.anki.collection import AnkiCollection
from flashcards.formats.wording import quoted
from flashcards.model.messages import message
from flashcards.model.notes import NoteType
from flashcards.store import note_types, notes, origins
from flashcards.store.notes import StoredTypes
from flashcards.store.store import Connection

_STAYS: Final = message("note type that stays as it is")


def with_note_types(conn: Connection, found: AnkiCollection, now_ms: int) -> StoredTypes:
    """Add the note types that notes are of and that are not here; merge those that are.

    Return all there are then.
    """
    used = found.types_of_notes()
    stored, came = notes.note_types(conn), origins.options(conn, "note type")
    taken = [each.name for each in stored.by_id.values()]
    for identity in sorted(used & found.note_types.keys()):
        body, uid = found.note_types[identity], types.uid_of(identity)
        if (own := own_types.described(body)) is not None:
            if _is_new(stored, own):
                note_types.insert(conn, replace(own, name=free_name(own.name, taken)), now_ms)
                taken.append(own.name)
                stored = notes.note_types(conn)
            if own_types.home(stored, body) is not None:
                continue
        mine = stored.by_uid.get(uid)
        if mine is None:
            made = types.as_note_type(body, taken)
            note_types.insert(conn, made, now_ms)
            taken.append(made.name)
        elif (before := came.get(uid)) is not None and _said(before) != _said(body):
            _merge(conn, found, (mine, before, body), now_ms)
        origins.keep_options(conn, "note type", uid, body, now_ms)
    return notes.note_types(conn)


def _is_new(stored: StoredTypes, own: NoteType) -> bool:
    """Whether a type that was made in this program is not here, and nothing of it is another's."""
    taken = any(each.uid in stored.template_ids for each in own.templates)
    return own.uid not in stored.by_uid and not taken


def _said(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a note type without what only says when it was changed and used."""
    return {key: value for key, value in body.items() if key not in ("mod", "usn", "tags", "did")}


def _merge(
    conn: Connection,
    found: AnkiCollection,
    sides: tuple[NoteType, Mapping[str, Any], Mapping[str, Any]],
    now_ms: int,
) -> None:
    """Merge a type as it is here, as it came last and as it comes now."""
    mine, before, now = sides
    after = merge(conn, mine, before, now)
    if after is None:
        found.problems.add(
            0,
            message(
                "The note type {name} stays as it is: as changed in Anki it would take answered "
                "cards away.",
                name=quoted(mine.name),
            ),
            _STAYS,
        )
        after = mine
    was, theirs = placed_in(after, before), placed_in(after, now)
    if was.places == theirs.places:
        return
    new = keeping.digests("", ())[0]
    rows = [
        each._replace(texts=json.dumps(reordered(json.loads(each.texts), was, theirs, new)))
        for each in origins.of_type(conn, mine.id)
    ]
    origins.replace(conn, rows, now_ms)
