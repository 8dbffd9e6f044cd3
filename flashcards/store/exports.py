"""What an export reads: notes by deck, and the files they show."""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from flashcards.store.media import NAME
from flashcards.text.file_names import ways


def notes_in_decks(conn: Connection, deck_ids: Sequence[int]) -> list[tuple[int, int]]:
    """Return (note id, deck id of its first card) of every note with a card in these decks."""
    rows = conn.exec_driver_sql(
        "SELECT note_id, deck_id, min(id) FROM cards "
        "WHERE deck_id IN (SELECT value FROM json_each(?)) GROUP BY note_id ORDER BY note_id",
        (json.dumps(list(deck_ids)),),
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def kept_names(conn: Connection, called: Iterable[str]) -> dict[str, str]:
    """Return the collection's names of files that texts name as they were called before.

    That is in any of the ways to write a name. Of several called alike it is the newest one, which
    is the one that is played.
    """
    meant = {named: ways(named) for named in called}
    if not meant:
        return {}
    rows = conn.exec_driver_sql(
        "SELECT original_name, name FROM media WHERE original_name IN "
        "(SELECT value FROM json_each(?1)) AND original_name <> name ORDER BY id",
        (json.dumps(sorted({way for found in meant.values() for way in found})),),
    ).fetchall()
    kept = {row[0]: row[1] for row in rows}
    first = {named: next(filter(kept.get, found), "") for named, found in meant.items()}
    return {named: kept[way] for named, way in first.items() if way}


def pictures(conn: Connection, texts: Iterable[str]) -> list[str]:
    """Return the names of the collection's pictures, sounds and videos that these texts show."""
    named = {name for text in texts for name in NAME.findall(text)}
    if not named:
        return []
    rows = conn.exec_driver_sql(
        "SELECT name FROM media WHERE name IN (SELECT value FROM json_each(?)) ORDER BY name",
        (json.dumps(sorted(named)),),
    ).fetchall()
    return [row[0] for row in rows]
