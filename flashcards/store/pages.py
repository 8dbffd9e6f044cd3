"""Reads pages of table rows: the cards or notes with given ids, in the order of the ids."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from flashcards.model.cards import MINUTES_PER_DAY
from flashcards.model.enums import CardState
from flashcards.model.rows import CardRow
from flashcards.store import moves
from flashcards.store.card_words import Face, card_name, faces_of, read, words_of
from flashcards.store.find_numbers import strengths_now
from flashcards.store.find_scope import FindContext
from flashcards.store.schema import FIELD_SEPARATOR

# CROSS JOIN keeps SQLite from beginning with a table that is not asked for by id.
_CARDS = (
    "SELECT c.id, c.note_id, n.fields, c.template_id, c.ordinal, d.name, n.tags, c.state,"
    " c.due_at, c.interval_minutes, c.ease, c.lapses, c.answers, n.created_ms, n.changed_ms,"
    " c.suspended, c.buried_until, c.flag"
    " FROM json_each(?) asked CROSS JOIN cards c ON c.id = asked.value"
    " CROSS JOIN notes n ON n.id = c.note_id CROSS JOIN decks d ON d.id = c.deck_id"
)
_STATES = tuple(CardState)


def card_rows(conn: Connection, card_ids: Sequence[int], day: int = 0) -> list[CardRow]:
    """Return the rows of these cards in the order asked; cards that are gone are left out.

    ``day`` is the learner's day by which a card counts as buried; 0 for any burial.
    """
    found = read(conn, _CARDS, card_ids)
    faces = faces_of(conn, {row[3] for row in found})
    by_id = {row[0]: _card_row(row, faces, day) for row in found if row[3] in faces}
    return [by_id[number] for number in card_ids if number in by_id]


def with_strengths(
    conn: Connection, found: Sequence[CardRow], context: FindContext
) -> list[CardRow]:
    """Return rows that also tell how well each card is remembered now."""
    begun = moves.with_ids(conn, [row.id for row in found])
    known = dict(strengths_now(conn, begun, context))
    return [row._replace(strength=known.get(row.id)) for row in found]


def _card_row(row: tuple[Any, ...], faces: Mapping[int, Face], day: int) -> CardRow:
    # fmt: off
    (card_id, note_id, text, template, ordinal, deck, tags, state, due_ms, interval, ease, lapses,
     answers, created, changed, suspended, buried, flag) = row
    # fmt: on
    fields = tuple(text.split(FIELD_SEPARATOR))
    face = faces[template]
    front, back = words_of(face, fields, ordinal)
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
        face.note_type,
        fields,
        card_name(face, ordinal),
    )
