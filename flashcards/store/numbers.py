"""Counts behind the statistics: of answers, out of the daily totals, and of cards."""

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection as Connection

from flashcards.model.cards import MATURE_MINUTES
from flashcards.model.enums import Standing
from flashcards.store.queues import AWAKE, WAITING_STATES, Today

AnswerCount = tuple[int, int, int, int, int, int]
"""Learner's day, kind, quality, phase, how many answers, time they took in milliseconds."""

CardCount = tuple[Standing, int, int, int]
"""Standing, interval in minutes, ease in hundredths, how many cards."""

_IN_DECKS = "deck_id IN (SELECT value FROM json_each(?))"

_BY_DAY = """
SELECT day, sum(reviews), sum(taken_ms) FROM daily_totals WHERE kind IN (0, 1){decks}
GROUP BY day ORDER BY day
"""

_ANSWERS = """
SELECT day, kind, quality, phase, sum(reviews), sum(taken_ms) FROM daily_totals
WHERE day >= ? AND kind IN (0, 1){decks} GROUP BY day, kind, quality, phase
"""

_BY_KIND = """
SELECT max(day), kind, quality, phase, sum(reviews), sum(taken_ms) FROM daily_totals
WHERE day >= ? AND kind IN (0, 1){decks} GROUP BY kind, quality, phase
"""

# One whole number per card and all of them as one text: 100,000 rows handed over one by one cost
# three times as much. The fields are 36, 20 and 4 bits wide; the last is the value of Standing.
_CARDS = """
SELECT json_group_array((interval_minutes << 24) | (min(ease, 1048575) << 4) | CASE
    WHEN suspended THEN 6
    WHEN buried_until > ? THEN 5
    WHEN state = 0 THEN 0
    WHEN drill_day = ? OR (interval_minutes < 1440 AND due_at < ?) THEN
        CASE WHEN state = 3 OR (state = 2 AND repetitions > 1) THEN 2 ELSE 1 END
    WHEN interval_minutes < ? THEN 3
    ELSE 4 END)
FROM cards WHERE 1{decks}
"""

_REPEATS = f"""
SELECT count(*) FROM cards WHERE drill_day = ? AND {AWAKE} AND due_at >= ?{{decks}}
"""

# Straight off the covering index, one stretch of it per state and day.
_DUE = """
SELECT b.key, count(*) FROM json_each(?) b JOIN cards INDEXED BY cards_queue
ON suspended = 0 AND state = ? AND due_at >= b.value ->> 0 AND due_at < b.value ->> 1{decks}
WHERE buried_until IS NULL OR buried_until <= ? GROUP BY b.key
"""

_BURIED_DUE = """
SELECT buried_until, due_at, count(*) FROM cards INDEXED BY cards_queue
WHERE suspended = 0 AND state = ? AND due_at < ? AND buried_until > ?{decks}
GROUP BY buried_until, due_at
"""


def _where(
    sql: str, deck_ids: Sequence[int] | None, column: str = "deck_id"
) -> tuple[str, tuple[str, ...]]:
    """Return ``sql`` with its choice of decks filled in, and what that choice binds."""
    if deck_ids is None:
        return sql.format(decks=""), ()
    chosen = f" AND {_IN_DECKS.replace('deck_id', column)}"
    return sql.format(decks=chosen), (json.dumps(list(deck_ids)),)


def answers_by_day(conn: Connection, deck_ids: Sequence[int] | None) -> list[tuple[int, int, int]]:
    """Return (learner's day, answers, time taken in ms) of every day with answers, in order.

    Drills count, what was brought in from elsewhere does not. None stands for every deck, with
    the answers of cards deleted since.
    """
    sql, bound = _where(_BY_DAY, deck_ids)
    return [tuple(row) for row in conn.exec_driver_sql(sql, bound).fetchall()]


def answer_counts(
    conn: Connection, deck_ids: Sequence[int] | None, since: int
) -> list[AnswerCount]:
    """Return the answers from day ``since`` on, counted by day, kind, quality and phase."""
    sql, bound = _where(_ANSWERS, deck_ids)
    return [tuple(row) for row in conn.exec_driver_sql(sql, (since, *bound)).fetchall()]


def answers_by_kind(
    conn: Connection, deck_ids: Sequence[int] | None, since: int
) -> list[AnswerCount]:
    """Return the answers from day ``since`` on as ``answer_counts`` does, days taken together."""
    sql, bound = _where(_BY_KIND, deck_ids)
    return [tuple(row) for row in conn.exec_driver_sql(sql, (since, *bound)).fetchall()]


def card_counts(conn: Connection, deck_ids: Sequence[int] | None, today: Today) -> list[CardCount]:
    """Return the cards counted by standing, interval and ease."""
    sql, bound = _where(_CARDS, deck_ids)
    given = (today.day, today.day, today.end_ms, MATURE_MINUTES, *bound)
    row = conn.exec_driver_sql(sql, given).fetchone()
    packed: Counter[int] = Counter(json.loads(row[0])) if row is not None else Counter()
    return [
        (_STANDINGS[number & 15], number >> 24, number >> 4 & 1048575, count)
        for number, count in packed.items()
    ]


_STANDINGS = tuple(Standing)


def repeat_count(conn: Connection, deck_ids: Sequence[int] | None, today: Today) -> int:
    """Return how many cards are asked again today until known, though they fall due later."""
    sql, chosen = _where(_REPEATS, deck_ids)
    bound = (today.day, today.day, today.end_ms, *chosen)
    return int(conn.exec_driver_sql(sql, bound).scalar_one())


def due_counts(
    conn: Connection,
    deck_ids: Sequence[int] | None,
    today: Today,
    bounds: Sequence[int],
    *,
    any_buried: bool = True,
) -> list[int]:
    """Return how many cards fall due before ``bounds[0]`` and between each two neighbours.

    ``bounds`` are the beginnings of today and of the days after it, UTC milliseconds; the last
    one is where the last day ends. A buried card counts on the day it returns, a suspended one
    not at all. A caller who knows that no card is buried saves the search for them.
    """
    stretches = json.dumps(list(zip((-(1 << 62), *bounds), bounds, strict=False)))
    counts = [0] * len(bounds)
    # The plus keeps the plan: along the index by moment, never deck by deck.
    sql, chosen = _where(_DUE, deck_ids, "+deck_id")
    buried_sql, _ = _where(_BURIED_DUE, deck_ids, "+deck_id")
    for state in WAITING_STATES:
        for key, count in conn.exec_driver_sql(sql, (stretches, state, *chosen, today.day)):
            counts[key] += count
        if not any_buried:
            continue
        bound = (state, bounds[-1], today.day, *chosen)
        _add_buried(counts, conn.exec_driver_sql(buried_sql, bound), today, bounds)
    return counts


def _add_buried(
    counts: list[int], rows: Iterable[Sequence[int]], today: Today, bounds: Sequence[int]
) -> None:
    for buried_until, due_at, count in rows:
        place = max(bisect_right(bounds, due_at), buried_until - today.day + 1)
        if place < len(counts):
            counts[place] += count
