"""Under which names rows of the log are told, where their cards do not bear these any more.

Every other row is told under the name of the card that has it.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Connection

from flashcards.store.connections import bulk, raw_of
from flashcards.store.syncing.bearers import names_of_cards, uid_of

_GIVEN: Final = "IN (SELECT value FROM json_each(?))"
_UNNAMED: Final = (
    "NOT EXISTS (SELECT 1 FROM sync_told t WHERE t.card_id = r.card_id AND t.id = r.id)"
)

Row = tuple[int, int]
"""Card and id of a row of the log."""


def keep_former(conn: Connection, named: Mapping[int, str]) -> None:
    """Keep under which name the rows of cards, by id, were told that become others now."""
    bulk(
        conn,
        "INSERT INTO sync_told (name, id, card_id) SELECT ?2, r.id, r.card_id FROM reviews r "
        f"WHERE r.card_id = ?1 AND {_UNNAMED} ON CONFLICT DO NOTHING",
        named.items(),
    )


def keep_last(conn: Connection, step: int) -> None:
    """Keep the names of cards that a step (its number) took away and that had another before."""
    raw_of(conn).execute(
        f"""INSERT INTO sync_told (name, id, card_id)
        SELECT w.guid || '/' || w.template || '/' || w.ordinal, r.id, r.card_id FROM (
            SELECT u.id, u.ordinal, coalesce(
                (SELECT guid FROM undo_notes WHERE undo_step = ?1 AND id = u.note_id),
                (SELECT guid FROM notes WHERE id = u.note_id)
            ) AS guid, coalesce(
                (SELECT uid FROM templates WHERE id = u.template_id),
                (SELECT uid FROM undo_templates WHERE undo_step = ?1 AND id = u.template_id)
            ) AS template
            FROM undo_cards u WHERE u.undo_step = ?1 AND u.undo_op = 'D'
            AND NOT EXISTS (SELECT 1 FROM main.cards c WHERE c.id = u.id)
        ) w JOIN reviews r ON r.card_id = w.id
        WHERE EXISTS (SELECT 1 FROM card_names k WHERE k.id = w.id
            AND (k.guid, k.template, k.ordinal) <> (w.guid, w.template, w.ordinal))
        AND {_UNNAMED} ON CONFLICT DO NOTHING""",
        (step,),
    )


def begin(conn: Connection) -> None:
    """Settle the names of rows whose cards had several and are not there, before any is told."""
    numbers = [
        row[0]
        for row in raw_of(conn).execute(
            "SELECT id FROM card_names WHERE id NOT IN (SELECT id FROM cards) "
            "GROUP BY id HAVING count(*) > 1"
        )
    ]
    last = names_of_cards(conn, numbers)
    keep_former(conn, {number: uid_of(name) for number, name in last.items()})


def names_of_rows(conn: Connection, card_ids: Iterable[int]) -> dict[Row, set[str]]:
    """Return the names of those rows of these cards that are told under others than the cards'."""
    found: dict[Row, set[str]] = {}
    for card, number, name in raw_of(conn).execute(
        f"SELECT card_id, id, name FROM sync_told WHERE card_id {_GIVEN}",
        (json.dumps(list(card_ids)),),
    ):
        found.setdefault((card, number), set()).add(name)
    return found


def holders(conn: Connection, names: Iterable[str]) -> list[int]:
    """Return the cards (ids) that have rows told under these names, which they do not bear."""
    rows = raw_of(conn).execute(
        f"SELECT DISTINCT card_id FROM sync_told WHERE name {_GIVEN}", (json.dumps(list(names)),)
    )
    return [row[0] for row in rows]


def names_used(conn: Connection, among: Iterable[str] | None = None) -> set[str]:
    """Return the names (of these, or any) under which rows were told that others' cards have."""
    execute = raw_of(conn).execute
    if not execute("SELECT EXISTS (SELECT 1 FROM sync_told)").fetchone()[0]:
        return set()
    chosen = "" if among is None else f"WHERE name {_GIVEN}"
    bound = () if among is None else (json.dumps(list(among)),)
    rows = execute(f"SELECT DISTINCT name FROM sync_told {chosen}", bound)
    return {row[0] for row in rows}


def add(conn: Connection, rows: Iterable[tuple[str, int, int]]) -> None:
    """Note (name, id, card) of rows."""
    bulk(
        conn,
        "INSERT INTO sync_told (name, id, card_id) VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET card_id = excluded.card_id",
        rows,
    )


def forget(conn: Connection, rows: Iterable[Row]) -> None:
    """Forget the names of rows that are told under those of their cards."""
    bulk(conn, "DELETE FROM sync_told WHERE card_id = ? AND id = ?", rows)
