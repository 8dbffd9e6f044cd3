"""What a card asks and tells in one line of plain words, by its template and its note's fields."""

import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection

from flashcards.model.clozes import cloze_numbers
from flashcards.model.enums import NoteKind
from flashcards.model.occlusion import SIGN, labels, names_asked, without_masks
from flashcards.store import fields as stored_fields
from flashcards.store.connections import raw_of
from flashcards.text.cloze import hidden, only
from flashcards.text.items import items
from flashcards.text.plain import plain_text
from flashcards.text.template_language import (
    asked_names,
    list_fields_of,
    told_names,
    whole_lists,
)

# CROSS JOIN keeps SQLite from beginning with a table that is not asked for by id.
_TEMPLATES = (
    "SELECT t.id, t.question, t.answer, k.fields, k.kind, k.name, t.name, k.markup"
    " FROM json_each(?) asked CROSS JOIN templates t ON t.id = asked.value"
    " CROSS JOIN note_types k ON k.id = t.note_type_id"
)
_UNNAMED = re.compile(r"\[[0-9a-f]{24}\.[a-z]{3,4}\]")
"""A picture that no words describe."""
_HIDDEN = re.compile("[\U00100000-\U0010ffff]")
_ENDED = (":", "?", "!", ".", "…", "：", "？", "。")
"""How a question ends that needs no colon before its list."""


class Places(NamedTuple):
    """Which fields a template shows, by their places."""

    asked: tuple[int, ...]
    told: tuple[int, ...]
    """The other fields it answers with."""
    items: int = -1
    """The list it asks an item of; -1 for none."""
    whole: int = -1
    """The list it asks at once; -1 for none."""


class Face(NamedTuple):
    """What the cards of one template show."""

    places: Places
    is_cloze: bool
    note_type: str
    template: str
    markup: str


def read(conn: Connection, sql: str, ids: Iterable[int]) -> list[tuple[Any, ...]]:
    """Return all rows straight from the driver: a wide result costs SQLAlchemy 0.1 ms."""
    return raw_of(conn).execute(sql, (json.dumps(list(ids)),)).fetchall()


def faces_of(conn: Connection, template_ids: Iterable[int]) -> dict[int, Face]:
    """Return what the cards of some templates show: many cards share few templates."""
    return {
        number: Face(_places(question, answer, names), kind == NoteKind.CLOZE, *others)
        for number, question, answer, names, kind, *others in read(conn, _TEMPLATES, template_ids)
    }


@lru_cache(maxsize=256)
def _places(question: str, answer: str, names: str) -> Places:
    known = {name: place for place, name in enumerate(stored_fields.names(names))}
    asked = [known[name] for name in asked_names(question) if name in known] or [0]
    told = [known[name] for name in told_names(answer) if name in known]
    lists = [known[name] for name in list_fields_of(question) if name in known]
    whole = [known[name] for name in whole_lists(question) if name in known]
    return Places(
        tuple(dict.fromkeys(asked)),
        tuple(place for place in dict.fromkeys(told) if place not in asked),
        lists[0] if lists else -1,
        whole[0] if whole else -1,
    )


def words_of(face: Face, fields: Sequence[str], ordinal: int) -> tuple[str, str]:
    """Return what a card asks and what it answers, without markup, each on one line."""
    places = face.places
    if 0 <= places.items < len(fields) and ordinal:
        return _item(face, fields, ordinal)
    if 0 <= places.whole < len(fields):
        question = _plain(fields, [place for place in places.asked if place != places.whole])
        return question, ", ".join(map(plain_text, items(fields[places.whole], face.markup)))
    if face.is_cloze:
        return _cloze(fields, places.asked, ordinal)
    return _plain(fields, places.asked), _plain(fields, places.told)


def card_name(face: Face, ordinal: int) -> str:
    """Return what a card is called among those of its note: its template, or which cloze it is."""
    one_of_several = ordinal and face.places.whole < 0
    return f"{face.template} {ordinal}" if one_of_several else face.template


def _item(face: Face, fields: Sequence[str], ordinal: int) -> tuple[str, str]:
    """Return an item of a list as it is asked: behind the one before it, and the how manieth."""
    at = face.places.items
    lines = items(fields[at], face.markup)
    place = next((at for at, line in enumerate(lines) if ordinal in cloze_numbers(line)), 0)
    asked = _with_gap(lines[place], ordinal) if lines else ""
    if place:
        asked = f"{plain_text(lines[place - 1])}, {asked}"
    title = _plain(fields, [other for other in face.places.asked if other != at])
    if title and not title.endswith(_ENDED):
        title += ":"
    number = f"({place + 1}/{len(lines)})" if lines else ""
    return " ".join(filter(None, (title, asked, number))), plain_text(only(fields[at], ordinal))


def _with_gap(text: str, ordinal: int) -> str:
    return plain_text(_HIDDEN.sub("[...]", hidden(text, ordinal).text))


def _cloze(fields: Sequence[str], asked: Sequence[int], ordinal: int) -> tuple[str, str]:
    """Return question and answer of a cloze card: its text with a gap, and what is hidden."""
    text = "\n".join([fields[place] for place in asked if place < len(fields)])
    if SIGN in text:  # the number alone tells the cards of a picture apart
        words = _UNNAMED.sub("", plain_text(without_masks(text))).strip()
        said = names_asked(text, ordinal) or labels(text)
        return f"{words} [{ordinal}]".lstrip(), ", ".join(said)
    return _with_gap(text, ordinal), plain_text(only(text, ordinal))


def _plain(fields: Sequence[str], places: Sequence[int]) -> str:
    if len(places) == 1 and places[0] < len(fields):
        return plain_text(fields[places[0]])
    texts = [plain_text(fields[place]) for place in places if place < len(fields)]
    return " ".join(filter(None, texts))
