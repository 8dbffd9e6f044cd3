"""The spaces of published decks."""

import secrets
from contextlib import suppress
from typing import Final

from sqlalchemy import text

from flashcards.store.hub.connecting import Hub
from flashcards.store.hub.refusals import ForbiddenError
from flashcards.store.hub.rules import EVERYBODY, SCHEMA

_MINE: Final = "owner = session_user AND deck <> ''"


def for_deck(hub: Hub, deck_uid: str, title: str) -> str:
    """Return the space in which the asker publishes a deck; made for all members to read.

    One that was withdrawn is published again, under the title that the deck has now. Raises
    ForbiddenError for whoever may not publish.
    """
    with hub.work() as conn:
        found = conn.execute(
            text(f"SELECT id, title FROM {SCHEMA}.spaces WHERE {_MINE} AND deck = :deck"),
            {"deck": deck_uid},
        ).one_or_none()
        space = secrets.token_hex(16) if found is None else str(found[0])
        if found is None:
            conn.execute(
                text(f"INSERT INTO {SCHEMA}.spaces VALUES (:id, session_user, :deck, :title)"),
                {"id": space, "deck": deck_uid, "title": title},
            )
        conn.execute(
            text(
                f"INSERT INTO {SCHEMA}.grants VALUES (:id, session_user, :reader) "
                "ON CONFLICT DO NOTHING"
            ),
            {"id": space, "reader": EVERYBODY},
        )
    if found is not None and found[1] != title:
        with suppress(ForbiddenError):  # a hub whose rules nobody has brought up to date
            sql = f"UPDATE {SCHEMA}.spaces SET title = :title WHERE id = :id"
            hub.run(sql, title=title, id=space)
    return space


def is_withdrawn(hub: Hub, deck_uid: str) -> bool:
    """Whether the asker published a deck once, and publishes it no longer."""
    granted = f"id = ANY (ARRAY(SELECT g.space FROM {SCHEMA}.grants g))"
    sql = f"SELECT 1 FROM {SCHEMA}.spaces WHERE {_MINE} AND deck = :deck AND NOT {granted}"
    return bool(hub.rows(sql, deck=deck_uid))


def publications(hub: Hub) -> int:
    """Return how many segments the asker has published, over all decks."""
    mine = f"ARRAY(SELECT id FROM {SCHEMA}.spaces WHERE {_MINE})"
    found = hub.rows(f"SELECT count(*) FROM {SCHEMA}.segments WHERE space = ANY ({mine})")
    return int(found[0][0])


def withdraw(hub: Hub, deck_uid: str | None, title: str = "") -> bool:
    """Publish a deck no longer; return whether it was. Whoever has it keeps it.

    Where the asker publishes none of this uid, those of this title are meant. What was said of the
    deck stays for its teacher alone, so that publishing it again goes on from there; its media go.
    Raises ForbiddenError for whoever may not publish.
    """
    shown = f"id = ANY (ARRAY(SELECT g.space FROM {SCHEMA}.grants g))"
    with hub.work() as conn:
        rows = conn.execute(
            text(f"SELECT id, deck, title FROM {SCHEMA}.spaces WHERE {_MINE} AND {shown}")
        ).fetchall()
        found = [row[0] for row in rows if row[1] == deck_uid]
        found = found or [row[0] for row in rows if row[2] == title]
        sql = f"SELECT {SCHEMA}.withdraw(CAST(:found AS text[]))"
        conn.execute(text(sql), {"found": found})
    return bool(found)
