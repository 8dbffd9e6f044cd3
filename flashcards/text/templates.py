"""Templates of note types: read once, then filled with the fields of any note."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flashcards.model.clozes import cloze_numbers
from flashcards.model.enums import NoteKind
from flashcards.model.notes import NoteType

SPECIAL_FIELDS = ("Tags", "Deck", "Subdeck", "Type", "Card", "CardFlag")
"""Names a template may use beside the note's fields and FrontSide."""

_MARK = re.compile(r"\{\{([#^/]?)([^{}\n]{1,200})\}\}")
_CLOZE_SECTION = re.compile(r"c([0-9]{1,5})")
_NOTHING = re.compile(r"(?:<(?:br|div|/div|p|/p) ?/?>|&nbsp;|\s)*", re.IGNORECASE)
_MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class FieldPart:
    """A place a field goes to."""

    name: str
    filters: tuple[str, ...] = ()
    """Innermost first, such as ``("cloze", "type")`` for ``{{type:cloze:Text}}``."""
    inline: bool = False
    """Whether other text stands on the same line, so that the field is no paragraph."""
    in_attribute: bool = False


@dataclass(frozen=True, slots=True)
class SectionPart:
    """Parts shown only when a field is filled, or only when it is empty."""

    name: str
    inverted: bool
    parts: tuple["Part", ...]


Part = str | FieldPart | SectionPart


@lru_cache(maxsize=256)
def parse(template: str) -> tuple[Part, ...]:
    """Return the parts of a template; sections left open end with it, stray ends are dropped."""
    root: list[Part] = []
    stack: list[tuple[str, bool, list[Part]]] = []
    position = 0
    for mark in _MARK.finditer(template):
        parts = stack[-1][2] if stack else root
        if mark.start() > position:
            parts.append(template[position : mark.start()])
        position = mark.end()
        kind, name = mark[1], mark[2].strip()
        if not kind:
            parts.append(_field(template, mark, name))
        elif kind != "/":
            if len(stack) < _MAX_DEPTH:
                stack.append((name, kind == "^", []))
        elif any(name == open_name for open_name, _, _ in stack):
            while _close(stack, root) != name:
                pass
    (stack[-1][2] if stack else root).append(template[position:])
    while stack:
        _close(stack, root)
    return tuple(root)


def _close(stack: list[tuple[str, bool, list[Part]]], root: list[Part]) -> str:
    name, inverted, parts = stack.pop()
    outer = stack[-1][2] if stack else root
    outer.append(SectionPart(name, inverted, tuple(parts)))
    return name


def _field(template: str, mark: re.Match[str], name: str) -> FieldPart:
    *filters, field = (piece.strip() for piece in name.split(":"))
    before, after = _line_around(template, mark)
    start = template.rfind("<", 0, mark.start())
    in_attribute = start >= 0 and template.find(">", start, mark.start()) < 0
    return FieldPart(field, tuple(reversed(filters)), bool(before or after), in_attribute)


def _line_around(template: str, mark: re.Match[str]) -> tuple[str, str]:
    """Return what stands before and after on the field's own line, block tags aside."""
    before = template[max(0, mark.start() - 300) : mark.start()].rpartition("\n")[2]
    after = template[mark.end() : mark.end() + 300].partition("\n")[0]
    return _text_before(before), _text_after(after)


_SECTION_MARK = re.compile(r"\{\{[#^/][^{}\n]*\}\}")
_BLOCK_TAG = re.compile(r"</?(?:div|hr|br|p|h[1-6]|li|ul|ol|td|th|tr|table|section)\b[^<>]*>", re.I)


def _text_before(line: str) -> str:
    return _BLOCK_TAG.split(_SECTION_MARK.sub("", line))[-1].strip()


def _text_after(line: str) -> str:
    return _BLOCK_TAG.split(_SECTION_MARK.sub("", line))[0].strip()


def is_filled(field: str) -> bool:
    """Whether a field holds anything a learner would see."""
    if not field or field.isspace():
        return False
    return field[0] not in "<& \n\t" or not _NOTHING.fullmatch(field)


def shows(section: SectionPart, filled: Mapping[str, bool], number: int | None) -> bool:
    """Whether a section shows; ``number`` is the cloze asked, for ``{{#c1}}``."""
    state = filled.get(section.name)
    if state is None:
        cloze = _CLOZE_SECTION.fullmatch(section.name)
        state = cloze is not None and number == int(cloze[1])
    return state != section.inverted


def card_ordinals(note_type: NoteType, fields: Sequence[str]) -> list[tuple[str, int]]:
    """Return which cards a note yields, as (template uid, ordinal).

    The ordinal is the cloze number, 0 for a normal card. A template whose question shows no
    filled field yields no card.
    """
    if note_type.kind is NoteKind.CLOZE:
        return _cloze_cards(note_type, fields)
    if fields and all(map(is_filled, fields)) and len(fields) == len(note_type.fields):
        filled = dict.fromkeys(note_type.fields, True)
    else:
        filled = {
            name: is_filled(field) for name, field in zip(note_type.fields, fields, strict=False)
        }
    return [
        (template.uid, 0)
        for template in note_type.templates
        if _asks(parse(template.question), filled)
    ]


def _cloze_cards(note_type: NoteType, fields: Sequence[str]) -> list[tuple[str, int]]:
    cards: list[tuple[str, int]] = []
    by_name = dict(zip(note_type.fields, fields, strict=False))
    for template in note_type.templates:
        names = cloze_fields(template.question)
        numbers = {n for name in names for n in cloze_numbers(by_name.get(name, ""))}
        cards.extend((template.uid, number) for number in sorted(numbers))
    return cards


@lru_cache(maxsize=256)
def cloze_fields(template: str) -> tuple[str, ...]:
    """Return the names of the fields a template asks clozes of."""
    found = _field_parts(parse(template))
    return tuple(dict.fromkeys(part.name for part in found if "cloze" in part.filters))


def field_names(template: str) -> tuple[str, ...]:
    """Return the names of the fields a template shows, in the order it first does."""
    return tuple(dict.fromkeys(part.name for part in _field_parts(parse(template))))


def _field_parts(parts: tuple[Part, ...]) -> Iterator[FieldPart]:
    for part in parts:
        if isinstance(part, SectionPart):
            yield from _field_parts(part.parts)
        elif isinstance(part, FieldPart):
            yield part


def _asks(parts: tuple[Part, ...], filled: Mapping[str, bool]) -> bool:
    for part in parts:
        if isinstance(part, FieldPart):
            if filled.get(part.name):
                return True
        elif (
            isinstance(part, SectionPart)
            and shows(part, filled, None)
            and _asks(part.parts, filled)
        ):
            return True
    return False
