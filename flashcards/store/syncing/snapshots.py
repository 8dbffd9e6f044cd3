"""Which snapshots are known here, for as long as they lie there."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from flashcards.store.syncing import records, segments
from flashcards.store.syncing.setup import Setup
from flashcards.sync.heading import Header
from flashcards.sync.values import Segment


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
    former: Sequence[tuple[str, int]] = ()
    """As ``reader`` and ``upto``, of the names (uids) under which this collection wrote before."""
    swept: bool = False
    """Whether all it covers was cleared away, whoever wrote it."""
    damaged: str | None = None
    """How the file looks (``Entry.mark``) that was found not to be as it was made, if it was."""

    def uptos(self) -> list[tuple[str, int]]:
        """Return all that this collection wrote as, and up to which number that was covered."""
        return [(self.reader, self.upto), *((name, upto) for name, upto in self.former)]


def known(setup: Setup) -> list[Snapshot]:
    """Return them, the first known first."""
    return [Snapshot(*each) for each in setup.get("snapshots", ())]


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
    names = [setup["uid"], *setup.get("former", ())]
    own, *former = [(name, segments.largest_covered(conn, name)) for name in names]
    new = Snapshot(*file, at_ms, head.device, *own, former=former)
    _keep(conn, [*kept, new])


def failed_ms(setup: Setup) -> int:
    """Return when the last one could not be made, in UTC ms; 0 for never."""
    return int(setup.get("no_snapshot_ms", 0))


def fail(conn: Connection, at_ms: int) -> None:
    """Note that one could not be made."""
    setup = records.setup(conn)
    if setup is not None:
        records.set_setup(conn, {**setup, "no_snapshot_ms": at_ms})


def misses_something(setup: Setup) -> bool:
    """Whether something was missing there the last time."""
    return bool(setup.get("missing_ms"))


def missing_since(conn: Connection, missing: bool, now_ms: int) -> int:
    """Note whether something is missing there; return since when it has been, in UTC ms.

    As long as nothing is, that is now.
    """
    setup = records.setup(conn) or {}
    since = int(setup.get("missing_ms", 0) if missing else 0) or now_ms
    if setup and setup.get("missing_ms", 0) != (since if missing else 0):
        records.set_setup(conn, {**setup, "missing_ms": since if missing else 0})
    return since


def forget(
    conn: Connection, names: Collection[str], swept: Collection[str], damaged: Mapping[str, str]
) -> None:  # fmt: skip
    """Forget snapshots that were cleared away; of those ``swept`` (hashes) all they cover was.

    Of others note how the ``damaged`` file looks (by hash).
    """
    left = [each for each in known(records.setup(conn) or {}) if each.name not in names]
    _keep(
        conn,
        [
            each._replace(
                swept=each.swept or each.hash in swept,
                damaged=damaged.get(each.hash, each.damaged),
            )
            for each in left
        ],
    )


def move(conn: Connection, *, again: bool = False) -> None:
    """Forget all of them, and what was missing: another place is joined.

    ``again``: it lacks what the one before lacked, where one may just have failed to be made.
    """
    setup = records.setup(conn) or {}
    setup.pop("snapshots", None)
    setup.pop("missing_ms", None)
    if not again:
        setup.pop("no_snapshot_ms", None)
    records.set_setup(conn, setup)


def _keep(conn: Connection, some: Iterable[Snapshot]) -> None:
    setup = records.setup(conn)
    if setup is not None:
        records.set_setup(conn, {**setup, "snapshots": [list(each) for each in some]})
