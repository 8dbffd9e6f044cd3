"""Note types and templates as they are written, and the notes and cards a change concerns."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from flashcards.model.enums import CardState
from flashcards.model.ids import NoteTypeId
from flashcards.model.notes import NoteType, Template
from flashcards.store import fields
from flashcards.store.connections import bulk, insert_rows
from flashcards.store.schema import FIELD_SEPARATOR, STAMPED

_BATCH = 2_000


def insert(
    conn: Connection, note_type: NoteType, now_ms: int, number: NoteTypeId | None = None
) -> NoteTypeId:
    """Add a note type with its templates and return its id; ``number`` asks for one."""
    row = conn.exec_driver_sql(
        "INSERT INTO note_types (id, uid, name, kind, fields, css, markup, changed_ms) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            number, note_type.uid, note_type.name, note_type.kind.value,
            fields.stored(note_type), note_type.css, note_type.markup, now_ms,
        ),
    ).fetchone()  # fmt: skip
    assert row is not None
    made = NoteTypeId(row[0])
    add_templates(conn, made, dict(enumerate(note_type.templates)), now_ms)
    return made


def add_templates(
    conn: Connection, note_type_id: int, templates: Mapping[int, Template], now_ms: int
) -> None:
    """Add templates, given by their place in the type."""
    insert_rows(
        conn,
        "templates (note_type_id, uid, name, position, question, answer, changed_ms)",
        [
            (note_type_id, each.uid, each.name, place, each.question, each.answer, now_ms)
            for place, each in templates.items()
        ],
    )


def update(conn: Connection, note_type: NoteType, now_ms: int) -> None:
    """Write name, fields and style of a note type anew; its kind and markup stay."""
    row = conn.exec_driver_sql(
        "SELECT fields FROM note_types WHERE id = ?", (note_type.id,)
    ).fetchone()
    assert row is not None
    kept = fields.stored(note_type, row[0])
    conn.exec_driver_sql(
        f"UPDATE note_types SET name = ?, fields = ?, css = ?, {STAMPED} WHERE id = ?",
        (note_type.name, kept, note_type.css, now_ms, note_type.id),
    )


def update_templates(conn: Connection, templates: Mapping[int, Template], now_ms: int) -> None:
    """Write templates anew, given by their place in the type; known by their uid."""
    bulk(
        conn,
        f"UPDATE templates SET name = ?, position = ?, question = ?, answer = ?, {STAMPED} "
        "WHERE uid = ?",
        [
            (each.name, place, each.question, each.answer, now_ms, each.uid)
            for place, each in templates.items()
        ],
    )


def delete_templates(conn: Connection, uids: Sequence[str]) -> None:
    """Delete templates that no card is of any more."""
    bulk(conn, "DELETE FROM templates WHERE uid = ?", [(uid,) for uid in uids])


def delete(conn: Connection, note_type_id: int) -> None:
    """Delete a note type that no note is of any more."""
    conn.exec_driver_sql("DELETE FROM templates WHERE note_type_id = ?", (note_type_id,))
    conn.exec_driver_sql("DELETE FROM note_types WHERE id = ?", (note_type_id,))


def count_notes(conn: Connection) -> dict[int, int]:
    """Return how many notes each note type has, by its id; none for types without notes."""
    rows = conn.exec_driver_sql("SELECT note_type_id, count(*) FROM notes GROUP BY 1").fetchall()
    return {row[0]: row[1] for row in rows}


def count_cards(conn: Connection) -> dict[int, int]:
    """Return how many cards each template has, by its id; none for templates without cards."""
    rows = conn.exec_driver_sql("SELECT template_id, count(*) FROM cards GROUP BY 1").fetchall()
    return {row[0]: row[1] for row in rows}


def count_of_notes(conn: Connection, note_ids: Sequence[int]) -> dict[int, int]:
    """Return how many of these notes each note type has, by its id."""
    rows = conn.exec_driver_sql(
        "SELECT note_type_id, count(*) FROM notes "
        "WHERE id IN (SELECT value FROM json_each(?)) GROUP BY 1",
        (json.dumps(list(note_ids)),),
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def ordinals(conn: Connection, note_ids: Sequence[int], most: int) -> list[int]:
    """Return the numbers of the cards of these notes, each once, rising, ``most`` of them."""
    rows = conn.exec_driver_sql(
        "SELECT DISTINCT ordinal FROM cards "
        "WHERE note_id IN (SELECT value FROM json_each(?)) ORDER BY 1 LIMIT ?",
        (json.dumps(list(note_ids)), most),
    ).fetchall()
    return [row[0] for row in rows]


def texts_of_type(conn: Connection, note_type_id: int) -> Iterator[tuple[int, list[str]]]:
    """Yield (id, texts) of every note of a type, by id."""
    cursor = conn.exec_driver_sql(
        "SELECT id, fields FROM notes WHERE note_type_id = ? ORDER BY id", (note_type_id,)
    )
    while batch := cursor.fetchmany(_BATCH):
        for note_id, texts in batch:
            yield note_id, texts.split(FIELD_SEPARATOR)


class MadeCard(NamedTuple):
    """A card that a template made, as far as a change of the template asks for it."""

    id: int
    note_id: int
    template_id: int
    ordinal: int
    answers: int
    learnt: bool
    """Whether it was answered, or given a memory."""


_MADE = f"SELECT id, note_id, template_id, ordinal, answers, state <> {CardState.NEW:d} FROM cards"


def cards_of_notes(conn: Connection, note_ids: Sequence[int]) -> Iterator[MadeCard]:
    """Yield the cards of these notes, note by note."""
    cursor = conn.exec_driver_sql(
        f"{_MADE} WHERE note_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY note_id, template_id, ordinal",
        (json.dumps(list(note_ids)),),
    )
    yield from _made(cursor)


def _made(rows: Iterable[Sequence[Any]]) -> Iterator[MadeCard]:
    for number, note_id, template_id, ordinal, answers, learnt in rows:
        yield MadeCard(number, note_id, template_id, ordinal, answers, bool(learnt or answers))


def former_decks(conn: Connection, note_ids: Sequence[int], step: int) -> dict[int, int]:
    """Return the deck of a card that each note lost in the operation under way."""
    rows = conn.exec_driver_sql(
        "SELECT note_id, min(deck_id) FROM undo_cards WHERE undo_step = ? "
        "AND note_id IN (SELECT value FROM json_each(?)) GROUP BY note_id",
        (step, json.dumps(list(note_ids))),
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def set_texts(conn: Connection, rows: Sequence[tuple[str, int, int, int]]) -> None:
    """Change what notes say, given as (fields, first key, changed_ms, id)."""
    bulk(conn, f"UPDATE notes SET fields = ?, first_key = ?, {STAMPED} WHERE id = ?", rows)
