"""Which cards wait: the queries behind a study queue."""

import heapq
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from sqlalchemy import Connection

from flashcards.model.enums import CardState, NewOrder, ReviewOrder
from flashcards.scheduling.days import MS_PER_DAY, MS_PER_MINUTE
from flashcards.store.connections import raw_of

AWAKE = "suspended = 0 AND (buried_until IS NULL OR buried_until <= ?)"
"""Neither suspended nor buried on a learner's day, which is to be bound."""
AT_STEP = "suspended = 0 AND state > 0 AND interval_minutes < 1440"
"""At a learning step: due within the day it was answered; the index ``cards_steps`` holds these."""
WAITING_STATES = tuple(int(state) for state in CardState if state is not CardState.NEW)
"""The states of cards that have a due moment."""

_FACTOR, _STEP = 2_654_435_761, 1_640_531_527


def _shuffled(column: str, day: int) -> str:
    """Return SQL that draws a number for a card's seed, another one each day.

    The middle bits of a square: without squaring, a day would only turn the last one's order.
    """
    spread = f"((({column} & 268435455) * {_FACTOR} + {day * _STEP}) & 2147483647)"
    return f"((({spread} * {spread}) >> 16) & 1073741823)"


@dataclass(frozen=True, slots=True)
class Today:
    """The learner's present day: its number and when it ends (UTC ms)."""

    day: int
    end_ms: int


def steps(conn: Connection, today: Today) -> list[tuple[int, int, int, int]]:
    """Return (due moment in UTC ms, card, deck, note) of the cards at a step due today.

    The moment is 0 where it was moved by hand or by a plan: to a day, so it waits for no hour.
    """
    rows = conn.exec_driver_sql(
        f"SELECT CASE WHEN due_at = last_review_at + interval_minutes * {MS_PER_MINUTE} "
        f"THEN due_at ELSE 0 END, id, deck_id, note_id FROM cards WHERE {AT_STEP} "
        "AND (buried_until IS NULL OR buried_until <= ?) AND due_at < ? ORDER BY due_at, id",
        (today.day, today.end_ms),
    ).fetchall()
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def due_cards(
    conn: Connection,
    deck_ids: Sequence[int],
    today: Today,
    order: ReviewOrder,
    limit: int = -1,
) -> Iterator[tuple[int, int, int]]:
    """Yield (card, deck, note) of cards due today in these decks, in ``order``; steps left out.

    A caller that needs no more than ``limit`` of them (-1: all) saves the sorting of the rest.

    In due order rows come straight off the covering index, so a caller that stops early pays
    only for what it took. The most endangered come first by their intervals and stabilities alone.
    """
    at_step = {row[1] for row in steps(conn, today)}
    if order is ReviewOrder.DUE:
        streams = [_due_stream(conn, deck_ids, today, state) for state in WAITING_STATES]
        for row in heapq.merge(*streams):
            if row[-1] not in at_step:
                yield row[-1], row[1], row[2]
        return
    if order is ReviewOrder.RANDOM:
        key = f"{_shuffled('seed', today.day)}, id"
    elif order is ReviewOrder.INTERVAL:
        key = "interval_minutes, due_at, id"
    elif order is ReviewOrder.EASE:
        key = "ease, due_at, id"
    else:
        key = f"{_near_forgotten(today.end_ms)}, due_at, id"
    sql = (
        f"SELECT id, deck_id, note_id FROM cards WHERE {AWAKE} AND state IN (1, 2, 3) "
        f"AND due_at < ? AND deck_id IN (SELECT value FROM json_each(?)) ORDER BY {key} LIMIT ?"
    )
    if limit >= 0:
        limit += len(at_step)
    bound = (today.day, today.end_ms, json.dumps(list(deck_ids)), limit)
    for row in conn.exec_driver_sql(sql, bound):
        if row[0] not in at_step:
            yield row[0], row[1], row[2]


def _near_forgotten(at_ms: int) -> str:
    """Return SQL that sorts cards by about how endangered they are at ``at_ms``, those first.

    By elapsed time over stability, or over the interval where a scheduler keeps no stability:
    ``paces.most_endangered`` knows it from the log.
    """
    began = f"coalesce(last_review_at, due_at - interval_minutes * {MS_PER_MINUTE})"
    strength = (
        f"CASE WHEN stability > 0 THEN stability * {MS_PER_DAY} "
        f"ELSE max(interval_minutes, 1) * {MS_PER_MINUTE} END"
    )
    return f"-max(0.0, 1.0 * {at_ms} - {began}) / ({strength})"  # never whole numbers alone


def some_due(conn: Connection, deck_ids: Sequence[int], today: Today, every: int) -> list[int]:
    """Return about one in ``every`` of the cards due today in these decks, the same ones each
    time; steps may be among them."""
    found: list[int] = []
    for state in WAITING_STATES:
        rows = conn.exec_driver_sql(
            f"SELECT id FROM cards INDEXED BY cards_queue WHERE {AWAKE} AND state = ? "
            "AND due_at < ? AND +deck_id IN (SELECT value FROM json_each(?)) AND id % ? = 0",
            (today.day, state, today.end_ms, json.dumps(list(deck_ids)), every),
        )
        found.extend(row[0] for row in rows)
    return found


def _due_stream(
    conn: Connection, deck_ids: Sequence[int], today: Today, state: int
) -> Iterator[tuple[int, int, int, int]]:
    rows = conn.exec_driver_sql(
        "SELECT due_at, deck_id, note_id, id FROM cards INDEXED BY cards_queue "
        f"WHERE {AWAKE} AND state = ? AND due_at < ? "
        "AND +deck_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY state, due_at, deck_id, note_id",
        (today.day, state, today.end_ms, json.dumps(list(deck_ids))),
    )
    while batch := rows.fetchmany(500):
        for row in batch:
            yield row[0], row[1], row[2], row[3]


NewPlace: TypeAlias = tuple[int, ...]
"""Where a new card stands among the others."""
_TIE: Final = "t.position AS template, c.ordinal AS ordinal, c.seed AS seed"
"""What decides between cards of one position, which two computers may have given."""

NO_SIBLING_DUE = (
    "NOT EXISTS (SELECT 1 FROM cards s WHERE s.note_id = c.note_id AND s.id <> c.id "
    "AND s.suspended = 0 AND (s.buried_until IS NULL OR s.buried_until <= ?) "
    "AND s.state > 0 AND s.due_at < ?)"
)
"""That no other card of the note of ``c`` is due today; its day and end are to be bound."""


def new_cards(
    conn: Connection,
    deck_id: int,
    today: Today,
    order: NewOrder,
    limit: int = -1,
    *,
    bury: bool = False,
) -> Iterator[tuple[NewPlace, int, int, int]]:
    """Yield (place, card, note, deck) of up to ``limit`` new cards of one deck, in ``order``.

    Places are the same in every copy of the collection. -1 stands for all. ``bury``: of each note
    one at most, and none where another of its cards is due today.
    """
    key = "c.position"
    if order is NewOrder.RANDOM:
        key = _shuffled("c.seed", today.day)
    elif order is NewOrder.TEMPLATE:
        key = "((t.position * 1000 + ordinal) << 40) + c.position"
    sql = (
        f"SELECT {key} AS place, {_TIE}, c.id AS id, c.note_id AS note_id "
        "FROM cards c CROSS JOIN templates t ON t.id = c.template_id "
        f"WHERE {AWAKE} AND state = 0 AND deck_id = ? ORDER BY 1, 2, 3, 4, 5 LIMIT ?"
    )
    bound: tuple[int, ...] = (today.day, deck_id, -1 if bury else limit)
    if bury:  # in order first, then the look at each note: mostly a few rows are enough
        sql = f"SELECT * FROM ({sql}) c WHERE {NO_SIBLING_DUE}"
        bound += today.day, today.end_ms
    seen: set[int] = set()
    with conn.exec_driver_sql(sql, bound) as rows:
        for *place, card_id, note_id in rows:
            if bury:
                if len(seen) == limit:
                    break
                if note_id in seen:
                    continue
                seen.add(note_id)
            yield tuple(place), card_id, note_id, deck_id


def drills(conn: Connection, deck_ids: Sequence[int], today: Today) -> list[int]:
    """Return the cards still to be drilled today, longest-waiting first."""
    rows = conn.exec_driver_sql(
        f"SELECT id FROM cards WHERE drill_day = ? AND {AWAKE} "
        "AND deck_id IN (SELECT value FROM json_each(?)) ORDER BY last_review_at, id",
        (today.day, today.day, json.dumps(list(deck_ids))),
    ).fetchall()
    return [row[0] for row in rows]


def waiting(
    conn: Connection,
    card_ids: Sequence[int],
    deck_ids: Sequence[int],
    today: Today,
    *,
    due_or_not: bool = False,
) -> set[int]:
    """Return those of ``card_ids`` that may still be asked today, ``due_or_not`` if so wished."""
    rows = conn.exec_driver_sql(
        f"SELECT id FROM cards WHERE {AWAKE} AND id IN (SELECT value FROM json_each(?)) "
        "AND deck_id IN (SELECT value FROM json_each(?)) "
        "AND (? OR state = 0 OR due_at < ? OR drill_day = ?)",
        (
            today.day,
            json.dumps(list(card_ids)),
            json.dumps(list(deck_ids)),
            int(due_or_not),
            today.end_ms,
            today.day,
        ),
    ).fetchall()
    return {row[0] for row in rows}


def new_among(conn: Connection, card_ids: Sequence[int]) -> list[int]:
    """Return those of the cards that are new, in the order they would be introduced."""
    rows = conn.exec_driver_sql(
        f"SELECT c.position, {_TIE}, c.id FROM cards c JOIN templates t ON t.id = c.template_id "
        "WHERE state = 0 AND c.id IN (SELECT value FROM json_each(?)) ORDER BY 1, 2, 3, 4, 5",
        (json.dumps(list(card_ids)),),
    ).fetchall()
    return [row[-1] for row in rows]


def shuffled(conn: Connection, card_ids: Sequence[int], today: Today) -> list[int]:
    """Return the cards in the order that is today's random one."""
    rows = conn.exec_driver_sql(
        "SELECT id FROM cards WHERE id IN (SELECT value FROM json_each(?)) "
        f"ORDER BY {_shuffled('seed', today.day)}, id",
        (json.dumps(list(card_ids)),),
    ).fetchall()
    return [row[0] for row in rows]


def learning_among(conn: Connection, card_ids: Sequence[int], day: int) -> set[int]:
    """Return those of the cards that are at a step or have a drill to do on ``day``."""
    rows = conn.exec_driver_sql(
        f"SELECT id FROM cards WHERE id IN (SELECT value FROM json_each(?)) "
        f"AND (({AT_STEP}) OR drill_day = ?)",
        (json.dumps(list(card_ids)), day),
    ).fetchall()
    return {row[0] for row in rows}


def siblings(conn: Connection, card_id: int, note_id: int, today: Today, *, due: bool) -> list[int]:
    """Return the other cards of a note that are to be put off today, as their own decks have it.

    These are new ones and, with ``due``, due ones. Cards at a step are none of them: they are being
    learned.
    """
    bound = (note_id, card_id, today.day, int(due), today.end_ms)
    return [row[0] for row in raw_of(conn).execute(_SIBLINGS, bound)]


_SIBLINGS = (
    "SELECT c.id FROM cards c JOIN decks d ON d.id = c.deck_id "
    f"JOIN presets p ON p.id = d.preset_id WHERE c.note_id = ? AND c.id <> ? AND {AWAKE} "
    "AND CASE WHEN c.state = 0 THEN json_extract(p.options, '$.bury_new') "
    "ELSE ? AND c.due_at < ? AND c.interval_minutes >= 1440 "
    "AND json_extract(p.options, '$.bury_reviews') END"
)
