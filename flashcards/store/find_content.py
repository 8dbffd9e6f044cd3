"""The parts of a search that speak of what a note holds, how often it is there, and its cards."""

import re
from collections.abc import Callable

from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.search.tree import Content, Duplicate
from flashcards.search.values import shown
from flashcards.store import notes
from flashcards.store.find_scope import Scope
from flashcards.store.find_text import field_places, named, whole
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.text.formulas import in_markdown
from flashcards.text.literal import recording
from flashcards.text.plain import first_field_key

_FILE = re.compile(r"!\[[^\[\]\n]{0,500}\]\(\s{0,9}<?([^()\s<>]{1,500})")
_PICTURE = re.compile(r"<img\b", re.IGNORECASE)
_SOUND = re.compile(r"\[sound:|<audio\b|<video\b", re.IGNORECASE)
_MADE_BY_TEX = re.compile(r"\[latex\]|\[\$\$?\]|<anki-mathjax\b", re.IGNORECASE)
_LINK = re.compile(r"https?://|<a\b|(?<!!)\[[^\[\]\n]{1,500}\]\(", re.IGNORECASE)
_CODE = re.compile(r"`[^`]|<(?:code|pre)\b|^~~~", re.IGNORECASE | re.MULTILINE)
_CLOZE = re.compile(r"\{\{c[0-9]{1,5}(?:,[0-9]{1,5}){0,20}::")


def _has_picture(text: str) -> bool:
    return bool(_PICTURE.search(text)) or any(not recording(name) for name in _FILE.findall(text))


def _has_sound(text: str) -> bool:
    return bool(_SOUND.search(text)) or any(map(recording, _FILE.findall(text)))


def _has_formula(text: str) -> bool:
    return next(in_markdown(text), None) is not None or bool(_MADE_BY_TEX.search(text))


_WRITTEN: dict[Content, tuple[str, Callable[[str], object]]] = {
    Content.PICTURE: ("fields LIKE '%<img%' OR fields LIKE '%![%](%'", _has_picture),
    Content.SOUND: (
        "fields LIKE '%[sound:%' OR fields LIKE '%![%](%' OR fields LIKE '%<%o%'",
        _has_sound,
    ),
    Content.FORMULA: (
        "fields LIKE '%\\%' OR fields LIKE '%$%' OR fields LIKE '%latex%' OR fields LIKE '%<anki%'",
        _has_formula,
    ),
    Content.LINK: ("fields LIKE '%](%' OR fields LIKE '%<a%' OR fields LIKE '%://%'", _LINK.search),
    Content.CODE: (
        "fields LIKE '%`%' OR fields LIKE '%<code%' OR fields LIKE '%<pre%' OR fields LIKE '%~~~%'",
        _CODE.search,
    ),
    Content.CLOZE: ("fields LIKE '%{{c%::%'", _CLOZE.search),
}
"""What SQL lets through, and what then looks closely."""


def has(content: Content, scope: Scope) -> str:
    """Ask for notes that have such a thing in them or about them."""
    match content:
        case Content.TAG:
            scope.notes = True
            return "(n.tags <> '')"
        case Content.SOURCE:
            scope.notes = True
            return "(n.source_id IS NOT NULL OR n.source_heading <> '')"
        case Content.ARTICLE:
            return "c.note_id IN (SELECT p.note_id FROM passages p)"
        case _:
            near, close = _WRITTEN[content]
            rows = scope.rows(f"SELECT id, fields FROM notes WHERE {near}")
            return scope.chosen("c.note_id", [note for note, fields in rows if close(fields)])


def of_template(pattern: str | int, scope: Scope) -> str:
    """Ask for the cards of a card type by its name or number; of a cloze note, of that cloze."""
    if isinstance(pattern, int):
        at_place = [
            number
            for number, position in scope.rows("SELECT id, position FROM templates")
            if position == pattern - 1
        ]
        scope.bind(pattern)
        return f"(c.ordinal = ? OR (c.ordinal = 0 AND {scope.chosen('c.template_id', at_place)}))"
    found = named(scope, "SELECT id, name FROM templates", pattern, whole, expressions=True)
    return scope.chosen("c.template_id", found)


def duplicate(meant: Duplicate, scope: Scope) -> str:
    """Ask for notes that read alike in a field; or whose first field reads like a text.

    Raises UserError where there is no such field, or no such note type.
    """
    if meant.text is not None:
        return _like(meant.name, meant.text, scope)
    places = field_places(meant.name, scope)
    alike: dict[tuple[int, int, str], list[int]] = {}
    for note, note_type, fields in scope.rows("SELECT id, note_type_id, fields FROM notes"):
        parts = fields.split(FIELD_SEPARATOR)
        for place in places.get(note_type, ()):
            if place < len(parts) and (key := first_field_key(parts[place])):
                alike.setdefault((note_type, place, key), []).append(note)
    found = sorted({note for group in alike.values() if len(group) > 1 for note in group})
    return scope.chosen("c.note_id", found)


def _like(type_name: str, text: str, scope: Scope) -> str:
    types = [
        number
        for column in ("name", "uid", "CAST(id AS TEXT)")
        for number in named(
            scope, f"SELECT id, {column} FROM note_types", type_name, whole, expressions=False
        )
    ]
    if not types:
        raise UserError(
            message("There is no note type called {name}.", name=shown(type_name)),
            message("Write dupe: and a field, or dupe: with a note type, a comma and a text."),
        )
    found = [note for each in set(types) for note in notes.notes_like(scope.conn, text, each)]
    return scope.chosen("c.note_id", found)
