"""Makes a collection file, or brings an older one up to date, before it is opened."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from flashcards.later import later
from flashcards.model.errors import UserError
from flashcards.model.messages import message, sentences
from flashcards.store import connections, faults, header, identity, soundness
from flashcards.store.schema import LATEST

if TYPE_CHECKING:
    from flashcards.store import backup, migrations
    from flashcards.store.migrations import Seed, Step, layouts
else:  # for files that are new, old or not as they were left
    backup, migrations = (later(f"flashcards.store.{name}") for name in ("backup", "migrations"))
    layouts = later("flashcards.store.migrations.layouts")


def prepare(path: Path, seed: "Seed", now_ms: int, steps: "tuple[Step, ...] | None" = None) -> bool:
    """Make the file at ``path`` a collection of the latest layout; return whether it is a new one.

    ``steps`` lead to that layout; for None they are all there are.

    A foreign, damaged or newer file is refused with a UserError and left as it was, byte by byte.
    An older one is backed up first; each step is one transaction, so a failure leaves the layout
    before it. A file that is not as an orderly close left it is read whole first. The caller
    holds the lock and has no connection to the file.
    """
    latest = LATEST if steps is None else len(steps)
    found = header.refuse_unless_ours(path, latest)
    header.refuse_second_name(path)
    if found is None:
        _refuse_lost(path)
    if found is not None:
        if _beside(path, "-journal"):
            soundness.roll_back(path)
            found = header.refuse_unless_ours(path, latest) or found
        in_order = not _beside(path, "-wal")
        if in_order and not found.complete:
            raise soundness.damaged(path, message("its end is missing"))
        as_left = in_order and identity.is_as_left(path)
        if as_left:
            soundness.refuse_unreadable(path)
        if not as_left or found.user_version < latest:
            layouts.refuse_unless_of_layout(path, migrations.STEPS if steps is None else steps)
        if not as_left:  # a crash, a copy, or another program's work
            soundness.refuse_unsound(path, thorough=True)
        if in_order and found.user_version == latest:
            return False
    try:
        conn = connections.open_writer(path)
        try:
            return _prepare(conn, path, seed, now_ms, migrations.STEPS if steps is None else steps)
        finally:
            connections.close(conn)
    except (DBAPIError, sqlite3.Error, OSError) as error:
        faults.raise_told(error, faults.as_user_error(error))


def _refuse_lost(path: Path) -> None:
    """Raise DamagedError where a collection was that is missing or empty now.

    Opened as a new one it would look well, and its backups would in time replace the good ones.
    """
    if identity.was_here(path) or backup.list_backups(path):
        raise soundness.DamagedError(
            message("{path} is empty, and there was a collection.", path=path)
            if path.exists()
            else message("{path} is missing, and there was a collection.", path=path),
            sentences(
                header.RESTORE,
                message("To begin a new one, choose another name for its file."),
            ),
        )


def _prepare(
    conn: Connection, path: Path, seed: "Seed", now_ms: int, steps: "tuple[Step, ...]"
) -> bool:
    version = _number(conn, "PRAGMA user_version")
    header.refuse_newer(path, version, len(steps))
    if version == 0:
        with _transaction(conn):
            for number, statements in enumerate(steps, 1):
                migrations.take_step(conn, number, statements)
            seed(conn, now_ms)
        return True
    if version < len(steps):
        from flashcards.model.backups import BEFORE_LAYOUT

        backup.make_backup(
            path, datetime.fromtimestamp(now_ms / 1000, UTC), f"{BEFORE_LAYOUT} {len(steps)}"
        )
        _bring_up_to_date(conn, version, steps)
    return False


def bring_up_to_date(path: Path) -> None:
    """Give a copy of a collection, of which nothing is lost, the latest layout.

    Raises UserError; then it is left as it was.
    """
    found = header.refuse_unless_ours(path, LATEST)
    if found is not None and found.user_version < LATEST:
        conn = connections.open_writer(path)
        try:
            _bring_up_to_date(conn, found.user_version, migrations.STEPS)
        finally:
            connections.close(conn)


def _bring_up_to_date(conn: Connection, version: int, steps: "tuple[Step, ...]") -> None:
    # Off while tables are rebuilt (https://sqlite.org/lang_altertable.html, 7), checked by hand
    # before each commit; the setting cannot be changed inside a transaction.
    conn.exec_driver_sql("PRAGMA foreign_keys = OFF")
    for number, statements in enumerate(steps[version:], version + 1):
        with _transaction(conn):
            migrations.take_step(conn, number, statements)
            if conn.exec_driver_sql("PRAGMA foreign_key_check").fetchone():
                raise UserError(
                    message(
                        "The collection could not be brought up to date (layout {number}): some of "
                        "its rows refer to others that are missing.",
                        number=number,
                    ),
                    message("It was left as it was. Restore a backup, or report this."),
                )
    conn.exec_driver_sql("PRAGMA foreign_keys = ON")


@contextmanager
def _transaction(conn: Connection) -> Iterator[None]:
    raw = connections.raw_of(conn)
    raw.execute("BEGIN IMMEDIATE")
    try:
        yield
        raw.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # an interrupt may have closed it, which rolls back too
            if raw.in_transaction:  # else SQLite rolled back by itself
                raw.execute("ROLLBACK")
        raise


def _beside(path: Path, end: str) -> bool:
    """Whether a crash left a journal beside the file, so that its header may be out of date."""
    return path.with_name(path.name + end).exists()


def _number(conn: Connection, query: str) -> int:
    found = conn.exec_driver_sql(query).scalar_one()
    assert isinstance(found, int)
    return found
