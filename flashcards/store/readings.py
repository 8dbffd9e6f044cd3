"""Articles under way as stored: highlights, what was decided about them, how far one is."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from flashcards.model.ids import SourceId, stable_uid
from flashcards.store.schema import STAMPED

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class StoredHighlight:
    """The row of a highlight."""

    id: int
    start: int | None
    stop: int | None
    quote: str
    made_ms: int


@dataclass(frozen=True, slots=True)
class StoredReading:
    """What is kept of reading one article, with what of the article a list shows."""

    source_id: SourceId
    uid: str
    title: str
    characters: int
    started: bool
    """Whether it is among those the learner reads; else all but the article is as for a new one."""
    priority: int
    portion: int
    finished_ms: int | None
    position: int
    top: int
    spans: Spans
    week: int
    week_before: int
    read_ms: int | None


# Highlights ----------------------------------------------------------------------


def highlights(conn: Connection, source_id: int) -> list[StoredHighlight]:
    """Return the highlights of an article in its order, those gone from it last."""
    rows = conn.exec_driver_sql(
        "SELECT id, start, stop, quote, made_ms FROM highlights WHERE source_id = ? "
        "ORDER BY start IS NULL, start, id",
        (source_id,),
    ).fetchall()
    return [StoredHighlight(*row) for row in rows]


def add_highlight(
    conn: Connection, source_id: int, start: int, stop: int, quote: str, now_ms: int
) -> int:
    """Mark ``text[start:stop]`` of an article, which reads ``quote``; return the highlight's id."""
    source_uid = conn.exec_driver_sql(
        "SELECT uid FROM sources WHERE id = ?", (source_id,)
    ).scalar_one()
    row = conn.exec_driver_sql(
        "INSERT INTO highlights (quote, start, stop, made_ms, changed_ms, uid, source_id) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (quote, start, stop, now_ms, now_ms, _uid(conn, source_uid, start, quote), source_id),
    ).fetchone()
    assert row is not None
    return int(row[0])


def _uid(conn: Connection, source_uid: str, start: int, quote: str) -> str:
    """Return the uid of the same words at the same place, which is the same on every machine."""
    name = f"highlight\x1f{source_uid}\x1f{start}\x1f{quote}"
    while True:  # one that was moved by a newer text keeps its uid
        uid = stable_uid(name)
        if not conn.exec_driver_sql("SELECT 1 FROM highlights WHERE uid = ?", (uid,)).fetchone():
            return uid
        name += "\x1f"


def delete_highlights(conn: Connection, ids: Iterable[int]) -> None:
    """Take marks away."""
    conn.exec_driver_sql(
        "DELETE FROM highlights WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )


# Readings ------------------------------------------------------------------------

_READING = (
    "SELECT s.id, s.uid, s.title, length(s.text), r.id IS NOT NULL, coalesce(r.priority, 1), "
    "coalesce(r.portion, 0), r.finished_ms, coalesce(p.position, 0), coalesce(p.top, 0), "
    "coalesce(p.spans, '[]'), coalesce(p.week, 0), coalesce(p.week_before, 0), p.read_ms "
    "FROM sources s LEFT JOIN readings r ON r.uid = s.uid "
    "LEFT JOIN reading_places p ON p.uid = s.uid WHERE s.text <> ''"
)


def _reading(row: Sequence[Any]) -> StoredReading:
    source_id, uid, title, characters, started, priority, portion, finished, *place = row
    position, top, spans, week, week_before, read_ms = place
    return StoredReading(
        SourceId(source_id),
        uid,
        title,
        characters,
        bool(started),
        priority,
        portion,
        finished,
        min(position, characters),
        min(top, characters),
        _spans(spans, characters),
        week,
        week_before,
        read_ms,
    )


def _spans(stored: str, size: int) -> Spans:
    """Return what was read of a text of ``size`` characters, as far as that can be right."""
    try:
        found = [(int(start), min(int(stop), size)) for start, stop in json.loads(stored)]
    except (ValueError, TypeError, RecursionError):
        return ()
    at = 0
    kept: list[tuple[int, int]] = []
    for start, stop in found:
        if at <= start < stop:
            kept.append((start, stop))
            at = stop
    return tuple(kept)


def reading(conn: Connection, source_id: int) -> StoredReading | None:
    """Return what is kept of reading an article; None where its text is not kept."""
    row = conn.exec_driver_sql(f"{_READING} AND s.id = ?", (source_id,)).fetchone()
    return None if row is None else _reading(row)


def under_way(conn: Connection) -> list[StoredReading]:
    """Return the articles the learner reads, finished ones included, the one read last first."""
    rows = conn.exec_driver_sql(
        f"{_READING} AND r.id IS NOT NULL ORDER BY p.read_ms DESC, s.id DESC"
    ).fetchall()
    return [_reading(row) for row in rows]


def decide(
    conn: Connection,
    uid: str,
    priority: int,
    portion: int,
    finished_ms: int | None,
    now_ms: int,
) -> None:
    """Write down what was decided about reading the article ``uid``."""
    conn.exec_driver_sql(
        "INSERT INTO readings (priority, portion, finished_ms, changed_ms, uid) "
        "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (uid) DO UPDATE SET priority = ?1, "
        f"portion = ?2, finished_ms = ?3, {STAMPED.replace('?', '?4')}",
        (priority, portion, finished_ms, now_ms, uid),
    )


def set_place(
    conn: Connection,
    uid: str,
    position: int,
    top: int,
    spans: Spans,
    week: int,
    week_before: int,
    now_ms: int,
) -> None:
    """Write down how far an article is read: later than what was there, whatever the clock says."""
    conn.exec_driver_sql(
        "INSERT INTO reading_places VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (uid) "
        "DO UPDATE SET position = ?2, top = ?3, spans = ?4, week = ?5, week_before = ?6, "
        "read_ms = max(?7, read_ms + 1)",
        (uid, position, top, json.dumps(spans), week, week_before, now_ms),
    )
