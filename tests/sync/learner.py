"""What a learner does and sees on any of several machines."""

from itertools import zip_longest

from flashcards.api import Collection
from flashcards.model.enums import Quality
from flashcards.model.notes import NoteType


def only_note(collection: Collection) -> int:
    """Return the one note there is."""
    (number,) = collection.search_notes("")
    return number


def fronts(collection: Collection) -> list[str]:
    """Return the first fields of all notes, in the order of the alphabet."""
    return sorted(collection.note(each).fields[0] for each in collection.search_notes(""))


def said(collection: Collection) -> dict[str, str]:
    """Return what the one note there is says, by the names of its fields."""
    note = collection.note(only_note(collection))
    kind = collection.note_type(note.note_type_id)
    return dict(zip_longest(kind.fields, note.fields, fillvalue=""))


def save_type(collection: Collection, edited: NoteType) -> None:
    """Save a note type, whatever becomes of cards and texts."""
    collection.note_types.save(edited, collection.note_types.effect_of(edited))


def answer(collection: Collection, quality: Quality = Quality.GOOD) -> None:
    """Answer the first card of a session."""
    session = collection.study()
    assert session.next() is not None
    session.answer(quality)
    session.close()
