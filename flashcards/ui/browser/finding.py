"""Asks the collection for the rows of the table, for cards as for notes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.model.rows import CardRow


def rows_of(
    collection: "Collection", ids: Sequence[int], by_note: bool, strengths: bool = False
) -> "list[CardRow | None]":
    """Return a row for each id in its place; a note stands there as its first card."""
    if not by_note:
        found = collection.card_rows(list(ids), strengths)
        by_id: dict[int, CardRow] = {row.id: row for row in found}
        return [by_id.get(number) for number in ids]
    cards = collection.browsing.cards_of_notes(ids)
    first: dict[int, CardRow] = {}
    for row in collection.card_rows(cards, strengths):
        first.setdefault(row.note_id, row)
    return [first.get(number) for number in ids]
