"""Tells a backup that is restored what the state it replaces had heard of other machines.

Restoring goes back everywhere: what was heard since the backup is taken in once more, and then what
the backup says is written anew, as an edit of that, which all machines follow. See
``collection.syncing.restored``.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from flashcards.model.errors import UserError
from flashcards.store import connections, preparing, taking_part

if TYPE_CHECKING:
    from flashcards.store.syncing.overruled import Over

Setup: TypeAlias = dict[str, Any]

_KEEP: Final = "INSERT OR REPLACE INTO collection VALUES (?, ?)"
_OUTBOX: Final = "SELECT hash, name, data FROM sync_outbox"
_NAMES: Final = "SELECT name FROM sync_segments WHERE seen_ms = 0 AND name <> ''"
_LIE_THERE: Final = (
    f"{_NAMES} AND (head < 2 OR instr(name, '-snapshot-')) AND hash NOT IN "
    "(SELECT hash FROM sync_outbox)"
)
_OF_PLACE: Final = ("salt", "check", "salts", "space", "owed", "missing_ms", "no_snapshot_ms")
"""What the setup says of the folder or hub."""
_UNREADABLE: Final = (
    sqlite3.Error, SQLAlchemyError, UserError, ValueError, TypeError, LookupError, ArithmeticError,
    AttributeError, RecursionError,
)  # fmt: skip
"""What reading a damaged collection leads to."""


def note_down(backup: Path, replaced: Path) -> None:
    """Let ``backup``, which takes the place of ``replaced``, know what that one had heard.

    Of a replaced collection that cannot be read nothing is known, and all of it comes back.
    """
    with suppress(*_UNREADABLE), closing(_looked_at(replaced)) as old:
        setup, before = _setup(old), _said(old, taking_part.REPLACED) or {}
        if setup is not None or _said(old, taking_part.HANDED_ON):
            _hand_on_what_was_done(backup, replaced)
        if setup is not None and setup.get("left"):
            _leave(backup)
        elif setup is not None or before:
            _hand_on(backup, replaced, old, before)


def _hand_on(backup: Path, replaced: Path, old: sqlite3.Connection, before: dict[str, Any]) -> None:
    """Hand on what ``old`` had heard, and ``before`` it what that had taken the place of."""
    setup = _setup(old)
    known, told = setup or {}, dict(before.get("told", {}))
    for kind, last in known.get("marks", {}).items():
        told[kind] = max(last, told.get(kind, 0))
    found = {
        "over": _overruled(backup, replaced, told),
        "name": known.get("name") or before.get("name", ""),
        "mine": [
            *before.get("mine", ()),
            *known.get("mine", ()),
            *([known["uid"]] if setup else ()),
        ],
        "told": told,
    }
    with closing(_connect(backup, "mode=rw")) as new:
        new.execute("BEGIN IMMEDIATE")
        new.execute(_KEEP, (taking_part.REPLACED, json.dumps(found)))
        if setup is not None:
            _hand_on_place(new, old, setup)
        new.execute("COMMIT")


def _hand_on_what_was_done(backup: Path, replaced: Path) -> None:
    """Let the backup have what was done since: that is not taken back, nor may it get lost."""
    from flashcards.store.syncing import handed_on, records

    found: list[str] = []
    with suppress(*_UNREADABLE), _compared(backup, replaced) as (was, now):
        setup = records.setup(was)
        since = handed_on.done_since(was, now, setup) if setup is not None else []
        before = [*handed_on.kept(now), *handed_on.kept(was)]
        found = [*dict.fromkeys([*before, *handed_on.as_kept(since)])]
    if found:
        with closing(_connect(backup, "mode=rw")) as new:
            new.execute(_KEEP, (taking_part.HANDED_ON, json.dumps(found)))


def _hand_on_place(new: sqlite3.Connection, old: sqlite3.Connection, setup: Setup) -> None:
    """Let the backup go on over the folder or hub of today, and carry away what waits for it."""
    before = _setup(new)
    if before is None:  # it joins there as a new one does
        return
    from flashcards.store.syncing import segments

    if not _names(old) & (names := _names(new)) and names:  # they lie elsewhere
        for statement in segments.MOVING:
            new.execute(statement)
    new.executemany("INSERT OR IGNORE INTO sync_outbox VALUES (?, ?, ?)", old.execute(_OUTBOX))
    there = {each[0] for each in setup.get("snapshots", ())}
    after = {name: each for name, each in before.items() if name not in _OF_PLACE}
    after |= {name: each for name, each in setup.items() if name in _OF_PLACE}
    after["snapshots"] = [each for each in before.get("snapshots", ()) if each[0] in there]
    after["lay_there"] = sorted({*_names(old, _LIE_THERE), *setup.get("lay_there", ())})
    new.execute(_KEEP, (taking_part.KEY, json.dumps(after)))


def _names(raw: sqlite3.Connection, asked: str = _NAMES) -> set[str]:
    return {row[0] for row in raw.execute(asked)}


def _overruled(backup: Path, replaced: Path, told: dict[str, int]) -> "Over":
    """Return what ``replaced`` said, or was still to say again, and ``backup`` says otherwise.

    ``told`` are the last rows (ids) by kind of which others know.
    """
    from flashcards.store.syncing import overruled, records

    with _compared(backup, replaced) as (was, now):
        found = overruled.find(was, now, told)
        overruled.add(found, overruled.pending(was))
        overruled.add(found, records.replaced(was).get("over", {}))
        return found


@contextmanager
def _compared(backup: Path, replaced: Path) -> Iterator[tuple[Connection, Connection]]:
    """Open both to be read, the replaced one first; the backup has it attached as ``replaced``."""
    preparing.bring_up_to_date(backup)
    reader = connections.open_reader if _has_log(replaced) else connections.open_unchanging
    was, now = reader(replaced), connections.open_unchanging(backup)
    try:
        address = connections.uri(replaced, _mode(replaced))
        connections.raw_of(now).execute("ATTACH ? AS replaced", (address,))
        yield was, now
    finally:
        connections.close(now)
        connections.close(was)


def _leave(backup: Path) -> None:
    """Let a backup take part no longer, as what it takes the place of; others hear nothing."""
    with closing(_connect(backup, "mode=rw")) as new:
        setup = _setup(new)
        if setup is not None:
            new.execute(_KEEP, (taking_part.KEY, json.dumps({**setup, "left": True})))


def concerns_others(path: Path) -> bool:
    """Whether others follow where the collection at ``path`` is replaced by a backup."""
    with suppress(sqlite3.DatabaseError), closing(_looked_at(path)) as raw:
        return bool(raw.execute(taking_part.SHARES, (taking_part.KEY,)).fetchone()[0])
    return False


def _setup(raw: sqlite3.Connection) -> Setup | None:
    found: Setup | None = _said(raw, taking_part.KEY)
    return found


def _said(raw: sqlite3.Connection, key: str) -> Any:
    """Return what a collection keeps under a key; None for nothing."""
    row = raw.execute("SELECT value FROM collection WHERE key = ?", (key,)).fetchone()
    return None if row is None else json.loads(row[0])


def _looked_at(path: Path) -> sqlite3.Connection:
    """Open a collection to read it."""
    return _connect(path, _mode(path))


def _mode(path: Path) -> str:
    """Return how to open a collection; without a log beside it nothing may come up beside it."""
    return "mode=ro" if _has_log(path) else "mode=ro&immutable=1"


def _has_log(path: Path) -> bool:
    return path.with_name(f"{path.name}-wal").exists()


def _connect(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(connections.uri(path, how), uri=True, isolation_level=None)
