"""Whether a collection file holds together, found out without changing anything about it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message, sentences
from flashcards.store import connections, faults, header, journals


class DamagedError(UserError):
    """A collection file does not hold together."""


def refuse_unreadable(path: Path) -> None:
    """Raise DamagedError where the list of tables cannot be read: under a millisecond.

    For a file nobody has open. Nothing is written, and no file appears beside it.
    """
    with damage_named(path), closing(open_still(path)) as raw:
        raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def refuse_unsound(path: Path, *, thorough: bool = False) -> None:
    """Raise DamagedError unless the structure of the whole file holds together.

    For a file nobody has open. Reads all of it (half a second for 100,000 notes), with the log
    a crash left beside it. ``thorough``: compares every index with its table too, which finds
    spoilt pages that are well-formed by themselves, and takes twice as long. Neither notices a
    changed letter in a text.
    """
    with looking_at(path) as raw:
        refuse_problems(path, raw, thorough=thorough)


@contextmanager
def looking_at(path: Path) -> Iterator[sqlite3.Connection]:
    """Lend a connection to a file nobody has open; raises DamagedError for what it meets.

    Where the file is refused, nothing stays beside it that was not there.
    """
    index = path.with_name(path.name + "-shm")
    there = index.exists()
    try:
        with damage_named(path), closing(open_still(path)) as raw:
            yield raw
    except DamagedError:
        if not there and index.exists():  # the index of the log, which reading it made
            index.unlink()
        raise


def roll_back(path: Path) -> None:
    """Let SQLite take back what a crash broke off, by the journal beside the file; remove that.

    For whoever holds the lock. A journal SQLite passes over holds nothing any more, and left
    there it would keep later openings from looking at the file. Raises DamagedError.
    """
    with damage_named(path), closing(connect(path, "mode=rw")) as raw:
        raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    path.with_name(path.name + "-journal").unlink(missing_ok=True)


def refuse_problems(path: Path, raw: sqlite3.Connection, *, thorough: bool = False) -> None:
    """Raise DamagedError for what SQLite finds wrong through this connection."""
    check = "integrity_check" if thorough else "quick_check"
    found = str(raw.execute(f"PRAGMA {check}(1)").fetchone()[0])
    if found != "ok":
        raise damaged(path, found)


def open_still(path: Path) -> sqlite3.Connection:
    """Open a file nobody writes to; without a log beside it, so that nothing appears there."""
    log = path.with_name(path.name + "-wal")
    return connect(path, "mode=ro" if log.exists() else "mode=ro&immutable=1")


def connect(path: Path, query: str) -> sqlite3.Connection:
    """Open a plain connection that trusts nothing in the file. Raises UserError."""
    journals.refuse_odd(path)
    raw = sqlite3.connect(connections.uri(path, query), uri=True, isolation_level=None)
    raw.execute("PRAGMA trusted_schema = OFF")
    raw.execute("PRAGMA cell_size_check = ON")
    return raw


@contextmanager
def damage_named(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a damaged file at ``path`` into DamagedError."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        # The text of an error may hold pieces of the damage that are no text.
        words = faults.as_user_error(error) if isinstance(error, sqlite3.Error) else None
        if words is None or words.what == faults.DAMAGED:
            raise damaged(path) from error
        raise words from error


def damaged(path: Path, detail: Message | str = "") -> DamagedError:
    """Return what is said of the damaged file at ``path``; ``detail`` stands in brackets."""
    named = str(path)
    what = message("{path} is damaged.", path=named)
    if detail:
        what = message("{path} is damaged ({detail}).", path=named, detail=detail)
    return DamagedError(what, sentences(message("It was left as it is."), header.RESTORE))
