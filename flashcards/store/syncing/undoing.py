"""Lets undo leave alone what a merge wrote: the rows it has logged take over what came."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from sqlalchemy import Connection

from flashcards.store import decks, undo
from flashcards.store.connections import bulk, raw_of
from flashcards.store.schema import TRACKED
from flashcards.store.syncing import retold, returned_rows, used_elsewhere
from flashcards.store.syncing.kinds import HIGHLIGHTS, ORIGINS, PASSAGES
from flashcards.store.syncing.taking_over import (
    COLUMNS,
    SameCards,
    TakingOver,
    at_home_again,
)
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


_TOGETHER: Final[Mapping[str, list[tuple[str, ...]]]] = {
    "notes": [("source_id", "source_heading")],
    "cards": [("past_version_id", "past_until_ms")],
    "sources": [("text", "digest")],
    **{kind.name: [kind.facts] for kind in (PASSAGES, HIGHLIGHTS, ORIGINS)},
}
"""Columns that say one thing together."""


def step_aside(
    conn: Connection, step: Step, before: Mapping[str, int], said: Iterable[str],
    same_cards: SameCards,
) -> None:  # fmt: skip
    """Let all other steps put back what they wrote, and not what ``step`` has written since.

    ``before`` has the largest id of each table before it, ``said`` are the notes (by guid) that it
    heard of; where one of them lies in the bin, a step that put it there brings back what it says
    by now, if that makes the same cards. Steps that cannot be undone any more are
    named in ``step.given_up``: they deleted what has come back, or know cards as they were before
    another machine's answers came, or added fields where others did.
    """
    touched = undo.touched_tables(conn, step.number)
    taking_over = TakingOver(conn, step.number)
    taking_over.take_over()
    taking_over.take_over_gone(said, same_cards)
    _take_over_rows(conn, step.number, touched)
    step.returned = returned_rows.follow(conn, step.number, before)
    returned = undo.touched_tables(conn, returned_rows.RETURNED)
    if returned:
        TakingOver(conn, returned_rows.RETURNED).take_over()
        _take_over_rows(conn, returned_rows.RETURNED, returned)
        returned_rows.forget(conn)
    returned_rows.keep_gone(conn, step.number)
    step.displaced = _displaced(conn, step.number)
    step.given_up = _with_cards(conn, step.replayed) | _with_returned(conn, step.number, before)
    step.given_up |= taking_over.overtaken


def fit(conn: Connection, restored: Step, step: int) -> None:
    """See to it that what a step put back fits what has come since.

    ``step`` is the number of the one that did so. Raises IntegrityError where it cannot: cards
    without a note (it may have gone, and be there again under another id), decks that lie in
    themselves, notes or cards that others have as well, notes without the cards that they make by
    now, nothing left of what it was about.
    """
    used_elsewhere.refuse(conn, restored)
    if returned_rows.is_missed(conn, restored.number) or returned_rows.is_void(conn, restored):
        raise sqlite3.IntegrityError("rows that are not there")
    for table in ("cards", "passages"):
        found = (
            raw_of(conn)
            .execute(
                f"SELECT 1 FROM undo_{table} u JOIN main.{table} c ON c.id = u.id "
                "WHERE u.undo_step = ? "
                "AND NOT EXISTS (SELECT 1 FROM main.notes n WHERE n.id = c.note_id) LIMIT 1",
                (restored.number,),
            )
            .fetchone()
        )
        if found is not None:
            raise sqlite3.IntegrityError(f"{table} without a note")
    retold.refuse(conn, restored, step)
    if "decks" in restored.touched:
        if raw_of(conn).execute(_IN_CIRCLES).fetchone() is not None:
            raise sqlite3.IntegrityError("decks that lie in themselves")
        decks.follow_names(conn)
    if "note_types" in restored.touched:
        _follow_fields(conn, restored.number, step)


def _follow_fields(conn: Connection, restored: int, step: int) -> None:
    """Let templates that came after fields were renamed show them by the names they have again.

    Those that the step put back show them so by themselves.
    """
    written = [
        (*(at_home_again(side, before, after) for side in sides), number)
        for number, before, after, *sides in raw_of(conn).execute(
            "SELECT t.id, u.fields, n.fields, t.question, t.answer FROM undo_note_types u "
            "JOIN main.note_types n ON n.id = u.id JOIN main.templates t ON t.note_type_id = n.id "
            "WHERE u.undo_step = ?1 AND u.fields <> n.fields AND NOT EXISTS "
            "(SELECT 1 FROM undo_templates o WHERE o.undo_step IN (?1, ?2) AND o.id = t.id)",
            (step, restored),
        )
    ]
    bulk(conn, "UPDATE main.templates SET question = ?, answer = ? WHERE id = ?", written)


_IN_CIRCLES: Final = """
WITH RECURSIVE placed (id) AS (
    SELECT id FROM decks WHERE parent_id IS NULL
    UNION SELECT d.id FROM placed p JOIN decks d ON d.parent_id = p.id
)
SELECT 1 FROM decks WHERE id NOT IN placed LIMIT 1
"""


def _take_over_rows(conn: Connection, number: int, tables: Collection[str]) -> None:
    for table in TRACKED:
        if table.name in tables:
            written = ("id", *COLUMNS.get(table.name, ()))
            columns = [column.name for column in table.columns if column.name not in written]
            _take_over(conn, number, table.name, columns)


def _take_over(conn: Connection, number: int, table: str, columns: Iterable[str]) -> None:
    # Of each row that another step knows the merge's own is found by its key.
    found = raw_of(conn).execute(
        f"SELECT o.undo_step, o.id FROM undo_{table} o CROSS JOIN undo_{table} m "
        "ON m.undo_step = ?1 AND m.id = o.id "
        "WHERE o.undo_step <> ?1 AND o.undo_op <> 'I' AND m.undo_op = 'U'",
        (number,),
    ).fetchall()  # fmt: skip
    sets = ", ".join(
        f"{name} = CASE WHEN {_differs(table, name)} THEN n.{name} ELSE o.{name} END"
        for name in columns
    )
    bulk(
        conn,
        f"UPDATE undo_{table} AS o SET {sets} FROM undo_{table} m, main.{table} n "
        "WHERE o.undo_step = ? AND o.id = ? AND m.undo_step = ? AND m.id = o.id AND n.id = m.id",
        [(*row, number) for row in found],
    )


def _differs(table: str, column: str) -> str:
    together = next((some for some in _TOGETHER.get(table, ()) if column in some), (column,))
    return " OR ".join(f"m.{name} IS NOT n.{name}" for name in together)


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
