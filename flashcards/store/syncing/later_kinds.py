"""Facts of kinds that only a later version of the program knows: kept, and told on.

They stand among the rows that are not there, under a kind of their own, until the program is
updated and takes them in.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from flashcards.model.ids import device_number
from flashcards.store.connections import bulk, raw_of
from flashcards.store.syncing import claims
from flashcards.store.syncing.gathering import HISTORY, PLACES
from flashcards.store.syncing.kinds import BY_NAME
from flashcards.sync.registers import Register, beats
from flashcards.sync.values import Fact, Segment

_KIND: Final = 0
_KNOWN: Final = frozenset((*BY_NAME, PLACES, HISTORY, claims.KIND))


class Write(NamedTuple):
    """One write of a field, by whom it was written whatever is known of that device."""

    stamp: int
    device: str
    """Its uid; empty where the row came with it."""
    value: Any
    base: str


Row = tuple[str, str]
"""Kind and uid."""


def keep(conn: Connection, segment: Segment) -> None:
    """Keep what a segment says of kinds that this version does not know; the newest of each."""
    found: dict[Row, dict[str, Write]] = {}
    for fact in segment.facts:
        if fact.kind not in _KNOWN:
            device, _ = segment.devices[fact.device]
            write = Write(fact.stamp, device, fact.value, fact.base)
            said = found.setdefault((fact.kind, fact.uid), {})
            said[fact.field] = _newer(said.get(fact.field), write)
    if not found:
        return
    before = kept(conn, found)
    for row, said in found.items():
        for name, write in before.get(row, {}).items():
            said[name] = _newer(said.get(name), write)
    bulk(
        conn,
        "INSERT OR REPLACE INTO sync_states (kind, uid, sent, body) VALUES (?, ?, 1, ?)",
        [(_KIND, json.dumps(row), json.dumps(said)) for row, said in found.items()],
    )


def _newer(one: Write | None, other: Write) -> Write:
    return other if one is None or beats(_register(other), _register(one)) else one


def _register(write: Write) -> Register:
    number = device_number(write.device) if write.device else 0
    return Register(write.stamp, number, write.value)


def kept(
    conn: Connection, rows: Iterable[Row] | None = None
) -> Mapping[Row, Mapping[str, Write]]:  # fmt: skip
    """Return what is kept of these rows, or of all."""
    chosen = "" if rows is None else " AND uid IN (SELECT value FROM json_each(?))"
    named = () if rows is None else (json.dumps([json.dumps(row) for row in rows]),)
    found: dict[Row, dict[str, Write]] = {}
    for row, body in raw_of(conn).execute(
        f"SELECT uid, body FROM sync_states WHERE kind = ?{chosen}", (_KIND, *named)
    ):
        kind, uid = json.loads(row)
        found[kind, uid] = {name: Write(*each) for name, each in json.loads(body).items()}
    return found


def now_known(conn: Connection, own: str) -> Segment | None:
    """Return what an earlier version kept and this one knows, as a segment; None for nothing."""
    found = {row: said for row, said in kept(conn).items() if row[0] in _KNOWN}
    if not found:
        return None
    uids = sorted({each.device for said in found.values() for each in said.values()} | {""})
    facts = [
        Fact(kind, uid, name, each.value, each.stamp, uids.index(each.device), each.base)
        for (kind, uid), said in found.items()
        for name, each in said.items()
    ]
    return Segment(own, 0, devices=[(uid, "") for uid in uids], facts=facts)


def forget(conn: Connection, segment: Segment) -> None:
    """Forget what ``now_known`` returned, once it has been taken in."""
    bulk(
        conn,
        "DELETE FROM sync_states WHERE kind = ? AND uid = ?",
        {(_KIND, json.dumps((fact.kind, fact.uid))) for fact in segment.facts},
    )
