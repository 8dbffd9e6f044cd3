"""Cards whose due moment is moved without an answer: finding them, and writing where they go."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from flashcards.model.cards import MINUTES_PER_DAY, Memory
from flashcards.model.enums import CardState, ReviewKind
from flashcards.scheduling.days import MS_PER_DAY, MS_PER_MINUTE, day_of_ms
from flashcards.store.connections import bulk
from flashcards.store.schema import STAMPED


class Standing(NamedTuple):
    """What planning needs to know of a card that has a due moment."""

    card: int
    deck: int
    due_ms: int
    last_ms: int | None
    """When it was answered last (UTC ms); None for one whose memory was set by hand."""
    memory: Memory
    seed: int

    @property
    def began_ms(self) -> int:
        """When it was answered last; where none is known, when its interval began (UTC ms)."""
        began = self.due_ms - self.memory.interval_minutes * MS_PER_MINUTE
        return began if self.last_ms is None else self.last_ms

    def last_day(self, offset_minutes: int, day_start_minutes: int) -> int:
        """Return the learner's day of its last answer, by the present offset; where none is known,
        the day its interval began."""
        shift = offset_minutes, day_start_minutes
        if self.last_ms is None:
            return day_of_ms(self.due_ms, *shift) - self.memory.interval_days
        return day_of_ms(self.last_ms, *shift)


_BEGUN = (
    "SELECT id, deck_id, due_at, last_review_at, state, repetitions, ease, interval_minutes, "
    "lapses, step, stability, difficulty, seed FROM cards WHERE state > 0 AND due_at IS NOT NULL "
)
_STANDING = f"{_BEGUN}AND suspended = 0 AND deck_id IN (SELECT value FROM json_each(?)) "
_WITH_IDS = f"{_BEGUN}AND id IN (SELECT value FROM json_each(?)) ORDER BY id"
_DUE_BETWEEN = (
    "AND due_at >= ? AND due_at < ? AND interval_minutes >= ? "
    "AND (buried_until IS NULL OR buried_until <= ?) ORDER BY id"
)


def due_between(
    conn: Connection, deck_ids: Sequence[int], from_ms: int, until_ms: int, day: int
) -> list[Standing]:
    """Return the cards of these decks due between two moments (UTC ms), by id.

    Suspended ones, those buried on ``day``, and those at a learning step are left out.
    """
    bound = (json.dumps(list(deck_ids)), from_ms, until_ms, MINUTES_PER_DAY, day)
    return _standing(conn, _STANDING + _DUE_BETWEEN, bound)


def learned(conn: Connection, deck_ids: Sequence[int]) -> list[Standing]:
    """Return every card of these decks that has a memory and is not suspended, by id."""
    return _standing(conn, _STANDING + "ORDER BY id", (json.dumps(list(deck_ids)),))


def begun(conn: Connection) -> list[Standing]:
    """Return every card that has a memory, suspended ones too."""
    return _standing(conn, _BEGUN, ())


def with_ids(conn: Connection, card_ids: Sequence[int]) -> list[Standing]:
    """Return those of these cards that have a memory, by id; suspended ones too."""
    return _standing(conn, _WITH_IDS, (json.dumps(list(card_ids)),))


def _standing(conn: Connection, sql: str, bound: tuple[object, ...]) -> list[Standing]:
    return [
        Standing(row[0], row[1], row[2], row[3], Memory(_STATES[row[4]], *row[5:12]), row[12])
        for row in conn.exec_driver_sql(sql, bound).fetchall()
    ]


_STATES = tuple(CardState)


def new_count(conn: Connection, deck_ids: Sequence[int]) -> int:
    """Return how many new cards these decks have, suspended ones left out."""
    return int(
        conn.exec_driver_sql(
            "SELECT count(*) FROM cards WHERE state = 0 AND suspended = 0 "
            "AND deck_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(deck_ids)),),
        ).scalar_one()
    )


def loads(
    conn: Connection,
    from_ms: int,
    until_ms: int,
    shift_ms: int,
    deck_ids: Sequence[int] | None = None,
) -> dict[int, int]:
    """Return how many cards of these decks (None: of all) fall due in each day between two moments.

    Moments are UTC ms; days are numbered from 1970 after ``shift_ms`` is added. Suspended cards
    are left out.
    """
    found: dict[int, int] = {}
    decks = "" if deck_ids is None else "AND deck_id IN (SELECT value FROM json_each(?)) "
    bound = () if deck_ids is None else (json.dumps(list(deck_ids)),)
    for state in (CardState.LEARNING, CardState.REVIEW, CardState.RELEARNING):
        for day, number in conn.exec_driver_sql(
            f"SELECT (due_at + ?) / {MS_PER_DAY}, count(*) FROM cards INDEXED BY cards_queue "
            "WHERE suspended = 0 AND state = ? AND due_at >= ? AND due_at < ? "
            f"{decks}GROUP BY 1",
            (shift_ms, int(state), from_ms, until_ms, *bound),
        ):
            found[day] = found.get(day, 0) + number
    return found


def states(conn: Connection, card_ids: Sequence[int]) -> dict[int, tuple[int, CardState]]:
    """Return deck and state of each card that exists among ``card_ids``."""
    rows = conn.exec_driver_sql(
        "SELECT id, deck_id, state FROM cards WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(card_ids)),),
    ).fetchall()
    return {row[0]: (row[1], _STATES[row[2]]) for row in rows}


def with_a_past(conn: Connection, card_ids: Sequence[int]) -> set[int]:
    """Return those of these cards that the log has a row about."""
    rows = conn.exec_driver_sql(
        "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM reviews WHERE card_id = value)",
        (json.dumps(list(card_ids)),),
    ).fetchall()
    return {row[0] for row in rows}


def set_due(conn: Connection, rows: Sequence[tuple[int, int]]) -> None:
    """Give cards another due moment, as (due moment in UTC ms, card id)."""
    bulk(conn, "UPDATE cards SET due_at = ? WHERE id = ?", rows)


def set_positions(conn: Connection, rows: Sequence[tuple[int, int, int]]) -> None:
    """Give cards another place among the new ones, as (position, changed_ms, card id)."""
    bulk(conn, f"UPDATE cards SET position = ?, {STAMPED} WHERE id = ?", rows)


def moved_by(conn: Connection, plan_id: int) -> list[int]:
    """Return the cards that still exist and have a row in the log that this plan moved them by."""
    rows = conn.exec_driver_sql(
        "SELECT DISTINCT card_id FROM reviews "
        f"WHERE kind = {ReviewKind.MOVED:d} AND target = ? AND card_id IN (SELECT id FROM cards)",
        (plan_id,),
    ).fetchall()
    return sorted(row[0] for row in rows)
