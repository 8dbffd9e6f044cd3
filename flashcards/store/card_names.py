"""Keeps what cards were called whose log says no more to whom it belongs.

A card's name in every copy is its note, its template and its cloze number (``model.cards``).
While the card is there its rows tell it; ``card_names`` keeps it by the card's id once the card has
gone or has become another of its note, or one of another note. What it says stays true, so undo
leaves it alone.
"""

from typing import Final

from sqlalchemy import Connection

from flashcards.store.connections import raw_of
from flashcards.store.undo import Step

_KEEP: Final = """
INSERT OR IGNORE INTO card_names (id, guid, template, ordinal)
SELECT u.id, coalesce(
    (SELECT guid FROM undo_notes WHERE undo_step = ?1 AND id = u.note_id),
    (SELECT guid FROM notes WHERE id = u.note_id)
), coalesce(
    (SELECT uid FROM templates WHERE id = u.template_id),
    (SELECT uid FROM undo_templates WHERE undo_step = ?1 AND id = u.template_id)
), u.ordinal
FROM undo_cards u LEFT JOIN cards c ON c.id = u.id
WHERE u.undo_step = ?1 AND u.undo_op <> 'I' AND (
    c.id IS NULL OR c.template_id <> u.template_id
    OR c.note_id <> u.note_id OR c.ordinal <> u.ordinal
)
AND EXISTS (SELECT 1 FROM reviews WHERE card_id = u.id)
"""


def keep(conn: Connection, log: Step) -> None:
    """Keep the names of the cards that ``log`` saw go, or change their template, and have a log."""
    if "cards" in log.touched and not log.answered:
        raw_of(conn).execute(_KEEP, (log.number,))


def keep_now(conn: Connection, step: int) -> None:
    """Do so in the middle of a step, given by its number, for who asks for names before its end."""
    raw_of(conn).execute(_KEEP, (step,))
