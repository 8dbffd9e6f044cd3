"""Asks the collection for the ids and the rows of the table, for cards as for notes."""

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.model.rows import CardRow
    from flashcards.ui.jobs import Progress


def found_ids(
    collection: "Collection",
    query: str,
    order: str,
    descending: bool,
    by_note: bool,
    progress: "Progress | None" = None,
) -> "array[int]":
    """Return the ids of the cards (or notes) a query means, in order.

    Raises UserError; CancelledError where ``progress`` answered False.
    """
    if by_note:
        return array("q", collection.search_notes(query, order, descending, progress))
    return array("q", collection.search(query, order, descending, progress))


def rows_of(
    collection: "Collection", ids: Sequence[int], by_note: bool, strengths: bool = False
) -> "list[CardRow | None]":
    """Return a row for each id in its place; a note stands there as its first card."""
    if not by_note:
        found = collection.card_rows(list(ids), strengths)
        by_id: dict[int, CardRow] = {row.id: row for row in found}
        return [by_id.get(number) for number in ids]
    cards = cards_of_notes(collection, ids)
    first: dict[int, CardRow] = {}
    for row in collection.card_rows(cards, strengths):
        first.setdefault(row.note_id, row)
    return [first.get(number) for number in ids]


def cards_of_notes(collection: "Collection", note_ids: Sequence[int]) -> list[int]:
    """Return the cards of some notes, note by note as they were added."""
    cards: list[int] = []
    # A search may be 10,000 characters long.
    for start in range(0, len(note_ids), 400):
        numbers = ",".join(map(str, note_ids[start : start + 400]))
        cards += collection.search(f"nid:{numbers}", "created")
    return cards
