"""Notes that share words with a text, from the full-text index, the best first and not too many."""

from collections.abc import Sequence

from sqlalchemy import Connection

from flashcards.model.ids import NoteId
from flashcards.store.schema import FIELD_SEPARATOR

_FIND = """
SELECT n.id, n.fields FROM (
    SELECT rowid AS id FROM note_text WHERE note_text MATCH ? ORDER BY rank LIMIT ?
) found JOIN notes n ON n.id = found.id
"""


def sharing_words(conn: Connection, words: Sequence[str], most: int) -> list[tuple[NoteId, str]]:
    """Return (note, its first field) of notes with one of these words at least."""
    wanted = " OR ".join('"' + word.replace('"', '""') + '"' for word in words)
    rows = conn.exec_driver_sql(_FIND, (wanted, most)).fetchall()
    return [(NoteId(row[0]), row[1].split(FIELD_SEPARATOR)[0]) for row in rows]
