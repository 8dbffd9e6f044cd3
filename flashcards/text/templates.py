"""Which cards a note yields, by the templates of its type."""

from collections.abc import Mapping, Sequence

from flashcards.model.clozes import cloze_numbers
from flashcards.model.enums import NoteKind
from flashcards.model.notes import NoteType
from flashcards.text.template_language import (
    FieldPart,
    SectionPart,
    cloze_fields,
    is_filled,
    parse,
    shown_parts,
    whole_lists,
)


def card_ordinals(note_type: NoteType, fields: Sequence[str]) -> list[tuple[str, int]]:
    """Return which cards a note yields, as (template uid, ordinal).

    The ordinal is the cloze number, 0 for a normal card. A template whose question shows no
    filled field yields no card; what is no field of the note (Tags, Deck, a cloze's number) counts
    as empty.
    """
    if note_type.kind is NoteKind.CLOZE:
        return _cloze_cards(note_type, fields)
    filled = {
        name: is_filled(field, note_type.markup)
        for name, field in zip(note_type.fields, fields, strict=False)
    }
    return [
        (template.uid, 0) for template in note_type.templates if asks(template.question, filled)
    ]


def required_fields(note_type: NoteType) -> tuple[str, ...]:
    """Return which fields a normal note needs for its first card: one that is enough, or several.

    Sections for empty fields count as shown. Empty where no filling makes a card.
    """
    question = note_type.templates[0].question
    for name in note_type.fields:
        if asks(question, {name: True}, whatever_is_empty=True):
            return (name,)
    everything = dict.fromkeys(note_type.fields, True)
    if not asks(question, everything, whatever_is_empty=True):
        return ()
    return tuple(
        name
        for name in note_type.fields
        if not asks(question, everything | {name: False}, whatever_is_empty=True)
    )


def _cloze_cards(note_type: NoteType, fields: Sequence[str]) -> list[tuple[str, int]]:
    cards: list[tuple[str, int]] = []
    by_name = dict(zip(note_type.fields, fields, strict=False))
    for template in note_type.templates:
        names = cloze_fields(template.question)
        numbers = {n for name in names for n in cloze_numbers(by_name.get(name, ""))}
        cards.extend((template.uid, number) for number in sorted(numbers))
        if not names and _asks_whole_list(template.question, by_name, note_type.markup):
            cards.append((template.uid, 1))
    return cards


def _asks_whole_list(question: str, fields: Mapping[str, str], markup: str) -> bool:
    """Whether a question asks a list that has items, all at once."""
    lists = whole_lists(question)
    if not lists:
        return False
    filled = {name: is_filled(text, markup) for name, text in fields.items()}
    return any(map(filled.get, lists)) and asks(question, filled)


def asked_fields(question: str) -> tuple[str, ...]:
    """Return the names of the fields that decide whether a question makes a card."""
    parts = (part for part in parse(question) if isinstance(part, FieldPart | SectionPart))
    return tuple(dict.fromkeys(part.name for part in parts))


def asks(question: str, filled: Mapping[str, bool], *, whatever_is_empty: bool = False) -> bool:
    """Whether a question shows a field that is filled: whether it makes a card.

    ``whatever_is_empty``: what stands in sections for empty fields counts as shown.
    """

    def shows(section: SectionPart) -> bool:
        if whatever_is_empty and section.inverted:
            return True
        return filled.get(section.name, False) != section.inverted

    return any(
        isinstance(part, FieldPart) and filled.get(part.name)
        for part in shown_parts(parse(question), shows)
    )
