"""Makes notes those of another type: texts by a map of fields, history by a map of cards."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from flashcards.collection.decks.cards_of import RECOVERED, Place, Wanted, places, reconcile
from flashcards.collection.note_types.effects import Difference
from flashcards.collection.note_types.saving import refuse_unagreed
from flashcards.model.enums import NoteKind
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message, plural_message
from flashcards.model.notes import Note, NoteType
from flashcards.model.type_effects import CardPlace, TypeEffect, TypeMap
from flashcards.store import cards, decks, note_types, notes
from flashcards.store.note_types import MadeCard
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Progress, course, operation
from flashcards.store.store import Connection, Store
from flashcards.text.retyping import loses_gaps, retyped
from flashcards.text.template_language import cloze_fields

_BATCH: Final = 2_000


def suggested(old: NoteType, new: NoteType) -> TypeMap:
    """Return which fields and cards of two types are likely the same.

    Fields that mean the same everywhere come first, then those of one name, then those with gaps or
    items, then the others in their order. Cards go by their order; the first card of a plain note
    is cloze 1. Where the new type has no gaps, their marks are taken out of the text.
    """
    return TypeMap(_like_fields(old, new), _like_cards(old, new), plain=loses_gaps(old, new))


def effect_of_change(
    store: Store,
    note_ids: Sequence[int],
    to_type: str,
    mapped: TypeMap | None = None,
    progress: Progress | None = None,
) -> TypeEffect:
    """Return what ``change_type`` would do; raise UserError where it would refuse the map."""
    with store.looking(progress) as conn:
        types = notes.note_types(conn)
        found = Difference()
        for batch in _batches(conn, types, note_ids, to_type, mapped):
            _compare(conn, types, batch, found)
        return found.effect()


def change_type(
    store: Store,
    note_ids: Sequence[int],
    to_type: str,
    mapped: TypeMap | None = None,
    agreed: TypeEffect | None = None,
    progress: Progress | None = None,
) -> TypeEffect:
    """Make notes those of a type, given by its uid; return what that did. One undo step.

    With a map the notes must be of one type; without one, ``suggested`` serves for each. Cards
    that the map leads to a card of the new type keep their history. Raises UnagreedError where
    answered cards or texts would go that ``agreed`` does not tell of.
    """
    label = plural_message(len(note_ids), "Change note type", "Change type of {count} notes")
    with store.writing(label, progress=progress) as conn:
        types = notes.note_types(conn)
        found = Difference()
        for batch in _batches(conn, types, note_ids, to_type, mapped):
            _write(conn, batch, _compare(conn, types, batch, found))
        refuse_unagreed(found.effect(), agreed)
    return found.effect()


def change_without_loss(conn: Connection, note_ids: Sequence[int], to_type: str) -> set[int]:
    """Make notes those of a type, in the operation under way, as ``suggested`` for each.

    Return the notes that stay as they are, since a text or an answered card would go.
    """
    types, left = notes.note_types(conn), set[int]()
    for batch in _batches(conn, types, note_ids, to_type, None):
        found = Difference()
        change = _compare(conn, types, batch, found)
        ids = [note.id for note in batch.notes]
        if not (found.texts_lost or found.answered or found.bare):
            _write(conn, batch, change)
        elif len(ids) == 1:
            left.update(ids)
        else:
            for note_id in ids:
                left |= change_without_loss(conn, [note_id], to_type)
    return left


@dataclass(slots=True)
class _Batch:
    """Some notes of one type that become notes of another."""

    old: NoteType
    new: NoteType
    mapped: TypeMap
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class _Change:
    """What becomes of some notes."""

    texts: dict[int, list[str]] = field(default_factory=dict)
    wanted: dict[int, list[Place]] = field(default_factory=dict)
    moves: list[tuple[int, int, int, MadeCard]] = field(default_factory=list)
    """(note, template, ordinal) that a card moves to."""
    gone: list[int] = field(default_factory=list)


def _batches(
    conn: Connection,
    types: StoredTypes,
    note_ids: Sequence[int],
    to_type: str,
    mapped: TypeMap | None,
) -> Iterator[_Batch]:
    """Yield the notes that change, type by type; those of the type already are left out."""
    new = types.by_uid.get(to_type)
    if new is None or new.kind is NoteKind.UNKNOWN:
        raise UserError(
            message("This note type cannot be used here."), message("Choose another one.")
        )
    maps: dict[int, TypeMap] = {}
    work = course(conn)
    for start in range(0, len(note_ids), _BATCH):
        work.tick(start, len(note_ids))
        by_type: dict[int, _Batch] = {}
        for note in notes.get_notes(conn, note_ids[start : start + _BATCH]):
            if note.note_type_id == new.id:
                continue
            old = types.by_id[note.note_type_id]
            if old.id not in maps:
                maps[old.id] = suggested(old, new) if mapped is None else mapped
                _refuse_map(maps[old.id], old, new, alone=mapped is None or len(maps) == 1)
            by_type.setdefault(old.id, _Batch(old, new, maps[old.id])).notes.append(note)
        yield from by_type.values()


def _refuse_map(mapped: TypeMap, old: NoteType, new: NoteType, *, alone: bool) -> None:
    what: Message | None = None
    if not alone:
        what = message("These notes are of several types.")
    elif not set(mapped.fields) <= set(new.field_uids) or not set(mapped.fields.values()) <= set(
        old.field_uids
    ):
        what = message("A field was removed meanwhile.")
    elif not {uid for uid, _ in mapped.cards} <= {each.uid for each in old.templates} or not {
        uid for uid, _ in mapped.cards.values()
    } <= {each.uid for each in new.templates}:
        what = message("A template was removed meanwhile.")
    elif len(set(mapped.cards.values())) < len(mapped.cards):
        what = message("Two cards would become the same one.")
    if what is not None:
        raise UserError(what, message("Choose again what becomes of fields and cards."))


def _compare(conn: Connection, types: StoredTypes, batch: _Batch, found: Difference) -> _Change:
    """Count what becomes of some notes, and return it."""
    change = _Change()
    used = {batch.mapped.fields.get(uid) for uid in batch.new.field_uids}
    unused = [place for place, uid in enumerate(batch.old.field_uids) if uid not in used]
    present: dict[int, list[MadeCard]] = {note.id: [] for note in batch.notes}
    for card in note_types.cards_of_notes(conn, list(present)):
        present[card.note_id].append(card)
    for note in batch.notes:
        texts = retyped(batch.mapped, batch.old, batch.new, note.fields)
        change.texts[note.id] = texts
        change.wanted[note.id] = places(types, batch.new, texts)
        shows = _count_cards(types, batch, change, note, present[note.id], found)
        if any(place < len(note.fields) and note.fields[place].strip() for place in unused):
            found.texts_lost += 1
            shows = True
        if shows:
            found.show(note.fields)
    return change


def _count_cards(
    types: StoredTypes,
    batch: _Batch,
    change: _Change,
    note: Note,
    present: Sequence[MadeCard],
    found: Difference,
) -> bool:
    """Say where each card of a note goes; return whether an answered one is lost."""
    wanted = change.wanted[note.id]
    free, lost = set(wanted), []
    for card in present:
        uid = types.template_uids[card.template_id]
        place = _target(types, batch.mapped, uid, card.ordinal)
        if place in free:
            free.discard(place)
            change.moves.append((note.id, *place, card))
        else:
            lost.append(card)
    found.notes += 1
    found.kept += len(present) - len(lost)
    found.new += len(free)
    found.bare += not wanted
    change.gone.extend(card.id for card in lost)
    return found.lose(lost)


def _target(types: StoredTypes, mapped: TypeMap, uid: str, ordinal: int) -> Place:
    """Return the place a card goes to; one that no note has where it goes nowhere."""
    target = mapped.cards.get((uid, ordinal))
    if target is None and (whole := mapped.cards.get((uid, 0))) is not None:
        target = (whole[0], ordinal) if not whole[1] else None
    return (0, -1) if target is None else (types.template_ids[target[0]], target[1])


def _write(conn: Connection, batch: _Batch, change: _Change) -> None:
    now = operation(conn).now_ms
    notes.set_note_types(conn, [(batch.new.id, now, note_id) for note_id in change.texts])
    note_types.set_texts(
        conn,
        [
            (notes.stored_fields(texts), notes.first_key(texts[0]), now, note_id)
            for note_id, texts in change.texts.items()
        ],
    )
    cards.delete(conn, change.gone)
    cards.transfer(
        conn,
        [(note, template, ordinal, now, card.id) for note, template, ordinal, card in change.moves],
    )
    kept = {move[0] for move in change.moves}
    bare = [note_id for note_id in change.texts if note_id not in kept]
    home = _decks_of_lost(conn, bare, now)
    reconcile(
        conn,
        [
            Wanted(note_id, tuple(wanted), home.get(note_id, 0))
            for note_id, wanted in change.wanted.items()
        ],
        now,
    )


def _decks_of_lost(conn: Connection, note_ids: Sequence[int], now_ms: int) -> Mapping[int, int]:
    """Return the decks that notes are in which have just lost all their cards."""
    if not note_ids:
        return {}
    found = note_types.former_decks(conn, note_ids, operation(conn).step.number)
    if len(found) < len(set(note_ids)):
        other = decks.ensure_deck(conn, RECOVERED, now_ms).id
        return {note_id: found.get(note_id, other) for note_id in note_ids}
    return found


def _like_fields(old: NoteType, new: NoteType) -> dict[str, str]:
    mapped = {uid: uid for uid in new.field_uids if uid in old.field_uids}
    names = {name.casefold(): uid for name, uid in zip(old.fields, old.field_uids, strict=True)}
    for name, uid in zip(new.fields, new.field_uids, strict=True):
        same = names.get(name.casefold())
        if uid not in mapped and same is not None and same not in mapped.values():
            mapped[uid] = same
    free = (uid for uid in _gap_fields(old) if uid not in mapped.values())
    mapped |= dict(zip((uid for uid in _gap_fields(new) if uid not in mapped), free, strict=False))
    left = [each.uid for each in old.field_list() if each.uid not in mapped.values()]
    for each in new.field_list():
        if each.uid not in mapped and left:
            mapped[each.uid] = left.pop(0)
    return mapped


def _gap_fields(note_type: NoteType) -> list[str]:
    """Return the uids of the fields whose clozes or items are asked."""
    asked = {name for each in note_type.templates for name in cloze_fields(each.question)}
    named = zip(note_type.fields, note_type.field_uids, strict=True)
    return [uid for name, uid in named if name in asked]


def _like_cards(old: NoteType, new: NoteType) -> dict[CardPlace, CardPlace]:
    from_cloze, to_cloze = old.kind is NoteKind.CLOZE, new.kind is NoteKind.CLOZE
    if from_cloze == to_cloze:
        pairs = zip(old.templates, new.templates, strict=False)
        return {(one.uid, 0): (other.uid, 0) for one, other in pairs}
    if to_cloze:
        gaps = new.templates[0].uid
        return {(each.uid, 0): (gaps, at + 1) for at, each in enumerate(old.templates)}
    gaps = old.templates[0].uid
    return {(gaps, at + 1): (each.uid, 0) for at, each in enumerate(new.templates)}
