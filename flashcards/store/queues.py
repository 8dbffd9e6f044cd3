"""Which cards wait: the queries behind a study queue and the counts of the deck tree."""

import heapq
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from flashcards.model.enums import NewOrder, ReviewOrder

_AWAKE = "suspended = 0 AND (buried_until IS NULL OR buried_until <= ?)"
_WAITING_STATES = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Today:
    """The learner's present day: its number and when it ends (UTC ms)."""

    day: int
    end_ms: int


def due_cards(
    conn: Connection, deck_ids: Sequence[int], today: Today, order: ReviewOrder
) -> Iterator[tuple[int, int]]:
    """Yield (card id, deck id) of cards due today in these decks, in ``order``.

    In due order rows come straight off the covering index, so a caller that stops early pays
    only for what it took.
    """
    if order is ReviewOrder.DUE:
        streams = [_due_stream(conn, deck_ids, today, state) for state in _WAITING_STATES]
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
        f"AND deck_id IN (SELECT value FROM json_each(?)) ORDER BY {key}"
    )
    bound = (today.day, today.end_ms, json.dumps(list(deck_ids)))
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
        f"SELECT id FROM cards WHERE {_AWAKE} AND state = 0 AND deck_id = ? ORDER BY {key} LIMIT ?",
        (today.day, deck_id, limit),
    ).fetchall()
    return [row[0] for row in rows]


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


@dataclass(slots=True)
class DeckCounts:
    """One deck's own cards, subdecks not included and limits not applied."""

    new: int = 0
    learning: int = 0
    due: int = 0
    total: int = 0
    next_due_ms: int | None = None


def deck_counts(conn: Connection, today: Today) -> dict[int, DeckCounts]:
    """Return the counts of every deck that has cards."""
    execute = conn.exec_driver_sql
    counts: dict[int, DeckCounts] = {}
    for deck_id, total in execute("SELECT deck_id, count(*) FROM cards GROUP BY deck_id"):
        counts[deck_id] = DeckCounts(total=total)
    for deck_id, number in execute(
        f"SELECT deck_id, count(*) FROM cards WHERE {_AWAKE} AND state = 0 GROUP BY deck_id",
        (today.day,),
    ):
        counts[deck_id].new = number
    for state in _WAITING_STATES:
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
    return counts


def next_due_by_deck(conn: Connection, today: Today) -> dict[int, int]:
    """Return, per deck, when its next card falls due after today (UTC ms)."""
    rows = conn.exec_driver_sql(
        "SELECT deck_id, min(due_at) FROM cards INDEXED BY cards_queue WHERE suspended = 0 "
        "AND state IN (1, 2, 3) AND due_at >= ? GROUP BY deck_id",
        (today.end_ms,),
    ).fetchall()
    return {row[0]: row[1] for row in rows}


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
        for state in _WAITING_STATES:
            row = conn.exec_driver_sql(
                "SELECT count(*) FROM cards INDEXED BY cards_queue WHERE suspended = 0 "
                "AND state = ? AND due_at >= ? AND due_at < ?",
                (state, bounds[index], bounds[index + 1]),
            ).fetchone()
            assert row is not None
            counts[index] += row[0]
    return counts
