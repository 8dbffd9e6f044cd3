"""What the screen says of note types: what each is for, how many notes it has, what saving does."""

from typing import TYPE_CHECKING

from flashcards.model.enums import NoteKind
from flashcards.model.messages import Translatable
from flashcards.model.notes import NoteType
from flashcards.ui.words import plural, quoted, tr

if TYPE_CHECKING:
    from flashcards.model.type_effects import TypeEffect

_PURPOSES: dict[str, Translatable] = {
    "basic": "A question and its answer.",
    "basic-reverse": "Asks both ways: front to back, and back to front.",
    "basic-optional-reverse": "Asks the other way too, where you fill in “Add reverse”.",
    "type-answer": "You type the answer, and see where it differs.",
    "cloze": "Hides parts of a text and asks for each of them.",
    "term": "A term and its definition, asked both ways, with an example.",
    "list": "A sequence, asked item by item with the ones before in sight.",
    "choice": "Several answers to choose from, shuffled each time.",
    "image-occlusion": "Hides parts of a picture and asks what they show.",
}


def purpose_words(note_type: NoteType) -> str:
    """Return in one line what a note type is for; of one's own, which fields it has."""
    known = _PURPOSES.get(note_type.uid)
    if known is not None:
        return tr(known)
    fields = ", ".join(note_type.fields[place] for place in note_type.shown_places)
    return tr("Your own: {fields}", fields=fields)


def kind_words(note_type: NoteType) -> str:
    """Return how its notes make cards, and how their text is written."""
    parts = []
    if note_type.kind is NoteKind.CLOZE:
        parts.append(tr("Cloze"))
    if note_type.markup == "html":
        parts.append(tr("HTML"))
    return " · ".join(parts)


def count_words(notes: int) -> str:
    """Return how many notes a type has."""
    return plural(notes, "{count} note", "{count} notes") if notes else tr("No notes")


def cards_words(count: int) -> str:
    """Return a number of cards."""
    return plural(count, "{count} card", "{count} cards")


def effect_words(effect: "TypeEffect", *, history: bool = False) -> str:
    """Return what a change does to notes and cards, in numbers."""
    parts = []
    if effect.cards_new:
        parts.append(plural(effect.cards_new, "Makes {count} new card", "Makes {count} new cards"))
    if effect.cards_gone:
        removed = plural(effect.cards_gone, "Removes {count} card", "Removes {count} cards")
        parts.append(f"{removed}, {_answered_words(effect)}" if effect.answered else removed)
    if history and effect.cards_kept:
        parts.append(
            plural(
                effect.cards_kept,
                "Keeps {count} card with its history",
                "Keeps {count} cards with their history",
            )
        )
    if effect.texts_lost:
        parts.append(
            plural(effect.texts_lost, "{count} note loses text", "{count} notes lose text")
        )
    if effect.bare:
        parts.append(
            plural(
                effect.bare,
                "{count} note would have no card left",
                "{count} notes would have no card left",
            )
        )
    return " · ".join(parts)


def _answered_words(effect: "TypeEffect") -> str:
    answered = plural(effect.answered, "{count} of them answered", "{count} of them answered")
    if not effect.reviews:
        return answered
    reviews = plural(effect.reviews, "{count} review", "{count} reviews")
    return tr("{answered} ({reviews})", answered=answered, reviews=reviews)


def loss_words(effect: "TypeEffect") -> str:
    """Return which notes lose something, and how it can be had back."""
    names = [quoted(each) for each in effect.examples if each.strip()]
    back = tr("Undo brings everything back.")
    if not names:
        return back
    return tr("Among them: {notes}. {back}", notes=", ".join(names), back=back)
