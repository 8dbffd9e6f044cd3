"""Names of fields in files: those of built-in types are called there as they are from the start."""

from collections.abc import Mapping, Sequence

from flashcards.collection.decks.editing import named_as_now
from flashcards.model.note_types import BUILT_IN
from flashcards.model.notes import NoteType
from flashcards.model.tables import TableType

_OWN = " (field)"
"""Stands behind the name of a learner's own field where a built-in one is called so in files."""


def texts_for_file(note_type: NoteType, texts: Sequence[str]) -> dict[str, str]:
    """Return a note's texts by the names of fields in files, in the order the learner sees."""
    known = _first_names(note_type)
    names = [
        known.get(uid) or (f"{name}{_OWN}" if _bare(name) in known.values() else name)
        for uid, name in zip(note_type.field_uids, note_type.fields, strict=True)
    ]
    return {names[at]: texts[at] for at in note_type.shown_places if at < len(texts)}


def table_type(note_type: NoteType) -> TableType:
    """Return what a table has to know of a note type."""
    names = tuple(texts_for_file(note_type, ("",) * len(note_type.fields)))
    labels = tuple(note_type.fields[at] for at in note_type.shown_places)
    return TableType(note_type.uid, note_type.name, names, labels, note_type.kind)


def texts_of_file(note_type: NoteType, fields: Mapping[str, str]) -> Mapping[str, str]:
    """Return what a file says by the present names of fields; names that are none stay.

    A file that names a built-in field as only the learner calls it means all by present names.
    """
    known = _first_names(note_type)
    now = dict(zip(note_type.field_uids, note_type.fields, strict=True))
    here = {name: now[uid] for uid, name in known.items() if uid in now}
    if not known or set(here.values()).difference(known.values()).intersection(fields):
        return named_as_now(note_type, fields)
    named: dict[str, str] = {}
    for name, text in fields.items():
        own = name.removesuffix(_OWN) if _bare(name) in known.values() else name
        named[here.get(name, own)] = text
    return named_as_now(note_type, named)


def _first_names(note_type: NoteType) -> dict[str, str]:
    """Return the names that the fields of a built-in type have from the start, by their uids."""
    first = BUILT_IN.get(note_type.uid)
    return dict(zip(first.field_uids, first.fields, strict=True)) if first else {}


def _bare(name: str) -> str:
    while name.endswith(_OWN):
        name = name.removesuffix(_OWN)
    return name
