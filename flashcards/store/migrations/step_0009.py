"""Adds the built-in note types that came later to collections that were made before them."""

import sqlite3
from collections.abc import Callable
from typing import Final

from flashcards.model.note_types import BUILT_IN_NOTE_TYPES
from flashcards.model.notes import NoteType
from flashcards.store import fields

_TYPE: Final = (
    "INSERT INTO note_types (uid, name, kind, fields, css, markup, changed_ms) "
    "VALUES (?, ?, ?, ?, ?, ?, 0) RETURNING id"
)
_TEMPLATE: Final = (
    "INSERT INTO templates (note_type_id, uid, name, position, question, answer, changed_ms) "
    "VALUES (?, ?, ?, ?, ?, ?, 0)"
)


def _add_missing(raw: sqlite3.Connection) -> None:
    """Add them with their stamps at 0, older than anything the learner has made of them."""
    uids = {row[0] for row in raw.execute("SELECT uid FROM note_types")}
    if not uids:
        return  # a new collection, whose first rows come next
    uids |= {row[0] for row in raw.execute("SELECT uid FROM templates")}
    names = {row[0].casefold() for row in raw.execute("SELECT name FROM note_types")}
    for note_type in BUILT_IN_NOTE_TYPES:
        own = {note_type.uid, *(template.uid for template in note_type.templates)}
        if uids.isdisjoint(own):
            _add(raw, note_type, _free_name(note_type.name, names))


def _free_name(name: str, taken: set[str]) -> str:
    """Return a name that no type of the learner's has."""
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name} {number}"
    return free


def _add(raw: sqlite3.Connection, note_type: NoteType, name: str) -> None:
    row = (note_type.uid, name, note_type.kind.value, fields.stored(note_type), note_type.css)
    [number] = raw.execute(_TYPE, (*row, note_type.markup)).fetchone()
    raw.executemany(
        _TEMPLATE,
        [
            (number, template.uid, template.name, place, template.question, template.answer)
            for place, template in enumerate(note_type.templates)
        ],
    )


STATEMENTS: tuple[str | Callable[[sqlite3.Connection], None], ...] = (_add_missing,)
"""Types of the learner's own stay as they are, also where they bear the name of a built-in one."""
