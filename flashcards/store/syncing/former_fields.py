"""Fields in which earlier versions kept several facts together, taken apart into these.

A segment of theirs is read as if it had said each fact by itself. What a collection kept of such a
field is rewritten once, when it syncs for the first time with this version.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from flashcards.store.connections import bulk, raw_of
from flashcards.store.syncing import article_facts, kinds, records
from flashcards.store.syncing.article_facts import HOME
from flashcards.store.syncing.kinds import Row, RowKind, Values
from flashcards.store.syncing.names import Names
from flashcards.store.syncing.records import StampRow
from flashcards.sync.registers import State
from flashcards.sync.values import Fact

_DONE: Final = "apart"
"""In the set-up: how many of ``_FORMER`` were taken apart already."""


@dataclass(frozen=True, slots=True)
class _Former:
    """A field of an earlier version."""

    kind: RowKind
    field: str
    apart: Callable[[Any], Values]
    """What a value of it says, by the fields there are now; None for what it says is not there."""
    shown: Callable[[Row], Any]
    """What it said of a row that shows it."""


def _body(value: Any) -> Values:
    text, address, digest, structure, read_ms = value
    layout, decided = article_facts.taken_apart(structure)
    content = [text, digest, layout]
    return {"content": content, "address": address, "read": read_ms, HOME: None, **decided}


_FORMER: Final = (_Former(kinds.SOURCES, "body", _body, lambda row: row[4:]),)
_BY_FIELD: Final = {(each.kind.name, each.field): each for each in _FORMER}


def as_now(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Yield facts by the fields there are now.

    Raises ValueError, TypeError or AttributeError for what no program of ours has written.
    """
    for fact in facts:
        former = _BY_FIELD.get((fact.kind, fact.field))
        if former is None or fact.value is None:
            yield fact
            continue
        for name, value in former.apart(fact.value).items():
            yield fact._replace(field=name, value=value)


def take_apart(conn: Connection) -> None:
    """Rewrite what is kept of fields of earlier versions; done already where nothing is left."""
    setup = records.setup(conn)
    if setup is None or setup.get(_DONE, 0) == len(_FORMER):
        return
    for former in _FORMER[setup.get(_DONE, 0) :]:
        _stamps_apart(conn, former)
        for number in (former.kind.number, -former.kind.number):  # see ``overruled.held``
            _states_apart(conn, former, number)
    records.set_setup(conn, {**setup, _DONE: len(_FORMER)})


def _stamps_apart(conn: Connection, former: _Former) -> None:
    kind, names = former.kind, Names(conn)
    kept: list[StampRow] = raw_of(conn).execute(
        "SELECT kind, row, field, stamp, device, base, sent, value FROM sync_stamps "
        "WHERE kind = ? AND field = ?",
        (kind.number, former.field),
    ).fetchall()  # fmt: skip
    rows = {row[0]: row for row in records.rows_of(conn, kind, [each[1] for each in kept])}
    written: list[StampRow] = []
    for number, row, _, stamp, device, base, sent, hidden in kept:
        if row not in rows:
            continue
        values = kind.values(rows[row], names)
        told = former.shown(rows[row]) if hidden is None else json.loads(hidden)
        for name, value in ({} if told is None else former.apart(told)).items():
            shown = value is not None and values.get(name) == value
            unseen = None if shown else json.dumps(value)
            written.append((number, row, name, stamp, device, base, sent, unseen))
    bulk(conn, "INSERT OR IGNORE INTO sync_stamps VALUES (?, ?, ?, ?, ?, ?, ?, ?)", written)
    raw_of(conn).execute(
        "DELETE FROM sync_stamps WHERE kind = ? AND field = ?", (kind.number, former.field)
    )


def _states_apart(conn: Connection, former: _Former, number: int) -> None:
    rows = raw_of(conn).execute(
        "SELECT uid, sent, body FROM sync_states WHERE kind = ?", (number,)
    ).fetchall()  # fmt: skip
    changed = []
    for uid, sent, body in rows:
        state: State = records.state_from(body)
        before = state.pop(former.field, None)
        if before is None:
            continue
        said = {} if before.value is None else former.apart(before.value)
        for name, value in said.items():
            state.setdefault(name, before._replace(value=value))
        changed.append((sent, records.body_of(state), number, uid))
    bulk(conn, "UPDATE sync_states SET sent = ?, body = ? WHERE kind = ? AND uid = ?", changed)
