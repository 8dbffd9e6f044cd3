"""Finds cards and notes by a query in the search language."""

from array import array
from contextlib import AbstractContextManager

from flashcards.model.ids import CardId, NoteId
from flashcards.search.lasting import takes_long
from flashcards.search.parser import parse
from flashcards.search.tree import Node
from flashcards.store import cards as stored
from flashcards.store.find import FindContext, find_cards, find_notes, find_packed
from flashcards.store.operation import Progress
from flashcards.store.store import Connection, Store


def cards(
    store: Store,
    day_start_minutes: int,
    query: str,
    order: str,
    descending: bool,
    progress: Progress | None = None,
) -> list[CardId]:
    """Return the cards ``query`` means, in ``order``; see docs/search.md.

    Raises CancelledError soon after ``progress`` answered False, where the search takes long.
    """
    context, node = FindContext.at(store.now(), day_start_minutes), parse(query)
    with _reading(store, node, order, progress) as conn:
        return find_cards(conn, node, context, order, descending)


def notes(
    store: Store,
    day_start_minutes: int,
    query: str,
    order: str,
    descending: bool,
    progress: Progress | None = None,
) -> list[NoteId]:
    """Return the notes of those cards, each where its first card stands."""
    context, node = FindContext.at(store.now(), day_start_minutes), parse(query)
    with _reading(store, node, order, progress) as conn:
        return find_notes(conn, node, context, order, descending)


def packed(
    store: Store,
    day_start_minutes: int,
    query: str,
    order: str,
    descending: bool,
    by_note: bool,
    progress: Progress | None = None,
) -> "array[int]":
    """Return what ``notes`` or ``cards`` does, from a thread of its own where there are many."""
    context, node = FindContext.at(store.now(), day_start_minutes), parse(query)
    long = progress is not None
    with store.looking(progress) if long else _reading(store, node, order, progress) as conn:
        return find_packed(conn, node, context, order, descending, notes=by_note)


def largest_card(store: Store) -> int:
    """Return the largest id of a card, which there are no more of; at once."""
    with store.reading() as conn:
        return stored.largest_id(conn)


def cards_of_notes(store: Store, note_ids: list[int]) -> list[int]:
    """Return the cards of some notes, note by note in the order given."""
    with store.reading() as conn:
        by_note: dict[int, list[int]] = {note: [] for note in note_ids}
        for note, card, _, _ in stored.cards_of_notes(conn, note_ids):
            by_note[note].append(card)
    return [card for found in by_note.values() for card in sorted(found)]


def _reading(
    store: Store, node: Node, order: str, progress: Progress | None
) -> AbstractContextManager[Connection]:
    """Lend a connection; a long search keeps nobody else from reading."""
    return store.looking(progress) if takes_long(node, order) else store.reading()
