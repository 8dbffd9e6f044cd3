"""Saves an edited note type: one undo step for the type, its notes and their cards."""

from typing import Final

from flashcards.collection.decks.cards_of import RECOVERED, Place, Wanted, places, reconcile
from flashcards.collection.note_types.completing import completed, former_places
from flashcards.collection.note_types.effects import Difference, difference, new_lists
from flashcards.model.enums import NoteKind
from flashcards.model.errors import UserError
from flashcards.model.messages import message, plural_message
from flashcards.model.notes import NoteType
from flashcards.model.type_effects import TypeEffect, UnagreedError
from flashcards.store import cards, decks, note_types, notes, revisions
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Progress, operation
from flashcards.store.store import Connection, Store
from flashcards.text.list_items import with_numbers

_BATCH: Final = 2_000


def effect_of(store: Store, edited: NoteType, progress: Progress | None = None) -> TypeEffect:
    """Return what ``save`` would do to notes and cards; raise UserError where it would refuse.

    On a connection of its own, so that it may run in a thread while others go on.
    """
    with store.looking(progress) as conn:
        types = notes.note_types(conn)
        before = _required(types, edited)
        after = completed(edited, before, _other_names(types, before))
        return difference(conn, types, before, after).effect()


def save(
    store: Store,
    edited: NoteType,
    agreed: TypeEffect | None = None,
    progress: Progress | None = None,
) -> NoteType:
    """Save an edited note type and return it as it is kept.

    Fields are known by their uids and stand in the order the learner wants; "" names a new one;
    templates likewise. New cards join the deck of their note's others. Raises UnagreedError where
    answered cards or texts would go that ``agreed`` does not tell of, UserError where the type
    cannot be so. Texts of fields that go are kept as what their notes said before.
    """
    with store.writing(message("Save note type"), progress=progress) as conn:
        types = notes.note_types(conn)
        before = _required(types, edited)
        after = completed(edited, before, _other_names(types, before))
        if after == before:
            return before
        found = difference(conn, types, before, after)
        refuse_unagreed(found.effect(), agreed)
        write_type(conn, types, before, after, found)
    return after


def refuse_unagreed(effect: TypeEffect, agreed: TypeEffect | None) -> None:
    """Raise UserError where notes would lose their last card, or more goes than was agreed to."""
    if effect.bare:
        raise UserError(
            plural_message(
                effect.bare,
                "{count} note would have no card left.",
                "{count} notes would have no card left.",
            ),
            message("Let another template ask what they hold, or delete them first."),
        )
    if effect.loses and not (agreed or TypeEffect()).covers(effect):
        raise UnagreedError(effect)


def _required(types: StoredTypes, edited: NoteType) -> NoteType:
    before = types.by_id.get(edited.id)
    if before is None or before.uid != edited.uid:
        raise UserError(
            message("The note type “{name}” does not exist any more.", name=edited.name),
            message("Save it as a new one."),
        )
    if before.kind is NoteKind.UNKNOWN:
        raise UserError(
            message("A newer version of Flashcards made the note type “{name}”.", name=before.name),
            message("Update Flashcards to change it."),
        )
    return before


def _other_names(types: StoredTypes, but: NoteType) -> list[str]:
    return [each.name for each in types.by_id.values() if each.id != but.id]


def write_type(
    conn: Connection, types: StoredTypes, before: NoteType, after: NoteType, found: Difference
) -> None:
    """Write a completed type in place of ``before``, with all that ``found`` says comes of it."""
    now = operation(conn).now_ms
    revisions.keep_type(conn, operation(conn), before, after)
    if set(before.field_uids) - set(after.field_uids) or new_lists(before, after):
        _rewrite_notes(conn, before, after, now)
    note_types.update(conn, after, now)
    _write_templates(conn, before, after, now)
    _write_cards(conn, after, found, now)
    kept = {template.uid for template in after.templates}
    gone = [template.uid for template in before.templates if template.uid not in kept]
    note_types.delete_templates(conn, gone)


def _write_templates(conn: Connection, before: NoteType, after: NoteType, now_ms: int) -> None:
    old = {each.uid: (place, each) for place, each in enumerate(before.templates)}
    placed = dict(enumerate(after.templates))
    new = {place: each for place, each in placed.items() if each.uid not in old}
    changed = {
        place: each
        for place, each in placed.items()
        if each.uid in old and old[each.uid] != (place, each)
    }
    note_types.add_templates(conn, after.id, new, now_ms)
    note_types.update_templates(conn, changed, now_ms)


def _rewrite_notes(conn: Connection, before: NoteType, after: NoteType, now_ms: int) -> None:
    """Take the texts of fields that go out of every note, and number the items of new lists."""
    former = [place for place in former_places(before, after) if place is not None]
    lists = bool(new_lists(before, after))
    rows: list[tuple[str, int, int, int]] = []
    for note_id, texts in note_types.texts_of_type(conn, before.id):
        kept = [texts[place] for place in former if place < len(texts)] or [""]
        if lists:
            kept += [""] * (len(after.fields) - len(kept))
            kept = with_numbers(after, kept, {})
        if kept != texts:
            stored = notes.stored_fields(kept)
            rows.append((stored, notes.first_key(kept[0]), now_ms, note_id))
    note_types.set_texts(conn, rows)


def _write_cards(conn: Connection, after: NoteType, found: Difference, now_ms: int) -> None:
    """Add the cards that come and delete those that go; cards of other templates stay."""
    types, work = notes.note_types(conn), operation(conn)
    affected = list(found.affected)
    for start in range(0, len(affected), _BATCH):
        work.tick(start, len(affected))
        batch = affected[start : start + _BATCH]
        others: dict[int, list[Place]] = {note_id: [] for note_id in batch}
        bare = set(batch)
        for note_id, _, template_id, ordinal in cards.cards_of_notes(conn, batch):
            bare.discard(note_id)
            if types.template_uids[template_id] not in found.affected[note_id]:
                others[note_id].append((template_id, ordinal))
        home = decks.ensure_deck(conn, RECOVERED, now_ms).id if bare else 0
        wanted = []
        for note in notes.get_notes(conn, batch):
            asked = [
                place
                for place in places(types, after, note.fields)
                if types.template_uids[place[0]] in found.affected[note.id]
            ]
            wanted.append(Wanted(note.id, (*asked, *others[note.id]), home))
        reconcile(conn, wanted, now_ms)
