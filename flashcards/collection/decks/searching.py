"""Finds cards and notes by a query in the search language."""

from contextlib import AbstractContextManager

from flashcards.model.ids import CardId, NoteId
from flashcards.search.lasting import takes_long
from flashcards.search.parser import parse
from flashcards.search.tree import Node
from flashcards.store.find import FindContext, find_cards, find_notes
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


def _reading(
    store: Store, node: Node, order: str, progress: Progress | None
) -> AbstractContextManager[Connection]:
    """Lend a connection; a long search keeps nobody else from reading."""
    return store.looking(progress) if takes_long(node, order) else store.reading()
