"""Keeps a note's cards in line with what its type and text yield."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flashcards.collection.decks.reviving import revive
from flashcards.model.enums import CardState, NoteKind
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.notes import Note, NoteType
from flashcards.store import binned, cards, notes, revisions
from flashcards.store.notes import StoredTypes
from flashcards.store.store import Connection
from flashcards.text.list_items import read_items
from flashcards.text.template_language import list_fields
from flashcards.text.templates import card_ordinals

RECOVERED: Final = "Recovered notes"
"""The deck of cards whose note had lost all others."""

Place = tuple[int, int]
"""(template id, ordinal): which of a note's cards one is; ordinals count clozes only."""


def places(types: StoredTypes, note_type: NoteType, fields: Sequence[str]) -> list[Place]:
    """Return the cards this note yields; raise UserError where only a later version knows."""
    if note_type.kind is NoteKind.UNKNOWN:
        raise UserError(
            message(
                "A newer version of Flashcards made the note type “{name}”.", name=note_type.name
            ),
            message("Update Flashcards to add or change its notes."),
        )
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


def reconcile(
    conn: Connection, wanted: Iterable[Wanted], now_ms: int, *, anew: bool = False
) -> None:
    """Add the cards that are missing and delete those whose place is gone.

    A new card joins the deck of its siblings when there are any. A card that an earlier edit took
    comes back with its past, and where a note has become one of another type of the same kind, its
    cards stay, with all that was learnt, in the same positions; unless all are to begin ``anew``.
    """
    by_note = {want.note_id: want for want in wanted}
    present = _present(conn, by_note)
    moved = [] if anew else _follow_type(conn, by_note, present)
    cards.set_templates(conn, [(template_id, now_ms, card_id) for template_id, card_id in moved])
    gone = _gone(by_note, present)
    homes = _homes(conn, by_note, present)
    if not anew:
        _take_back(conn, by_note, present, homes)
    next_id = notes.next_id(conn, "cards")
    added: list[cards.NewCard] = []
    for note_id, want in by_note.items():
        found, home = present[note_id], homes[note_id]
        for template_id, ordinal in want.places:
            if (template_id, ordinal) not in found:
                added.append((next_id, note_id, home, template_id, ordinal, next_id, now_ms))
                next_id += 1
    cards.insert(conn, added)
    cards.delete(conn, gone)


def numbers_gone(conn: Connection, note: Note, note_type: NoteType) -> dict[int, str]:
    """Return the numbers of cards that a note with lists lost, with what their items said last.

    The text is empty where that is not known. Nothing for a note without lists.
    """
    lists = list_fields(note_type.templates)
    parts = binned.parts_of_notes(conn, [note.id]) if lists else ()
    gone = {int(body["ordinal"]): "" for _, _, _, body in parts}
    for former in revisions.of_note(conn, note.guid) if gone else ():
        for item in read_items(former.value, note_type.markup) if former.field in lists else ():
            if gone.get(item.number) == "":
                gone[item.number] = item.text
    return gone


def cards_going(conn: Connection, want: Wanted) -> list[int]:
    """Return the cards of a note that ``reconcile`` would take away."""
    by_note = {want.note_id: want}
    present = _present(conn, by_note)
    _follow_type(conn, by_note, present)
    return _gone(by_note, present)


def _present(conn: Connection, by_note: Mapping[int, Wanted]) -> dict[int, dict[Place, int]]:
    """Return the cards there are of each note, by their place."""
    present: dict[int, dict[Place, int]] = {note_id: {} for note_id in by_note}
    for note_id, card_id, template_id, ordinal in cards.cards_of_notes(conn, list(by_note)):
        present[note_id][(template_id, ordinal)] = card_id
    return present


def _gone(by_note: Mapping[int, Wanted], present: Mapping[int, Mapping[Place, int]]) -> list[int]:
    return [
        card_id
        for note_id, found in present.items()
        for place, card_id in found.items()
        if place not in by_note[note_id].places
    ]


def answered_card_goes(
    conn: Connection, types: StoredTypes, note_id: int, wanted: Iterable[Place]
) -> bool:
    """Whether a note with only the ``wanted`` cards, of a like type, would lose a card in learning.

    Cards are taken over position by position, as ``reconcile`` does.
    """
    known = cards.templates(conn)
    places = {(known[template_id][1], ordinal) for template_id, ordinal in wanted}
    gone = [
        card_id
        for _, card_id, template_id, ordinal in cards.cards_of_notes(conn, [note_id])
        if (known[template_id][1], ordinal) not in places
    ]
    found = cards.get_cards(conn, gone, types.template_uids)
    return any(card.memory.state is not CardState.NEW for card in found)


def _follow_type(
    conn: Connection,
    by_note: Mapping[int, Wanted],
    present: Mapping[int, dict[Place, int]],
) -> list[tuple[int, int]]:
    """Hand cards of templates of another type on to the wanted type's, position by position.

    Returns (template id, card id) of those handed on; ``present`` has them in their new places.
    """
    strange = [
        note_id
        for note_id, found in present.items()
        if {place[0] for place in found} - {place[0] for place in by_note[note_id].places}
    ]
    if not strange:
        return []
    known = cards.templates(conn)
    moved: list[tuple[int, int]] = []
    for note_id in strange:
        found, wanted = present[note_id], by_note[note_id].places
        targets = {(known[place[0]][1], place[1]): place for place in wanted}
        types = {(known[place[0]][0], known[place[0]][2]) for place in wanted}
        for place, card_id in list(found.items()):
            type_id, position, kind = known[place[0]]
            target = targets.get((position, place[1]))
            alike = any(kind == other and type_id != new for new, other in types)
            if alike and target is not None and target not in found:
                found[target] = found.pop(place)
                moved.append((target[0], card_id))
    return moved


def _homes(
    conn: Connection, by_note: Mapping[int, Wanted], present: Mapping[int, dict[Place, int]]
) -> dict[int, int]:
    """Return the deck that a new card of each note joins."""
    firsts = {note_id: next(iter(found.values()), 0) for note_id, found in present.items()}
    known = cards.decks_of(conn, [card_id for card_id in firsts.values() if card_id])
    return {note_id: known.get(firsts[note_id], want.deck_id) for note_id, want in by_note.items()}


def _take_back(
    conn: Connection,
    by_note: Mapping[int, Wanted],
    present: Mapping[int, dict[Place, int]],
    homes: Mapping[int, int],
) -> None:
    """Revive cards that an earlier edit took and that their notes make again, with their past."""
    changed = [note_id for note_id, found in present.items() if found]
    rows: list[int] = []
    back: list[tuple[Mapping[str, Any], int, int, int]] = []
    for row, note_id, template_id, body in binned.parts_of_notes(conn, changed):
        place, found = (template_id, body["ordinal"]), present[note_id]
        if place in by_note[note_id].places and place not in found:
            found[place] = body["id"]
            rows.append(row)
            back.append((body, note_id, homes[note_id], template_id))
    if back:
        revive(conn, back)
        binned.take_out(conn, rows)
