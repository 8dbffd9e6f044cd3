"""Finds cards that show nothing any more and notes without any card, and lets them go."""

from collections.abc import Iterator, Sequence

from flashcards.collection.decks.cards_of import RECOVERED, Place, Wanted, places, reconcile
from flashcards.model.empty_cards import EmptyCard, EmptyCards, Reason
from flashcards.model.enums import NoteKind
from flashcards.model.messages import message, plural_message
from flashcards.model.notes import Note, NoteType
from flashcards.store import cards, decks, notes
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Progress, course, operation
from flashcards.store.store import Connection, Store
from flashcards.text.template_language import cloze_fields

_BATCH = 2_000


def find(store: Store, progress: Progress | None = None) -> EmptyCards:
    """Return every one, note by note; for a thread of its own.

    Notes whose type only a newer version knows are left alone.
    """
    with store.looking(progress) as conn:
        types, found = notes.note_types(conn), []
        ids = notes.every_id(conn)
        for start in range(0, len(ids), _BATCH):
            course(conn).tick(start, len(ids))
            found += list(_of_notes(conn, types, ids[start : start + _BATCH]))
    return EmptyCards(found)


def _of_notes(conn: Connection, types: StoredTypes, note_ids: Sequence[int]) -> Iterator[EmptyCard]:
    held: dict[int, dict[Place, int]] = {note_id: {} for note_id in note_ids}
    for note_id, card_id, template_id, ordinal in cards.cards_of_notes(conn, note_ids):
        held[note_id][(template_id, ordinal)] = card_id
    for note in notes.get_notes(conn, note_ids):
        note_type = types.by_id[note.note_type_id]
        if note_type.kind is not NoteKind.UNKNOWN:
            yield from _of_note(conn, types, note_type, note, held[note.id])


def _of_note(
    conn: Connection, types: StoredTypes, note_type: NoteType, note: Note, held: dict[Place, int]
) -> Iterator[EmptyCard]:
    wanted = set(places(types, note_type, note.fields))
    if not held:
        reason = Reason.CARDS_MISSING if wanted else Reason.NO_CARD
        yield EmptyCard(0, note.id, reason, last=True)
        return
    gone = {place: card for place, card in held.items() if place not in wanted}
    answers = cards.answers_by_card(conn, list(gone.values())) if gone else {}
    for place, card in gone.items():
        yield EmptyCard(
            card,
            note.id,
            _reason(types, note_type, place),
            _name(types, place),
            answers[card],
            last=len(gone) == len(held),
        )


def _reason(types: StoredTypes, note_type: NoteType, place: Place) -> Reason:
    uid = types.template_uids[place[0]]
    template = next((each for each in note_type.templates if each.uid == uid), None)
    if template is None:
        return Reason.OTHER_TYPE
    has_numbers = note_type.kind is NoteKind.CLOZE and cloze_fields(template.question)
    return Reason.NUMBER_GONE if has_numbers else Reason.NOTHING_SHOWN


def _name(types: StoredTypes, place: Place) -> str:
    uid, ordinal = types.template_uids[place[0]], place[1]
    every = (each for note_type in types.by_id.values() for each in note_type.templates)
    name = next((each.name for each in every if each.uid == uid), "")
    return f"{name} {ordinal}" if ordinal else name


def delete(
    store: Store, chosen: Sequence[EmptyCard], progress: Progress | None = None
) -> tuple[int, int]:
    """Delete some of them, and return how many cards and notes went; one undo step.

    A note whose last card goes, goes with it, to the bin. What shows something by now stays.
    """
    label = plural_message(len(chosen), "Delete empty card", "Delete {count} empty cards")
    with store.writing(label, progress=progress) as conn:
        types = notes.note_types(conn)
        ids = sorted({each.note_id for each in chosen})
        still: list[EmptyCard] = []
        for start in range(0, len(ids), _BATCH):
            course(conn).tick(start, len(ids))
            still += _of_notes(conn, types, ids[start : start + _BATCH])
        wanted = {(each.card_id, each.note_id) for each in chosen}
        going = [
            each
            for each in still
            if (each.card_id, each.note_id) in wanted and each.reason is not Reason.CARDS_MISSING
        ]
        left = _left(conn, going)
        notes.delete(conn, sorted(left))
        gone = [each.card_id for each in going if each.card_id]
        cards.delete(conn, gone)
    return len(gone), len(left)


def _left(conn: Connection, going: Sequence[EmptyCard]) -> set[int]:
    """Return the notes that have no card but those that go."""
    gone = {each.card_id for each in going}
    kept = {
        note_id
        for note_id, card_id, *_ in cards.cards_of_notes(conn, [each.note_id for each in going])
        if card_id not in gone
    }
    return {each.note_id for each in going} - kept


def make(store: Store, note_ids: Sequence[int]) -> int:
    """Give notes without any card those that their text makes; return how many. One undo step."""
    with store.writing(message("Make missing cards")) as conn:
        now, types = operation(conn).now_ms, notes.note_types(conn)
        have = {note_id for note_id, *_ in cards.cards_of_notes(conn, note_ids)}
        without = [note for note in notes.get_notes(conn, note_ids) if note.id not in have]
        missing = {
            note.id: tuple(places(types, types.by_id[note.note_type_id], note.fields))
            for note in without
        }
        if not any(missing.values()):
            return 0
        home = int(decks.ensure_deck(conn, RECOVERED, now).id)
        reconcile(conn, [Wanted(note, each, home) for note, each in missing.items()], now)
        return len(cards.cards_of_notes(conn, list(missing)))
