"""Notes and note types as stored."""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from flashcards.model.enums import NoteKind
from flashcards.model.ids import NoteId, NoteTypeId, SourceId, stable_uid
from flashcards.model.note_types import built_in_called
from flashcards.model.notes import Note, NoteType, Template
from flashcards.store import fields
from flashcards.store.connections import bulk, insert_rows, raw_of
from flashcards.store.schema import FIELD_SEPARATOR


@dataclass(frozen=True, slots=True)
class StoredTypes:
    """All note types, with the local template ids that cards carry."""

    by_id: dict[NoteTypeId, NoteType]
    by_uid: dict[str, NoteType]
    template_uids: dict[int, str]
    template_ids: dict[str, int]

    def called(self, name: str) -> NoteType | None:
        """Return the note type that a file means by a uid or a name, in any case; None for none."""
        if name in self.by_uid:
            return self.by_uid[name]
        wanted = name.casefold()
        for each in self.by_id.values():
            if each.name.casefold() == wanted:
                return each
        meant = built_in_called(name)
        return self.by_uid.get(meant.uid) if meant else None


def note_types(conn: Connection) -> StoredTypes:
    """Read every note type."""
    templates: dict[int, list[Template]] = {}
    template_uids: dict[int, str] = {}
    for row in conn.exec_driver_sql(
        "SELECT id, note_type_id, uid, name, question, answer FROM templates "
        "ORDER BY note_type_id, position"
    ).fetchall():
        templates.setdefault(row[1], []).append(Template(row[2], row[3], row[4], row[5]))
        template_uids[row[0]] = row[2]
    by_id: dict[NoteTypeId, NoteType] = {}
    for row in conn.exec_driver_sql(
        "SELECT id, uid, name, kind, fields, css, markup FROM note_types ORDER BY id"
    ).fetchall():
        key = NoteTypeId(row[0])
        by_id[key] = NoteType(
            key,
            row[1],
            row[2],
            NoteKind(row[3]),
            fields.names(row[4]),
            tuple(templates.get(key, ())),
            row[5],
            row[6],
            fields.uids(row[4]),
            fields.shown(row[4]),
            fields.settings(row[4]),
        )
    return StoredTypes(
        by_id,
        {note_type.uid: note_type for note_type in by_id.values()},
        template_uids,
        {uid: template_id for template_id, uid in template_uids.items()},
    )


def add_type(conn: Connection, uid: str, body: Mapping[str, Any], now_ms: int) -> None:
    """Add a note type that was deleted, from what the bin kept of it."""
    row = conn.exec_driver_sql(
        "INSERT INTO note_types (uid, name, kind, fields, css, markup, changed_ms) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (uid, *(body[key] for key in ("name", "kind", "fields", "css", "markup")), now_ms),
    ).fetchone()
    assert row is not None
    columns = ("uid", "name", "position", "question", "answer")
    insert_rows(
        conn,
        "templates (note_type_id, changed_ms, uid, name, position, question, answer)",
        [(row[0], now_ms, *(template[key] for key in columns)) for template in body["templates"]],
    )


def stored_fields(texts: Sequence[str]) -> str:
    """Return the fields of a note as the notes table keeps them."""
    return FIELD_SEPARATOR.join(texts)


def first_key(first_field: str) -> int:
    """Return the number under which notes with the same first field are found."""
    from flashcards.text.plain import first_field_key

    return number_of(first_field_key(first_field))


def number_of(key: str) -> int:
    """Return the number (``notes.first_key``) of what ``first_field_key`` returned."""
    return zlib.crc32(key.encode())


_NOTE = "id, guid, note_type_id, fields, tags, source_id, source_heading, created_ms, changed_ms"


def _note(row: Sequence[object]) -> Note:
    number, guid, note_type_id, texts, tags, source_id, heading, created, changed = row
    assert isinstance(number, int)
    assert isinstance(guid, str)
    assert isinstance(note_type_id, int)
    assert isinstance(texts, str)
    assert isinstance(tags, str)
    assert isinstance(heading, str)
    assert isinstance(created, int)
    assert isinstance(changed, int)
    return Note(
        NoteId(number),
        guid,
        NoteTypeId(note_type_id),
        tuple(texts.split(FIELD_SEPARATOR)),
        tuple(tags.split(" ")) if tags else (),
        SourceId(source_id) if isinstance(source_id, int) else None,
        heading,
        created,
        changed,
    )


def get_notes(conn: Connection, note_ids: Sequence[int]) -> list[Note]:
    """Return the notes that exist among ``note_ids``, by id."""
    rows = conn.exec_driver_sql(
        f"SELECT {_NOTE} FROM notes WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(note_ids)),),
    ).fetchall()
    return [_note(row) for row in rows]


def notes_with_guids(conn: Connection, guids: Iterable[str]) -> dict[str, Note]:
    """Return the notes that carry one of ``guids``."""
    rows = conn.exec_driver_sql(
        f"SELECT {_NOTE} FROM notes WHERE guid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(guids)),),
    ).fetchall()
    return {row[1]: _note(row) for row in rows}


def ids_of(conn: Connection, guids: Iterable[str]) -> dict[str, int]:
    """Return the id of each note that exists among ``guids``."""
    rows = conn.exec_driver_sql(
        "SELECT guid, id FROM notes WHERE guid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(guids)),),
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def notes_like(conn: Connection, first_field: str, note_type_id: int | None) -> list[NoteId]:
    """Return notes of a type, or of any, whose first field reads the same, by id."""
    from flashcards.text.plain import first_field_key

    wanted = first_field_key(first_field)
    rows = conn.exec_driver_sql(
        "SELECT id, fields FROM notes WHERE first_key = ?1 "
        "AND (?2 IS NULL OR note_type_id = ?2) ORDER BY id",
        (first_key(first_field), note_type_id),
    ).fetchall()
    return [
        NoteId(row[0])
        for row in rows
        if first_field_key(row[1].split(FIELD_SEPARATOR)[0]) == wanted
    ]


def notes_with_keys(conn: Connection, keys: Iterable[int]) -> list[Note]:
    """Return the notes whose first field may read like one of these (``first_key``), by id."""
    rows = conn.exec_driver_sql(
        f"SELECT {_NOTE} FROM notes WHERE first_key IN (SELECT value FROM json_each(?)) "
        "ORDER BY id",
        (json.dumps(list(keys)),),
    ).fetchall()
    return [_note(row) for row in rows]


NoteRow = tuple[int, str, int, str, str, int, int | None, str, int, int]
"""(id, guid, note type, fields, tags, first key, source, heading, created, changed)."""

_INTO = (
    "notes (id, guid, note_type_id, fields, tags, first_key, source_id, "
    "source_heading, created_ms, changed_ms)"
)


def count(conn: Connection) -> int:
    """Return how many notes there are."""
    return int(conn.exec_driver_sql("SELECT count(*) FROM notes").scalar_one())


def every_id(conn: Connection) -> list[int]:
    """Return every note, by id."""
    return [row[0] for row in conn.exec_driver_sql("SELECT id FROM notes ORDER BY id").fetchall()]


def every_text(conn: Connection) -> Iterator[tuple[int, int, list[str]]]:
    """Give (note, its note type, its texts) of every note, by id."""
    for note, note_type, texts in conn.exec_driver_sql(
        "SELECT id, note_type_id, fields FROM notes ORDER BY id"
    ):
        yield note, note_type, texts.split(FIELD_SEPARATOR)


def more_than(conn: Connection, most: int) -> bool:
    """Whether there are more notes than so many."""
    found = conn.exec_driver_sql("SELECT 1 FROM notes LIMIT 1 OFFSET ?", (most,)).fetchone()
    return found is not None


def next_id(conn: Connection, table: str) -> int:
    """Return the id the next row of ``table`` will get."""
    row = conn.exec_driver_sql(
        "SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)
    ).fetchone()
    return 1 if row is None else int(row[0]) + 1


def insert(conn: Connection, rows: Sequence[NoteRow]) -> None:
    """Add notes with ids from ``next_id`` on."""
    insert_rows(conn, _INTO, rows)


def update(conn: Connection, rows: Sequence[tuple[str, str, int, int, int]]) -> None:
    """Change notes, given as (fields, tags, first key, changed_ms, id)."""
    if rows:
        conn.exec_driver_sql(
            "UPDATE notes SET fields = ?, tags = ?, first_key = ?, changed_ms = ? WHERE id = ?",
            list(rows),
        )


def set_note_type(conn: Connection, note_id: int, note_type_id: int, now_ms: int) -> None:
    """Make a note one of another type; its cards must be brought in line by the caller."""
    conn.exec_driver_sql(
        "UPDATE notes SET note_type_id = ?, changed_ms = ? WHERE id = ?",
        (note_type_id, now_ms, note_id),
    )


def set_note_types(conn: Connection, rows: Sequence[tuple[int, int, int]]) -> None:
    """Do what ``set_note_type`` does for many, given as (note type, changed_ms, id)."""
    if rows:
        conn.exec_driver_sql(
            "UPDATE notes SET note_type_id = ?, changed_ms = ? WHERE id = ?", list(rows)
        )


def set_sources(conn: Connection, rows: Sequence[tuple[int | None, str, int, int]]) -> None:
    """Say what notes were made from, given as (source, heading, changed_ms, id)."""
    if rows:
        conn.exec_driver_sql(
            "UPDATE notes SET source_id = ?, source_heading = ?, changed_ms = ? WHERE id = ?",
            list(rows),
        )


def delete(conn: Connection, note_ids: Sequence[int]) -> None:
    """Delete notes with their cards and passages; their reviews stay in the log."""
    bound = (json.dumps(list(note_ids)),)
    chosen = "(SELECT value FROM json_each(?))"
    conn.exec_driver_sql(f"DELETE FROM passages WHERE note_id IN {chosen}", bound)
    conn.exec_driver_sql(f"DELETE FROM cards WHERE note_id IN {chosen}", bound)
    conn.exec_driver_sql(f"DELETE FROM notes WHERE id IN {chosen}", bound)


def retag(conn: Connection, rows: Sequence[tuple[str, int, int]]) -> None:
    """Set the tags of notes, given as (tags, changed_ms, id)."""
    bulk(conn, "UPDATE notes SET tags = ?, changed_ms = ? WHERE id = ?", rows)


def tags_of(conn: Connection, note_ids: Sequence[int]) -> list[tuple[int, str]]:
    """Return (id, tags as they are stored) of the notes that exist among ``note_ids``, by id."""
    return raw_of(conn).execute(
        "SELECT id, tags FROM notes WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(note_ids)),),
    ).fetchall()  # fmt: skip


def all_tags(conn: Connection) -> list[str]:
    """Return every tag in use, by name."""
    rows = conn.exec_driver_sql("SELECT name FROM tags ORDER BY name COLLATE NOCASE").fetchall()
    return [row[0] for row in rows]


def source_uid(conn: Connection, basis: str) -> str:
    """Return a uid for a new source, the same on every machine that reads the same article.

    Another is given where a source that has read on since bears this one: notes go by it.
    """
    uid, number = stable_uid(basis), 1
    while conn.exec_driver_sql("SELECT 1 FROM sources WHERE uid = ?", (uid,)).fetchone():
        number += 1
        uid = stable_uid(f"{basis} {number}")
    return uid


def ensure_source(conn: Connection, title: str, now_ms: int) -> SourceId | None:
    """Return the source with this title, adding it when it is new; None for an empty title."""
    if not title:
        return None
    row = conn.exec_driver_sql(
        "SELECT id FROM sources WHERE title = ? ORDER BY id LIMIT 1", (title,)
    ).fetchone()
    if row is None:
        row = conn.exec_driver_sql(
            "INSERT INTO sources (uid, title, changed_ms) VALUES (?, ?, ?) RETURNING id",
            (source_uid(conn, f"title {title}"), title, now_ms),
        ).fetchone()
    assert row is not None
    return SourceId(row[0])


def source_with_uid(conn: Connection, uid: str | None) -> tuple[SourceId, str] | None:
    """Return the (id, text) of the source with this uid; None when there is none."""
    row = conn.exec_driver_sql("SELECT id, text FROM sources WHERE uid = ?", (uid,)).fetchone()
    return None if row is None else (SourceId(row[0]), row[1])


def source_title(conn: Connection, source_id: int | None) -> str:
    """Return a source's title; empty when there is none."""
    if source_id is None:
        return ""
    row = conn.exec_driver_sql("SELECT title FROM sources WHERE id = ?", (source_id,)).fetchone()
    return "" if row is None else str(row[0])
