"""The two connections to a collection file: one that writes and alone checkpoints, one that reads.

SQLAlchemy's own transactions are off (autocommit): ``store`` says BEGIN IMMEDIATE, COMMIT and
ROLLBACK itself, in one place.
"""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Final, cast
from urllib.parse import quote

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from flashcards.store import faults, journals, location
from flashcards.store.schema import APPLICATION_ID

_BUSY_SECONDS = 1.0
"""How long to wait for a lock: another program's scan of the file, never one of our own."""

_STATEMENTS = 512
"""Compiled statements each connection keeps."""

_ROWS_AT_ONCE = 50
"""Rows one statement inserts where there are many; more of them gain nothing."""

_COMMON: Final = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -32000",
)

_WRITER: Final = (
    *_COMMON,
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # Pages of the log folded into the file by the commit that passes them. High, so that it is
    # done when idle (``checkpoint``) and an answer rarely waits for it.
    "PRAGMA wal_autocheckpoint = 4000",
    # A large import lets the log grow; the next checkpoint cuts it back to this.
    "PRAGMA journal_size_limit = 33554432",
)

_READER: Final = (*_COMMON, "PRAGMA query_only = ON")


def open_writer(path: Path) -> Connection:
    """Open the writing connection to the collection at ``path``; make the file where missing.

    The caller holds the lock (``locking``) and has had the file checked (``migrations``), since
    this marks the file as one with a write-ahead log. Raises UserError.
    """
    journals.refuse_odd(path)
    location.make_private_file(path)
    _lend_mode(path)
    # No log on a network drive: it needs memory shared between processes of one machine.
    journal = "DELETE" if location.on_network(path) else "WAL"
    pragmas: tuple[str, ...] = (f"PRAGMA journal_mode = {journal}", *_WRITER)
    if journal == "DELETE":
        # A commit is the deletion of the journal; EXTRA makes it last through a power cut.
        pragmas = (*pragmas, "PRAGMA synchronous = EXTRA")
    if path.stat().st_size == 0:
        # Before the log is on, so that the file itself says whose it is after a crash.
        pragmas = (f"PRAGMA application_id = {APPLICATION_ID}", *pragmas)
    return _open(path, "rw", pragmas)


def _lend_mode(path: Path) -> None:
    """Give the log and its index the mode of the file where they may not be written and it may.

    They keep the mode the file had when they were made, though that was changed since.
    """
    mode = path.stat().st_mode
    for end in ("-wal", "-shm"):
        beside = path.with_name(path.name + end)
        with contextlib.suppress(OSError):
            if mode & 0o200 and not beside.lstat().st_mode & 0o200:
                beside.chmod(mode & 0o777)


def open_reader(path: Path) -> Connection:
    """Open a read-only connection; after the writer, and to be closed before it.

    Raises UserError.
    """
    journals.refuse_odd(path)
    return _open(path, "ro", _READER)


def open_unchanging(path: Path) -> Connection:
    """Open a read-only connection to a file into which nobody writes just now.

    Takes no lock and makes no log. Raises UserError.
    """
    journals.refuse_odd(path)
    return _open(path, "ro&immutable=1", _READER)


def open_extra_reader(path: Path) -> Connection:
    """Open a read-only connection for one long look: it sees the file as it is now.

    Without a write-ahead log a look that lasts would hold up the writer; there every statement
    sees the file as it is at its own moment. Raises UserError.
    """
    conn = open_reader(path)
    try:
        if raw_of(conn).execute("PRAGMA journal_mode").fetchone() == ("wal",):
            raw_of(conn).execute("BEGIN")
    except BaseException:
        close(conn)
        raise
    return conn


def close(conn: Connection) -> None:
    """Close ``conn`` for good; an unfinished transaction is rolled back. Closing twice is fine."""
    conn.close()
    conn.engine.dispose()


def checkpoint(conn: Connection, *, truncate: bool = False) -> None:
    """Fold the write-ahead log into the file: at idle moments, and (``truncate``) before closing.

    Waits for nobody: what a reader still needs is left for the next time.
    """
    raw_of(conn).execute(f"PRAGMA wal_checkpoint({'TRUNCATE' if truncate else 'PASSIVE'})")


def raw_of(conn: Connection) -> sqlite3.Connection:
    """Return the driver's connection beneath ``conn``."""
    return cast("sqlite3.Connection", conn.connection.dbapi_connection)


def bulk(conn: Connection, sql: str, rows: Iterable[Sequence[object]]) -> None:
    """Run one statement for every row, made while it runs: for many thousands of rows."""
    raw_of(conn).executemany(sql, rows)


def insert_rows(
    conn: Connection, into: str, rows: Sequence[Sequence[object]], otherwise: str = ""
) -> None:
    """Insert rows of one width ``into`` a table (its columns in brackets), many by one statement.

    Takes a quarter to three quarters of the time of a statement for each row, which among other
    things counts AUTOINCREMENT on. ``otherwise`` is what stands behind the values.
    """
    if not rows:
        return
    values = f"({', '.join('?' * len(rows[0]))})"
    full = len(rows) - len(rows) % _ROWS_AT_ONCE
    blocks = (rows[start : start + _ROWS_AT_ONCE] for start in range(0, full, _ROWS_AT_ONCE))
    if full:
        many = ", ".join([values] * _ROWS_AT_ONCE)
        filled = (tuple(chain.from_iterable(block)) for block in blocks)
        bulk(conn, f"INSERT INTO {into} VALUES {many} {otherwise}", filled)
    if full < len(rows):
        bulk(conn, f"INSERT INTO {into} VALUES {values} {otherwise}", rows[full:])


def uri(path: Path, query: str) -> str:
    """Return the address SQLite opens ``path`` by, with ``query`` (``mode=ro``) behind it."""
    name = os.fsencode(path.absolute()).replace(os.sep.encode(), b"/")
    slash = "" if name.startswith(b"/") else "/"
    return f"file://{slash}{quote(name, safe='/:')}?{query}"


def _open(path: Path, mode: str, pragmas: tuple[str, ...]) -> Connection:
    engine = create_engine(
        "sqlite://",
        creator=_creator(uri(path, f"mode={mode}"), pragmas),
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
    )
    try:
        return engine.connect()
    except DBAPIError as error:
        faults.raise_told(error, faults.as_user_error(error))


def _creator(address: str, pragmas: tuple[str, ...]) -> Callable[[], sqlite3.Connection]:
    def connect() -> sqlite3.Connection:
        raw = sqlite3.connect(
            address,
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=_STATEMENTS,
        )
        try:
            for pragma in pragmas:
                raw.execute(pragma).fetchall()
        except BaseException:
            raw.close()
            raise
        return raw

    return connect
