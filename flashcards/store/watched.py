"""What watched folders and the collection last agreed on."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from flashcards.store.connections import bulk

FOLDER: Final = "folder"
FILE: Final = "file"
NOTE: Final = "note"


class Row(NamedTuple):
    """What is kept of a folder, a file or a note."""

    stamp: int
    body: dict[str, Any]


def rows(conn: Connection, folder: str, kind: str) -> dict[str, Row]:
    """Return what is kept of all files or notes of a folder, by name."""
    found = conn.exec_driver_sql(
        "SELECT name, stamp, body FROM watched WHERE folder = ? AND kind = ?", (folder, kind)
    )
    return {row[0]: Row(row[1], json.loads(row[2])) for row in found.fetchall()}


def count(conn: Connection, folder: str, kind: str) -> int:
    """Return how many files or notes of a folder are kept."""
    found = conn.exec_driver_sql(
        "SELECT count(*) FROM watched WHERE folder = ? AND kind = ?", (folder, kind)
    )
    return int(found.scalar_one())


def folders(conn: Connection) -> dict[str, Row]:
    """Return the watched folders, by their uid."""
    found = conn.exec_driver_sql(
        "SELECT folder, stamp, body FROM watched WHERE kind = 'folder' ORDER BY folder"
    )
    return {row[0]: Row(row[1], json.loads(row[2])) for row in found.fetchall()}


def keep(conn: Connection, folder: str, kind: str, entries: Mapping[str, Row]) -> None:
    """Keep these rows in place of what was kept under their names."""
    bulk(
        conn,
        "INSERT INTO watched VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (folder, kind, name) "
        "DO UPDATE SET stamp = ?4, body = ?5",
        (
            (folder, kind, name, row.stamp, json.dumps(row.body, ensure_ascii=False))
            for name, row in entries.items()
        ),
    )


def drop(conn: Connection, folder: str, kind: str, names: Iterable[str]) -> None:
    """Keep nothing of these any longer."""
    bulk(
        conn,
        "DELETE FROM watched WHERE folder = ? AND kind = ? AND name = ?",
        ((folder, kind, name) for name in names),
    )


def forget(conn: Connection, folder: str) -> None:
    """Keep nothing of a folder any longer."""
    conn.exec_driver_sql("DELETE FROM watched WHERE folder = ?", (folder,))


def stamps_here(conn: Connection, folder: str) -> dict[str, int]:
    """Return ``stamp`` of the notes of a folder that are in the collection, by guid."""
    found = conn.exec_driver_sql(
        "SELECT n.guid, n.note_type_id, n.fields, n.tags FROM watched w "
        "JOIN notes n ON n.guid = w.name WHERE w.folder = ? AND w.kind = 'note'",
        (folder,),
    )
    return {guid: stamp(kind, fields, tags) for guid, kind, fields, tags in found}


def stamp(note_type_id: int, fields: str, tags: str) -> int:
    """Return a number that tells what a note says, given as it is stored: 63 bits."""
    whole = f"{note_type_id}\x1e{fields}\x1e{tags}".encode()
    return int.from_bytes(hashlib.blake2b(whole, digest_size=8).digest()) >> 1


def unknown_in_decks(
    conn: Connection, folder: str, deck_ids: Sequence[int]
) -> list[tuple[int, int]]:
    """Return (note id, deck id of its first card) of notes in these decks that no file has."""
    found = conn.exec_driver_sql(
        "SELECT c.note_id, c.deck_id, min(c.id) FROM cards c JOIN notes n ON n.id = c.note_id "
        "WHERE c.deck_id IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM "
        "watched w WHERE w.folder = ? AND w.kind = 'note' AND w.name = n.guid) "
        "GROUP BY c.note_id ORDER BY c.note_id",
        (json.dumps(list(deck_ids)), folder),
    )
    return [(row[0], row[1]) for row in found.fetchall()]
