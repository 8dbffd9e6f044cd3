"""Reads all that a collection knows, table by table, for a copy that any program can read.

Rows come as their columns say; who asks puts names in the place of ids. Ids of notes are given as
JSON, and ``None`` stands for all.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection

from flashcards.store.connections import raw_of

Row: TypeAlias = tuple[Any, ...]

_AT_ONCE: Final = 500
_NOTES: Final = "(SELECT value FROM json_each(?))"

SMALL: Final = {
    "learner": "SELECT day_start_minutes, changed_ms FROM learner WHERE id = 1",
    "devices": "SELECT id, uid, name, next_sequence FROM devices ORDER BY id",
    "schedulers": "SELECT id, scheduler, parameters, day_start_minutes, replaced_by "
    "FROM scheduler_versions ORDER BY id",
    "presets": "SELECT id, uid, name, options, version_id, changed_ms FROM presets ORDER BY id",
    "decks": "SELECT id, uid, own_name, parent_id, preset_id, description, limits, changed_ms "
    "FROM decks ORDER BY length(name) - length(replace(name, '::', '')), id",
    "note_types": "SELECT id, uid, name, kind, markup, css, fields, changed_ms "
    "FROM note_types ORDER BY id",
    "templates": "SELECT id, note_type_id, uid, name, position, question, answer, changed_ms "
    "FROM templates ORDER BY note_type_id, position",
    "plans": "SELECT id, uid, kind, name, definition, created_ms, changed_ms FROM plans "
    "ORDER BY id",
    "readings": "SELECT uid, priority, portion, finished_ms, changed_ms FROM readings ORDER BY id",
    "reading_places": "SELECT uid, position, top, spans, week, week_before, read_ms "
    "FROM reading_places ORDER BY uid",
    "media": "SELECT name, original_name, size, changed_ms FROM media ORDER BY id",
    "origin_options": "SELECT kind, uid, body, changed_ms FROM origin_options ORDER BY id",
    "deletions": "SELECT id, kind, name, deleted_ms, device, decks, notes, cards, reviews "
    "FROM bin ORDER BY id",
}
"""Tables of which nobody has very many rows."""
_LARGE: Final = {
    "articles": "SELECT id, uid, title, text, address, digest, structure, read_ms, changed_ms "
    "FROM sources ORDER BY id",
    "highlights": "SELECT h.uid, s.uid, h.quote, h.start, h.stop, h.made_ms, h.changed_ms "
    "FROM highlights h JOIN sources s ON s.id = h.source_id ORDER BY h.id",
    "revisions": "SELECT kind, uid, field, value, since_ms, until_ms, device "
    "FROM revisions ORDER BY id",
    "origins": "SELECT guid, origin_id, texts, cards, body, changed_ms, log FROM origins "
    "ORDER BY id",
    "deleted_rows": "SELECT entry, kind, uid, body FROM bin_rows ORDER BY id",
    "tombstones": "SELECT kind, uid, deleted_ms FROM tombstones ORDER BY kind, uid",
    "deleted_cards": "SELECT DISTINCT card_id FROM reviews "
    "WHERE card_id NOT IN (SELECT id FROM cards) UNION "
    "SELECT id FROM card_names WHERE id NOT IN (SELECT id FROM cards) ORDER BY 1",
}
_OF_NOTES: Final = {
    "notes": "SELECT id, guid, note_type_id, fields, tags, source_id, source_heading, created_ms, "
    f"changed_ms FROM notes WHERE id IN {_NOTES} ORDER BY id",
    "cards": "SELECT id, note_id, deck_id, template_id, ordinal, position, suspended, "
    "buried_until, flag, seed, changed_ms, past_version_id, past_until_ms, state, due_at, "
    "interval_minutes, ease, repetitions, lapses, step, stability, difficulty, last_review_at, "
    f"drill_day, answers FROM cards WHERE note_id IN {_NOTES} ORDER BY note_id, id",
    "passages": "SELECT p.note_id, s.uid, p.kind, p.term, p.heading, p.start, p.stop, p.quote, "
    "p.made, p.fresh_look, p.former_quote, p.former_until_ms, p.changed_ms FROM passages p "
    f"JOIN sources s ON s.id = p.source_id WHERE p.note_id IN {_NOTES}",
    "reviews": "SELECT card_id, id, at_ms, offset_minutes, kind, quality, taken_ms, version_id, "
    f"interval_minutes, target FROM reviews WHERE card_id IN {_NOTES} ORDER BY card_id, id",
    "memories": "SELECT m.review_id, m.memory FROM reviews r JOIN review_memories m "
    f"ON m.review_id = r.id WHERE r.card_id IN {_NOTES} AND r.kind NOT IN (0, 1, 4, 5, 6)",
    "names": f"SELECT id, guid, template, ordinal FROM card_names WHERE id IN {_NOTES} "
    "ORDER BY id, guid, template, ordinal",
}


def small(conn: Connection, table: str) -> list[Row]:
    """Return all rows of a table that has few."""
    return raw_of(conn).execute(SMALL[table]).fetchall()


def large(conn: Connection, table: str) -> Iterator[Row]:
    """Yield all rows of a table that may have many."""
    cursor = raw_of(conn).cursor()
    cursor.arraysize = _AT_ONCE
    cursor.execute(_LARGE[table])
    while rows := cursor.fetchmany():
        yield from rows
    cursor.close()


def of(conn: Connection, table: str, ids: Sequence[int]) -> list[Row]:
    """Return rows that belong to these notes, or, of reviews, memories and names, to cards."""
    return raw_of(conn).execute(_OF_NOTES[table], (json.dumps(list(ids)),)).fetchall()


def uid_of_collection(conn: Connection) -> str:
    """Return what names the collection in every copy."""
    row = raw_of(conn).execute("SELECT value FROM collection WHERE key = 'uid'").fetchone()
    return "" if row is None else str(row[0])


def notes_in(conn: Connection, deck_ids: Iterable[int] | None) -> list[int]:
    """Return the notes with a card in one of these decks, by id."""
    if deck_ids is None:
        rows = raw_of(conn).execute("SELECT id FROM notes ORDER BY id")
    else:
        rows = raw_of(conn).execute(
            f"SELECT DISTINCT note_id FROM cards WHERE deck_id IN {_NOTES} ORDER BY note_id",
            (json.dumps(list(deck_ids)),),
        )
    return [row[0] for row in rows]


_TOUCHED: Final = {
    "decks": f"SELECT DISTINCT deck_id FROM cards WHERE note_id IN {_NOTES}",
    "types": f"SELECT DISTINCT note_type_id FROM notes WHERE id IN {_NOTES}",
    "sources": "SELECT DISTINCT source_id FROM notes WHERE source_id IS NOT NULL "
    f"AND id IN {_NOTES}",
    "guids": f"SELECT guid FROM notes WHERE id IN {_NOTES}",
    "passages": f"SELECT DISTINCT source_id FROM passages WHERE note_id IN {_NOTES}",
}


def named_by(conn: Connection, what: str, note_ids: Sequence[int]) -> set[Any]:
    """Return the decks, types, sources (ids) or guids of notes."""
    rows = raw_of(conn).execute(_TOUCHED[what], (json.dumps(list(note_ids)),))
    return {row[0] for row in rows}


def counts(conn: Connection, note_ids: Sequence[int] | None) -> tuple[int, int]:
    """Return how many cards these notes (or all) have, and rows of the log."""
    if note_ids is None:
        sql = "SELECT (SELECT count(*) FROM cards), (SELECT count(*) FROM reviews)"
        found = raw_of(conn).execute(sql).fetchone()
    else:
        found = (
            raw_of(conn)
            .execute(
                f"WITH mine AS (SELECT id FROM cards WHERE note_id IN {_NOTES}) SELECT "
                "(SELECT count(*) FROM mine), "
                "(SELECT count(*) FROM mine m CROSS JOIN reviews r ON r.card_id = m.id)",
                (json.dumps(list(note_ids)),),
            )
            .fetchone()
        )
    return int(found[0]), int(found[1])
