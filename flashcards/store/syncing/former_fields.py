"""Fields in which earlier versions kept several facts together, taken apart into these.

A segment of theirs is read as if it had said each fact by itself. What a collection kept of such a
field is rewritten once, when it syncs for the first time with this version.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from flashcards.store.connections import bulk, raw_of
from flashcards.store.syncing import article_facts, deck_limits, kinds, plan_parts, records
from flashcards.store.syncing.article_facts import HOME
from flashcards.store.syncing.kinds import FIELD, SETTING, Row, RowKind, Values
from flashcards.store.syncing.names import Names
from flashcards.store.syncing.records import StampRow
from flashcards.sync.registers import State
from flashcards.sync.values import Fact


@dataclass(frozen=True, slots=True)
class _Former:
    """A field of an earlier version, or several of which the names begin alike."""

    kind: RowKind
    field: str
    """Its name; what several begin with ends in a dot."""
    apart: Callable[[str, Any], Values]
    """What a value of it says, by the fields there are now; None for what it says is not there.

    Given the rest of its name."""
    shown: Callable[[Row, str], Any]
    """What it said of a row that shows it, given the rest of its name."""


def _body(_: str, value: Any) -> Values:
    text, address, digest, structure, read_ms = value
    layout, decided = article_facts.taken_apart(structure)
    content = [text, digest, layout]
    return {"content": content, "address": address, "read": read_ms, HOME: None, **decided}


def _field(uid: str, value: Any) -> Values:
    settings = {f"{SETTING}{uid}.{key}": each for key, each in value.items() if key != "name"}
    return {FIELD + uid: value["name"], **settings}


def _field_shown(row: Row, uid: str) -> Any:
    for each in json.loads(row[7]):
        if each["uid"] == uid:
            return {key: value for key, value in each.items() if key not in ("uid", "at")}
    return None


_FORMER: Final = (
    _Former(kinds.SOURCES, "body", _body, lambda row, _: row[4:]),
    _Former(
        kinds.DECKS, "limits", lambda _, value: deck_limits.taken_apart(value),
        lambda row, _: row[7],
    ),
    _Former(kinds.NOTE_TYPES, "field.", _field, _field_shown),
    _Former(
        kinds.PLANS, "definition", lambda _, value: plan_parts.taken_apart(value),
        lambda row, _: row[5],
    ),
)  # fmt: skip
_KINDS: Final = frozenset(each.kind.name for each in _FORMER)
_BY_FIELD: Final = {(each.kind.name, each.field): each for each in _FORMER}


def as_now(facts: list[Fact]) -> list[Fact]:
    """Return facts by the fields there are now.

    Raises LookupError, ValueError, TypeError or AttributeError for what no program of ours has
    written.
    """
    if not any(fact.kind in _KINDS and _named(fact.kind, fact.field)[0] for fact in facts):
        return facts
    return [each for fact in facts for each in _apart(fact)]


def _named(kind: str, field: str) -> tuple[_Former | None, str]:
    """Return what a field was in earlier versions, if anything, and the rest of its name."""
    first, dot, rest = field.partition(".")
    return _BY_FIELD.get((kind, first + dot)), rest


def _apart(fact: Fact) -> Iterator[Fact]:
    former, rest = _named(fact.kind, fact.field)
    if former is None or (fact.value is None and not rest):
        yield fact
        return
    for name, value in _said(former, rest, fact.value).items():
        yield fact._replace(field=name, value=value)


def take_apart(conn: Connection) -> None:
    """Rewrite what is kept of fields of earlier versions; done already where nothing is left."""
    setup = records.setup(conn)
    if setup is None or setup.get("apart", 0) == len(_FORMER):
        return
    for former in _FORMER[setup.get("apart", 0) :]:
        _stamps_apart(conn, former)
        for number in (former.kind.number, -former.kind.number):  # see ``overruled.held``
            _states_apart(conn, former, number)
    records.set_setup(conn, {**setup, "apart": len(_FORMER)})


def _stamps_apart(conn: Connection, former: _Former) -> None:
    kind, names = former.kind, Names(conn)
    kept: list[StampRow] = [
        row
        for row in raw_of(conn).execute(
            "SELECT kind, row, field, stamp, device, base, sent, value FROM sync_stamps "
            "WHERE kind = ?",
            (kind.number,),
        )
        if _named(kind.name, row[2])[0] is former
    ]
    rows = {row[0]: row for row in records.rows_of(conn, kind, [each[1] for each in kept])}
    written: list[StampRow] = []
    for number, row, field, stamp, device, base, sent, hidden in kept:
        if row not in rows:
            continue
        rest, values = _named(kind.name, field)[1], kind.values(rows[row], names)
        told = former.shown(rows[row], rest) if hidden is None else json.loads(hidden)
        for name, value in _said(former, rest, told).items():
            shown = value is not None and values.get(name) == value
            unseen = None if shown else json.dumps(value)
            written.append((number, row, name, stamp, device, base, sent, unseen))
    bulk(
        conn,
        "DELETE FROM sync_stamps WHERE kind = ? AND row = ? AND field = ?",
        [each[:3] for each in kept],
    )
    bulk(conn, "INSERT OR IGNORE INTO sync_stamps VALUES (?, ?, ?, ?, ?, ?, ?, ?)", written)


def _said(former: _Former, rest: str, value: Any) -> Values:
    if value is None:
        return {FIELD + rest: None} if rest else {}
    return former.apart(rest, value)


def _states_apart(conn: Connection, former: _Former, number: int) -> None:
    rows = raw_of(conn).execute(
        "SELECT uid, body FROM sync_states WHERE kind = ?", (number,)
    ).fetchall()  # fmt: skip
    changed = []
    for uid, body in rows:
        state: State = records.state_from(body)
        found = [name for name in state if _named(former.kind.name, name)[0] is former]
        for field in found:
            before = state.pop(field)
            for name, value in _said(former, _named("", field)[1], before.value).items():
                state.setdefault(name, before._replace(value=value))
        if found:
            changed.append((records.body_of(state), number, uid))
    bulk(conn, "UPDATE sync_states SET body = ? WHERE kind = ? AND uid = ?", changed)
