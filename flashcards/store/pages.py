"""Reads pages of table rows: the cards or notes with given ids, in the order of the ids."""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from flashcards.model.cards import MINUTES_PER_DAY
from flashcards.model.enums import CardState, NoteKind
from flashcards.model.ids import CardId, NoteId
from flashcards.model.rows import CardRow, NoteRow
from flashcards.store.find_scope import rows
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.text.cloze import hidden, only
from flashcards.text.plain import plain_text

# CROSS JOIN keeps SQLite from beginning with a table that is not asked for by id.
_CARDS = " ".join(
    (
        "SELECT c.id, c.note_id, n.fields, t.question, t.answer, k.fields, k.kind, c.ordinal,",
        "d.name, n.tags, c.state, c.due_at, c.interval_minutes, c.ease, c.lapses,",
        "c.answers, n.created_ms, n.changed_ms, c.suspended, c.buried_until, c.flag, k.name",
        "FROM json_each(?) asked CROSS JOIN cards c ON c.id = asked.value",
        "CROSS JOIN notes n ON n.id = c.note_id CROSS JOIN decks d ON d.id = c.deck_id",
        "CROSS JOIN templates t ON t.id = c.template_id",
        "CROSS JOIN note_types k ON k.id = n.note_type_id",
    )
)
_NOTES = (
    "SELECT n.id, n.fields, n.tags, n.created_ms, n.changed_ms, k.name,"
    " (SELECT count(*) FROM cards c WHERE c.note_id = n.id)"
    " FROM json_each(?) asked CROSS JOIN notes n ON n.id = asked.value"
    " CROSS JOIN note_types k ON k.id = n.note_type_id"
)
_STATES = tuple(CardState)
_PLACEHOLDER = re.compile(r"\{\{(?!#|\^|/|FrontSide\}\})(?:[a-z-]+:)*([^{}]+)\}\}")
_HIDDEN = re.compile("[\U00100000-\U0010ffff]")


def card_rows(conn: Connection, card_ids: Sequence[int], day: int = 0) -> list[CardRow]:
    """Return the rows of these cards in the order asked; cards that are gone are left out.

    ``day`` is the learner's day by which a card counts as buried; 0 for any burial.
    """
    found = rows(conn, _CARDS, (json.dumps(list(card_ids)),))
    by_id = {row[0]: row for row in found}
    return [_card_row(by_id[number], day) for number in card_ids if number in by_id]


def note_rows(conn: Connection, note_ids: Sequence[int]) -> list[NoteRow]:
    """Return the rows of these notes in the order asked; notes that are gone are left out."""
    by_id = {row[0]: row for row in rows(conn, _NOTES, (json.dumps(list(note_ids)),))}
    return [_note_row(by_id[number]) for number in note_ids if number in by_id]


def _card_row(row: tuple[Any, ...], day: int) -> CardRow:
    # fmt: off
    (card_id, note_id, text, question, answer, names, kind, ordinal, deck, tags, state, due_ms,
     interval, ease, lapses, reviews, created, changed, suspended, buried, flag, type_name) = row
    # fmt: on
    fields = tuple(text.split(FIELD_SEPARATOR))
    front, back = _faces(fields, ordinal, kind, question, answer, names)
    return CardRow(
        CardId(card_id),
        NoteId(note_id),
        front,
        back,
        deck,
        tuple(tags.split()),
        _STATES[state],
        due_ms,
        interval // MINUTES_PER_DAY,
        ease / 100,
        lapses,
        reviews,
        created,
        changed,
        suspended != 0,
        buried is not None and buried > day,
        flag,
        type_name,
        fields,
    )


def _note_row(row: tuple[Any, ...]) -> NoteRow:
    note_id, text, tags, created, changed, type_name, cards = row
    fields = tuple(text.split(FIELD_SEPARATOR))
    return NoteRow(
        NoteId(note_id),
        plain_text(fields[0]),
        plain_text(fields[1]) if len(fields) > 1 else "",
        tuple(tags.split()),
        cards,
        created,
        changed,
        type_name,
        fields,
    )


def _faces(
    fields: tuple[str, ...], ordinal: int, kind: str, question: str, answer: str, names: str
) -> tuple[str, str]:
    """Return question and answer of a card as plain text."""
    asked, told = _places(question, answer, names)
    if kind == NoteKind.CLOZE:
        text = "\n".join([fields[place] for place in asked if place < len(fields)])
        blanked = _HIDDEN.sub("[...]", hidden(text, ordinal).text)
        return plain_text(blanked), plain_text(only(text, ordinal))
    return _plain(fields, asked), _plain(fields, told)


def _plain(fields: tuple[str, ...], places: tuple[int, ...]) -> str:
    if len(places) == 1 and places[0] < len(fields):
        return plain_text(fields[places[0]])
    texts = [plain_text(fields[place]) for place in places if place < len(fields)]
    return " ".join(filter(None, texts))


@lru_cache(maxsize=256)
def _places(question: str, answer: str, names: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return which fields a template asks with, and which others it answers with."""
    known = {name: place for place, name in enumerate(json.loads(names))}
    asked = [known[name] for name in _PLACEHOLDER.findall(question) if name in known]
    told = [known[name] for name in _PLACEHOLDER.findall(answer) if name in known]
    asked = asked or [0]
    return tuple(dict.fromkeys(asked)), tuple(p for p in dict.fromkeys(told) if p not in asked)
