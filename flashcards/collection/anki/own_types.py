"""Note types of this program that come back from Anki, and the notes that are of them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from flashcards.collection.anki.merging import Theirs
from flashcards.collection.cleaning import clean_field
from flashcards.collection.note_types.completing import (
    MAXIMUM_FIELDS,
    MAXIMUM_NAME,
    MAXIMUM_TEMPLATE,
    MAXIMUM_TEMPLATES,
)
from flashcards.formats.anki.collection import AnkiNote
from flashcards.model.enums import NoteKind
from flashcards.model.errors import UserError
from flashcards.model.ids import NoteTypeId
from flashcards.model.note_types import BUILT_IN
from flashcards.model.notes import FieldSettings, NoteType, Template
from flashcards.store.notes import StoredTypes
from flashcards.text import pasted_html, pasted_source
from flashcards.text.items import items
from flashcards.text.template_language import cloze_fields, list_fields, whole_lists

KEY: Final = "flashcards"
"""Under this key a note type of this program tells this program what it is."""
WHOLE_LIST: Final = 400
"""The number of the cloze around all items of a list; Anki knows none beyond 500."""
_MARKUPS: Final = ("markdown", "html")
_OF: Final = "of"
_AROUND: Final = f"{{{{c{WHOLE_LIST}::"
_LONGEST_UID: Final = 200


def described(body: Mapping[str, Any]) -> NoteType | None:
    """Return the type of this program that a note type of Anki's stands for; None for its own.

    A built-in one is as it is built in.
    """
    found = body.get(KEY)
    if not isinstance(found, dict):
        return None
    uid = found.get("uid")
    if isinstance(uid, str) and uid in BUILT_IN:
        return BUILT_IN[uid]
    try:
        return _read(found)
    except (KeyError, TypeError, ValueError):
        return None


def _read(found: Mapping[str, Any]) -> NoteType:
    fields, uids = _texts(found["fields"]), _texts(found["field_uids"])
    templates, shown = found["templates"], tuple(found["shown"])
    kind, markup = NoteKind(found["kind"]), found["markup"]
    usable = (
        len({*fields}) == len(fields) == len({*uids}) == len(uids)
        and 0 < len(fields) <= MAXIMUM_FIELDS
        and 0 < len(templates) <= MAXIMUM_TEMPLATES
        and kind is not NoteKind.UNKNOWN
        and markup in _MARKUPS
        and (not shown or sorted(shown) == list(range(len(fields))))
    )
    if not usable:
        raise ValueError("no note type")
    made = tuple(_template(each) for each in templates)
    if len({each.uid for each in made}) < len(made):
        raise ValueError("templates without uids of their own")
    return NoteType(
        NoteTypeId(0), _text(found["uid"], _LONGEST_UID), _text(found["name"], MAXIMUM_NAME), kind,
        fields, made, _text(found["css"], MAXIMUM_TEMPLATE, empty=True), markup, uids, shown,
        tuple(_settings(each) for each in found["settings"][: len(fields)]),
    )  # fmt: skip


def _template(found: Mapping[str, Any]) -> Template:
    return Template(
        _text(found["uid"], _LONGEST_UID),
        _text(found["name"], MAXIMUM_NAME),
        _text(found["question"], MAXIMUM_TEMPLATE, empty=True),
        _text(found["answer"], MAXIMUM_TEMPLATE, empty=True),
    )


def _settings(found: Mapping[str, Any]) -> FieldSettings:
    size = found["size"]
    if type(size) is not int or not 0 <= size <= 200:
        raise ValueError("no size")
    return FieldSettings(
        bool(found["right_to_left"]),
        _text(found["font"], MAXIMUM_NAME, empty=True),
        size,
        _text(found["language"], MAXIMUM_NAME, empty=True),
    )


def _texts(found: object) -> tuple[str, ...]:
    if not isinstance(found, list):
        raise TypeError("no list")
    return tuple(_text(each, MAXIMUM_NAME) for each in found)


def _text(found: object, most: int, *, empty: bool = False) -> str:
    if not isinstance(found, str) or len(found) > most or not (found.strip() or empty):
        raise ValueError("no text")
    return clean_field(found)


def home(stored: StoredTypes, body: Mapping[str, Any]) -> Theirs | None:
    """Return the type here that a note type of Anki's stands for; None for one of Anki's own."""
    told = described(body)
    mine = stored.by_uid.get(told.uid) if told else None
    return _placed_in(mine, told, body) if mine and told and mine.kind is told.kind else None


def _placed_in(mine: NoteType, told: NoteType, body: Mapping[str, Any]) -> Theirs:
    """Return where fields and templates are here; fields are known by the names they went with."""
    here = {uid: place for place, uid in enumerate(mine.field_uids)}
    uids = dict(zip(told.fields, told.field_uids, strict=True))
    found = body.get("flds")
    names = [each.get("name") for each in found or () if isinstance(each, dict)]
    known = {each.uid for each in mine.templates}
    whole = whole_template(told)
    usable = [each.uid for each in told.templates if each.uid != whole]
    if mine.kind is NoteKind.CLOZE:
        usable = usable[:1]
    return Theirs(
        mine,
        tuple(here.get(uids.get(str(name), ""), -1) for name in names),
        tuple(uid if uid in known else "" for uid in usable),
        own=True,
        whole=whole if whole in known else "",
    )


def whole_template(mine: NoteType) -> str:
    """Return the uid of the template that asks lists all at once; empty for none."""
    if mine.kind is not NoteKind.CLOZE or len(mine.templates) < 2:
        return ""
    asking = (
        each.uid
        for each in mine.templates
        if whole_lists(each.question) and not cloze_fields(each.question)
    )
    return next(asking, "")


def with_source(texts: Sequence[str], html: Sequence[str]) -> str:
    """Return what a note keeps in Anki of its own texts, which come back where nobody edits it.

    ``html`` is what its fields say there.
    """
    kept = {KEY: list(texts), _OF: _digest("\x1f".join(html))}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def source_of(note: AnkiNote, theirs: Theirs) -> list[str] | None:
    """Return the texts that a note kept, field by field as they are there; None for an edited one.

    Anki itself keeps none once it wrote the note.
    """
    if not note.data.startswith(f'{{"{KEY}":'):
        return None
    try:
        found = json.loads(note.data)
        texts, of = [clean_field(each) for each in found[KEY]], found[_OF]
    except (AttributeError, KeyError, RecursionError, TypeError, UserError, ValueError):
        return None
    if of != _digest(note.fields):
        return None
    return [texts[at] if 0 <= at < len(texts) else "" for at in theirs.places]


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def as_source(theirs: Theirs, html: Sequence[str]) -> list[str]:
    """Return what fields say there as the fields here are written."""
    mine = theirs.note_type
    lists = list_fields(mine.templates)
    names = [mine.fields[place] if place >= 0 else "" for place in theirs.places]
    return [
        _items(text, mine.markup) if name in lists else _written(text, mine.markup)
        for name, text in zip(names, html, strict=True)
    ]


def _items(html: str, markup: str) -> str:
    """Return the items of a list, one a line."""
    if html.startswith(_AROUND) and html.endswith("}}"):
        html = html[len(_AROUND) : -2]
    lines = [_written(each, markup) for each in items(html, "html")]
    return ("<br>" if markup == "html" else "\n").join(lines)


def _written(html: str, markup: str) -> str:
    """Return HTML as Markdown, where that can say it."""
    if markup == "html" or not html.strip():
        return html
    if "<img" in html or "style=" in html:
        return html
    blocks = pasted_html.read(html)
    return pasted_source.written(blocks, markup) if blocks else html
