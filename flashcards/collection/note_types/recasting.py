"""Splits a note into several and merges several into one, with the history the learner gives."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flashcards.collection.cleaning import clean_tags
from flashcards.collection.decks.cards_of import RECOVERED, Place, Wanted, places, reconcile
from flashcards.collection.decks.editing import ordered_fields, refuse_unusable
from flashcards.collection.note_types.effects import Difference
from flashcards.collection.note_types.saving import refuse_unagreed
from flashcards.model.enums import NoteKind
from flashcards.model.errors import UserError
from flashcards.model.ids import NoteId, new_uid
from flashcards.model.messages import Message, message, plural_message
from flashcards.model.notes import Note, NoteType
from flashcards.model.type_effects import Part, TypeEffect
from flashcards.store import cards, decks, media, note_types, notes
from flashcards.store.note_types import MadeCard
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Progress, operation
from flashcards.store.store import Connection, Store
from flashcards.text.list_items import with_numbers


def effect_of(store: Store, note_ids: Sequence[int], parts: Sequence[Part]) -> TypeEffect:
    """Return what ``split`` or ``merge`` would do to cards; raise UserError where it refuses."""
    with store.reading() as conn:
        return _plan(conn, notes.note_types(conn), note_ids, parts).found.effect()


def split(
    store: Store, note_id: int, parts: Sequence[Part], agreed: TypeEffect | None = None
) -> list[NoteId]:
    """Make several notes of one and return them; the first keeps its identity. One undo step.

    Each part says which of its cards has the history of which card there is; others begin anew,
    in the deck of the note's cards. Raises UnagreedError where answered cards would go that
    ``agreed`` does not tell of, UserError for a part that makes no card or has no answer.
    """
    if len(parts) < 2:
        raise UserError(message("One note cannot be split into fewer than two."))
    return _recast(store, message("Split note"), [note_id], parts, agreed)


def merge(
    store: Store, note_ids: Sequence[int], part: Part, agreed: TypeEffect | None = None
) -> NoteId:
    """Make one note of several and return it: the first one, changed. One undo step.

    The others go to the bin, without the cards that the note takes over from them. Raises what
    ``split`` does.
    """
    label = plural_message(len(note_ids), "Merge notes", "Merge {count} notes")
    return _recast(store, label, note_ids, [part], agreed)[0]


@dataclass(slots=True)
class _Made:
    """A note as it comes out."""

    note_type: NoteType
    texts: list[str]
    tags: tuple[str, ...]
    wanted: list[Place]
    inherits: dict[Place, int]


@dataclass(slots=True)
class _Plan:
    """What becomes of some notes and their cards."""

    notes: list[Note]
    made: list[_Made]
    present: list[MadeCard]
    found: Difference = field(default_factory=Difference)


def _plan(
    conn: Connection,
    types: StoredTypes,
    note_ids: Sequence[int],
    parts: Sequence[Part],
    *,
    alone: bool = False,
) -> _Plan:
    by_id = {note.id: note for note in notes.get_notes(conn, note_ids)}
    chosen = [by_id[NoteId(number)] for number in dict.fromkeys(note_ids) if number in by_id]
    if len(chosen) < len(set(note_ids)) or not chosen:
        raise UserError(message("One of these notes does not exist any more."))
    if len(parts) < 2 and len(chosen) < 2 and not alone:
        raise UserError(
            message("One note becomes one note: that is neither a split nor a merge."),
            message("Add a part, or select more notes."),
        )
    present = list(note_types.cards_of_notes(conn, [note.id for note in chosen]))
    made = [_made(types, part, chosen, whole=len(parts) == 1) for part in parts]
    plan = _Plan(chosen, made, present)
    _count(plan)
    return plan


def _made(types: StoredTypes, part: Part, chosen: Sequence[Note], *, whole: bool) -> _Made:
    note_type = types.by_uid.get(part.note_type)
    if note_type is None or note_type.kind is NoteKind.UNKNOWN:
        raise UserError(
            message("This note type cannot be used here."), message("Choose another one.")
        )
    first = types.by_id[chosen[0].note_type_id]
    before = dict(zip(first.fields, chosen[0].fields, strict=False)) if first == note_type else {}
    texts = with_numbers(note_type, ordered_fields(note_type, part.fields), before)
    wanted = places(types, note_type, texts)
    refuse_unusable(note_type, texts, wanted)
    inherits = {
        (types.template_ids.get(uid, 0), ordinal): int(card)
        for (uid, ordinal), card in part.inherits.items()
    }
    own = chosen if whole else chosen[:1]
    tags = [tag for note in own for tag in note.tags] if part.tags is None else part.tags
    return _Made(note_type, texts, clean_tags(tags), wanted, inherits)


def _count(plan: _Plan) -> None:
    """Say what comes, stays and goes; raise UserError where a card would be in two places."""
    found, there = plan.found, {card.id for card in plan.present}
    taken = Counter(card for made in plan.made for card in made.inherits.values())
    if any(count > 1 for count in taken.values()):
        raise _wrong(message("One history cannot go to two cards."))
    for made in plan.made:
        if not set(made.inherits) <= set(made.wanted) or not there.issuperset(
            made.inherits.values()
        ):
            raise _wrong(message("One of these cards does not exist any more."))
    found.notes = len(plan.notes)
    found.kept = len(taken)
    found.new = sum(len(made.wanted) for made in plan.made) - found.kept
    if found.lose([card for card in plan.present if card.id not in taken]):
        for note in plan.notes:
            found.show(note.fields)


def _wrong(what: Message) -> UserError:
    return UserError(what, message("Choose again which card has which history."))


def effect_of_each(
    store: Store, wanted: Sequence[tuple[int, Part]], progress: Progress | None = None
) -> TypeEffect:
    """Return what ``recast_each`` would do."""
    with store.looking(progress) as conn:
        types, total = notes.note_types(conn), Difference()
        for note_id, part in wanted:
            total.add(_plan(conn, types, [note_id], [part], alone=True).found)
    return total.effect()


def recast_each(
    store: Store,
    label: Message,
    wanted: Sequence[tuple[int, Part]],
    agreed: TypeEffect | None,
    progress: Progress | None = None,
) -> TypeEffect:
    """Make each of some notes what its part says, in one undo step; return what that did.

    Raises what ``split`` does.
    """
    with store.writing(label, progress=progress) as conn:
        types, total = notes.note_types(conn), Difference()
        for note_id, part in wanted:
            operation(conn).ask()
            plan = _plan(conn, types, [note_id], [part], alone=True)
            total.add(plan.found)
            _write(conn, plan)
        refuse_unagreed(total.effect(), agreed)
    return total.effect()


def _recast(
    store: Store,
    label: Message,
    note_ids: Sequence[int],
    parts: Sequence[Part],
    agreed: TypeEffect | None,
) -> list[NoteId]:
    with store.writing(label) as conn:
        types = notes.note_types(conn)
        plan = _plan(conn, types, note_ids, parts)
        refuse_unagreed(plan.found.effect(), agreed)
        numbers = _write(conn, plan)
        shown = [text for made in plan.made for text in made.texts]
        operation(conn).step.shows = media.shown_in(conn, shown)
    return [NoteId(number) for number in numbers]


def _write(conn: Connection, plan: _Plan) -> list[int]:
    """Write the notes that come out and give them their cards; return their ids."""
    numbers = _write_notes(conn, plan)
    home = _home(conn, plan)
    cards.delete(conn, plan.found.gone)
    _move_cards(conn, plan, numbers)
    wanted = zip(numbers, plan.made, strict=True)
    reconcile(
        conn,
        [Wanted(number, tuple(made.wanted), home) for number, made in wanted],
        operation(conn).now_ms,
        anew=True,
    )
    notes.delete(conn, [note.id for note in plan.notes[len(plan.made) :]])
    return numbers


def _write_notes(conn: Connection, plan: _Plan) -> list[int]:
    """Write what comes out: into the notes there are, then as new ones; return their ids."""
    now, first = operation(conn).now_ms, plan.notes[0]
    numbers: list[int] = []
    for made, note in zip(plan.made, plan.notes, strict=False):
        key = notes.first_key(made.texts[0])
        stored = notes.stored_fields(made.texts)
        notes.set_note_type(conn, note.id, made.note_type.id, now)
        notes.update(conn, [(stored, " ".join(made.tags), key, now, note.id)])
        numbers.append(note.id)
    number = notes.next_id(conn, "notes")
    rows: list[notes.NoteRow] = []
    for made in plan.made[len(plan.notes) :]:
        rows.append(
            (
                number, new_uid(), made.note_type.id, notes.stored_fields(made.texts),
                " ".join(made.tags), notes.first_key(made.texts[0]), first.source_id,
                first.source_heading, now, now,
            )
        )  # fmt: skip
        numbers.append(number)
        number += 1
    notes.insert(conn, rows)
    return numbers


def _home(conn: Connection, plan: _Plan) -> int:
    """Return the deck that new notes are in: that of the first note's first card."""
    if not plan.present:
        return decks.ensure_deck(conn, RECOVERED, operation(conn).now_ms).id
    first = min(plan.present, key=lambda card: card.note_id != plan.notes[0].id)
    return cards.decks_of(conn, [first.id])[first.id]


def _move_cards(conn: Connection, plan: _Plan, numbers: Sequence[int]) -> None:
    now = operation(conn).now_ms
    present: Mapping[int, MadeCard] = {card.id: card for card in plan.present}
    rows = []
    for number, made in zip(numbers, plan.made, strict=True):
        for (template_id, ordinal), card_id in made.inherits.items():
            card = present[card_id]
            if (card.note_id, card.template_id, card.ordinal) != (number, template_id, ordinal):
                rows.append((number, template_id, ordinal, now, card_id))
    cards.transfer(conn, rows)
