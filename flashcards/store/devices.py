"""The devices that wrote into a collection, and the running numbers of their reviews."""

import platform
from pathlib import Path

from sqlalchemy import Connection

from flashcards.model.ids import device_number
from flashcards.store import identity


def enter_device(conn: Connection, path: Path) -> int:
    """Return this device's number in the collection, entering it when it is new.

    It is new as well when the file has gone back in time, as an old copy put back by hand has.
    """

    def sequence_of(uid: str) -> int:
        row = conn.exec_driver_sql(
            "SELECT next_sequence FROM devices WHERE uid = ?", (uid,)
        ).fetchone()
        return 0 if row is None else int(row[0])

    uid = identity.device_uid(path, sequence_of)
    row = conn.exec_driver_sql("SELECT id FROM devices WHERE uid = ?", (uid,)).fetchone()
    if row is not None:
        return int(row[0])
    return _enter(conn, uid, platform.node())


def renew(conn: Connection, path: Path) -> int:
    """Enter this device anew, under another uid, and return its number. Raises OSError."""
    identity.forget_device(path)
    return enter_device(conn, path)


def _enter(conn: Connection, uid: str, name: str) -> int:
    """Enter a device under the number its uid has, or the next that is free."""
    number = device_number(uid)
    while conn.exec_driver_sql("SELECT 1 FROM devices WHERE id = ?", (number,)).fetchone():
        number += 1
    conn.exec_driver_sql(
        "INSERT INTO devices (id, uid, name, next_sequence) VALUES (?, ?, ?, 1)",
        (number, uid, name),
    )
    return number


def enter_origin(conn: Connection, origin: str, name: str) -> int:
    """Return the number of what stands for a device in a log from elsewhere, entering it when new.

    ``origin`` is its uid and says what the log came from, such as ``"anki:"`` and the uid of its
    collection; so two machines that import one log write the same rows. It gives out no numbers:
    whoever imports makes them from the numbers the rows had. ``name`` is shown to the learner.
    Raises ValueError for an origin that does not say what kind it is.
    """
    kind, colon, whose = origin.partition(":")
    if not (kind and colon and whose):
        raise ValueError("an origin is a kind and a name, with a colon between")
    return enter_named(conn, origin, name)


def programs(conn: Connection) -> dict[int, str]:
    """Return the programs that logs from elsewhere came from, by the number of their device."""
    rows = conn.exec_driver_sql("SELECT id, name FROM devices WHERE uid LIKE '%:%'").fetchall()
    return {row[0]: row[1] for row in rows}


def enter_named(conn: Connection, uid: str, name: str) -> int:
    """Return the number of the device with this uid, entering it when it is new."""
    row = conn.exec_driver_sql("SELECT id FROM devices WHERE uid = ?", (uid,)).fetchone()
    return _enter(conn, uid, name) if row is None else int(row[0])


def leave_device(conn: Connection, path: Path, device: int) -> None:
    """Remember beside the file how far this device's numbers have got, at an orderly close."""
    row = conn.exec_driver_sql(
        "SELECT uid, next_sequence FROM devices WHERE id = ?", (device,)
    ).fetchone()
    if row is not None:
        identity.remember_sequence(path, row[0], row[1])


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
