"""Reads whole logs in columns, and writes what other rules make of them."""

import json
from collections.abc import Sequence
from itertools import chain, repeat
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from flashcards.model.enums import ReviewKind
from flashcards.store.connections import bulk, raw_of
from flashcards.store.schema import STAMPED

if TYPE_CHECKING:
    from flashcards.scheduling.columns import Integers

_LOG = (
    "SELECT card_id, at_ms, (offset_minutes << 8) + (quality << 4) + kind FROM reviews "
    f"WHERE kind IN ({ReviewKind.ANSWER:d}, {ReviewKind.DRILL:d})"
)
_OF_CARDS = "card_id IN (SELECT value FROM json_each(?))"
_ODD = (
    "SELECT card_id FROM reviews "
    f"WHERE (kind > {ReviewKind.DRILL:d} OR target IS NOT NULL){{chosen}}"
)
_OF_DEVICES = (
    "SELECT card_id FROM reviews WHERE 1{chosen} "
    "GROUP BY card_id HAVING min(id) >> 40 <> max(id) >> 40"
)
_CARDS = "SELECT id, deck_id, coalesce(due_at, -1), suspended FROM cards ORDER BY id"

_JUDGE = (
    "UPDATE cards SET state = ?, repetitions = ?, ease = ?, interval_minutes = ?, lapses = ?, "
    "step = ?, stability = ?, difficulty = ?, due_at = ?, last_review_at = ?, drill_day = ?, "
    "past_version_id = ?, past_until_ms = "
    f"max(?, (SELECT max(at_ms) FROM reviews WHERE card_id = cards.id)), {STAMPED} WHERE id = ?"
)


def log_columns(conn: Connection, cards: Sequence[int] | None = None) -> "Integers":
    """Return the answers and drills of the log: one row each of card id, moment (UTC ms), UTC
    offset (minutes), quality and kind; a card's rows together, in the order they were written.

    Of these cards, or of all for None: for more than half of them that is quicker.
    """
    import numpy as np

    where, bound = _chosen(cards)
    found = raw_of(conn).execute(f"{_LOG}{where} ORDER BY card_id, id", bound)
    packed = np.fromiter(chain.from_iterable(found), np.int64).reshape(-1, 3)
    rest = packed[:, 2]  # three small columns in one: half the time goes into making integers
    log = np.empty((len(packed), 5), np.int64)
    log[:, :2] = packed[:, :2]
    log[:, 2], log[:, 3], log[:, 4] = rest >> 8, rest >> 4 & 15, rest & 15
    return log


def odd_cards(conn: Connection, cards: Sequence[int] | None = None) -> set[int]:
    """Return those of these cards (None: of all) whose log is more than answers and drills of one
    device, row after row."""
    where, bound = _chosen(cards)
    (devices,) = raw_of(conn).execute("SELECT count(*) FROM devices").fetchone()
    queries = (_ODD, _OF_DEVICES) if devices > 1 else (_ODD,)
    return {
        row[0]
        for query in queries
        for row in raw_of(conn).execute(query.format(chosen=where), bound)
    }


def _chosen(cards: Sequence[int] | None) -> tuple[str, tuple[str, ...]]:
    """Return what a query for rows of these cards has more than one for all, and binds."""
    return ("", ()) if cards is None else (f" AND {_OF_CARDS}", (json.dumps(list(cards)),))


def card_columns(conn: Connection) -> "Integers":
    """Return of every card, by id: id, deck id, due moment (UTC ms, -1 for none), suspended."""
    import numpy as np

    found = raw_of(conn).execute(_CARDS)
    return np.fromiter(chain.from_iterable(found), np.int64).reshape(-1, 4)


def set_judged(
    conn: Connection,
    columns: tuple[Sequence[object], ...],
    version_id: int,
    now_ms: int,
    card_ids: Sequence[int],
) -> None:
    """Give cards the memory that the rules of a version make of their past until now.

    All of it is meant, even where a clock that was ahead has left answers of days to come.
    ``columns`` are those of ``verify.StoredMemory``, each with one entry a card.
    """
    bulk(
        conn,
        _JUDGE,
        zip(*columns, repeat(version_id), repeat(now_ms), repeat(now_ms), card_ids),
    )
