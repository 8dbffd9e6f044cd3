"""Writes what a copy of a collection tells of into this one, with the stamps it had there."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection

from flashcards.model.note_types import BUILT_IN_NOTE_TYPES
from flashcards.model.presets import Options
from flashcards.store import fields
from flashcards.store.connections import bulk, insert_rows, raw_of
from flashcards.store.devices import enter_named
from flashcards.store.presets import options_to_json
from flashcards.store.schema import STAMPED

Row = Sequence[Any]

_FRESH: Final = " AND ".join(
    f"NOT EXISTS (SELECT 1 FROM {table})"
    for table in ("notes", "decks", "sources", "plans", "bin", "revisions", "media")
)


def is_fresh(conn: Connection) -> bool:
    """Whether a collection holds nothing but what every collection begins with, as it was then."""
    nothing_here = raw_of(conn).execute(f"SELECT {_FRESH}").fetchone()[0]
    return bool(nothing_here) and _types_as_begun(conn) and _presets_as_begun(conn)


def _types_as_begun(conn: Connection) -> bool:
    """Whether the learner has made no note type, and changed none of the built-in ones."""
    execute = raw_of(conn).execute
    begun = {
        (each.uid, each.name, each.kind.value, each.markup, each.css, fields.stored(each))
        for each in BUILT_IN_NOTE_TYPES
    }
    types = "SELECT uid, name, kind, markup, css, fields FROM note_types"
    templates = (
        "SELECT n.uid, t.uid, t.name, t.position, t.question, t.answer "
        "FROM templates t JOIN note_types n ON n.id = t.note_type_id"
    )
    return set(execute(types)) == begun and set(execute(templates)) == {
        (note_type.uid, each.uid, each.name, place, each.question, each.answer)
        for note_type in BUILT_IN_NOTE_TYPES
        for place, each in enumerate(note_type.templates)
    }


def _presets_as_begun(conn: Connection) -> bool:
    """Whether there is only the preset that was there first, with its first options."""
    found = raw_of(conn).execute("SELECT uid, name, options FROM presets").fetchall()
    return found == [("default", "Default", options_to_json(Options()))]


def is_bare(conn: Connection) -> bool:
    """Whether the log is empty, and no card that went is known."""
    found = (
        raw_of(conn)
        .execute("SELECT EXISTS (SELECT 1 FROM reviews) OR EXISTS (SELECT 1 FROM card_names)")
        .fetchone()
    )
    return not found[0]


# What everything else names -----------------------------------------------------------


def device(conn: Connection, uid: str, name: str, next_sequence: int) -> int:
    """Return the number of a device, entering it where it is new; its sequence never goes back."""
    number = enter_named(conn, uid, name)
    raw_of(conn).execute(
        "UPDATE devices SET next_sequence = max(next_sequence, ?) WHERE id = ?",
        (next_sequence, number),
    )
    return number


def scheduler(conn: Connection, name: str, parameters: str, day_start_minutes: int) -> int:
    """Return the id of a scheduler version, adding it where it is new."""
    key = (name, parameters, day_start_minutes)
    execute = raw_of(conn).execute
    execute(
        "INSERT INTO scheduler_versions (scheduler, parameters, day_start_minutes) "
        "SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM scheduler_versions "
        "WHERE scheduler = ?1 AND parameters = ?2 AND day_start_minutes = ?3)",
        key,
    )
    found = execute(
        "SELECT id FROM scheduler_versions WHERE scheduler = ? AND parameters = ? "
        "AND day_start_minutes = ?",
        key,
    ).fetchone()
    return int(found[0])


def replaced_by(conn: Connection, version: int, other: int) -> None:
    """Note by which version another is replaced, where nothing is noted of it yet."""
    raw_of(conn).execute(
        "UPDATE scheduler_versions SET replaced_by = ? WHERE id = ? AND replaced_by IS NULL",
        (other, version),
    )


def set_learner(conn: Connection, day_start_minutes: int, changed_ms: int) -> None:
    """Set when the learner's day begins."""
    raw_of(conn).execute(
        "UPDATE learner SET day_start_minutes = ?, changed_ms = ?", (day_start_minutes, changed_ms)
    )


def ids_by_uid(conn: Connection, table: str) -> dict[str, int]:
    """Return the ids of the rows of a table by their uids."""
    assert table in _WITH_UID
    return dict(raw_of(conn).execute(f"SELECT uid, id FROM {table}").fetchall())


_WITH_UID: Final = frozenset(
    {"presets", "decks", "note_types", "sources", "plans", "templates", "highlights"}
)


def names_of(conn: Connection, table: str) -> list[str]:
    """Return what the rows of a table are called."""
    assert table in _WITH_UID
    return [row[0] for row in raw_of(conn).execute(f"SELECT name FROM {table}")]


def _added(conn: Connection, sql: str, row: Row) -> int:
    return int(raw_of(conn).execute(f"{sql} RETURNING id", row).fetchone()[0])


def preset(conn: Connection, row: Row, number: int | None = None) -> int:
    """Add a preset, or write the one with this id anew: uid, name, options, version, stamp."""
    if number is None:
        return _added(
            conn,
            "INSERT INTO presets (uid, name, options, version_id, changed_ms) "
            "VALUES (?, ?, ?, ?, ?)",
            row,
        )
    raw_of(conn).execute(
        "UPDATE presets SET uid = ?, name = ?, options = ?, version_id = ?, changed_ms = ? "
        "WHERE id = ?",
        (*row, number),
    )
    return number


def remove(conn: Connection, table: str, ids: Sequence[int]) -> None:
    """Remove presets, or note types, of which nothing here is."""
    assert table in ("presets", "note_types")
    if table == "note_types":
        bulk(conn, "DELETE FROM templates WHERE note_type_id = ?", [(each,) for each in ids])
    bulk(conn, f"DELETE FROM {table} WHERE id = ?", [(each,) for each in ids])


def deck(conn: Connection, row: Row) -> int:
    """Add a deck: uid, full name, own name, parent, preset, description, limits, stamp."""
    return _added(
        conn,
        "INSERT INTO decks (uid, name, own_name, parent_id, preset_id, description, limits, "
        "changed_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    )


def note_type(conn: Connection, row: Row, number: int | None = None) -> int:
    """Add a note type, or write one anew: uid, name, kind, markup, css, fields, stamp."""
    if number is None:
        return _added(
            conn,
            "INSERT INTO note_types (uid, name, kind, markup, css, fields, changed_ms) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            row,
        )
    raw_of(conn).execute(
        "UPDATE note_types SET uid = ?, name = ?, kind = ?, markup = ?, css = ?, fields = ?, "
        "changed_ms = ? WHERE id = ?",
        (*row, number),
    )
    return number


def fields_of_type(conn: Connection, number: int) -> tuple[str, str]:
    """Return (kind, fields as kept) of a note type."""
    row = raw_of(conn).execute(
        "SELECT kind, fields FROM note_types WHERE id = ?", (number,)
    ).fetchone()  # fmt: skip
    return str(row[0]), str(row[1])


def set_fields(conn: Connection, number: int, fields: str, now_ms: int) -> None:
    """Give a note type other fields."""
    raw_of(conn).execute(
        f"UPDATE note_types SET fields = ?, {STAMPED} WHERE id = ?", (fields, now_ms, number)
    )


def templates_of(conn: Connection, number: int) -> dict[str, int]:
    """Return the templates of a note type: the id of each by its uid, in their order."""
    rows = raw_of(conn).execute(
        "SELECT uid, id FROM templates WHERE note_type_id = ? ORDER BY position, id", (number,)
    )
    return dict(rows.fetchall())


def templates(conn: Connection, number: int, rows: Sequence[Row], *, anew: bool = False) -> None:
    """Add templates to a note type: uid, name, position, question, answer, stamp.

    ``anew``: in the place of those it has, which no card is of.
    """
    if anew:
        raw_of(conn).execute("DELETE FROM templates WHERE note_type_id = ?", (number,))
    insert_rows(
        conn,
        "templates (note_type_id, uid, name, position, question, answer, changed_ms)",
        [(number, *row) for row in rows],
    )


# What is added as it comes --------------------------------------------------------------

_INTO: Final = {
    "articles": "sources (uid, title, text, address, digest, structure, read_ms, changed_ms)",
    "highlights": "highlights (uid, source_id, quote, start, stop, made_ms, changed_ms)",
    "readings": "readings (uid, priority, portion, finished_ms, changed_ms)",
    "reading_places": "reading_places (uid, position, top, spans, week, week_before, read_ms)",
    "plans": "plans (uid, kind, name, definition, created_ms, changed_ms)",
    "media": "media (name, original_name, size, changed_ms)",
    "notes": "notes (id, guid, note_type_id, fields, tags, first_key, source_id, source_heading, "
    "created_ms, changed_ms)",
    "cards": "cards (id, note_id, deck_id, template_id, ordinal, position, suspended, "
    "buried_until, flag, seed, changed_ms, past_version_id, past_until_ms, state, repetitions, "
    "ease, interval_minutes, lapses, step, stability, difficulty, due_at, last_review_at, "
    "drill_day, answers)",
    "passages": "passages (note_id, source_id, kind, term, heading, start, stop, quote, made, "
    "fresh_look, former_quote, former_until_ms, changed_ms)",
    "names": "card_names (id, guid, template, ordinal)",
    "revisions": "revisions (kind, uid, field, value, since_ms, until_ms, device)",
    "origins": "origins (guid, origin_id, texts, cards, body, log, changed_ms)",
    "reviews": "reviews (card_id, id, at_ms, offset_minutes, kind, quality, taken_ms, version_id, "
    "interval_minutes, target)",
    "memories": "review_memories (review_id, memory)",
    "origin_options": "origin_options (kind, uid, body, changed_ms)",
    "deleted_rows": "bin_rows (entry, kind, uid, body)",
    "tombstones": "tombstones (kind, uid, deleted_ms)",
}
_ONCE: Final = frozenset(
    {"memories", "readings", "reading_places", "plans", "media", "names", "origins",
     "origin_options", "tombstones", "articles", "highlights"}
)  # fmt: skip
"""Tables of which a row that is here already stays as it is."""


def add(conn: Connection, table: str, rows: Sequence[Row]) -> None:
    """Add rows, given as the columns that ``_INTO`` names; those that are here stay."""
    insert_rows(conn, _INTO[table], rows, "ON CONFLICT DO NOTHING" if table in _ONCE else "")


def deletion(conn: Connection, row: Row) -> int:
    """Add an entry of the bin: kind, name, moment, device, decks, notes, cards, reviews."""
    return _added(
        conn,
        "INSERT INTO bin (kind, name, deleted_ms, device, decks, notes, cards, reviews) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    )


def note_last_entry(conn: Connection, at_ms: int) -> None:
    """Say when the log was written last, where nothing says it yet."""
    raw_of(conn).execute(
        "INSERT INTO collection VALUES ('last_entry_ms', ?) ON CONFLICT DO NOTHING", (str(at_ms),)
    )


# What is here already ---------------------------------------------------------------------


def remember_former(conn: Connection) -> None:
    """Make it quick to find cards by the names they had when they went."""
    execute = raw_of(conn).execute
    execute(
        "CREATE TEMP TABLE IF NOT EXISTS former (guid, template, ordinal, id, "
        "PRIMARY KEY (guid, template, ordinal)) WITHOUT ROWID"
    )
    execute("DELETE FROM temp.former")
    execute(
        "INSERT OR REPLACE INTO temp.former SELECT guid, template, ordinal, id FROM card_names "
        "WHERE id NOT IN (SELECT id FROM cards) ORDER BY id"
    )


def former_ids(conn: Connection, guids: Iterable[str]) -> dict[tuple[str, str, int], int]:
    """Return the ids that cards of these notes had, by guid, template and ordinal."""
    rows = raw_of(conn).execute(
        "SELECT guid, template, ordinal, id FROM temp.former "
        "WHERE guid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(guids)),),
    )
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def living_ids(conn: Connection, guids: Iterable[str]) -> dict[tuple[str, str, int], int]:
    """Return the ids of the cards of these notes, by guid, template and ordinal."""
    rows = raw_of(conn).execute(
        "SELECT n.guid, t.uid, c.ordinal, c.id FROM notes n JOIN cards c ON c.note_id = n.id "
        "JOIN templates t ON t.id = c.template_id "
        "WHERE n.guid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(guids)),),
    )
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def former_texts(conn: Connection, guids: Iterable[str]) -> dict[tuple[str, str], set[str]]:
    """Return what the fields of notes said before, by guid and the field's uid."""
    found: dict[tuple[str, str], set[str]] = {}
    for guid, field, value in raw_of(conn).execute(
        "SELECT uid, field, value FROM revisions WHERE kind = 'note' "
        "AND uid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(guids)),),
    ):
        found.setdefault((guid, field), set()).add(value)
    return found


def with_passages(conn: Connection, note_ids: Sequence[int]) -> set[int]:
    """Return those of these notes whose place in an article is known."""
    rows = raw_of(conn).execute(
        "SELECT note_id FROM passages WHERE note_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(note_ids)),),
    )
    return {row[0] for row in rows}


def given_twice(conn: Connection, first: int) -> bool:
    """Whether two rows of the log have one number, of cards with ids from ``first`` on."""
    import numpy as np

    numbers = raw_of(conn).execute("SELECT id FROM reviews WHERE card_id >= ?", (first,))
    found = np.fromiter((row[0] for row in numbers), np.int64)
    found.sort()
    return bool((found[1:] == found[:-1]).any())


def pasts_in_bin(
    conn: Connection, names: Sequence[str]
) -> dict[int, tuple[int | None, int | None]]:
    """Return by which rules the past of deleted cards is reckoned, and until when (UTC ms).

    Cards are given by their names in the bin; by their ids what is returned.
    """
    rows = raw_of(conn).execute(
        "SELECT json_extract(body, '$.id'), json_extract(body, '$.past_version'), "
        "json_extract(body, '$.past_until_ms') FROM bin_rows WHERE kind = 'cards' "
        "AND uid IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(names)),),
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def out_of_bin(
    conn: Connection, guids: Sequence[str], card_ids: Sequence[int], names: Sequence[str] = ()
) -> None:
    """Take notes and cards out of the bin that are in the collection again.

    Cards are given by their ids, those that got new ones by their ``names`` in the bin.
    """
    execute = raw_of(conn).execute
    execute("CREATE TEMP TABLE IF NOT EXISTS returned (id INTEGER PRIMARY KEY, entry)")
    execute("DELETE FROM temp.returned")
    for chosen, given in (
        ("kind IN ('notes', 'passages') AND uid", guids),
        ("kind = 'cards' AND json_extract(body, '$.id')", card_ids),  # reads all cards in the bin
        ("kind = 'cards' AND uid", names),
    ):
        if given:
            execute(
                "INSERT OR IGNORE INTO temp.returned SELECT id, entry FROM bin_rows "
                f"WHERE {chosen} IN (SELECT value FROM json_each(?))",
                (json.dumps(list(given)),),
            )
    execute("DELETE FROM bin_rows WHERE id IN (SELECT id FROM temp.returned)")
    execute(
        "DELETE FROM bin WHERE id IN (SELECT entry FROM temp.returned) "
        "AND NOT EXISTS (SELECT 1 FROM bin_rows r WHERE r.entry = bin.id)"
    )
    for name in ("notes", "cards"):
        execute(
            f"UPDATE bin SET {name} = (SELECT count(*) FROM bin_rows r WHERE r.entry = bin.id "
            f"AND r.kind = '{name}') WHERE id IN (SELECT entry FROM temp.returned)"
        )
