"""Tells a backup that is restored what the state it replaces had heard of other machines.

Restoring goes back everywhere: what was heard since the backup is taken in once more, and then what
the backup says is written anew, as an edit of that, which all machines follow. See
``collection.syncing.restored``.
"""

import json
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flashcards.model.errors import UserError
from flashcards.store import connections, preparing, taking_part

if TYPE_CHECKING:
    from flashcards.store.syncing.overruled import Over

_WAITING: Final = "SELECT hash, name, data FROM sync_outbox"


def note_down(backup: Path, replaced: Path) -> None:
    """Let ``backup``, which takes the place of ``replaced``, know what that one had heard.

    Of a replaced collection that cannot be read nothing is known, and all of it comes back.
    """
    with suppress(sqlite3.DatabaseError, UserError), closing(_looked_at(replaced)) as old:
        setup = _value(old, taking_part.KEY)
        if setup is None:
            return
        if json.loads(setup).get(taking_part.LEFT):
            _leave(backup)
            return
        found = {"over": _overruled(backup, replaced), "name": json.loads(setup).get("name", "")}
        waiting = old.execute(_WAITING).fetchall()
        with closing(_connect(backup, "mode=rw")) as new:
            new.execute("BEGIN IMMEDIATE")
            new.execute(
                "INSERT OR REPLACE INTO collection VALUES (?, ?)",
                (taking_part.REPLACED, json.dumps(found)),
            )
            if _value(new, taking_part.KEY) is not None:
                new.executemany("INSERT OR IGNORE INTO sync_outbox VALUES (?, ?, ?)", waiting)
            new.execute("COMMIT")


def _overruled(backup: Path, replaced: Path) -> "Over":
    """Return what ``replaced`` said, or was still to say again, and ``backup`` says otherwise."""
    from flashcards.store.syncing import overruled, records

    preparing.bring_up_to_date(backup)
    was, now = connections.open_unchanging(replaced), connections.open_unchanging(backup)
    try:
        address = connections.uri(replaced, "mode=ro&immutable=1")
        connections.raw_of(now).execute("ATTACH ? AS replaced", (address,))
        setup = records.setup(was) or {}
        found = overruled.find(was, now, setup["marks"])
        overruled.add(found, overruled.pending(was))
        overruled.add(found, records.replaced(was).get("over", {}))
        return found
    finally:
        connections.close(now)
        connections.close(was)


def _leave(backup: Path) -> None:
    """Let a backup take part no longer, as what it takes the place of; others hear nothing."""
    with closing(_connect(backup, "mode=rw")) as new:
        setup = _value(new, taking_part.KEY)
        if setup is not None:
            left = json.dumps({**json.loads(setup), taking_part.LEFT: True})
            new.execute("UPDATE collection SET value = ? WHERE key = ?", (left, taking_part.KEY))


def concerns_others(path: Path) -> bool:
    """Whether others follow where the collection at ``path`` is replaced by a backup."""
    with suppress(sqlite3.DatabaseError), closing(_looked_at(path)) as raw:
        return bool(raw.execute(taking_part.SHARES, (taking_part.KEY,)).fetchone()[0])
    return False


def _value(raw: sqlite3.Connection, key: str) -> str | None:
    row = raw.execute("SELECT value FROM collection WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def _looked_at(path: Path) -> sqlite3.Connection:
    """Open a collection to read it; without a log beside it nothing may come up beside it."""
    log = path.with_name(f"{path.name}-wal")
    return _connect(path, "mode=ro" if log.exists() else "mode=ro&immutable=1")


def _connect(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(connections.uri(path, how), uri=True, isolation_level=None)
