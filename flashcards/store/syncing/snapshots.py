"""Which snapshots are known here, for as long as they lie there."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from flashcards.store.syncing import records, segments
from flashcards.sync.heading import Header
from flashcards.sync.values import Segment

_KEY: Final = "snapshots"


class Snapshot(NamedTuple):
    """A snapshot that was made here, taken in, or of which all was known already."""

    hash: str
    name: str
    size: int
    """In bytes."""
    at_ms: int
    """Since when it is known, in UTC ms."""
    maker: str
    """The device (uid) that made it."""
    reader: str
    """The device (uid) that this collection wrote as when it learned of it."""
    upto: int
    """The number of the last segment of ``reader`` that was covered then."""
    by: str = ""
    """The first snapshot (hash) that stands for it, if one does."""
    missing_ms: int = 0
    """Since when it has not been there, in UTC ms; 0 where it is."""


def known(setup: Mapping[str, Any]) -> list[Snapshot]:
    """Return them, the first known first."""
    return [Snapshot(*each) for each in setup.get(_KEY, ())]


def add(conn: Connection, head: Segment | Header, file: tuple[str, str, int], at_ms: int) -> None:
    """Note a snapshot, of which ``file`` says hash, name and size; after ``segments.note``."""
    setup = records.setup(conn)
    if setup is None:
        return
    whole_hash, _, _ = file
    covers = set(head.covers)
    kept = [
        each._replace(by=each.by or (whole_hash if each.hash in covers else ""))
        for each in known(setup)
        if each.hash != whole_hash
    ]
    upto = segments.largest_covered(conn, setup["uid"])
    new = Snapshot(*file, at_ms, head.device, setup["uid"], upto)
    keep(conn, [*kept, new])


def keep(conn: Connection, some: Iterable[Snapshot]) -> None:
    """Keep these, in the place of those known so far."""
    setup = records.setup(conn)
    if setup is not None:
        records.set_setup(conn, {**setup, _KEY: [list(each) for each in some]})
