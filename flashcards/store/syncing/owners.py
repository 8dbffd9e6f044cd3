"""Puts rows of the log where they belong, after cards became others, came or went.

See ``sync.lineage``: where a row belongs follows from the name under which it was told, and not
from where it has been so far.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection

from flashcards.model.enums import ReviewKind
from flashcards.scheduling.replay import DEVICE_BITS
from flashcards.store.connections import raw_of
from flashcards.store.syncing import bearers, claims, lookups, records, shared_numbers, told
from flashcards.store.syncing.bearers import CardName
from flashcards.store.syncing.kinds import CARDS, NOTES, UNMADE
from flashcards.sync.lineage import Lineage, note_of
from flashcards.sync.registers import GONE, State, is_gone
from flashcards.sync.values import Segment

_SEQUENCE: Final = (1 << DEVICE_BITS) - 1
_GIVEN: Final = "IN (SELECT value FROM json_each(?))"
_NO_ROW: Final = -1
"""Goes along with whatever a card became, for certain."""
_MOST_STEPS: Final = 100
"""A row may name a row that names a row; after so many, rows go their own way."""


@dataclass(slots=True)
class _Row:
    number: int
    target: int | None
    cards: list[int] = field(default_factory=list)
    """Where it is; twice where it was told under two names that nobody knew to be one card's."""
    names: set[str] = field(default_factory=set)
    owner: str = ""


@dataclass(frozen=True, slots=True)
class _Touched:
    """What may have changed where rows of the log belong."""

    cards: Collection[CardName]
    notes: Collection[str]
    """By guid; notes that came or went decide of all their cards."""


def settle(conn: Connection, segment: Segment, step: int, largest: int) -> set[int]:
    """Move rows of the log to the cards they belong to; return the cards concerned.

    Looks at what became of the cards of which a segment speaks, and that its merge, a step given by
    its number, touched; ``largest`` was the largest id of a card before it. Where other things were
    told since that cards depend on, it looks at all there are.
    """
    setup = records.setup(conn) or {}
    pairs = claims.pairs(conn)
    if setup.pop("unsettled", False):
        records.set_setup(conn, setup)
        names = {name for pair in pairs for name in pair} | told.names_used(conn)
        several = bearers.all_borne_by_several(conn)
    else:
        touched = _touched(conn, segment, lookups.touched_cards(conn, step, largest))
        names = _related(pairs, touched)
        names |= told.names_used(conn, map(bearers.uid_of, touched.cards))
        several = bearers.borne_by_several(conn, touched.cards)
    found = _Owners(conn, names | {bearers.uid_of(name) for name in several})
    return found.move() if found.called else set()


def _touched(conn: Connection, segment: Segment, numbers: Iterable[int]) -> _Touched:
    cards = {*bearers.names_of_cards(conn, numbers).values()}
    cards.update(bearers.card_name(fact.uid) for fact in segment.facts if fact.kind == CARDS.name)
    cards.update(segment.log.cards if segment.log is not None else ())
    for claim in claims.said_in(segment.facts):
        cards |= {bearers.card_name(claim.former), bearers.card_name(claim.name)}
    return _Touched(cards, {fact.uid for fact in segment.facts if fact.kind == NOTES.name})


def _related(pairs: Collection[tuple[str, str]], touched: _Touched) -> set[str]:
    """Return the names that are tied, by claims, to what was touched."""
    tied: dict[str, list[str]] = {}
    for former, name in pairs:
        tied.setdefault(former, []).append(name)
        tied.setdefault(name, []).append(former)
    waiting = [name for name in tied if note_of(name) in touched.notes]
    waiting += [uid for name in touched.cards if (uid := bearers.uid_of(name)) in tied]
    found = set(waiting)
    while waiting:
        new = set(tied[waiting.pop()]) - found
        found |= new
        waiting += new
    return found


def heir(conn: Connection, name: CardName) -> int | None:
    """Return the card, by its id, that one which is not there became; None where it became none."""
    tied = _related(claims.pairs(conn), _Touched([name], ()))
    living = bearers.living_ids(conn, map(bearers.card_name, tied))
    lineage = Lineage(claims.known(conn, tied), {bearers.uid_of(each) for each in living}, tied)
    became = lineage.owner(bearers.uid_of(name), "", _NO_ROW)
    return living.get(bearers.card_name(became))


def unsettled(conn: Connection) -> bool:
    """Whether rows may belong elsewhere after what was done and told here."""
    setup = records.setup(conn)
    return bool(setup and setup.get("unsettled")) and (
        claims.any_known(conn) or bool(bearers.all_borne_by_several(conn))
    )


class _Owners:
    def __init__(self, conn: Connection, names: set[str]) -> None:
        self.conn = conn
        self.claims = claims.known(conn, names)
        self.names = {name: bearers.card_name(name) for name in names}
        self.called = bearers.names_of_cards(conn, self._bearers())
        self.names |= {bearers.uid_of(name): name for name in self.called.values()}
        self.devices = {
            number: shared_numbers.uid_of(name)
            for number, name in raw_of(conn).execute("SELECT id, uid FROM devices")
        }

    def _bearers(self) -> set[int]:
        """Return all cards that bear one of the names, or bore it, or have rows told so."""
        wanted = self.names.values()
        living = bearers.living_ids(self.conn, wanted)
        bore = bearers.ids_that_bore(self.conn, wanted)
        holders = told.holders(self.conn, self.names)
        return {*holders, *living.values(), *(number for _, number in bore)}

    def move(self) -> set[int]:
        """Bring each row to its card."""
        rows = self._rows()
        living, deleted = self._living_and_deleted()
        lineage = Lineage(self.claims, living, deleted)
        for row in rows:
            device = self.devices.get(row.number >> DEVICE_BITS, "")
            owners = {lineage.owner(name, device, row.number & _SEQUENCE) for name in row.names}
            row.owner = max(owners, key=lambda each: (each in living, each))
        _follow_targets(rows)
        return self._place(rows)

    def _rows(self) -> list[_Row]:
        named = told.names_of_rows(self.conn, self.called)
        found: dict[tuple[int, ...], _Row] = {}
        for card, *content in raw_of(self.conn).execute(
            f"SELECT card_id, id, target, kind, at_ms, offset_minutes, quality, taken_ms "
            f"FROM reviews WHERE card_id {_GIVEN} ORDER BY card_id, id",
            (json.dumps([*self.called]),),
        ):
            number, target, kind, *_ = content
            of = None if kind == ReviewKind.MOVED else target
            row = found.setdefault(tuple(content), _Row(number, of))
            row.cards.append(card)
            row.names |= named.get((card, number)) or {bearers.uid_of(self.called[card])}
        return [*found.values()]

    def _living_and_deleted(self) -> tuple[set[str], set[str]]:
        known = bearers.living_ids(self.conn, self.names.values())
        living = {bearers.uid_of(name) for name in known}
        gone = self.names.keys() - living
        cards = records.states(self.conn, CARDS, gone)
        notes = records.states(self.conn, NOTES, {note_of(name) for name in gone})
        return living, {
            name
            for name in gone
            if _was_deleted(cards.get(name, {})) or is_gone(notes.get(note_of(name), {}))
        }

    def _place(self, rows: list[_Row]) -> set[int]:
        owners = sorted({row.owner for row in rows})
        named = [bearers.card_name(each) for each in owners]
        ids = dict(zip(owners, bearers.ids_of_cards(self.conn, named), strict=True))
        changed: set[int] = set()
        for row in rows:
            to = ids[row.owner]
            if row.cards != [to]:
                changed |= self._bring(row, to)
        return changed

    def _bring(self, row: _Row, to: int) -> set[int]:
        execute = raw_of(self.conn).execute
        told.forget(self.conn, [(card, row.number) for card in row.cards])
        for card in row.cards:
            bound = (card, row.number, to)
            if card != to and not execute(_MOVE, bound).rowcount and to in row.cards:
                execute("DELETE FROM reviews WHERE card_id = ? AND id = ?", bound[:2])
        if row.names != {row.owner}:
            told.add(self.conn, [(name, row.number, to) for name in sorted(row.names)])
        return {*row.cards, to}


_MOVE: Final = "UPDATE OR IGNORE reviews SET card_id = ?3 WHERE card_id = ?1 AND id = ?2"


def _was_deleted(state: State) -> bool:
    return any(name in state and bool(state[name].value) for name in (GONE, UNMADE))


def _follow_targets(rows: Iterable[_Row]) -> None:
    """Let what strikes or corrects a row stay with it."""
    by_number: dict[int, list[_Row]] = {}
    for row in rows:
        by_number.setdefault(row.number, []).append(row)
    for row in rows:
        at = row
        for _ in range(_MOST_STEPS):
            among = by_number.get(at.target) if at.target is not None else None
            if among is None:
                row.owner = at.owner
                break
            at = min(among, key=lambda each: (each.names != row.names, sorted(each.names)))
