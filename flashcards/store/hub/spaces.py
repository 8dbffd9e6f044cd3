"""The spaces of published decks."""

import secrets

from sqlalchemy import text

from flashcards.store.hub.connecting import Hub
from flashcards.store.hub.rules import EVERYBODY, SCHEMA


def for_deck(hub: Hub, deck_uid: str, title: str) -> str:
    """Return the space in which the asker publishes a deck; made for all members to read.

    Raises ForbiddenError for whoever may not publish.
    """
    with hub.work() as conn:
        found = conn.execute(
            text(f"SELECT id FROM {SCHEMA}.spaces WHERE owner = session_user AND deck = :deck"),
            {"deck": deck_uid},
        ).scalar()
        if found is not None:
            return str(found)
        made = secrets.token_hex(16)
        conn.execute(
            text(f"INSERT INTO {SCHEMA}.spaces VALUES (:id, session_user, :deck, :title)"),
            {"id": made, "deck": deck_uid, "title": title},
        )
        conn.execute(
            text(f"INSERT INTO {SCHEMA}.grants VALUES (:id, session_user, :reader)"),
            {"id": made, "reader": EVERYBODY},
        )
    return made


def withdraw(hub: Hub, deck_uid: str) -> bool:
    """Publish a deck no longer; return whether it was. Whoever has it keeps it.

    Raises ForbiddenError for whoever may not publish.
    """
    sql = f"DELETE FROM {SCHEMA}.spaces WHERE owner = session_user AND deck = :deck"
    return bool(hub.run(sql, deck=deck_uid))
