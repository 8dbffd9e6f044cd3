"""Counts of what waits in each deck, for the deck tree and the days ahead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from flashcards.model.enums import Phase, ReviewKind
from flashcards.store.queues import AWAKE, NO_SIBLING_DUE, WAITING_STATES, Today, steps


@dataclass(slots=True)
class DeckCounts:
    """One deck's own cards, subdecks not included and limits not applied."""

    new: int = 0
    learning: int = 0
    due: int = 0
    total: int = 0
    next_due_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Burying:
    """In what a deck asks one card of a note a day."""

    new: bool
    """Among its new cards."""
    due: bool
    """Among those that are due."""
    due_room: int
    """Due cards are counted up to this number, what the deck's limit leaves."""


def deck_counts(
    conn: Connection,
    today: Today,
    new_room: Mapping[int, int],
    burying: Mapping[int, Burying] | None = None,
) -> dict[int, DeckCounts]:
    """Return the counts of every deck that has cards.

    New cards are counted up to ``new_room``, what the deck's limit leaves, and no further.
    ``burying`` names the decks in which a note counts once.
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
            f"SELECT deck_id, count(*) FROM cards INDEXED BY cards_queue WHERE {AWAKE} "
            "AND state = ? AND due_at < ? GROUP BY deck_id",
            (today.day, state, today.end_ms),
        ):
            counts[deck_id].due += number
    at_step = steps(conn, today)
    for _, _, deck_id, _ in at_step:
        counts[deck_id].due -= 1
        counts[deck_id].learning += 1
    for deck_id, number in execute(
        f"SELECT deck_id, count(*) FROM cards WHERE drill_day = ? AND {AWAKE} GROUP BY deck_id",
        (today.day, today.day),
    ):
        counts[deck_id].learning += number
    for deck_id, bury in (burying or {}).items():
        if deck_id in counts:
            _count_notes(conn, counts[deck_id], deck_id, today, bury)
    for deck_id, due_ms in _next_due(conn, today, len(counts)).items():
        counts[deck_id].next_due_ms = due_ms
    return counts


def _count_notes(
    conn: Connection, found: DeckCounts, deck_id: int, today: Today, bury: Burying
) -> None:
    """Count notes in place of cards where only one card of a note is asked a day."""
    if bury.new and found.new:
        bound = (today.day, deck_id, today.day, today.end_ms, found.new)
        found.new = conn.exec_driver_sql(_NEW_NOTES, bound).scalar_one()
    if bury.due and found.due:
        bound = (today.day, today.end_ms, deck_id, today.end_ms, bury.due_room)
        found.due = conn.exec_driver_sql(_DUE_NOTES, bound).scalar_one()


_NEW_NOTES = (
    f"SELECT count(*) FROM (SELECT DISTINCT note_id FROM cards c WHERE {AWAKE} "
    f"AND state = 0 AND deck_id = ? AND {NO_SIBLING_DUE} LIMIT ?)"
)
_DUE_NOTES = (
    f"SELECT count(*) FROM (SELECT DISTINCT note_id FROM cards c WHERE {AWAKE} "
    "AND state IN (1, 2, 3) AND due_at < ? AND deck_id = ? AND interval_minutes >= 1440 "
    "AND NOT EXISTS (SELECT 1 FROM cards s WHERE s.note_id = c.note_id "
    "AND s.suspended = 0 AND s.state > 0 AND s.interval_minutes < 1440 AND s.due_at < ?) LIMIT ?)"
)
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
    """Return, per deck, how many (new, due) cards were answered on ``day``; steps are neither."""
    rows = conn.exec_driver_sql(
        "SELECT deck_id, sum(CASE WHEN phase = 0 THEN reviews ELSE 0 END), "
        f"sum(CASE WHEN phase IN ({Phase.NEW:d}, {Phase.STEP:d}) THEN 0 ELSE reviews END) "
        f"FROM daily_totals WHERE day = ? AND kind = {ReviewKind.ANSWER:d} GROUP BY deck_id",
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
