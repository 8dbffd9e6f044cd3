"""Puts names that every collection holds from the start into the learner's language.

What is stored stays as it is, so that files, searches and templates mean the same everywhere; a
name that the learner gave is shown as it was written. So are names where they are typed: in the
editor of note types, in searches and on the command line.
"""

import re
from typing import Final

from flashcards.model.messages import Translatable
from flashcards.model.note_types import BUILT_IN
from flashcards.model.notes import NoteType
from flashcards.ui.words import tr

_TYPES: Final[tuple[Translatable, ...]] = (
    "Basic§a note type",
    "Basic with reverse§a note type",
    "Cloze§a note type",
    "Basic with optional reverse§a note type",
    "Type the answer§a note type",
    "Term and definition§a note type",
    "List§a note type",
    "Multiple choice§a note type",
    "Image occlusion§a note type",
)
_FIELDS: Final[tuple[Translatable, ...]] = (
    "Front§a field of a note",
    "Back§a field of a note",
    "Text§a field of a note",
    "Extra§a field of a note",
    "Add reverse§a field of a note",
    "Term§a field of a note",
    "Definition§a field of a note",
    "Example§a field of a note",
    "Question§a field of a note",
    "Items§a field of a note",
    "All at once§a field of a note",
    "Answer§a field of a note",
    "Wrong answers§a field of a note",
    "Explanation§a field of a note",
    "Occlusion§a field of a note",
    "Image§a field of a note",
    "Header§a field of a note",
    "Back Extra§a field of a note",
    "Comments§a field of a note",
)
_CARDS: Final[tuple[Translatable, ...]] = (
    "Card 1§a card of a note type",
    "Card 2§a card of a note type",
    "Cloze§a card of a note type",
    "Asks for the definition§a card of a note type",
    "Asks for the term§a card of a note type",
    "Item§a card of a note type",
    "All at once§a card of a note type",
    "Image occlusion§a card of a note type",
)
_DEFAULT: Final[Translatable] = "Default§a preset"
_NUMBERED: Final = re.compile(r"(.+?)( [0-9]+)?")


def _by_name(texts: tuple[str, ...]) -> dict[str, str]:
    return {text.partition("§")[0]: text for text in texts}


_TYPE, _FIELD, _CARD = map(_by_name, (_TYPES, _FIELDS, _CARDS))
_BUILT_IN_BY_NAME: Final = {each.name: each for each in BUILT_IN.values()}


def type_name(name: str) -> str:
    """Return what a note type is called, by the name that is stored."""
    return tr(_TYPE[name]) if name in _TYPE else name


def field_name(type_uid: str, name: str) -> str:
    """Return what a field of a note type is called."""
    first = BUILT_IN.get(type_uid)
    return tr(_FIELD[name]) if first is not None and name in first.fields else name


def field_names(note_type: NoteType) -> list[str]:
    """Return what all fields of a note type are called, in the order in which texts are stored."""
    return [field_name(note_type.uid, name) for name in note_type.fields]


def card_name(note_type: NoteType, name: str) -> str:
    """Return what a card of a note type is called."""
    first = BUILT_IN.get(note_type.uid)
    return _card(first, name) if first is not None else name


def card_name_of(type_called: str, name: str) -> str:
    """Return what a card is called, with the number of its cloze, by its type's stored name."""
    first = _BUILT_IN_BY_NAME.get(type_called)
    if first is None or _is_card(first, name):
        return _card(first, name) if first is not None else name
    parts = _NUMBERED.fullmatch(name)
    return name if parts is None else _card(first, parts[1]) + (parts[2] or "")


def _card(first: NoteType, name: str) -> str:
    return tr(_CARD[name]) if _is_card(first, name) else name


def _is_card(first: NoteType, name: str) -> bool:
    return name in (each.name for each in first.templates)


def preset_name(name: str) -> str:
    """Return what a preset is called."""
    return tr(_DEFAULT) if name == _DEFAULT.partition("§")[0] else name
