"""Lets undo follow rows that other machines take away and that come back under other ids.

What a merge takes away is kept beside the logs of undo, as long as the connection lasts. Once a row
of that name is there again, the steps know it by its new id, and put back what they wrote and not
what has come meanwhile.
"""

from collections.abc import Mapping
from typing import Final, TypeAlias

from sqlalchemy import Connection

from flashcards.store import undo
from flashcards.store.connections import bulk, raw_of
from flashcards.store.schema import TRACKED
from flashcards.store.undo import Step

Returned: TypeAlias = dict[str, dict[int, int]]
"""Rows that are back, by table: the id that each had, and the one that it has."""

RETURNED: Final = -1
"""The number under which rows are logged that are back, as they were when they went."""

_NAMED: Final = {
    "presets": ("uid",), "decks": ("uid",), "sources": ("uid",), "plans": ("uid",),
    "notes": ("guid",), "cards": ("note_id", "template_id", "ordinal"), "passages": ("note_id",),
    "highlights": ("uid",), "readings": ("uid",),
}  # fmt: skip
"""By what a row that is back is known, by table: what others name comes first."""
_NAMING: Final = {
    "presets": (("decks", "preset_id"),),
    "decks": (("decks", "parent_id"), ("cards", "deck_id")),
    "sources": (("notes", "source_id"), ("passages", "source_id"), ("highlights", "source_id")),
    "notes": (("cards", "note_id"), ("passages", "note_id")),
}
"""Columns that hold ids of a table."""
_COLUMNS: Final = {table.name: [column.name for column in table.columns] for table in TRACKED}
_LAYOUT: Final = (
    "CASE WHEN EXISTS (SELECT 1 FROM undo_note_types t WHERE t.undo_step = u.undo_step "
    "AND t.id = u.note_type_id) THEN NULL "
    "ELSE (SELECT fields FROM main.note_types t WHERE t.id = u.note_type_id) END"
)
"""In which fields the texts of a note lie that went; NULL where that is another by now."""


def keep_gone(conn: Connection, number: int) -> None:
    """Keep what a merge, the step ``number``, took away."""
    execute = raw_of(conn).execute
    for table in _NAMED.keys() & undo.touched_tables(conn, number):
        columns = ", ".join(_COLUMNS[table])
        named = ", ".join(_NAMED[table])
        execute(
            f"CREATE TEMP TABLE IF NOT EXISTS gone_{table} "
            f"(layout, {columns}, UNIQUE (id), UNIQUE ({named}))"
        )
        layout = _LAYOUT if table == "notes" else "NULL"
        execute(
            f"INSERT OR REPLACE INTO gone_{table} (layout, {columns}) SELECT {layout}, {columns} "
            f"FROM undo_{table} u WHERE undo_step = ? AND undo_op = 'D' "
            f"AND NOT EXISTS (SELECT 1 FROM main.{table} n WHERE n.id = u.id)",
            (number,),
        )


def follow(conn: Connection, number: int, before: Mapping[str, int]) -> Returned:
    """Let all steps know rows that came back with a merge, the step ``number``, by their ids.

    ``before`` has the largest id of each table before it. What they were when they went is logged
    under ``RETURNED``, for who takes over what has come; ``forget`` drops that. Returns which rows
    have another id now, by table.
    """
    execute = raw_of(conn).execute
    execute("CREATE TEMP TABLE IF NOT EXISTS back (old INTEGER PRIMARY KEY, new INTEGER)")
    found: Returned = {}
    for table, columns in _NAMED.items():
        if not _is_kept(conn, table):
            continue
        named = " AND ".join(f"n.{column} = o.{column}" for column in columns)
        execute("DELETE FROM temp.back")
        execute(
            f"INSERT INTO temp.back SELECT o.id, n.id FROM gone_{table} o "
            f"JOIN main.{table} n ON {named} WHERE (n.id > ?2 OR n.id IN "
            f"(SELECT id FROM undo_{table} WHERE undo_step = ?1 AND undo_op = 'I'))"
            + (_SAME_LAYOUT if table == "notes" else ""),
            (number, before.get(table, 0)),
        )
        _log(conn, table)
        renumbered = execute("SELECT old, new FROM temp.back WHERE old <> new").fetchall()
        if renumbered:
            found[table] = dict(renumbered)
            _renumber(conn, table)
    return found


_SAME_LAYOUT: Final = (
    " AND o.layout = (SELECT fields FROM main.note_types t WHERE t.id = n.note_type_id)"
)


def _is_kept(conn: Connection, table: str) -> bool:
    """Whether anything went from a table and is not known to be back."""
    sql = "SELECT EXISTS (SELECT 1 FROM temp.sqlite_master WHERE name = ?)"
    return bool(raw_of(conn).execute(sql, (f"gone_{table}",)).fetchone()[0])


def _log(conn: Connection, table: str) -> None:
    """Log rows that are back as they were when they went, and keep them no longer."""
    execute = raw_of(conn).execute
    columns = ", ".join(column for column in _COLUMNS[table] if column != "id")
    execute(
        f"INSERT OR REPLACE INTO undo_{table} (undo_step, undo_op, id, {columns}) "
        f"SELECT {RETURNED}, 'U', b.new, {columns} FROM gone_{table} o "
        "JOIN temp.back b ON b.old = o.id"
    )
    execute(f"DELETE FROM gone_{table} WHERE id IN (SELECT old FROM temp.back)")


def _renumber(conn: Connection, table: str) -> None:
    execute = raw_of(conn).execute
    chosen = "IN (SELECT old FROM temp.back)"
    execute(
        f"UPDATE OR REPLACE undo_{table} SET id = (SELECT new FROM temp.back WHERE old = id) "
        f"WHERE undo_step <> {RETURNED} AND undo_op = 'U' AND id {chosen}"
    )
    for other, column in _NAMING.get(table, ()):
        for kept in (f"undo_{other}", *([f"gone_{other}"] if _is_kept(conn, other) else ())):
            execute(
                f"UPDATE {kept} SET {column} = (SELECT new FROM temp.back WHERE old = {column}) "
                f"WHERE {column} {chosen}"
            )


def forget(conn: Connection) -> None:
    """Drop what ``follow`` logged under ``RETURNED``."""
    for table in _NAMED:
        raw_of(conn).execute(f"DELETE FROM undo_{table} WHERE undo_step = ?", (RETURNED,))


def drop(conn: Connection) -> None:
    """Keep nothing of what merges took away any more: there is no step that could know it."""
    for table in _NAMED:
        raw_of(conn).execute(f"DROP TABLE IF EXISTS temp.gone_{table}")


def is_missed(conn: Connection, number: int) -> bool:
    """Whether a step (its number) wrote a row that is back, and does not know under which id."""
    if not _is_kept(conn, "notes"):
        return False
    found = raw_of(conn).execute(
        "SELECT EXISTS (SELECT 1 FROM gone_notes g JOIN main.notes n ON n.guid = g.guid "
        "WHERE g.id IN (SELECT id FROM undo_notes WHERE undo_step = ?1 AND undo_op = 'U' "
        "UNION SELECT note_id FROM undo_cards WHERE undo_step = ?1 AND undo_op = 'U'))",
        (number,),
    )
    return bool(found.fetchone()[0])


def is_void(conn: Connection, step: Step) -> bool:
    """Whether a step did no more than change rows of which none is there any more."""
    if not step.touched or step.inserted or step.reviews or step.brought or step.strikes:
        return False
    return not any(
        raw_of(conn).execute(
            f"SELECT EXISTS (SELECT 1 FROM undo_{table} u WHERE undo_step = ? AND "
            f"(undo_op <> 'U' OR EXISTS (SELECT 1 FROM main.{table} n WHERE n.id = u.id)))",
            (step.number,),
        ).fetchone()[0]
        for table in step.touched
    )  # fmt: skip


def adopt(conn: Connection, step: Step, returned: Returned) -> None:
    """Let a step that added rows take those away that are these by now."""
    for table, ids in returned.items():
        first, last = step.inserted.get(table, (0, 0))
        mine = [new for old, new in ids.items() if first < old <= last]
        bulk(
            conn,
            f"INSERT OR IGNORE INTO undo_{table} (undo_step, undo_op, id) VALUES (?, 'I', ?)",
            ((step.number, each) for each in mine),
        )
        if mine:
            step.touched |= {table}
