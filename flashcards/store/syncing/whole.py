"""Gathers everything that is known here, for a snapshot: what a machine needs that begins with it.

Beside what the rows show it has what lost: all that is kept of rows that are not there, and what
the fields of notes said before.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection

from flashcards.store import devices, revisions
from flashcards.store.connections import raw_of
from flashcards.store.operation import operation
from flashcards.store.syncing import (
    claims,
    gathering,
    histories,
    kinds,
    later_kinds,
    log_rows,
    records,
)
from flashcards.store.syncing.kinds import KINDS, Row, RowKind
from flashcards.store.syncing.names import Names
from flashcards.store.syncing.setup import Setup
from flashcards.sync.registers import TEXT, State
from flashcards.sync.values import Fact, LogBlock, Segment

_NOTES_AT_ONCE: Final = 20_000
_REVIEWS_AT_ONCE: Final = 200_000
_WITH_NOTES: Final = {kinds.NOTES: "id", kinds.CARDS: "note_id", kinds.PASSAGES: "note_id"}
"""Kinds of which there are many, and the column that says of which note they are."""


class Whole:
    """All of a collection as others are told of it. ``setup`` is what ``records.setup`` returns."""

    def __init__(self, conn: Connection, setup: Setup) -> None:
        self._conn = conn
        self._names = Names(conn)
        self._places = gathering.Devices(conn, setup)
        for uid, name in raw_of(conn).execute("SELECT uid, name FROM devices ORDER BY id"):
            self._places.place(uid, name)

    @property
    def devices(self) -> list[tuple[str, str]]:
        """The devices that are spoken of."""
        return self._places.found

    def facts(self) -> Iterator[list[Fact]]:
        """Yield the facts in portions, cards together with their notes."""
        portion = [fact for kind in KINDS if kind not in _WITH_NOTES for fact in self._kind(kind)]
        portion += [
            fact
            for uid, state in gathering.places(self._conn)
            for fact in self._said(gathering.PLACES, uid, state)
        ]
        portion += map(claims.fact_of, claims.known(self._conn))
        yield portion + [fact for kind in KINDS for fact in self._not_there(kind)]
        first = 0
        while (last := self._last_note(first)) is not None:
            yield [
                fact
                for kind, column in _WITH_NOTES.items()
                for fact in self._kind(kind, f"WHERE {column} > ? AND {column} <= ?", first, last)
            ]
            first = last
        yield list(self._history())
        yield list(self._later())

    def log(self) -> Iterator[LogBlock]:
        """Yield the log in portions, that of each card in one."""
        rows: list[log_rows.ReviewRow] = []
        for row in log_rows.all_rows(self._conn):
            if len(rows) >= _REVIEWS_AT_ONCE and row[0] != rows[-1][0]:
                yield from self._block(rows)
                rows = []
            rows.append(row)
        yield from self._block(rows)

    def _block(self, rows: Sequence[log_rows.ReviewRow]) -> Iterator[LogBlock]:
        block = log_rows.block(self._conn, rows, self._places.place) if rows else None
        if block is not None:
            yield block

    def _said(self, kind: str, uid: str, state: State) -> Iterator[Fact]:
        for name, (stamp, device, value, base) in state.items():
            place = self._places.place_of_number(device)
            yield Fact(kind, uid, name, value, stamp, place, str(base) if base else "")

    def _kind(self, kind: RowKind, chosen: str = "", *bounds: int) -> Iterator[Fact]:
        rows: list[Row] = raw_of(self._conn).execute(
            f"SELECT {', '.join(kind.selected)} FROM {kind.name} {chosen} ORDER BY id", bounds
        ).fetchall()  # fmt: skip
        if kind.name in ("cards", "passages"):
            self._names.load_notes(row[2] for row in rows)
        kept = records.stamps(self._conn, kind, [row[0] for row in rows])
        for row in rows:
            state = records.state_of(kind, row, self._names, kept.get(row[0], {}))
            yield from self._said(kind.name, kind.uid(row, self._names), state)

    def _not_there(self, kind: RowKind) -> Iterator[Fact]:
        for uid, state in records.all_states(self._conn, kind).items():
            yield from self._said(kind.name, uid, state)

    def _last_note(self, first: int) -> int | None:
        """Return the last of the next notes (by id) that make a portion; None for no more."""
        found = raw_of(self._conn).execute(
            "SELECT max(id) FROM (SELECT id FROM notes WHERE id > ? ORDER BY id LIMIT ?)",
            (first, _NOTES_AT_ONCE),
        ).fetchone()  # fmt: skip
        return None if found[0] is None else int(found[0])

    def _history(self) -> Iterator[Fact]:
        for uid, state in histories.everything(self._conn, self._places.place):
            yield from self._said(gathering.HISTORY, uid, state)

    def _later(self) -> Iterator[Fact]:
        for (kind, uid), said in later_kinds.kept(self._conn).items():
            for name, each in said.items():
                place = self._places.place(each.device)
                yield Fact(kind, uid, name, each.value, each.stamp, place, each.base)


# In --------------------------------------------------------------------------------------------


def take_history(
    conn: Connection, said: dict[str, State], named: Sequence[tuple[str, str]]
) -> None:  # fmt: skip
    """Keep what fields said before and is not kept here yet.

    The merge need not keep that itself. Raises LookupError for what no program of ours has written.
    """
    came = operation(conn).step.history
    rows = []
    for guid, state in said.items():
        for name, register in state.items():
            field = name.removeprefix(TEXT)
            kept = _kept(conn, guid, field)
            for text, since_ms, until_ms, place in register.value:
                if text in kept:
                    continue
                uid, called = named[place]
                device = devices.enter_named(conn, uid, called or uid) if uid else 0
                came.add((guid, field, text))
                rows.append((guid, field, revisions.KIND, text, since_ms, until_ms, device))
    revisions.add_all(conn, sorted(rows, key=lambda row: row[5]))


def _kept(conn: Connection, guid: str, field: str) -> set[str]:
    rows = raw_of(conn).execute(
        "SELECT value FROM revisions WHERE uid = ? AND field = ? AND kind = ?",
        (guid, field, revisions.KIND),
    )
    return {row[0] for row in rows}


# What is spoken of ------------------------------------------------------------------------------


def remember(conn: Connection, segment: Segment) -> None:
    """Note whom a segment speaks of, and what only later versions know, to tell it on."""
    known = {uid for (uid,) in raw_of(conn).execute("SELECT uid FROM devices")}
    for uid, name in segment.devices:
        if uid and uid not in known:
            devices.enter_named(conn, uid, name or uid)
    later_kinds.keep(conn, segment)


def is_all_told(conn: Connection, setup: Setup) -> bool:
    """Whether others have been told of everything here, as far as segments can tell of it."""
    ask = raw_of(conn).execute
    waits = ask(
        "SELECT EXISTS (SELECT 1 FROM sync_unsent) OR "
        "EXISTS (SELECT 1 FROM sync_states WHERE sent = 0) OR "
        "EXISTS (SELECT 1 FROM sync_stamps WHERE sent = 0) OR "
        "EXISTS (SELECT 1 FROM sync_claims WHERE sent = 0) OR "
        "EXISTS (SELECT 1 FROM sync_outbox)"
    ).fetchone()  # fmt: skip
    if waits[0] or "log_mark" in setup:
        return False
    marks = setup["marks"]
    return not any(
        ask(
            f"SELECT EXISTS (SELECT 1 FROM {kind.name} WHERE id > ?)", (marks.get(kind.name, 0),)
        ).fetchone()[0]
        for kind in KINDS
    )
