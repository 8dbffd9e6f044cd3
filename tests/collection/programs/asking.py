"""Asks a collection what came in."""

from flashcards import Collection


def fields(collection: Collection, query: str) -> tuple[str, ...]:
    """Return the texts of the one note that a query finds."""
    [note] = collection.notes_of(collection.search(query))
    return collection.note(note).fields
