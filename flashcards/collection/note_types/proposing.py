"""Proposes how notes are split and merged, so that every history stays with what it asked."""

from collections.abc import Sequence

from flashcards.model import occlusion
from flashcards.model.clozes import Cloze, cloze_numbers, rewritten, written
from flashcards.model.enums import NoteKind
from flashcards.model.errors import UserError
from flashcards.model.ids import CardId
from flashcards.model.messages import message
from flashcards.model.note_types import BASIC
from flashcards.model.notes import Note, NoteType
from flashcards.model.type_effects import CardPlace, Part
from flashcards.store import binned, note_types, notes
from flashcards.store.store import Connection, Store
from flashcards.text.list_items import read_items
from flashcards.text.list_items import written as items_written
from flashcards.text.template_language import (
    asked_names,
    cloze_fields,
    condition_names,
    field_names,
    list_fields,
    told_names,
)
from flashcards.text.templates import card_ordinals

Held = dict[CardPlace, tuple[CardId, int]]
"""Place of a card -> the card and how many answers it has."""


def proposed_split(store: Store, note_id: int) -> list[Part]:
    """Return a note for each card of a note, as far as that can be told from its templates.

    Of clozes each part keeps one; a card that asks a whole list stays with the first. Of a type
    with several templates each part is a Basic note where the template shows one field on each
    side, and else the whole note again, for the learner to shorten. Every part has the
    history of its card.
    """
    with store.reading() as conn:
        note, note_type, held = _held(conn, note_id)
        basic = notes.note_types(conn).by_uid[BASIC.uid]
    named = dict(zip(note_type.fields, note.fields, strict=False))
    if note_type.kind is NoteKind.CLOZE:
        return _gap_by_gap(note_type, named, held)
    return [
        _one_template(note_type, uid, named, card, basic) for (uid, _), (card, _) in held.items()
    ]


def proposed_merge(store: Store, note_ids: Sequence[int]) -> Part:
    """Return one note of the type of the first that says what all of these say.

    Texts of fields of one name stand below each other, each once. Clozes are numbered on, past
    those that the first note has lost, so that each keeps its history; of other cards that become
    one, that with the most answers is kept.
    Raises UserError where the notes are of different kinds, or hold masks over a picture.
    """
    with store.reading() as conn:
        found = [_held(conn, note_id) for note_id in dict.fromkeys(note_ids)]
        gone = [part[-1]["ordinal"] for part in binned.parts_of_notes(conn, note_ids[:1])]
    if len(found) < 2:
        raise UserError(message("It takes two notes to merge."), message("Select more notes."))
    first = found[0][1]
    if any(each.kind is not first.kind for _, each, _ in found):
        raise UserError(
            message("Cloze notes and other notes cannot be merged."),
            message("Change the type of some of them first."),
        )
    if any(occlusion.SIGN in text for note, _, _ in found for text in note.fields):
        raise UserError(
            message("Notes with masks over a picture cannot be merged."),
            message("Draw the masks of one picture on one note."),
        )
    texts: dict[str, list[str]] = {name: [] for name in first.fields}
    inherits: dict[CardPlace, tuple[CardId, int]] = {}
    shift = 0
    for note, note_type, held in found:
        named = _named_like(first, note_type, note)
        if first.kind is NoteKind.CLOZE:
            named = {name: _shifted(text, shift) for name, text in named.items()}
        for name, text in named.items():
            if text.strip() and text not in texts[name]:
                texts[name].append(text)
        _inherit(inherits, first, note_type, held, shift)
        numbers = [n for text in named.values() for n in cloze_numbers(text)]
        shift = max([shift, *numbers, *gone])
    lists, line = list_fields(first.templates), "<br>" if first.markup == "html" else "\n"
    fields = {name: (line if name in lists else "\n\n").join(each) for name, each in texts.items()}
    made = set(card_ordinals(first, [fields[name] for name in first.fields]))
    kept = {place: card for place, (card, _) in inherits.items() if place in made}
    return Part(fields, first.uid, kept)


def _held(conn: Connection, note_id: int) -> tuple[Note, NoteType, Held]:
    found = notes.get_notes(conn, [note_id])
    if not found:
        raise UserError(message("This note does not exist any more."))
    types = notes.note_types(conn)
    held: Held = {}
    for card in note_types.cards_of_notes(conn, [note_id]):
        place = types.template_uids[card.template_id], card.ordinal
        held[place] = CardId(card.id), card.answers
    return found[0], types.by_id[found[0].note_type_id], held


def _gap_by_gap(note_type: NoteType, named: dict[str, str], held: Held) -> list[Part]:
    """Return a note for each gap or item; the first has also the cards that ask a whole list."""
    asks = {each.uid: each.question for each in note_type.templates}
    wholes = {uid for uid, question in asks.items() if not cloze_fields(question)}
    places = sorted(held, key=lambda place: place[1])
    gaps = [place for place in places if place[0] not in wholes] or places
    only_whole = {name for uid in wholes for name in condition_names(asks[uid])}
    parts: list[Part] = []
    for uid, ordinal in gaps:
        mine = [(uid, ordinal)] if parts else [(uid, ordinal), *(set(places) - set(gaps))]
        fields = _one_gap(note_type, uid, named, ordinal)
        if parts:
            needed = {*field_names(asks[uid]), *condition_names(asks[uid])}
            fields |= dict.fromkeys((only_whole - needed) & set(named), "")
        parts.append(Part(fields, note_type.uid, {place: held[place][0] for place in mine}))
    return parts


def _one_gap(note_type: NoteType, uid: str, named: dict[str, str], ordinal: int) -> dict[str, str]:
    """Return a note's texts with one cloze, the others shown as text.

    Of a list there is only its item, of a picture only its masks and what every card shows.
    """

    def only(cloze: Cloze, inside: str) -> str:
        return written(ordinal, inside, cloze.hint) if ordinal in cloze.numbers else inside

    question = next(each.question for each in note_type.templates if each.uid == uid)
    asked, lists = cloze_fields(question), list_fields(note_type.templates)

    def alone(text: str) -> str:
        found = [each for each in read_items(text, note_type.markup) if each.number == ordinal]
        return items_written(found, note_type.markup)

    def part(name: str, text: str) -> str:
        if name in lists:
            return alone(text)
        return _masked(text, ordinal) if occlusion.SIGN in text else rewritten(text, only)

    return {name: part(name, text) if name in asked else text for name, text in named.items()}


def _masked(text: str, number: int) -> str:
    """Return a field with the masks of one card alone, and what every card shows."""
    found = occlusion.read(text)
    kept = [
        mask if mask.is_label or mask.numbers == (number,) else mask.numbered(number)
        for mask in found.masks
        if mask.is_label or number in mask.numbers
    ]
    return occlusion.with_masks(found, kept).written()


def _one_template(
    note_type: NoteType, uid: str, named: dict[str, str], card: CardId, basic: NoteType
) -> Part:
    """Return a Basic note of what a template asks and answers, or the whole note again.

    A type of one template stays: it may let its answers be typed or chosen.
    """
    template = next(each for each in note_type.templates if each.uid == uid)
    asked = [name for name in asked_names(template.question) if name in named]
    told = [name for name in told_names(template.answer) if name in named and name not in asked]
    is_one_of_several = len(note_type.templates) > 1 and note_type.markup == basic.markup
    if is_one_of_several and len(asked) == len(told) == 1:
        names = dict(zip(basic.field_uids, basic.fields, strict=True))
        front, back = (names[each] for each in BASIC.field_uids)
        fields = {front: named[asked[0]], back: named[told[0]]}
        return Part(fields, basic.uid, {(basic.templates[0].uid, 0): card})
    return Part(named, note_type.uid, {(uid, 0): card})


def _named_like(first: NoteType, note_type: NoteType, note: Note) -> dict[str, str]:
    """Return a note's texts by the fields of the first note's type: by their uid, then in order."""
    by_uid = dict(zip(note_type.field_uids, note.fields, strict=False))
    named = {
        name: by_uid.pop(uid)
        for name, uid in zip(first.fields, first.field_uids, strict=True)
        if uid in by_uid
    }
    rest = [text for text in by_uid.values() if text.strip()]
    for name in first.fields:
        if name not in named and rest:
            named[name] = rest.pop(0)
    if rest:
        last = first.fields[-1]
        named[last] = "\n\n".join(filter(None, (named.get(last, ""), *rest)))
    return named


def _shifted(text: str, shift: int) -> str:
    def moved(cloze: Cloze, inside: str) -> str:
        numbers = [number + shift if number else 0 for number in cloze.numbers]
        return written(numbers, inside, cloze.hint)

    return rewritten(text, moved) if shift else text


def _inherit(
    inherits: dict[CardPlace, tuple[CardId, int]],
    first: NoteType,
    note_type: NoteType,
    held: Held,
    shift: int,
) -> None:
    """Give cards of the merged note the history of a note's: where several, the longest."""
    order = {each.uid: at for at, each in enumerate(note_type.templates)}
    for (uid, ordinal), (card, answers) in held.items():
        at = order.get(uid, len(first.templates))
        if at >= len(first.templates):
            continue
        place = first.templates[at].uid, ordinal + shift if ordinal else 0
        if place not in inherits or inherits[place][1] < answers:
            inherits[place] = card, answers
