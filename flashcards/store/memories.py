"""Reads what the schedule holds of many cards, in columns: to look ahead by."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection

from flashcards.model.enums import CardState
from flashcards.store.connections import raw_of

MemoryRow = tuple[
    int, int, int | None, int | None, int, int, int, int, int, int, float | None, float | None
]
"""id, due moment (UTC ms), last answer (UTC ms), day it is buried until, then what ``Memory`` has:
state, repetitions, ease, interval in minutes, lapses, step, stability, difficulty."""

_BEGUN = (
    "SELECT id, due_at, last_review_at, buried_until, state, repetitions, ease, interval_minutes, "
    "lapses, step, stability, difficulty FROM cards "
    f"WHERE suspended = 0 AND state <> {CardState.NEW:d} AND due_at IS NOT NULL{{decks}} "
    "ORDER BY id"
)
_NEW = f"SELECT count(*) FROM cards WHERE suspended = 0 AND state = {CardState.NEW:d}{{decks}}"
_BY_DECK = "SELECT deck_id, count(*) FROM cards GROUP BY deck_id"


def begun_cards(conn: Connection, deck_ids: Collection[int] | None) -> list[MemoryRow]:
    """Return the cards of these decks (None: of all) that were begun and are not suspended."""
    return _rows(conn, _BEGUN, deck_ids)


def count_new(conn: Connection, deck_ids: Collection[int] | None) -> int:
    """Return how many cards of these decks (None: of all) are new and not suspended."""
    return int(_rows(conn, _NEW, deck_ids)[0][0])


def cards_by_deck(conn: Connection) -> dict[int, int]:
    """Return how many cards each deck has, its subdecks' not among them."""
    return dict(raw_of(conn).execute(_BY_DECK).fetchall())


def _rows(conn: Connection, sql: str, deck_ids: Collection[int] | None) -> list[Any]:
    if deck_ids is None:
        return raw_of(conn).execute(sql.format(decks="")).fetchall()
    chosen = " AND deck_id IN (SELECT value FROM json_each(?))"
    bound = (json.dumps(list(deck_ids)),)
    return raw_of(conn).execute(sql.format(decks=chosen), bound).fetchall()
