"""Finds notes that ask nearly the same as one that is being written."""

from flashcards.model.ids import NoteId
from flashcards.store import similar
from flashcards.store.operation import Progress
from flashcards.store.store import Store
from flashcards.text.likeness import ask_alike, telling_words
from flashcards.text.plain import first_field_key

MOST_LOOKED_AT = 300
MOST_WORDS = 5
"""The longest words of a question, which few notes have."""


def similar_notes(store: Store, question: str, progress: Progress | None = None) -> list[NoteId]:
    """Return notes whose first field asks nearly the same, by id; not those that ask the same."""
    telling = telling_words(question)
    if len(telling) < 2:
        return []
    words = sorted(telling, key=len, reverse=True)[:MOST_WORDS]
    with store.looking(progress) as conn:
        found = similar.sharing_words(conn, words, MOST_LOOKED_AT)
    same = first_field_key(question)
    return sorted(
        note_id
        for note_id, first in found
        if ask_alike(telling, telling_words(first)) and first_field_key(first) != same
    )
