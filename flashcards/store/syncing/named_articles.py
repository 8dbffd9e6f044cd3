"""Articles that go and come back, and the notes that name them as where they are from."""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from flashcards.store.connections import bulk, raw_of
from flashcards.store.syncing import loading
from flashcards.store.syncing.kinds import NOTES
from flashcards.store.syncing.names import Names


def forget(conn: Connection, numbers: Sequence[int]) -> None:
    """Let nothing name articles (ids) that go; what notes said of them is kept beside."""
    found = _guids(
        conn,
        "SELECT guid FROM notes WHERE source_id IN (SELECT value FROM json_each(?))",
        numbers,
    )
    naming = loading.load(conn, NOTES, found, Names(conn))
    some = [(number,) for number in numbers]
    bulk(conn, "DELETE FROM passages WHERE source_id = ?", some)
    bulk(conn, "DELETE FROM highlights WHERE source_id = ?", some)
    bulk(conn, "UPDATE notes SET source_id = NULL WHERE source_id = ?", some)
    known = {each.row: each for each in naming.values() if each.row is not None}
    loading.settle(conn, NOTES, known, Names(conn))


def named_by(conn: Connection, sources: Iterable[str]) -> list[str]:
    """Return the notes (by guid) that would name articles (uids) if these were there."""
    return _guids(
        conn,
        "SELECT n.guid FROM sync_stamps s JOIN notes n ON n.id = s.row "
        f"WHERE s.kind = {NOTES.number} AND s.field = 'source' "
        "AND s.value IS NOT NULL "
        "AND json_extract(s.value, '$[0]') IN (SELECT value FROM json_each(?))",
        sources,
    )


def _guids(conn: Connection, sql: str, given: Iterable[int] | Iterable[str]) -> list[str]:
    return [row[0] for row in raw_of(conn).execute(sql, (json.dumps([*given]),))]
