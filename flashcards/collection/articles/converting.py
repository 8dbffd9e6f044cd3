"""Makes List and Multiple choice notes of cards that articles gave, where the learner wants it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.collection.note_types import recasting
from flashcards.model.ids import CardId, NoteId
from flashcards.model.messages import plural_message
from flashcards.model.note_types import BASIC, BUILT_IN, CLOZE
from flashcards.model.type_effects import CardPlace, Part, TypeEffect
from flashcards.store import articles, note_types, notes
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Progress
from flashcards.store.store import Connection, Store
from flashcards.text.conversions import as_fields, fitting_type
from flashcards.text.templates import card_ordinals


@dataclass(frozen=True, slots=True)
class Conversion:
    """A note of an article that could be of a type made for what it asks."""

    note_id: NoteId
    term: str
    part: Part
    """The note as it would be; it inherits the history of every card that it can."""


def conversions(store: Store, source_id: int, progress: Progress | None = None) -> list[Conversion]:
    """Return the notes of an article that could be List or Multiple choice notes, in its order.

    A note of the learner's own wording is among them where it still has the form.
    """
    with store.looking(progress) as conn:
        types = notes.note_types(conn)
        found = {each.note_id: each for each in articles.passages(conn, source_id)}
        read = {note.id: note for note in notes.get_notes(conn, list(found))}
        made = []
        for note_id, passage in found.items():
            note = read[note_id]
            uid = types.by_id[note.note_type_id].uid
            if uid not in (BASIC.uid, CLOZE.uid) or any(note.fields[2:]):
                continue
            front, back = (*note.fields, "")[:2]
            wanted = fitting_type(front, back)
            if wanted is not None and wanted in types.by_uid:
                part = _part(conn, types, note_id, wanted, as_fields(wanted, front, back) or ())
                made.append(Conversion(note_id, passage.term, part))
    return made


def effect_of(
    store: Store, chosen: Sequence[Conversion], progress: Progress | None = None
) -> TypeEffect:
    """Return what ``convert`` would do to cards."""
    return recasting.effect_of_each(store, [(each.note_id, each.part) for each in chosen], progress)


def convert(
    store: Store,
    chosen: Sequence[Conversion],
    agreed: TypeEffect | None = None,
    progress: Progress | None = None,
) -> TypeEffect:
    """Make notes what ``conversions`` says, and return what that did to cards; one undo step.

    Raises UnagreedError where answered cards would go that ``agreed`` does not tell of.
    """
    label = plural_message(len(chosen), "Change note type", "Change type of {count} notes")
    wanted = [(each.note_id, each.part) for each in chosen]
    return recasting.recast_each(store, label, wanted, agreed, progress)


def _part(
    conn: Connection, types: StoredTypes, note_id: int, uid: str, texts: tuple[str, ...]
) -> Part:
    """Return a note of a type, with the cards there are of the same number, or the only one."""
    note_type = types.by_uid[uid]
    fields = dict(zip(BUILT_IN[uid].fields, texts, strict=False))
    made = card_ordinals(note_type, texts)
    inherits: dict[CardPlace, CardId] = {}
    for card in note_types.cards_of_notes(conn, [note_id]):
        place = (note_type.templates[0].uid, card.ordinal)
        if place in made:
            inherits[place] = CardId(card.id)
    return Part(fields, uid, inherits)
