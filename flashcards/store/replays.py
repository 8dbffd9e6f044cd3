"""Reads whole logs in columns, and writes what other rules make of them."""

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
_ODD = (
    f"SELECT card_id FROM reviews WHERE kind > {ReviewKind.DRILL:d} OR target IS NOT NULL "
    "UNION SELECT card_id FROM reviews GROUP BY card_id HAVING min(id) >> 40 <> max(id) >> 40"
)
_CARDS = "SELECT id, deck_id, coalesce(due_at, -1), suspended FROM cards ORDER BY id"

_JUDGE = (
    "UPDATE cards SET state = ?, repetitions = ?, ease = ?, interval_minutes = ?, lapses = ?, "
    "step = ?, stability = ?, difficulty = ?, due_at = ?, last_review_at = ?, drill_day = ?, "
    "past_version_id = ?, past_until_ms = "
    f"max(?, (SELECT max(at_ms) FROM reviews WHERE card_id = cards.id)), {STAMPED} WHERE id = ?"
)


def log_columns(conn: Connection) -> "Integers":
    """Return the answers and drills of the log: one row each of card id, moment (UTC ms), UTC
    offset (minutes), quality and kind; a card's rows together, in the order they were written."""
    import numpy as np

    found = raw_of(conn).execute(_LOG + " ORDER BY card_id, id")
    packed = np.fromiter(chain.from_iterable(found), np.int64).reshape(-1, 3)
    rest = packed[:, 2]  # three small columns in one: half the time goes into making integers
    log = np.empty((len(packed), 5), np.int64)
    log[:, :2] = packed[:, :2]
    log[:, 2], log[:, 3], log[:, 4] = rest >> 8, rest >> 4 & 15, rest & 15
    return log


def odd_cards(conn: Connection) -> set[int]:
    """Return the cards whose log is more than answers and drills of one device, row after row."""
    return {row[0] for row in conn.exec_driver_sql(_ODD).fetchall()}


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
