"""Which notes have which tags, from the index of tags."""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from flashcards.store.notes import all_tags


def links(conn: Connection) -> int:
    """Return how many tags all notes have, put together."""
    return int(conn.exec_driver_sql("SELECT count(*) FROM note_tags").scalar_one())


def by_note(conn: Connection) -> Iterable[tuple[int, str]]:
    """Yield (note, tag) for every tag of every note, note by note."""
    names: dict[int, str] = dict(conn.exec_driver_sql("SELECT id, name FROM tags").fetchall())
    rows = conn.exec_driver_sql("SELECT note_id, tag_id FROM note_tags ORDER BY note_id")
    for note_id, tag_id in rows:
        yield note_id, names[tag_id]


def within(conn: Connection, tag: str) -> list[str]:
    """Return a tag in use and those below it, whatever the case."""
    top = f"{tag.casefold()}::"
    return [name for name in all_tags(conn) if f"{name.casefold()}::".startswith(top)]


def notes_with(conn: Connection, names: Sequence[str]) -> list[int]:
    """Return the notes that have one of these tags."""
    rows = conn.exec_driver_sql(
        "SELECT DISTINCT note_id FROM note_tags WHERE tag_id IN (SELECT id FROM tags WHERE name IN"
        " (SELECT value FROM json_each(?))) ORDER BY note_id",
        (json.dumps(list(names)),),
    ).fetchall()
    return [row[0] for row in rows]
