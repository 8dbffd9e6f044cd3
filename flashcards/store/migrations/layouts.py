"""Whether a collection file is laid out as its number says, before steps are taken from there."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path

from flashcards.store import soundness

_LAYOUT = (
    "SELECT s.type, s.name, c.name FROM sqlite_schema s "
    "LEFT JOIN pragma_table_info(s.name) c ON s.type = 'table' WHERE s.name NOT LIKE 'sqlite_%'"
)


Step = Sequence[str | Callable[[sqlite3.Connection], None]]


def refuse_unless_of_layout(path: Path, steps: Sequence[Step]) -> None:
    """Raise DamagedError unless the file has just the tables, columns and indexes of its layout.

    ``steps`` are all there are. For a file nobody has open, an older one; one of the latest layout
    is passed over. A single flipped bit in the number would else begin a migration in the middle
    of tables that are there already.
    """
    with soundness.damage_named(path), closing(soundness.open_still(path)) as raw:
        # Asked here and not of the head, which may be behind the log a crash left.
        version = int(raw.execute("PRAGMA user_version").fetchone()[0])
        found = set(raw.execute(_LAYOUT).fetchall())
    if not 0 < version < len(steps):
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        for statement in chain.from_iterable(steps[:version]):
            if isinstance(statement, str):
                fresh.execute(statement)
            else:
                statement(fresh)
        right = set(fresh.execute(_LAYOUT).fetchall())
    if found != right:
        raise soundness.damaged(path, "it is not laid out as the number of its layout says")
