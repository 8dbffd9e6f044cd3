"""Keeps a note's cards in line with what its type and text yield."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flashcards.model.enums import NoteKind
from flashcards.model.notes import NoteType
from flashcards.store import cards, notes
from flashcards.store.notes import StoredTypes
from flashcards.store.store import Connection
from flashcards.text.templates import card_ordinals

Place = tuple[int, int]
"""(template id, ordinal): which of a note's cards one is; ordinals count clozes only."""


def places(types: StoredTypes, note_type: NoteType, fields: Sequence[str]) -> list[Place]:
    """Return the cards this note yields."""
    cloze = note_type.kind is NoteKind.CLOZE
    return [
        (types.template_ids[uid], ordinal if cloze else 0)
        for uid, ordinal in card_ordinals(note_type, fields)
    ]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The cards one existing note should have."""

    note_id: int
    places: tuple[Place, ...]
    deck_id: int


def reconcile(conn: Connection, wanted: Iterable[Wanted], now_ms: int) -> None:
    """Add the cards that are missing and delete those whose place is gone.

    A new card joins the deck of its siblings when there are any.
    """
    by_note = {want.note_id: want for want in wanted}
    present: dict[int, dict[Place, int]] = {note_id: {} for note_id in by_note}
    for note_id, card_id, template_id, ordinal in cards.cards_of_notes(conn, list(by_note)):
        present[note_id][(template_id, ordinal)] = card_id
    gone = [
        card_id
        for note_id, found in present.items()
        for place, card_id in found.items()
        if place not in by_note[note_id].places
    ]
    next_id = notes.next_id(conn, "cards")
    added: list[cards.NewCard] = []
    homes = _decks_of(conn, [found for found in present.values() if found])
    for note_id, want in by_note.items():
        found = present[note_id]
        home = next((homes[card_id] for card_id in found.values()), want.deck_id)
        for template_id, ordinal in want.places:
            if (template_id, ordinal) not in found:
                added.append((next_id, note_id, home, template_id, ordinal, next_id, now_ms))
                next_id += 1
    cards.insert(conn, added)
    cards.delete(conn, gone)


def _decks_of(conn: Connection, found: list[dict[Place, int]]) -> dict[int, int]:
    return cards.decks_of(conn, [card_id for places in found for card_id in places.values()])
