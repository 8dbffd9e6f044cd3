"""The devices that wrote into a collection, and the running numbers of their reviews."""

import platform
from pathlib import Path

from sqlalchemy import Connection

from flashcards.store import identity


def enter_device(conn: Connection, path: Path) -> int:
    """Return this device's number in the collection, entering it when it is new."""
    uid = identity.device_uid(path)
    row = conn.exec_driver_sql("SELECT id FROM devices WHERE uid = ?", (uid,)).fetchone()
    if row is not None:
        return int(row[0])
    row = conn.exec_driver_sql(
        "INSERT INTO devices (uid, name, next_sequence) VALUES (?, ?, 1) RETURNING id",
        (uid, platform.node()),
    ).fetchone()
    assert row is not None
    return int(row[0])


def reserve_sequence(conn: Connection, device: int, count: int) -> int:
    """Set ``count`` review numbers aside for this device and return the first of them.

    Part of the transaction in progress, but never of its undo.
    """
    row = conn.exec_driver_sql(
        "UPDATE devices SET next_sequence = next_sequence + ?2 WHERE id = ?1 "
        "RETURNING next_sequence - ?2",
        (device, count),
    ).fetchone()
    assert row is not None
    return int(row[0])
