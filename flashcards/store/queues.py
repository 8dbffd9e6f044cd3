"""Which cards wait: the queries behind a study queue and the counts of the deck tree."""

import heapq
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from flashcards.model.enums import CardState, NewOrder, ReviewOrder

_AWAKE = "suspended = 0 AND (buried_until IS NULL OR buried_until <= ?)"
WAITING_STATES = tuple(int(state) for state in CardState if state is not CardState.NEW)
"""The states of cards that have a due moment."""


@dataclass(frozen=True, slots=True)
class Today:
    """The learner's present day: its number and when it ends (UTC ms)."""

    day: int
    end_ms: int


def due_cards(
    conn: Connection, deck_ids: Sequence[int], today: Today, order: ReviewOrder, limit: int = -1
) -> Iterator[tuple[int, int]]:
    """Yield (card id, deck id) of cards due today in these decks, in ``order``.

    A caller that needs no more than ``limit`` of them (-1: all) saves the sorting of the rest.

    In due order rows come straight off the covering index, so a caller that stops early pays
    only for what it took.
    """
    if order is ReviewOrder.DUE:
        streams = [_due_stream(conn, deck_ids, today, state) for state in WAITING_STATES]
        for row in heapq.merge(*streams):
            yield row[-1], row[1]
        return
    if order is ReviewOrder.RANDOM:
        key = f"((id * 2654435761 + {today.day} * 40503) & 1048575), id"
    elif order is ReviewOrder.INTERVAL:
        key = "interval_minutes, due_at, id"
    else:
        key = "ease, due_at, id"
    sql = (
        f"SELECT id, deck_id FROM cards WHERE {_AWAKE} AND state IN (1, 2, 3) AND due_at < ? "
        f"AND deck_id IN (SELECT value FROM json_each(?)) ORDER BY {key} LIMIT ?"
    )
    bound = (today.day, today.end_ms, json.dumps(list(deck_ids)), limit)
    for row in conn.exec_driver_sql(sql, bound):
        yield row[0], row[1]


def _due_stream(
    conn: Connection, deck_ids: Sequence[int], today: Today, state: int
) -> Iterator[tuple[int, int, int, int]]:
    rows = conn.exec_driver_sql(
        "SELECT due_at, deck_id, note_id, id FROM cards INDEXED BY cards_queue "
        f"WHERE {_AWAKE} AND state = ? AND due_at < ? "
        "AND +deck_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY state, due_at, deck_id, note_id",
        (today.day, state, today.end_ms, json.dumps(list(deck_ids))),
    )
    while batch := rows.fetchmany(500):
        for row in batch:
            yield row[0], row[1], row[2], row[3]


def new_cards(
    conn: Connection, deck_id: int, today: Today, order: NewOrder, limit: int
) -> list[tuple[int, int]]:
    """Return (place, card id) of up to ``limit`` new cards of one deck, in ``order``."""
    key = "position"
    if order is NewOrder.RANDOM:
        key = f"((id * 2654435761 + {today.day} * 40503) & 1048575)"
    rows = conn.exec_driver_sql(
        f"SELECT {key}, id FROM cards WHERE {_AWAKE} AND state = 0 AND deck_id = ? "
        "ORDER BY 1, 2 LIMIT ?",
        (today.day, deck_id, limit),
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def drills(conn: Connection, deck_ids: Sequence[int], today: Today) -> list[int]:
    """Return the cards still to be drilled today, longest-waiting first."""
    rows = conn.exec_driver_sql(
        f"SELECT id FROM cards WHERE drill_day = ? AND {_AWAKE} "
        "AND deck_id IN (SELECT value FROM json_each(?)) ORDER BY last_review_at, id",
        (today.day, today.day, json.dumps(list(deck_ids))),
    ).fetchall()
    return [row[0] for row in rows]


def waiting(
    conn: Connection, card_ids: Sequence[int], deck_ids: Sequence[int], today: Today
) -> set[int]:
    """Return those of ``card_ids`` that may still be asked today."""
    rows = conn.exec_driver_sql(
        f"SELECT id FROM cards WHERE {_AWAKE} AND id IN (SELECT value FROM json_each(?)) "
        "AND deck_id IN (SELECT value FROM json_each(?)) "
        "AND (state = 0 OR due_at < ? OR drill_day = ?)",
        (
            today.day,
            json.dumps(list(card_ids)),
            json.dumps(list(deck_ids)),
            today.end_ms,
            today.day,
        ),
    ).fetchall()
    return {row[0] for row in rows}


def new_among(conn: Connection, card_ids: Sequence[int]) -> int:
    """Return how many of these cards are new."""
    row = conn.exec_driver_sql(
        "SELECT count(*) FROM cards WHERE state = 0 AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(card_ids)),),
    ).fetchone()
    return 0 if row is None else int(row[0])


@dataclass(slots=True)
class DeckCounts:
    """One deck's own cards, subdecks not included and limits not applied."""

    new: int = 0
    learning: int = 0
    due: int = 0
    total: int = 0
    next_due_ms: int | None = None


def deck_counts(
    conn: Connection, today: Today, new_room: Mapping[int, int]
) -> dict[int, DeckCounts]:
    """Return the counts of every deck that has cards.

    New cards are counted up to ``new_room``, what the deck's limit leaves, and no further.
    """
    execute = conn.exec_driver_sql
    counts: dict[int, DeckCounts] = {}
    for deck_id, total in execute("SELECT deck_id, count(*) FROM cards GROUP BY deck_id"):
        counts[deck_id] = DeckCounts(total=total)
    for deck_id, found in counts.items():
        row = execute(_NEW_COUNT, (deck_id, today.day, new_room.get(deck_id, 0))).fetchone()
        found.new = row[0] if row is not None else 0
    for state in WAITING_STATES:
        for deck_id, number in execute(
            f"SELECT deck_id, count(*) FROM cards INDEXED BY cards_queue WHERE {_AWAKE} "
            "AND state = ? AND due_at < ? GROUP BY deck_id",
            (today.day, state, today.end_ms),
        ):
            counts[deck_id].due += number
    for deck_id, number in execute(
        f"SELECT deck_id, count(*) FROM cards WHERE drill_day = ? AND {_AWAKE} GROUP BY deck_id",
        (today.day, today.day),
    ):
        counts[deck_id].learning = number
    for deck_id, due_ms in _next_due(conn, today, len(counts)).items():
        counts[deck_id].next_due_ms = due_ms
    return counts


_NEW_COUNT = (
    "SELECT count(*) FROM (SELECT 1 FROM cards INDEXED BY cards_new WHERE suspended = 0 "
    "AND state = 0 AND deck_id = ? AND (buried_until IS NULL OR buried_until <= ?) LIMIT ?)"
)
_NEXT = (
    "SELECT due_at, deck_id FROM cards INDEXED BY cards_queue WHERE suspended = 0 "
    "AND state = ? AND due_at >= ? ORDER BY due_at LIMIT ?"
)
_ROWS_AHEAD = 500


def _next_due(conn: Connection, today: Today, decks: int) -> dict[int, int]:
    """Return, per deck, when its next card falls due after today (UTC ms).

    The first rows ahead mostly name every deck; only when they don't is all that waits read.
    """
    found: dict[int, int] = {}
    complete = True
    for state in WAITING_STATES:
        rows = conn.exec_driver_sql(_NEXT, (state, today.end_ms, _ROWS_AHEAD)).fetchall()
        complete = complete and len(rows) < _ROWS_AHEAD
        for due_ms, deck_id in rows:
            found[deck_id] = min(due_ms, found.get(deck_id, due_ms))
    if complete or len(found) == decks:
        return found
    return {
        row[0]: row[1]
        for row in conn.exec_driver_sql(
            "SELECT deck_id, min(due_at) FROM cards INDEXED BY cards_queue WHERE suspended = 0 "
            "AND state IN (1, 2, 3) AND due_at >= ? GROUP BY deck_id",
            (today.end_ms,),
        ).fetchall()
    }


def answered_today(conn: Connection, day: int) -> dict[int, tuple[int, int]]:
    """Return, per deck, how many (new, due) cards were answered on ``day``."""
    rows = conn.exec_driver_sql(
        "SELECT deck_id, sum(CASE WHEN phase = 0 THEN reviews ELSE 0 END), "
        "sum(CASE WHEN phase = 0 THEN 0 ELSE reviews END) "
        "FROM daily_totals WHERE day = ? AND kind = 0 GROUP BY deck_id",
        (day,),
    ).fetchall()
    return {row[0]: (row[1], row[2]) for row in rows}


def forecast(conn: Connection, bounds: Sequence[int]) -> list[int]:
    """Return how many cards fall due between each pair of neighbours in ``bounds`` (UTC ms)."""
    counts = [0] * (len(bounds) - 1)
    for index in range(len(counts)):
        for state in WAITING_STATES:
            row = conn.exec_driver_sql(
                "SELECT count(*) FROM cards INDEXED BY cards_queue WHERE suspended = 0 "
                "AND state = ? AND due_at >= ? AND due_at < ?",
                (state, bounds[index], bounds[index + 1]),
            ).fetchone()
            assert row is not None
            counts[index] += row[0]
    return counts
