"""Makes a note type for a table: a field for each column, the first of which is asked."""

from collections.abc import Sequence

from flashcards.collection.cleaning import clean_field, free_name
from flashcards.collection.note_types.completing import (
    MAXIMUM_FIELDS,
    MAXIMUM_NAME,
    could_name_field,
)
from flashcards.collection.note_types.managing import create_in
from flashcards.model.enums import NoteKind
from flashcards.model.errors import UserError
from flashcards.model.ids import NoteTypeId
from flashcards.model.messages import message
from flashcards.model.note_types import built_in_called
from flashcards.model.notes import NoteType, Template
from flashcards.store import notes
from flashcards.store.store import Store

_ROOM_FOR_NUMBER = 5
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('{}":', " "))


def create(store: Store, name: str, columns: Sequence[str]) -> NoteType:
    """Add a note type called ``name``, with a number where that is taken, and return it.

    Raises UserError for too many columns.
    """
    if not 1 <= len(columns) <= MAXIMUM_FIELDS:
        raise UserError(
            message("A note type has 1 to {most} fields.", most=MAXIMUM_FIELDS),
            message("Choose a note type that is there, and the columns it takes."),
        )
    fields = field_names(columns)
    with store.writing(message("Add note type")) as conn:
        taken = [each.name for each in notes.note_types(conn).by_id.values()]
        cut = _cut(name)
        free = free_name(cut, [*taken, cut] if built_in_called(cut) else taken)
        shown = "\n\n".join(f"{{{{{field}}}}}" for field in fields[1:])
        card = Template(
            "", "Card 1", f"{{{{{fields[0]}}}}}", f"{{{{FrontSide}}}}\n\n<hr id=answer>\n\n{shown}"
        )
        return create_in(conn, NoteType(NoteTypeId(0), "", free, NoteKind.NORMAL, fields, (card,)))


def field_names(columns: Sequence[str]) -> tuple[str, ...]:
    """Return a name that a field may have for each column, as near to its own as can be."""
    found: list[str] = []
    for number, column in enumerate(columns, 1):
        name = _cut(column.translate(_NOT_IN_NAMES)).lstrip("#^/ ")
        if not could_name_field(name):
            name = f"Field {number}" if not name else f"Field {name}"
        found.append(free_name(name, found))
    return tuple(found)


def _cut(name: str) -> str:
    return " ".join(clean_field(name).split())[: MAXIMUM_NAME - 2 * _ROOM_FOR_NUMBER].strip()
