"""All fields of a note as they are, for cards that do not show everything their note holds."""

import re
from collections.abc import Sequence
from functools import lru_cache

from flashcards.model.notes import NoteType, Template
from flashcards.text.clean import escape
from flashcards.text.filters import markup
from flashcards.text.template_language import FieldPart, SectionPart, parse

_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_HIDING = re.compile(
    r"(?<![\w-])(?:display\s*+:\s*+none|visibility\s*+:\s*+hidden)(?:\s*+!\s*+important)?\s*+;?",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"(<[a-z][^<>]*?)\shidden(?=[\s/>=])", re.IGNORECASE)


def leaves_out(note_type: NoteType, fields: Sequence[str]) -> bool:
    """Whether cards of a note may show less than it holds.

    That is so where a script was to decide what they show, where text is hidden, and where no
    template names a field that is filled.
    """
    if _decides_itself(note_type.templates) or any(map(_hides, fields)):
        return True
    named = _named(note_type.templates)
    pairs = zip(note_type.fields, fields, strict=False)
    return any(text.strip() and name not in named for name, text in pairs)


def has_script(note_type: NoteType) -> bool:
    """Whether templates of a note type have scripts, which are never run."""
    return any(_SCRIPT.search(side) for side in note_type.sides)


def _hides(html: str) -> bool:
    if "<" not in html:
        return False
    return any(found.search(html) for found in (_SCRIPT, _HIDING, _HIDDEN))


@lru_cache(maxsize=256)
def _decides_itself(templates: tuple[Template, ...]) -> bool:
    return any(_hides(side) for each in templates for side in (each.question, each.answer))


@lru_cache(maxsize=256)
def _named(templates: tuple[Template, ...]) -> frozenset[str]:
    """Return the fields that templates show or ask about."""
    sides = (side for each in templates for side in (each.question, each.answer))
    parts = (part for side in sides for part in parse(side))
    return frozenset(part.name for part in parts if isinstance(part, FieldPart | SectionPart))


def all_fields_html(names: Sequence[str], fields: Sequence[str], language: str) -> str:
    """Return every field of a note under its name as safe HTML, what is hidden shown as well."""
    return "<hr>".join(
        f'<p><span class="hint">{escape(name)}</span></p>{_shown(text, language) or "<p>–</p>"}'
        for name, text in zip(names, fields, strict=False)
    )


def _shown(text: str, language: str) -> str:
    if "<" in text:
        text = _HIDDEN.sub(r"\1", _HIDING.sub("", text))
    html = markup(text, language)
    return f"<div>{html}</div>" if html else ""
