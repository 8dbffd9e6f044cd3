"""Lets undo leave alone what a merge wrote: the rows it has logged take over what came."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Connection

from flashcards.store import undo
from flashcards.store.connections import bulk, raw_of
from flashcards.store.schema import TRACKED
from flashcards.store.undo import Step

_NAMED_BY: Final = {
    "notes": "n.guid = o.guid", "media": "n.name = o.name", "origins": "n.guid = o.guid",
    "cards": "n.note_id = o.note_id AND n.template_id = o.template_id AND n.ordinal = o.ordinal",
    "passages": "n.note_id = o.note_id",
    "origin_options": "n.kind = o.kind AND n.uid = o.uid",
    **dict.fromkeys(
        ("note_types", "templates", "sources", "presets", "decks", "highlights", "readings",
         "plans"),
        "n.uid = o.uid",
    ),
}  # fmt: skip


def step_aside(conn: Connection, step: Step, before: Mapping[str, int]) -> None:
    """Let all other steps put back what they wrote, and not what ``step`` has written since.

    ``before`` has the largest id of each table before it. Steps that cannot be undone any more are
    named in ``step.given_up``: they deleted what has come back, or know cards as they were before
    another machine's answers came.
    """
    touched = undo.touched_tables(conn, step.number)
    for table in TRACKED:
        if table.name in touched:
            columns = [column.name for column in table.columns if column.name != "id"]
            _take_over(conn, step.number, table.name, columns)
    step.displaced = _displaced(conn, step.number)
    step.given_up = _with_cards(conn, step.replayed) | _with_returned(conn, step.number, before)


def refuse_orphans(conn: Connection, restored: Step) -> None:
    """Raise IntegrityError where a step put back cards, or what they are from, without a note."""
    for table in ("cards", "passages"):
        found = (
            raw_of(conn)
            .execute(
                f"SELECT 1 FROM undo_{table} u JOIN main.{table} c ON c.id = u.id "
                "WHERE u.undo_step = ? AND u.undo_op = 'D' "
                "AND NOT EXISTS (SELECT 1 FROM main.notes n WHERE n.id = c.note_id) LIMIT 1",
                (restored.number,),
            )
            .fetchone()
        )
        if found is not None:
            raise sqlite3.IntegrityError(f"{table} without a note")


def _take_over(conn: Connection, number: int, table: str, columns: Iterable[str]) -> None:
    # Of each row that another step knows the merge's own is found by its key.
    found = raw_of(conn).execute(
        f"SELECT o.undo_step, o.id FROM undo_{table} o CROSS JOIN undo_{table} m "
        "ON m.undo_step = ?1 AND m.id = o.id WHERE o.undo_step <> ?1 AND m.undo_op = 'U'",
        (number,),
    ).fetchall()  # fmt: skip
    sets = ", ".join(
        f"{name} = CASE WHEN m.{name} IS NOT n.{name} THEN n.{name} ELSE o.{name} END"
        for name in columns
    )
    bulk(
        conn,
        f"UPDATE undo_{table} AS o SET {sets} FROM undo_{table} m, main.{table} n "
        "WHERE o.undo_step = ? AND o.id = ? AND m.undo_step = ? AND m.id = o.id AND n.id = m.id",
        [(*row, number) for row in found],
    )


def _with_returned(conn: Connection, number: int, before: Mapping[str, int]) -> set[int]:
    """Return the steps that deleted rows which are there again, perhaps under another id."""
    found: set[int] = set()
    for table, named in _NAMED_BY.items():
        rows = raw_of(conn).execute(
            f"SELECT DISTINCT o.undo_step FROM undo_{table} o JOIN main.{table} n ON {named} "
            "WHERE o.undo_op = 'D' AND o.undo_step <> ?1 AND (n.id > ?2 OR n.id IN "
            f"(SELECT id FROM undo_{table} WHERE undo_step = ?1 AND undo_op = 'I'))",
            (number, before.get(table, 0)),
        )
        found.update(row[0] for row in rows)
    return found


def _displaced(conn: Connection, number: int) -> frozenset[int]:
    found = raw_of(conn).execute(
        "SELECT u.id FROM undo_cards u LEFT JOIN main.cards c ON c.id = u.id "
        "WHERE u.undo_step = ? AND c.deck_id IS NOT u.deck_id",
        (number,),
    )
    return frozenset(row[0] for row in found)


def _with_cards(conn: Connection, card_ids: Iterable[int]) -> set[int]:
    found = raw_of(conn).execute(
        "SELECT DISTINCT undo_step FROM undo_cards WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(card_ids)),),
    )
    return {row[0] for row in found}
