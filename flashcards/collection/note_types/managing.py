"""Makes, copies, renames and deletes note types, and sets built-in ones back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from flashcards.collection.cleaning import free_name
from flashcards.collection.note_types.completing import completed, type_name
from flashcards.collection.note_types.saving import save
from flashcards.model.binned import Revision
from flashcards.model.enums import NoteKind
from flashcards.model.errors import UserError
from flashcards.model.ids import NoteTypeId, new_uid
from flashcards.model.messages import message, plural_message
from flashcards.model.note_types import BUILT_IN
from flashcards.model.notes import NoteType, Template
from flashcards.model.type_effects import TypeEffect
from flashcards.store import note_types, notes, revisions
from flashcards.store.operation import Progress, operation
from flashcards.store.store import Connection, Store

_CARD: Final = "Card 1"
_MOST_CLOZES: Final = 50
"""So many are told of; nobody chooses among more."""


def counts(store: Store) -> dict[NoteTypeId, int]:
    """Return how many notes each type has; types without notes are left out."""
    with store.looking() as conn:  # nobody else is to wait while all notes are counted
        return {NoteTypeId(key): count for key, count in note_types.count_notes(conn).items()}


def of_notes(
    store: Store, note_ids: Sequence[int], progress: Progress | None = None
) -> dict[str, int]:
    """Return how many of these notes are of each note type, by its uid."""
    with store.looking(progress) as conn:
        types = notes.note_types(conn).by_id
        found = note_types.count_of_notes(conn, note_ids)
    return {types[NoteTypeId(key)].uid: count for key, count in found.items()}


def clozes_of(store: Store, note_ids: Sequence[int], progress: Progress | None = None) -> list[int]:
    """Return the numbers of the clozes that these notes have cards of, rising."""
    with store.looking(progress) as conn:
        return [n for n in note_types.ordinals(conn, note_ids, _MOST_CLOZES) if n > 0]


def create(store: Store, note_type: NoteType) -> NoteType:
    """Add a note type and return it as it is kept; ids and uids of what is given do not count.

    Raises UserError where it cannot be so.
    """
    with store.writing(message("Add note type")) as conn:
        return create_in(conn, note_type)


def create_in(conn: Connection, note_type: NoteType) -> NoteType:
    """Do what ``create`` does, in the operation under way."""
    made = completed(replace(note_type, uid="", field_uids=()), None, _names(conn))
    return _insert(conn, made)


def plain_type(name: str, *, cloze: bool = False) -> NoteType:
    """Return a note type to begin with: two fields, and a card that asks for the second."""
    if cloze:
        fields: tuple[str, ...] = ("Text", "Extra")
        card = Template("", _CARD, "{{cloze:Text}}", "{{cloze:Text}}\n\n{{Extra}}")
    else:
        fields = ("Front", "Back")
        card = Template("", _CARD, "{{Front}}", "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}")
    kind = NoteKind.CLOZE if cloze else NoteKind.NORMAL
    return NoteType(NoteTypeId(0), "", name, kind, fields, (card,))


def duplicate(store: Store, note_type_id: int, name: str = "") -> NoteType:
    """Add a copy of a note type and return it; its fields are the same as the other's.

    Without a name it gets the other's with a number. Raises UserError where the name is taken.
    """
    with store.writing(message("Duplicate note type")) as conn:
        found, names = _required(conn, note_type_id), _names(conn)
        chosen = type_name(name, names) if name else free_name(found.name, names)
        templates = tuple(replace(each, uid=new_uid()) for each in found.templates)
        return _insert(conn, replace(found, name=chosen, templates=templates))


def rename(store: Store, note_type_id: int, name: str) -> None:
    """Give a note type another name; raise UserError where it is taken."""
    with store.writing(message("Rename note type")) as conn:
        found = _required(conn, note_type_id)
        chosen = type_name(name, _names(conn, but=note_type_id), found)
        if chosen != found.name:
            note_types.update(conn, replace(found, name=chosen), operation(conn).now_ms)


def delete(store: Store, note_type_id: int) -> None:
    """Delete a note type; raise UserError while it has notes, and for a built-in one."""
    with store.writing(message("Delete note type")) as conn:
        found = _required(conn, note_type_id)
        if found.uid in BUILT_IN:
            raise UserError(
                message("“{name}” comes with the program and stays.", name=found.name),
                message("Reset it to have it as it was at first."),
            )
        count = note_types.count_notes(conn).get(note_type_id, 0)
        if count:
            raise UserError(
                plural_message(
                    count,
                    "{count} note is of the type “{name}”.",
                    "{count} notes are of the type “{name}”.",
                    name=found.name,
                ),
                message("Delete these notes or change their type first."),
            )
        revisions.keep_field_names(conn, operation(conn), found)
        note_types.delete(conn, note_type_id)


def original(store: Store, note_type_id: int) -> NoteType:
    """Return a built-in type as it was at first, for ``save``; raise UserError for any other.

    Fields the learner has added are not in it, so ``effect_of`` tells what their going takes.
    """
    with store.reading() as conn:
        found = _required(conn, note_type_id)
    if found.uid not in BUILT_IN:
        raise UserError(
            message("“{name}” is a note type of your own.", name=found.name),
            message("Only those that come with the program can be reset."),
        )
    return replace(BUILT_IN[found.uid], id=found.id)


def reset(
    store: Store,
    note_type_id: int,
    agreed: TypeEffect | None = None,
    progress: Progress | None = None,
) -> NoteType:
    """Make a built-in type again what it was at first; raises what ``save`` does."""
    return save(store, original(store, note_type_id), agreed, progress)


def revisions_of(store: Store, note_type_id: int) -> list[Revision]:
    """Return what the templates and the style of a note type said before, the last first."""
    with store.reading() as conn:
        return revisions.of_type(conn, _required(conn, note_type_id))


def _insert(conn: Connection, note_type: NoteType) -> NoteType:
    made = replace(note_type, uid=new_uid())
    number = note_types.insert(conn, made, operation(conn).now_ms)
    return replace(made, id=number)


def _names(conn: Connection, but: int = 0) -> list[str]:
    return [each.name for each in notes.note_types(conn).by_id.values() if each.id != but]


def _required(conn: Connection, note_type_id: int) -> NoteType:
    found = notes.note_types(conn).by_id.get(NoteTypeId(note_type_id))
    if found is None:
        raise UserError(
            message("This note type does not exist any more."),
            message("Choose another one."),
        )
    return found
