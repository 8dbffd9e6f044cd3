"""From a note to what is shown: the question and the answer of one card as safe HTML."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flashcards.model.notes import NoteType, Template
from flashcards.text import cloze
from flashcards.text.clean import escape, escape_attribute
from flashcards.text.literal import name_sounds
from flashcards.text.markdown import to_html
from flashcards.text.notices import missing, notice
from flashcards.text.sanitise import sanitise
from flashcards.text.templates import (
    SPECIAL_FIELDS,
    FieldPart,
    Part,
    SectionPart,
    is_filled,
    parse,
    shows,
)

_MAX_HTML = 400_000
"""Where filling a template stops: it may name a long field many times."""

_ONLY_LINES = re.compile(r"(?:[^<]|<(?:hr|br)\b[^<>]*>)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RenderedCard:
    """Both sides of a card; the answer begins with the question where the template says so."""

    question_html: str
    answer_html: str


@dataclass(frozen=True, slots=True)
class _Side:
    """One template, read. ``loose`` when its own tags reach around fields."""

    parts: tuple[Part, ...]
    loose: bool


@dataclass(frozen=True, slots=True)
class _Filling:
    """What the places of a template are filled with."""

    note_type: NoteType
    fields: Mapping[str, str]
    filled: Mapping[str, bool]
    special: Mapping[str, str]
    ordinal: int
    question: str | None = None
    """The finished question while the answer is made."""


def render_card(
    note_type: NoteType,
    fields: Sequence[str],
    template_uid: str,
    ordinal: int,
    special: Mapping[str, str] | None = None,
) -> RenderedCard:
    """Return question and answer of the card that template and ordinal (cloze number) name.

    ``special`` gives the words for {{Tags}}, {{Deck}} and the like. An unknown template uid is
    taken for the first one: a card outlives the edit of its note type.
    """
    template = _template(note_type, template_uid)
    named = dict(zip(note_type.fields, fields, strict=False))
    filled = {name: is_filled(field) for name, field in named.items()}
    words = special or {}
    question = _fill(_side(template.question), _Filling(note_type, named, filled, words, ordinal))
    answer = _fill(
        _side(template.answer), _Filling(note_type, named, filled, words, ordinal, question)
    )
    return RenderedCard(question, answer)


def _template(note_type: NoteType, uid: str) -> Template:
    for template in note_type.templates:
        if template.uid == uid:
            return template
    return note_type.templates[0]


@lru_cache(maxsize=256)
def _side(template: str) -> _Side:
    parts = parse(template)
    if not all(map(_ONLY_LINES.fullmatch, _texts(parts))):
        return _Side(parts, loose=True)
    return _Side(_sanitised(parts), loose=False)


def _texts(parts: tuple[Part, ...]) -> list[str]:
    found: list[str] = []
    for part in parts:
        if isinstance(part, str):
            found.append(part)
        elif isinstance(part, SectionPart):
            found.extend(_texts(part.parts))
    return found


def _sanitised(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    made: list[Part] = []
    for part in parts:
        if isinstance(part, str):
            made.append(sanitise(part))
        elif isinstance(part, SectionPart):
            made.append(SectionPart(part.name, part.inverted, _sanitised(part.parts)))
        else:
            made.append(part)
    return tuple(made)


def _fill(side: _Side, filling: _Filling) -> str:
    out: list[str] = []
    _fill_parts(side.parts, filling, out)
    html = "".join(out)
    # A template that reaches around fields is only safe as a whole.
    return sanitise(html).strip() if side.loose or len(html) > _MAX_HTML else html.strip()


def _fill_parts(parts: tuple[Part, ...], filling: _Filling, out: list[str]) -> None:
    room = _MAX_HTML - sum(map(len, out))
    for part in parts:
        if room < 0:
            return
        if isinstance(part, str):
            html = part
        elif isinstance(part, FieldPart):
            html = _field_html(part, filling)
        else:
            if shows(part, filling.filled, filling.ordinal):
                _fill_parts(part.parts, filling, out)
                room = _MAX_HTML - sum(map(len, out))
            continue
        room -= len(html)
        out.append(html)


def _field_html(part: FieldPart, filling: _Filling) -> str:
    name = part.name
    if not filling.filled.get(name):
        return _other_html(part, filling)
    text = filling.fields[name]
    if part.in_attribute:
        return "" if "cloze" in part.filters else escape_attribute(_plain(text))
    html = _filtered(part, text, filling) if part.filters else _markup(text, filling.note_type)
    return _without_paragraph(html) if part.inline else html


def _other_html(part: FieldPart, filling: _Filling) -> str:
    """What a name yields that is no filled field of the note."""
    name = part.name
    if name in filling.filled:
        return ""
    if name == "FrontSide":
        return filling.question or ""
    if name in SPECIAL_FIELDS:
        word = filling.special.get(name, "")
        return escape_attribute(word) if part.in_attribute else escape(word)
    if part.in_attribute:
        return ""
    return notice(missing, name)


def _filtered(part: FieldPart, text: str, filling: _Filling) -> str:
    """Apply the filters of a place; one we do not know lets the text pass."""
    asked = filling.question is None
    filters = part.filters
    if any(one.startswith("tts") for one in filters):
        return ""
    if asked and "type" in filters:
        return ""
    if asked and "hint" in filters:
        return f'<span class="hint">[{escape(part.name)}]</span>'
    if "cloze-only" in filters or ("cloze" in filters and "type" in filters):
        said = "" if asked else cloze.only(text, filling.ordinal)
        return _markup(said, filling.note_type)
    if "cloze" in filters:
        find = cloze.hidden if asked else cloze.shown
        marked = find(text, filling.ordinal)
        return cloze.finish(_markup(marked.text, filling.note_type), marked)
    if "text" in filters:
        return escape(_plain(text))
    return _markup(text, filling.note_type)


def _markup(text: str, note_type: NoteType) -> str:
    return name_sounds(sanitise(text) if note_type.markup == "html" else to_html(text))


def _plain(text: str) -> str:
    # Few templates need it, and the first card should not wait for it.
    from flashcards.text.plain import plain_text

    return plain_text(text)


def _without_paragraph(html: str) -> str:
    """Return the content of a lone paragraph, anything else as it is."""
    if html.startswith("<p>") and html.find("</p>") == len(html) - 4:
        return html[3:-4]
    return html
