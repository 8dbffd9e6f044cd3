"""The notes that come out of a split or a merge, while the learner writes them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flashcards.model.enums import NoteKind
from flashcards.model.ids import CardId
from flashcards.model.notes import NoteType
from flashcards.model.type_effects import CardPlace, Part, TypeMap
from flashcards.text.facts import facts
from flashcards.text.templates import card_ordinals
from flashcards.ui.stored_names import card_name, type_name
from flashcards.ui.words import plural, tr


@dataclass(frozen=True, slots=True)
class Past:
    """A card there is, whose history can go on in another."""

    card: CardId
    name: str
    reviews: int


@dataclass(frozen=True, slots=True)
class EditedPart:
    """One note that comes out."""

    note_type: str
    texts: Mapping[str, str]
    """By the names of fields."""
    tags: tuple[str, ...]
    inherits: Mapping[CardPlace, CardId] = field(default_factory=dict)


def edited_of(part: Part, tags: Sequence[str]) -> EditedPart:
    """Return a proposal, ready to be changed; ``tags`` are those of the notes it comes from."""
    own = tuple(tags) if part.tags is None else part.tags
    return EditedPart(part.note_type, dict(part.fields), own, dict(part.inherits))


def divided(part: EditedPart, note_type: NoteType) -> list[EditedPart]:
    """Return a note for each fact of one note, the first with its history.

    They are looked for in the fields behind the first. Where there is one fact the note comes
    twice, for the learner to shorten.
    """
    for name in note_type.fields[1:]:
        found = facts(part.texts.get(name, "")) if note_type.markup == "markdown" else [""]
        if len(found) > 1:
            return [
                replace(
                    part,
                    texts={**part.texts, name: fact},
                    inherits=part.inherits if not number else {},
                )
                for number, fact in enumerate(found)
            ]
    return [part, replace(part, inherits={})]


def places_of(part: EditedPart, note_type: NoteType) -> list[CardPlace]:
    """Return which cards the note makes as it is now."""
    return card_ordinals(note_type, [part.texts.get(name, "") for name in note_type.fields])


def as_part(part: EditedPart, note_type: NoteType) -> Part:
    """Return what is to be written; histories of cards that the note does not make are left."""
    made = set(places_of(part, note_type))
    kept = {place: card for place, card in part.inherits.items() if place in made}
    named = {name: part.texts.get(name, "") for name in note_type.fields}
    return Part(named, part.note_type, kept, part.tags)


def with_type(
    part: EditedPart, old: NoteType, new: NoteType, mapped: TypeMap, texts: Mapping[str, str]
) -> EditedPart:
    """Return a part as one of another type; histories go where the map leads."""
    inherits = {}
    for (uid, number), card in part.inherits.items():
        both = old.kind is NoteKind.CLOZE and new.kind is NoteKind.CLOZE
        to = mapped.cards.get((uid, 0 if both else number))
        if to is not None:
            inherits[to[0], number if both else to[1]] = card
    return replace(part, note_type=new.uid, texts=dict(texts), inherits=inherits)


def place_words(place: CardPlace, note_type: NoteType) -> str:
    """Return what a card of a note is called: the name of its template, or its cloze."""
    uid, number = place
    if note_type.kind is NoteKind.CLOZE:
        return tr("Cloze {number}", number=number)
    name = next((each.name for each in note_type.templates if each.uid == uid), uid)
    return card_name(note_type, name)


def past_words(past: Past) -> str:
    """Return what a card is called whose history can be chosen, and how long that is."""
    if not past.reviews:
        return tr("{card} (never answered)", card=past.name)
    reviews = plural(past.reviews, "{count} review", "{count} reviews")
    return f"{past.name} ({reviews})"


def title_words(part: EditedPart) -> str:
    """Return what a note is called in a list: its first words."""
    from flashcards.text.plain import plain_text

    words = (" ".join(plain_text(text).split()) for text in part.texts.values())
    return next((each for each in words if each), tr("(empty)"))


def about_words(part: EditedPart, note_type: NoteType) -> str:
    """Return which cards a note makes, and of which type it is."""
    cards = ", ".join(place_words(place, note_type) for place in places_of(part, note_type))
    return " · ".join(filter(None, (cards, type_name(note_type.name))))


def once(parts: Sequence[EditedPart], at: int) -> list[EditedPart]:
    """Return parts in which no other has a history that the one at ``at`` has."""
    taken = set(parts[at].inherits.values())
    return [
        part
        if number == at
        else replace(
            part,
            inherits={place: card for place, card in part.inherits.items() if card not in taken},
        )
        for number, part in enumerate(parts)
    ]


def as_draft(parts: Sequence[EditedPart]) -> dict[str, Any]:
    """Return what is written, to be kept on disk."""
    return {
        "parts": [
            {
                "note_type": part.note_type,
                "texts": dict(part.texts),
                "tags": list(part.tags),
                "inherits": [[uid, number, int(card)] for (uid, number), card in
                             part.inherits.items()],
            }
            for part in parts
        ]
    }  # fmt: skip


def from_draft(draft: Mapping[str, Any], known: Callable[[str], bool]) -> list[EditedPart]:
    """Return what was written; nothing where it cannot be made out.

    ``known`` says whether there is a note type of a uid.
    """
    try:
        return [_read(each) for each in draft["parts"] if known(str(each["note_type"]))]
    except (KeyError, TypeError, ValueError, AttributeError):
        return []


def _read(plain: Mapping[str, Any]) -> EditedPart:
    texts = {str(name): str(text) for name, text in plain["texts"].items()}
    tags = tuple(str(tag) for tag in plain["tags"])
    inherits = {
        (str(uid), int(number)): CardId(int(card)) for uid, number, card in plain["inherits"]
    }
    return EditedPart(str(plain["note_type"]), texts, tags, inherits)
