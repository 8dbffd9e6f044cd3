"""Reads pages of table rows: the cards or notes with given ids, in the order of the ids."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection

from flashcards.model.cards import MINUTES_PER_DAY
from flashcards.model.enums import CardState, NoteKind
from flashcards.model.occlusion import SIGN, labels, without_masks
from flashcards.model.rows import CardRow
from flashcards.store import fields as stored_fields
from flashcards.store.connections import raw_of
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.text.cloze import hidden, only
from flashcards.text.plain import plain_text
from flashcards.text.template_language import asked_names, told_names

# CROSS JOIN keeps SQLite from beginning with a table that is not asked for by id.
_CARDS = (
    "SELECT c.id, c.note_id, n.fields, c.template_id, c.ordinal, d.name, n.tags, c.state,"
    " c.due_at, c.interval_minutes, c.ease, c.lapses, c.answers, n.created_ms, n.changed_ms,"
    " c.suspended, c.buried_until, c.flag"
    " FROM json_each(?) asked CROSS JOIN cards c ON c.id = asked.value"
    " CROSS JOIN notes n ON n.id = c.note_id CROSS JOIN decks d ON d.id = c.deck_id"
)
# Apart from the cards: many of these share few templates.
_TEMPLATES = (
    "SELECT t.id, t.question, t.answer, k.fields, k.kind, k.name"
    " FROM json_each(?) asked CROSS JOIN templates t ON t.id = asked.value"
    " CROSS JOIN note_types k ON k.id = t.note_type_id"
)
_STATES = tuple(CardState)
_UNNAMED = re.compile(r"\[[0-9a-f]{24}\.[a-z]{3,4}\]")
"""A picture that no words describe."""
_HIDDEN = re.compile("[\U00100000-\U0010ffff]")


def card_rows(conn: Connection, card_ids: Sequence[int], day: int = 0) -> list[CardRow]:
    """Return the rows of these cards in the order asked; cards that are gone are left out.

    ``day`` is the learner's day by which a card counts as buried; 0 for any burial.
    """
    found = _read(conn, _CARDS, card_ids)
    faces = _faces_of(conn, {row[3] for row in found})
    by_id = {row[0]: _card_row(row, faces, day) for row in found if row[3] in faces}
    return [by_id[number] for number in card_ids if number in by_id]


def _read(conn: Connection, sql: str, ids: Iterable[int]) -> list[tuple[Any, ...]]:
    """Return all rows straight from the driver: a wide result costs SQLAlchemy 0.1 ms."""
    return raw_of(conn).execute(sql, (json.dumps(list(ids)),)).fetchall()


class _Face(NamedTuple):
    """What the cards of one template show."""

    asked: tuple[int, ...]
    """Places of the fields the template asks with."""
    told: tuple[int, ...]
    """Places of the other fields it answers with."""
    is_cloze: bool
    note_type: str


def _faces_of(conn: Connection, template_ids: Iterable[int]) -> dict[int, _Face]:
    found = _read(conn, _TEMPLATES, template_ids)
    return {
        number: _Face(*_places(question, answer, names), kind == NoteKind.CLOZE, type_name)
        for number, question, answer, names, kind, type_name in found
    }


def _card_row(row: tuple[Any, ...], faces: Mapping[int, _Face], day: int) -> CardRow:
    # fmt: off
    (card_id, note_id, text, template, ordinal, deck, tags, state, due_ms, interval, ease, lapses,
     answers, created, changed, suspended, buried, flag) = row
    # fmt: on
    fields = tuple(text.split(FIELD_SEPARATOR))
    asked, told, is_cloze, type_name = faces[template]
    if is_cloze:
        front, back = _cloze(fields, asked, ordinal)
    else:
        front, back = _plain(fields, asked), _plain(fields, told)
    return CardRow(
        card_id,
        note_id,
        front,
        back,
        deck,
        tuple(tags.split()) if tags else (),
        _STATES[state],
        due_ms,
        interval // MINUTES_PER_DAY,
        ease / 100,
        lapses,
        answers,
        created,
        changed,
        suspended != 0,
        buried is not None and buried > day,
        flag,
        type_name,
        fields,
    )


def _cloze(fields: tuple[str, ...], asked: tuple[int, ...], ordinal: int) -> tuple[str, str]:
    """Return question and answer of a cloze card: its text with a gap, and what is hidden."""
    text = "\n".join([fields[place] for place in asked if place < len(fields)])
    if SIGN in text:  # the number alone tells the cards of a picture apart
        words = _UNNAMED.sub("", plain_text(without_masks(text))).strip()
        return f"{words} [{ordinal}]".lstrip(), ", ".join(labels(text))
    blanked = _HIDDEN.sub("[...]", hidden(text, ordinal).text)
    return plain_text(blanked), plain_text(only(text, ordinal))


def _plain(fields: tuple[str, ...], places: tuple[int, ...]) -> str:
    if len(places) == 1 and places[0] < len(fields):
        return plain_text(fields[places[0]])
    texts = [plain_text(fields[place]) for place in places if place < len(fields)]
    return " ".join(filter(None, texts))


@lru_cache(maxsize=256)
def _places(question: str, answer: str, names: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return which fields a template asks with, and which others it answers with."""
    known = {name: place for place, name in enumerate(stored_fields.names(names))}
    asked = [known[name] for name in asked_names(question) if name in known]
    told = [known[name] for name in told_names(answer) if name in known]
    asked = asked or [0]
    return tuple(dict.fromkeys(asked)), tuple(p for p in dict.fromkeys(told) if p not in asked)
