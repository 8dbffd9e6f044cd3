"""The append-only review log and the daily totals that follow it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import lru_cache
from types import NoneType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from flashcards.model.cards import MATURE_MINUTES, MINUTES_PER_DAY, Memory
from flashcards.model.enums import CardState, Phase, Quality, ReviewKind
from flashcards.model.ids import CardId, ReviewId, VersionId
from flashcards.model.reviews import Review
from flashcards.scheduling.days import from_ms, offset_minutes_of
from flashcards.scheduling.replay import DEVICE_BITS, effective, log_row
from flashcards.store import taking_part
from flashcards.store.connections import bulk, raw_of
from flashcards.store.derived import ADD_TOTAL
from flashcards.store.log_order import STRUCK, stand_last
from flashcards.store.operation import operation
from flashcards.store.undo import Step

if TYPE_CHECKING:
    from flashcards.scheduling.columns import Integers

_INSERT = "INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_MEMORIES_KEPT = 1_000
"""Many cards set by hand at once share few memories: these are written and read once."""
_LAST_ENTRY = (
    "INSERT INTO collection VALUES ('last_entry_ms', ?1) ON CONFLICT (key) DO UPDATE SET value = ?1"
)
"""Kept apart, since the log is ordered by card: looking for its newest row would read all of it."""

ReviewRow = tuple[int, int, int, int, int, int, int, int, int, int | None]
"""The columns of the reviews table, in order."""


Mark = tuple[int, int, int, bool]
"""(card id, review id, version id, struck): whether a row of the log counts from now on."""


def phase_of(interval_minutes: int) -> Phase:
    """Return how far a card was whose interval this was when it was asked."""
    if interval_minutes == 0:
        return Phase.NEW
    if interval_minutes < MINUTES_PER_DAY:
        return Phase.STEP
    return Phase.MATURE if interval_minutes >= MATURE_MINUTES else Phase.YOUNG


def standing_interval(conn: Connection, card_id: int) -> int:
    """Return the interval (minutes) the log has a card on, 0 before its first answer.

    Mostly the one of its memory; not where its past was corrected, or is judged by other rules.
    """
    newest = raw_of(conn).execute(_NEWEST, (card_id,)).fetchone()
    if newest is None:
        return 0
    kind, target, interval, one_device = newest
    if one_device and kind <= ReviewKind.IMPORTED and target is None:
        return int(interval)
    live = [row for row in effective(map(log_row, of_cards(conn, [card_id]))) if row[3] < _MARKS]
    return live[-1][6] if live else 0


_NEWEST = (
    "SELECT kind, target, interval_minutes, "
    f"(SELECT min(id) FROM reviews WHERE card_id = ?1) >> {DEVICE_BITS} = id >> {DEVICE_BITS} "
    "FROM reviews WHERE card_id = ?1 ORDER BY id DESC LIMIT 1"
)
_MARKS = int(ReviewKind.STRUCK)


def _note_moment(conn: Connection, at_ms: int) -> None:
    """Note down when the log was written last, to the minute: else each answer wrote a page more.

    That is enough to tell whether the clock was set back since.
    """
    noted = conn.info.get(_NOTED)
    if noted is None or not noted <= at_ms < noted + _NOTED_EVERY_MS:
        raw_of(conn).execute(_LAST_ENTRY, (at_ms,))
        conn.info[_NOTED] = at_ms


_NOTED, _NOTED_EVERY_MS = "last_entry", 60_000


def add(conn: Connection, row: ReviewRow, total: tuple[int, int, int]) -> None:
    """Append one answer; ``total`` is (learner's day, deck id, phase) to count it under."""
    day, deck_id, phase = total
    delta = (day, deck_id, row[4], row[5], phase, 1, row[6])
    execute = raw_of(conn).execute
    execute(_INSERT, row)
    execute(ADD_TOTAL, delta)
    _note_moment(conn, row[2])
    step = operation(conn).step
    step.answered = True
    step.reviews.append((row[0], row[1], row[7]))
    step.totals.append(delta)


def add_manual(conn: Connection, rows: Sequence[ReviewRow], memories: Sequence[Memory]) -> None:
    """Append manual or imported rows, each with the memory that stands after it."""
    if not rows:
        return
    conn.exec_driver_sql(_INSERT, list(rows))
    conn.exec_driver_sql(
        "INSERT INTO review_memories VALUES (?, ?)",
        [(row[1], memory_to_json(memory)) for row, memory in zip(rows, memories, strict=True)],
    )
    work = operation(conn)
    _note_moment(conn, work.now_ms)
    work.step.reviews.extend((row[0], row[1], row[7]) for row in rows)


def append(conn: Connection, rows: Sequence[ReviewRow]) -> None:
    """Append rows that need no memory of their own: moved due moments, corrected answers."""
    if rows:
        conn.exec_driver_sql(_INSERT, list(rows))
        work = operation(conn)
        _note_moment(conn, work.now_ms)
        work.step.reviews.extend((row[0], row[1], row[7]) for row in rows)


def mark_older(conn: Connection, marks: Sequence[Mark]) -> None:
    """Strike rows of the log that were there before, or put them back; undo does the opposite."""
    mark(conn, marks)
    operation(conn).step.strikes.extend(marks)


def bring(conn: Connection, rows: "Integers", memories: Iterable[tuple[int, str]]) -> None:
    """Append logs from elsewhere, and the memories (review id, as stored) some rows keep.

    ``rows`` has the columns of the table but ``target``. The caller counts them, and notes in the
    undo step what they are.
    """
    width = rows.shape[1]
    full = len(rows) - len(rows) % _ROWS_AT_ONCE
    for start in range(0, full, _ROWS_IN_PYTHON):
        block = rows[start : min(start + _ROWS_IN_PYTHON, full)]
        bulk(conn, _BRING_MANY, block.reshape(-1, width * _ROWS_AT_ONCE).tolist())
    bulk(conn, _BRING.format(_BROUGHT_VALUES), rows[full:].tolist())
    add_memories(conn, memories)


def add_memories(conn: Connection, memories: Iterable[tuple[int, str]]) -> None:
    """Write the memories (review id, as stored) that rows of the log keep."""
    bulk(conn, "INSERT INTO review_memories VALUES (?, ?)", memories)


_ROWS_AT_ONCE, _ROWS_IN_PYTHON = 10, 20_000
_BRING = "INSERT INTO reviews VALUES {}"
_BROUGHT_VALUES = "(?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)"
_BRING_MANY = _BRING.format(", ".join([_BROUGHT_VALUES] * _ROWS_AT_ONCE))


def add_from_elsewhere(
    conn: Connection, rows: "Integers", memories: Iterable[tuple[int, str]]
) -> None:
    """Append rows from elsewhere to logs that are here, as ``bring`` does.

    The caller counts them and replays the cards; undo strikes them one by one.
    """
    bring(conn, rows, memories)
    named = rows[:, [_CARD, _ID, _VERSION]].tolist()
    operation(conn).step.reviews.extend(map(tuple, named))


_CARD, _ID, _VERSION = 0, 1, 7


def numbers_of(conn: Connection, device: int) -> Iterator[int]:
    """Yield the ids of all rows that one device wrote."""
    bound = (device << DEVICE_BITS, (device + 1) << DEVICE_BITS)
    for (number,) in raw_of(conn).execute("SELECT id FROM reviews WHERE id >= ? AND id < ?", bound):
        yield number


def standing_numbers(conn: Connection, device: int) -> set[int]:
    """Return the ids of the rows that one device wrote and that count."""
    bound = (device << DEVICE_BITS, (device + 1) << DEVICE_BITS)
    return {row[0] for row in raw_of(conn).execute(_STANDING_NUMBERS, bound)}


_STANDING_NUMBERS = (
    f"SELECT id FROM reviews WHERE id >= ? AND id < ? AND kind <= {ReviewKind.IMPORTED:d} "
    f"AND id NOT IN ({STRUCK.format(join='')})"
)


def moments_of(conn: Connection, card_ids: Sequence[int]) -> dict[int, set[int]]:
    """Return the moments (UTC ms) of all that ever happened to these cards, struck or not."""
    found: dict[int, set[int]] = {}
    for card_id, at_ms in raw_of(conn).execute(_MOMENTS, (json.dumps(list(card_ids)),)):
        found.setdefault(card_id, set()).add(at_ms)
    return found


_MOMENTS = (
    "SELECT card_id, at_ms FROM reviews WHERE card_id IN (SELECT value FROM json_each(?)) "
    f"AND kind <= {ReviewKind.IMPORTED:d}"
)


def add_history(conn: Connection, rows: Iterable[ReviewRow]) -> None:
    """Append a whole history at once; the caller replays the cards and rebuilds what is counted.

    That is the daily totals and each card's own count of its answers (``verify.set_counts``).
    """
    conn.exec_driver_sql(_INSERT, list(rows))


def reached_disk(conn: Connection, step: Step) -> bool:
    """Whether the file has the rows that a step appended; False where it cannot be read."""
    if not step.reviews:
        return False
    try:
        found = conn.exec_driver_sql(
            "SELECT 1 FROM reviews WHERE card_id = ? AND id = ?", step.reviews[-1][:2]
        ).fetchone()
    except (DBAPIError, OSError):
        return False
    return found is not None


def strike(conn: Connection, step: Step, *, back: bool = False) -> None:
    """Take the rows a step appended out of the reckoning, or put them ``back``.

    Older rows that it struck count again then, and the other way round.
    """
    if not (step.reviews or step.strikes or step.brought or step.totals):
        return
    _mark_brought(conn, step, back=back)
    marks = [(card, target, version, not back) for card, target, version in step.reviews]
    marks += [(card, target, version, was == back) for card, target, version, was in step.strikes]
    mark(conn, marks)
    sign = 1 if back else -1
    bulk(conn, ADD_TOTAL, [(*day[:5], sign * day[5], sign * day[6]) for day in step.totals])
    bulk(conn, _DROP_EMPTY, [day[:5] for day in step.totals])


def _mark_brought(conn: Connection, step: Step, *, back: bool) -> None:
    """Strike the logs that came with new cards, or put them back: too many rows to name each.

    Rows that were struck where they came from stay so: put back is what was struck here.
    """
    work = operation(conn)
    kind = ReviewKind.UNSTRUCK if back else ReviewKind.STRUCK
    bound = (work.now_ms, offset_minutes_of(work.now), int(kind))
    execute = raw_of(conn).execute
    spans = step.struck if back else step.brought
    rows = _STRUCK_SO if back else _BROUGHT
    struck: list[tuple[int, ...]] = []
    for span in spans:
        (count,) = execute(f"SELECT count(*) {rows}", span).fetchone()
        first = work.next_review_id(conn, count)
        # Named by place: "?5" is the first place behind those of the longer span.
        values = (*span, *(None,) * (4 - len(span)), first, *bound)
        execute(f"{_MARK_BROUGHT.format(of='target' if back else 'id')} {rows}", values)
        struck.append((*span[:2], first, first + count - 1))
    step.struck = [] if back else struck


_BROUGHT = (
    f"FROM reviews WHERE card_id BETWEEN ?1 AND ?2 AND id >> {DEVICE_BITS} = ?3 "
    f"AND kind < {ReviewKind.STRUCK:d} AND NOT EXISTS (SELECT 1 FROM reviews m "
    "WHERE m.card_id = reviews.card_id AND m.target = reviews.id "
    f"AND m.kind = {ReviewKind.STRUCK:d} AND NOT EXISTS ("
    "SELECT 1 FROM reviews u WHERE u.card_id = m.card_id AND u.target = m.target "
    f"AND u.kind = {ReviewKind.UNSTRUCK:d} AND (u.at_ms, u.id) > (m.at_ms, m.id)))"
)
_STRUCK_SO = "FROM reviews WHERE card_id BETWEEN ?1 AND ?2 AND id BETWEEN ?3 AND ?4"
_MARK_BROUGHT = (
    "INSERT INTO reviews (card_id, id, at_ms, offset_minutes, kind, quality, taken_ms, version_id, "
    "interval_minutes, target) SELECT card_id, ?5 - 1 + row_number() OVER (ORDER BY card_id, id), "
    "?6, ?7, ?8, 0, 0, version_id, 0, {of}"
)


def mark(conn: Connection, marks: Iterable[Mark]) -> None:
    """Append a row for each mark: from now on the review it names counts, or does not."""
    work = operation(conn)
    marks = list(marks)
    stand_last(conn, {mark[0] for mark in marks}, work.now_ms)
    offset = offset_minutes_of(work.now)
    kinds = (ReviewKind.UNSTRUCK, ReviewKind.STRUCK)
    rows = [
        (card, work.next_review_id(conn), work.now_ms, offset, kinds[struck], 0, 0, version, 0, of)
        for card, of, version, struck in marks
    ]
    bulk(conn, _INSERT, rows)
    _note_moment(conn, work.now_ms)


_DROP_EMPTY = (
    "DELETE FROM daily_totals WHERE day = ? AND deck_id = ? AND kind = ? AND quality = ? "
    "AND phase = ? AND reviews = 0"
)


_ROW = "card_id, id, at_ms, offset_minutes, kind, quality, taken_ms, version_id, interval_minutes"


LARGEST_OFFSET = MINUTES_PER_DAY - 1
"""Minutes a clock may be ahead of or behind UTC: less than a day."""


def _review(row: Sequence[Any]) -> Review:
    """Take in a row; raises ValueError, OverflowError or TypeError for values no row can have."""
    offset = row[3]
    if not -LARGEST_OFFSET <= offset <= LARGEST_OFFSET:
        raise ValueError("no clock is a day ahead of or behind UTC")
    return Review(
        ReviewId(row[1]),
        CardId(row[0]),
        from_ms(row[2]),
        offset,
        ReviewKind(row[4]),
        Quality(row[5]),
        row[6],
        VersionId(row[7]),
        row[8],
        None if row[9] is None else ReviewId(row[9]),
    )


def of_cards(conn: Connection, card_ids: Sequence[int]) -> list[Review]:
    """Return every row of the log about these cards, struck ones included, by card and id."""
    rows = raw_of(conn).execute(
        f"SELECT {_ROW}, target FROM reviews "
        "WHERE card_id IN (SELECT value FROM json_each(?)) ORDER BY card_id, id",
        (json.dumps(list(card_ids)),),
    )
    return [_review(row) for row in rows]


def snapshots(conn: Connection, card_ids: Sequence[int] | None = None) -> dict[ReviewId, Memory]:
    """Return the memories that manual and imported rows keep; of all cards when None."""
    sql = "SELECT m.review_id, m.memory FROM review_memories m"
    bound: tuple[str, ...] = ()
    if card_ids is not None:
        sql += (
            " WHERE m.review_id IN (SELECT id FROM reviews WHERE card_id IN "
            "(SELECT value FROM json_each(?)) AND kind IN (2, 3))"
        )
        bound = (json.dumps(list(card_ids)),)
    rows = conn.exec_driver_sql(sql, bound).fetchall()
    return {ReviewId(row[0]): memory_from_json(row[1]) for row in rows}


_MEMORY_PARTS = tuple(sorted(each.name for each in fields(Memory)))


@lru_cache(maxsize=_MEMORIES_KEPT)
def memory_to_json(memory: Memory) -> str:
    """Return the stored form of a memory."""
    return json.dumps({name: getattr(memory, name) for name in _MEMORY_PARTS})


def memory_text(
    difficulty: float | None, ease: int, interval_minutes: int, lapses: int, repetitions: int,
    stability: float | None, state: int, step: int,
) -> str:  # fmt: skip
    """Return the stored form of the memory that these make up: of thousands, all different."""
    hard = "null" if difficulty is None else json.dumps(difficulty)
    stable = "null" if stability is None else json.dumps(stability)
    return (
        f'{{"difficulty": {hard}, "ease": {ease}, "interval_minutes": {interval_minutes}, '
        f'"lapses": {lapses}, "repetitions": {repetitions}, "stability": {stable}, '
        f'"state": {state}, "step": {step}}}'
    )


@lru_cache(maxsize=_MEMORIES_KEPT)
def memory_from_json(text: str) -> Memory:
    """Read a stored memory; raises ValueError, KeyError or TypeError where it is none."""
    values: dict[str, Any] = json.loads(text)
    if not isinstance(values, dict):
        raise TypeError("a memory is a JSON object")
    state = CardState(values.pop("state"))
    for name, value in values.items():
        kinds = (int, float, NoneType) if name in ("stability", "difficulty") else (int,)
        if type(value) not in kinds:
            raise TypeError(f"{name} of a memory has the wrong type")
    return Memory(state, **values)


_STRIKES = int(ReviewKind.STRUCK), int(ReviewKind.UNSTRUCK)


def times_answered(conn: Connection, card_id: int) -> int:
    """Return how many answers of a card count, drills included; an undo takes its own off again."""
    row = conn.exec_driver_sql(
        "SELECT sum(CASE WHEN kind = ? THEN -1 WHEN kind = ? AND target IS NOT NULL THEN 1 "
        "WHEN kind IN (?, ?) AND target IS NULL THEN 1 ELSE 0 END) FROM reviews WHERE card_id = ?",
        (*_STRIKES, int(ReviewKind.ANSWER), int(ReviewKind.DRILL), card_id),
    ).fetchone()
    return 0 if row is None or row[0] is None else int(row[0])


def count_answers(conn: Connection) -> int:
    """Return how many rows of the log count as answers: ratings and drills not struck."""
    row = conn.exec_driver_sql("SELECT coalesce(sum(reviews), 0) FROM daily_totals").fetchone()
    assert row is not None
    return int(row[0])


_LAST_OWN = (
    "SELECT at_ms FROM reviews WHERE NOT EXISTS (SELECT 1 FROM collection WHERE key = ?1) "
    f"OR id >> {DEVICE_BITS} = (SELECT d.id FROM collection c JOIN devices d "
    "ON d.uid = json_extract(c.value, '$.uid') WHERE c.key = ?1) ORDER BY id DESC LIMIT 1"
)
"""What other computers wrote was written by their clocks."""


def last_answer_ms(conn: Connection) -> int | None:
    """Return what the clock said at the last entry in the log, UTC ms; None before the first.

    An answer, a drill, one taken back, or a reset: whichever was written last, not the latest by
    date, so that a clock that was years ahead for a while is not held against the right one.
    """
    row = conn.exec_driver_sql(
        "SELECT value FROM collection WHERE key = 'last_entry_ms'"
    ).fetchone()
    if row is None:  # nothing was written here since this is kept
        row = conn.exec_driver_sql(_LAST_OWN, (taking_part.KEY,)).fetchone()
    return None if row is None else int(row[0])


def days_with_answers(conn: Connection) -> set[int]:
    """Return the learner's days on which something was answered."""
    rows = conn.exec_driver_sql("SELECT DISTINCT day FROM daily_totals WHERE kind < 2").fetchall()
    return {row[0] for row in rows}


def totals_of_day(conn: Connection, day: int) -> tuple[int, int]:
    """Return (answers, milliseconds taken) of one day, drills included."""
    row = conn.exec_driver_sql(
        "SELECT coalesce(sum(reviews), 0), coalesce(sum(taken_ms), 0) FROM daily_totals "
        "WHERE day = ? AND kind < 2",
        (day,),
    ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])
