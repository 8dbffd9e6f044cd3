"""What notes, decks and note types were where they came from, kept to go back with them."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from flashcards.store.connections import bulk, insert_rows, raw_of
from flashcards.store.schema import STAMPED


class Origin(NamedTuple):
    """What is kept of a note from elsewhere."""

    guid: str
    origin_id: int
    """What the other program calls the note."""
    texts: str
    """Digests of its tags and fields as they came last, as JSON."""
    cards: str
    """JSON with [id there, template uid, cloze number] of each card."""
    body: str
    """JSON with the rest."""
    log: bytes = b""
    """What is kept of the logs of its cards, packed."""


_KEPT: Final = "guid, origin_id, texts, cards, body, log"


def of_notes(conn: Connection, guids: Iterable[str]) -> dict[str, Origin]:
    """Return what is kept of these notes, by guid."""
    rows = raw_of(conn).execute(
        f"SELECT {_KEPT} FROM origins WHERE guid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(guids)),),
    )
    return {row[0]: Origin._make(row) for row in rows}


def of_type(conn: Connection, note_type_id: int) -> list[Origin]:
    """Return what is kept of all notes of a type."""
    rows = conn.exec_driver_sql(
        "SELECT o.guid, o.origin_id, o.texts, o.cards, o.body, o.log FROM origins o "
        "JOIN notes n ON n.guid = o.guid WHERE n.note_type_id = ?",
        (note_type_id,),
    ).fetchall()
    return [Origin(*row) for row in rows]


def add(conn: Connection, rows: Sequence[Origin], now_ms: int) -> None:
    """Keep what came with notes that were not here; also where they were, and were deleted."""
    insert_rows(
        conn,
        f"origins ({_KEPT}, changed_ms)",
        [(*row, now_ms) for row in rows],
        _ANEW,
    )


def replace(conn: Connection, rows: Iterable[Origin], now_ms: int) -> None:
    """Keep what came with notes in place of what came before."""
    bulk(
        conn,
        f"UPDATE origins SET origin_id = ?, texts = ?, cards = ?, body = ?, log = ?, {STAMPED} "
        "WHERE guid = ?",
        ((*row[1:], now_ms, row.guid) for row in rows),
    )


_ANEW: Final = (
    "ON CONFLICT (guid) DO UPDATE SET origin_id = excluded.origin_id, texts = excluded.texts, "
    "cards = excluded.cards, body = excluded.body, log = excluded.log, "
    "changed_ms = max(excluded.changed_ms, changed_ms + 1)"
)


def options(conn: Connection, kind: str) -> dict[str, dict[str, Any]]:
    """Return what is kept of all note types, decks or whatever ``kind`` names, by uid."""
    rows = conn.exec_driver_sql("SELECT uid, body FROM origin_options WHERE kind = ?", (kind,))
    return {row[0]: json.loads(row[1]) for row in rows.fetchall()}


def keep_options(conn: Connection, kind: str, uid: str, body: dict[str, Any], now_ms: int) -> None:
    """Keep what the other program says of a note type, deck and so on."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False)
    conn.exec_driver_sql(
        "INSERT INTO origin_options (kind, uid, body, changed_ms) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (kind, uid) DO UPDATE SET body = ?3, changed_ms = max(?4, changed_ms + 1) "
        "WHERE body <> ?3",
        (kind, uid, text, now_ms),
    )
