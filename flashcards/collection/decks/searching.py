"""Finds cards and notes by a query in the search language."""

from flashcards.model.ids import CardId, NoteId
from flashcards.search.parser import parse
from flashcards.store.find import FindContext, find_cards, find_notes
from flashcards.store.store import Store


def cards(
    store: Store, day_start_minutes: int, query: str, order: str, descending: bool
) -> list[CardId]:
    """Return the cards ``query`` means, in ``order``; see docs/search.md."""
    context = FindContext.at(store.now(), day_start_minutes)
    with store.reading() as conn:
        return find_cards(conn, parse(query), context, order, descending)


def notes(
    store: Store, day_start_minutes: int, query: str, order: str, descending: bool
) -> list[NoteId]:
    """Return the notes of those cards, each where its first card stands."""
    context = FindContext.at(store.now(), day_start_minutes)
    with store.reading() as conn:
        return find_notes(conn, parse(query), context, order, descending)
