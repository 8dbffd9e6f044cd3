"""Anki's note types as ours."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from flashcards.collection.cleaning import clean_field, free_name
from flashcards.collection.note_types.completing import MAXIMUM_NAME, MAXIMUM_TEMPLATE
from flashcards.model.enums import NoteKind
from flashcards.model.ids import NoteTypeId
from flashcards.model.note_types import built_in_called
from flashcards.model.notes import FieldSettings, NoteType, Template
from flashcards.store.fields import LARGEST_SIZE
from flashcards.text.tex.preamble import commands, with_preamble

_USUAL: Final = ("Arial", 20)
"""Font and size of a field where nobody chose another."""


def uid_of(identity: int) -> str:
    """Return what a note type of Anki's is called in every copy."""
    return f"anki-{identity}"


def as_note_type(found: Mapping[str, Any], names: Iterable[str]) -> NoteType:
    """Return a note type of Anki's as ours; ``names`` are those of other types here.

    Fields and templates are known by their ids where they have some, else by their places.
    """
    uid = uid_of(found["id"])
    fields = _dicts(found.get("flds")) or [{"name": "Front"}]
    templates = _dicts(found.get("tmpls")) or [{"name": "Card 1", "qfmt": ""}]
    cloze = found.get("type") == 1
    settings = tuple(_settings(each) for each in fields)
    return NoteType(
        NoteTypeId(0),
        uid,
        _free(_text(found.get("name"), MAXIMUM_NAME) or "Anki", names),
        NoteKind.CLOZE if cloze else NoteKind.NORMAL,
        tuple(_names(fields)),
        tuple(
            Template(
                part_uid(uid, "t", each, place),
                name,
                _text(each.get("qfmt"), MAXIMUM_TEMPLATE),
                _text(each.get("afmt"), MAXIMUM_TEMPLATE),
            )
            for place, (each, name) in enumerate(
                zip(templates[:1] if cloze else templates, _names(templates), strict=False)
            )
        ),
        css=_with_commands(found),
        markup="html",
        field_uids=tuple(part_uid(uid, "f", each, place) for place, each in enumerate(fields)),
        settings=settings if any(each != FieldSettings() for each in settings) else (),
    )


def _with_commands(found: Mapping[str, Any]) -> str:
    """Return the style of a note type, with the head of its LaTeX where that defines commands."""
    css = _text(found.get("css"), MAXIMUM_TEMPLATE)
    whole = with_preamble(css, _text(found.get("latexPre"), MAXIMUM_TEMPLATE))
    return whole if whole != css and commands(whole) != commands(css) else css


def part_uid(uid: str, kind: str, part: Mapping[str, Any], place: int) -> str:
    """Return what a field (``"f"``) or template (``"t"``) is called in every copy."""
    own = part.get("id")
    return f"{uid}-{kind}{place}" if not isinstance(own, int) else f"{uid}-{kind}{own}"


def _dicts(value: object) -> list[Mapping[str, Any]]:
    found = value if isinstance(value, list) else []
    return sorted(
        (each for each in found if isinstance(each, dict)),
        key=lambda each: each["ord"] if isinstance(each.get("ord"), int) else 0,
    )


def _free(name: str, others: Iterable[str]) -> str:
    taken = list(others)
    if built_in_called(name) is not None or name.casefold() in {each.casefold() for each in taken}:
        return free_name(f"{name} (Anki)", taken)
    return name


def _names(parts: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return a name for each, no two alike."""
    names: list[str] = []
    for number, each in enumerate(parts, 1):
        names.append(free_name(_text(each.get("name"), MAXIMUM_NAME) or str(number), names))
    return names


def _text(value: object, most: int) -> str:
    text = value if isinstance(value, str) else ""
    return clean_field(text[:most].encode("utf-8", "replace").decode())


def _settings(field: Mapping[str, Any]) -> FieldSettings:
    font, size = field.get("font"), field.get("size")
    if not isinstance(font, str) or not isinstance(size, int) or (font, size) == _USUAL:
        font, size = "", 0
    fits = 0 < size <= LARGEST_SIZE
    return FieldSettings(bool(field.get("rtl")), _text(font, MAXIMUM_NAME), size if fits else 0)
