"""Counts of what waits in each deck, for the deck tree and the days ahead."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from flashcards.model.enums import Phase, ReviewKind
from flashcards.scheduling.days import MS_PER_DAY
from flashcards.store.queues import AWAKE, WAITING_STATES, Today, steps


@dataclass(slots=True)
class DeckCounts:
    """One deck's own cards, subdecks not included and limits not applied."""

    new: int = 0
    learning: int = 0
    due: int = 0
    total: int = 0
    next_due_ms: int | None = None


def deck_counts(
    conn: Connection,
    today: Today,
    new_room: Mapping[int, int],
    one_a_note: Mapping[int, int],
) -> dict[int, DeckCounts]:
    """Return the counts of every deck that has cards.

    New cards are counted up to ``new_room``, what the deck's limit leaves, and no further.
    ``one_a_note`` names the decks that ask one due card of a note, and up to how many these count.
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
    for deck_id, room in one_a_note.items():
        if deck_id in counts and counts[deck_id].due:
            bound = (today.day, today.end_ms, deck_id, room)
            counts[deck_id].due = execute(_DUE_NOTES, bound).scalar_one()
    for deck_id, due_ms in _next_due(conn, today, len(counts)).items():
        counts[deck_id].next_due_ms = due_ms
    return counts


def decks_sharing_due_notes(conn: Connection, today: Today) -> list[frozenset[int]]:
    """Return the sets of decks that have due cards of one note, each set once."""
    rows = conn.exec_driver_sql(_SHARING, (today.day, today.end_ms)).fetchall()
    return [frozenset(map(int, row[0].split(","))) for row in rows]


_SHARING = (
    "SELECT DISTINCT group_concat(DISTINCT deck_id) FROM cards INDEXED BY cards_queue "
    f"WHERE {AWAKE} AND state IN (1, 2, 3) AND due_at < ? "
    "GROUP BY note_id HAVING min(deck_id) < max(deck_id)"
)
_DUE_NOTES = (
    f"SELECT count(*) FROM (SELECT DISTINCT note_id FROM cards c WHERE {AWAKE} "
    "AND state IN (1, 2, 3) AND due_at < ? AND deck_id = ? AND interval_minutes >= 1440 LIMIT ?)"
)
_NEW_COUNT = (
    "SELECT count(*) FROM (SELECT 1 FROM cards INDEXED BY cards_new WHERE suspended = 0 "
    "AND state = 0 AND deck_id = ? AND (buried_until IS NULL OR buried_until <= ?) LIMIT ?)"
)
_NEXT = (
    "SELECT due_at, deck_id FROM cards INDEXED BY cards_queue WHERE suspended = 0 "
    "AND state = ? AND due_at >= ? ORDER BY due_at LIMIT ?"
)
_BURIED = (
    "SELECT deck_id, min(buried_until) FROM cards INDEXED BY cards_queue WHERE suspended = 0 "
    "AND state IN (1, 2, 3) AND due_at < ? AND buried_until > ? GROUP BY deck_id"
)
_ROWS_AHEAD = 500


def _next_due(conn: Connection, today: Today, decks: int) -> dict[int, int]:
    """Return, per deck, when its next card falls due after today, or is buried no more (UTC ms)."""
    found = _due_later(conn, today, decks)
    for deck_id, day in conn.exec_driver_sql(_BURIED, (today.end_ms, today.day)).fetchall():
        noon = today.end_ms + (day - today.day - 1) * MS_PER_DAY + MS_PER_DAY // 2
        found[deck_id] = min(noon, found.get(deck_id, noon))
    return found


def _due_later(conn: Connection, today: Today, decks: int) -> dict[int, int]:
    """Return, per deck, when its next card falls due after today.

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
