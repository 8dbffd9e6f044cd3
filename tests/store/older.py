"""Collections of older layouts, as the programs of their time left them."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from flashcards.store import connections, derived, migrations, notes, preparing

FIRST_ROWS = Path(__file__).with_name("layout_1_rows.sql")
LAYOUT_6 = Path(__file__).with_name("layout_6.sql")
"""Every table but the indexes: decks and subdecks, all built-in note types, five schedulers, two
devices, corrected and struck answers, a past judged by other rules, an article, a holiday."""


def first_rows(conn: Connection, now_ms: int) -> None:
    """Write what a new collection of any layout up to the sixth began with."""
    for statement in FIRST_ROWS.read_text(encoding="utf-8").split(";\n"):
        conn.exec_driver_sql(statement.replace(":now", str(now_ms)))


def layout_6(path: Path) -> Path:
    """Make a collection of the sixth layout in which everything was done once."""
    preparing.prepare(path, lambda conn, now_ms: None, 0, migrations.STEPS[:6])
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(LAYOUT_6.read_text(encoding="utf-8"))
    return path


def cards_of_layout(path: Path, layout: int, texts: Sequence[str], title: str = "") -> None:
    """Make a collection of a layout up to the sixth, with a basic note for each stored text.

    They are in the deck Old, and of the source ``title`` where there is one.
    """
    preparing.prepare(path, first_rows, 0, migrations.STEPS[:layout])
    conn = connections.open_writer(path)
    execute = conn.exec_driver_sql
    execute("BEGIN")
    columns = "id, uid, name, preset_id, description, changed_ms"
    execute(f"INSERT INTO decks ({columns}) VALUES (1, 'old', 'Old', 1, '', 0)")
    if title:
        execute("INSERT INTO sources (id, uid, title, changed_ms) VALUES (1, 's', ?, 0)", (title,))
    made = [
        (n, f"old-{n}", text, notes.first_key(text.split("\x1f")[0]))
        for n, text in enumerate(texts, 1)
    ]
    execute(
        "INSERT INTO notes VALUES (?, ?, 1, ?, '', ?, "
        f"{1 if title else 'NULL'}, '{'Terms' if title else ''}', 0, 0)",
        made,
    )
    columns = "id, note_id, deck_id, template_id, ordinal, position, changed_ms"
    execute(
        f"INSERT INTO cards ({columns}) VALUES (?, ?, 1, 1, 0, ?, 0)",
        [(n, n, n) for n, *_ in made],
    )
    derived.rebuild_text(conn)
    execute("COMMIT")
    connections.close(conn)


def change(path: Path, statement: str) -> None:
    """Do to a collection nobody has open what one statement says."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(statement)
        raw.commit()
