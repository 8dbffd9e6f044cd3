"""Whether a collection file has just the tables of its layout, asked before any of it is used.

SQLite runs what a file's triggers, views, computed columns and rules say whenever a table is
written or read, and some of it can run for ever or change what the learner asked for. None of our
layouts has any.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import lru_cache
from itertools import chain
from pathlib import Path

from flashcards.model.messages import message
from flashcards.store import soundness

Step = Sequence[str | Callable[[sqlite3.Connection], None]]
Schema = dict[tuple[str, str], str]
"""What a file is made of: (kind, name) and the statement that makes it."""

_ALL = (
    "SELECT CAST(type AS TEXT), CAST(name AS TEXT), "
    "CAST(coalesce(tbl_name || ' ' || sql, '') AS TEXT) FROM sqlite_schema"
)
_SPACE = re.compile(r"\s+")
_LOOSE = re.compile(r" ?([(),=<>]) ?")

_OF_ANALYZE = frozenset({("table", "sqlite_stat1"), ("table", "sqlite_stat4")})
"""What SQLite itself keeps where some program had it measure the tables."""
_STATISTICS = re.compile(r"sqlite_stat[14] CREATE TABLE sqlite_stat[14]\([a-z,]+\)")


def refuse_unless_of_layout(path: Path, steps: Sequence[Step]) -> None:
    """Raise DamagedError unless the file has just what its layout has, and nothing of another's.

    ``steps`` are all there are. For a file nobody has open; only its list of tables is read, so
    that nothing in it runs. A single flipped bit in the number of its layout would else begin a
    migration in the middle of tables that are there already.
    """
    with soundness.looking_at(path) as raw:
        refuse_schema(path, raw, steps)


def refuse_schema(path: Path, raw: sqlite3.Connection, steps: Sequence[Step]) -> None:
    """Raise DamagedError like ``refuse_unless_of_layout``, through a connection that only reads."""
    # Asked here and not of the head, which may be behind the log a crash left.
    version = int(raw.execute("PRAGMA user_version").fetchone()[0])
    if not 0 <= version <= len(steps):
        return  # refused elsewhere, as a newer one
    right = _right(tuple(chain.from_iterable(steps[:version])))
    rows = raw.execute(_ALL).fetchall()
    found = _plain(rows)
    if len(found) < len(rows):
        raise soundness.damaged(path, message("it has two tables of one name"))
    for key, statement in found.items():
        if key in right or (key in _OF_ANALYZE and _STATISTICS.fullmatch(statement)):
            continue
        odd = message("it has the {part}, which no collection has", part=_named(*key))
        raise soundness.damaged(path, odd)
    for key, statement in right.items():
        if key not in found:
            raise soundness.damaged(path, message("the {part} is missing", part=_named(*key)))
        if found[key] != statement:
            other = message("the {part} is not as the program makes it", part=_named(*key))
            raise soundness.damaged(path, other)


@lru_cache(maxsize=4)
def _right(statements: tuple[str | Callable[[sqlite3.Connection], None], ...]) -> Schema:
    """What a file is made of in which just these steps were taken."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        for statement in statements:
            if isinstance(statement, str):
                fresh.execute(statement)
            else:
                statement(fresh)
        return _plain(fresh.execute(_ALL))


def _plain(rows: Iterable[tuple[str, str, str]]) -> Schema:
    """The same whatever the spaces and quotes, in which versions of SQLite differ."""
    return {
        (kind, name): _LOOSE.sub(r"\1", _SPACE.sub(" ", sql.replace('"', ""))).strip()
        for kind, name, sql in rows
    }


def _named(kind: str, name: str) -> str:
    from flashcards.formats.wording import quoted  # late: for what is refused alone

    return f"{kind if kind in ('table', 'index', 'view', 'trigger') else 'part'} {quoted(name)}"
