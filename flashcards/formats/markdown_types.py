"""Note types in Markdown decks: what stands in the parts below ``T: name``.

``Fields`` has a field on each line. ``Card 1`` is the name of the first template, ``Front 1`` and
``Back 1`` are its sides. ``Style`` is the style sheet; ``Kind: cloze`` and ``Markup: html`` are
said where they are not the usual ones. Of single fields, ``Language of X``, ``Font of X`` and
``Size of X`` tell the settings, ``Right to left`` names those that are, by lines.
"""

from collections.abc import Mapping
from typing import Final

from flashcards.formats.wording import quoted
from flashcards.model.enums import NoteKind
from flashcards.model.ids import NoteTypeId
from flashcards.model.messages import Message, message
from flashcards.model.notes import Field, FieldSettings, NoteType, Template

MAXIMUM_TYPES: Final = 100
"""Of a file; those after the hundredth are left out."""

_MOST_CARDS: Final = 100
_LANGUAGE, _FONT, _SIZE = "Language of ", "Font of ", "Size of "
_MARKUPS: Final = ("markdown", "html")


def write_type(note_type: NoteType) -> dict[str, str]:
    """Return the parts of a type by their names; ``read_type`` makes the same of them."""
    fields = note_type.field_list()
    parts = {"Fields": "\n".join(each.name for each in fields)}
    if note_type.kind is not NoteKind.NORMAL:
        parts["Kind"] = note_type.kind.value
    if note_type.markup != _MARKUPS[0]:
        parts["Markup"] = note_type.markup
    turned = [each.name for each in fields if each.settings.right_to_left]
    if turned:
        parts["Right to left"] = "\n".join(turned)
    for each in fields:
        settings = each.settings
        told = {_LANGUAGE: settings.language, _FONT: settings.font, _SIZE: settings.size}
        parts |= {f"{what}{each.name}": str(value) for what, value in told.items() if value}
    for number, template in enumerate(note_type.templates, 1):
        parts[f"Card {number}"] = template.name
        parts[f"Front {number}"] = template.question
        parts[f"Back {number}"] = template.answer
    if note_type.css.strip():
        parts["Style"] = note_type.css
    return parts


def read_type(name: str, parts: Mapping[str, str]) -> NoteType | Message:
    """Return the type that parts describe, or what is wrong with them."""
    names = [line.strip() for line in parts.get("Fields", "").split("\n") if line.strip()]
    numbers = [number for number in range(1, _MOST_CARDS + 1) if f"Front {number}" in parts]
    if not names:
        return message(
            "The note type {name} has no fields. Name each on a line below @Fields:.",
            name=quoted(name),
        )
    if not numbers:
        return message(
            "The note type {name} makes no card. Write its front behind @Front 1:.",
            name=quoted(name),
        )
    kind = NoteKind(parts.get("Kind", NoteKind.NORMAL.value).strip().lower())
    markup = parts.get("Markup", _MARKUPS[0]).strip().lower()
    if kind is NoteKind.UNKNOWN or markup not in _MARKUPS:
        return message(
            "The note type {name} is of a kind or markup that is not known here.",
            name=quoted(name),
        )
    turned = {line.strip() for line in parts.get("Right to left", "").split("\n")}
    templates = tuple(
        Template(
            "",
            " ".join(parts.get(f"Card {number}", f"Card {number}").split()),
            parts[f"Front {number}"],
            parts.get(f"Back {number}", ""),
        )
        for number in numbers
    )
    css = parts.get("Style", "")
    read = NoteType(NoteTypeId(0), "", name, kind, (), templates, css, markup)
    return read.with_fields(
        [Field(each, "", _settings(parts, each, each in turned)) for each in names]
    )


def _settings(parts: Mapping[str, str], field: str, right_to_left: bool) -> FieldSettings:
    size = parts.get(f"{_SIZE}{field}", "").strip()
    return FieldSettings(
        right_to_left,
        parts.get(f"{_FONT}{field}", "").strip(),
        int(size) if size.isascii() and size.isdigit() and len(size) < 4 else 0,
        parts.get(f"{_LANGUAGE}{field}", "").strip(),
    )
