"""Where highlights and passages stand in the text that their article has by now.

What is told of one is its quote, and where that stood in the text its writer had. Where it stands
follows from that and from the text of today, so that all machines find the same.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Final

from sqlalchemy import Connection

from flashcards.store import articles, undo
from flashcards.store.connections import bulk, raw_of
from flashcards.store.syncing.kinds import HIGHLIGHTS, PASSAGES, RowKind
from flashcards.store.syncing.records import StampRow
from flashcards.store.undo import Step
from flashcards.sync.registers import later

Texts = Callable[[int], str]
"""The text of an article, by its id."""

_UIDS: Final = {
    HIGHLIGHTS.name: "SELECT h.uid FROM sources s JOIN highlights h ON h.source_id = s.id",
    PASSAGES.name: "SELECT n.guid FROM sources s JOIN passages p ON p.source_id = s.id "
    "JOIN notes n ON n.id = p.note_id",
}


def texts_of(conn: Connection) -> Texts:
    """Return what reads the text of each article once."""
    return cache(lambda source: articles.text_of(conn, source))


def anchored(text: str, quote: str, start: int | None) -> tuple[int | None, int | None]:
    """Return where a quote stands that stood at ``start`` in another text; None for nowhere."""
    found = None if start is None else articles.nearest(text, quote, start)
    return found, None if found is None else found + len(quote)


def in_articles(conn: Connection, kind: RowKind, uids: Iterable[str]) -> list[str]:
    """Return the highlights or passages (by uid) of articles, given by their uids."""
    chosen = json.dumps(list(uids))
    sql = f"{_UIDS[kind.name]} WHERE s.uid IN (SELECT value FROM json_each(?))"
    return [row[0] for row in raw_of(conn).execute(sql, (chosen,))]


def as_shown(
    conn: Connection, sources: Iterable[int], stamp: int, device: int
) -> Iterator[StampRow]:  # fmt: skip
    """Yield what is to be kept of marks whose articles (by id) were given another text here.

    They stand where they stand now: others find them from there, as this machine did.
    """
    chosen = json.dumps(list(sources))
    for kind in (HIGHLIGHTS, PASSAGES):
        for row, before, sent, base in raw_of(conn).execute(
            f"SELECT s.row, s.stamp, s.sent, s.base FROM {kind.name} t JOIN sync_stamps s "
            "ON s.kind = ?1 AND s.row = t.id AND s.field = 'all' AND s.value IS NOT NULL "
            "WHERE t.source_id IN (SELECT value FROM json_each(?2))",
            (kind.number, chosen),
        ).fetchall():  # fmt: skip
            replaced = before if sent else base
            yield kind.number, row, "all", later(stamp, before), device, replaced, 0, None


def follow(conn: Connection, restored: Step, step: int, now_ms: int) -> None:
    """Let what a step put back stand where the text says it that an article has by now.

    ``step`` is the number of the one that did so.
    """
    if restored.touched.isdisjoint((HIGHLIGHTS.name, PASSAGES.name, "sources")):
        return
    texts = texts_of(conn)
    for table in (HIGHLIGHTS.name, PASSAGES.name):
        for back in (True, False):
            # Rows that are back count as such only while nothing is logged of them.
            undo.record(conn, 0 if back else step)
            is_back = (
                f"EXISTS (SELECT 1 FROM undo_{table} u WHERE u.undo_step = ?1 AND u.id = t.id "
                f"AND u.undo_op = 'D' AND NOT EXISTS (SELECT 1 FROM undo_{table} l "
                "WHERE l.undo_step = ?2 AND l.id = t.id))"
            )
            rows = raw_of(conn).execute(
                f"SELECT id, source_id, quote, start, stop FROM main.{table} t WHERE (source_id IN "
                "(SELECT id FROM undo_sources WHERE undo_step = ?1) OR id IN "
                f"(SELECT id FROM undo_{table} WHERE undo_step = ?1)) AND {is_back} = ?3 "
                "AND start IS NOT NULL",
                (restored.number, step, back),
            ).fetchall()  # fmt: skip
            bulk(
                conn,
                f"UPDATE main.{table} SET start = ?, stop = ?, changed_ms = ? WHERE id = ?",
                [
                    (*found, now_ms, number)
                    for number, source, quote, start, stop in rows
                    if (found := anchored(texts(source), quote, start)) != (start, stop)
                ],
            )
    undo.record(conn, step)
