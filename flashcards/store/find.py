"""Finds cards and notes by a search, in the order asked for."""

import json
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, cast

from sqlalchemy import Connection

from flashcards.model.errors import UserError
from flashcards.model.ids import CardId, NoteId
from flashcards.model.messages import message
from flashcards.search.tree import Everything, Node
from flashcards.store import cards, rankings
from flashcards.store.find_conditions import condition
from flashcards.store.find_scope import FindContext, Scope, batches, reading, rows
from flashcards.store.find_sorted import WORKED_OUT
from flashcards.store.find_text import of_notes
from flashcards.store.rankings import Key, Lent, Ranking, in_turns

__all__ = ["ORDERS", "FindContext", "find_cards", "find_notes"]

_BATCH = 5_000
SortKey = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Order:
    """What cards are sorted by: an SQL expression.

    ``by_value``: many cards share a value, so they are gathered by it and only the values are
    sorted; twice as fast as sorting the rows in SQL.
    """

    key: str
    notes: bool = False
    by_value: bool = True
    names: str = ""
    """Lists (value, name) where names are to be compared instead of values."""
    folded: bool = False
    """Whether upper and lower case count as the same."""
    of_answers: bool = False
    """Whether answers change it."""
    per: int = 1
    """The value divided by it is what has a name; equal names are compared by the rest."""


_NUMBERS = 1_000_000
"""More than a cloze can have."""
_ORDERS = {
    "due": _Order("c.due_at", of_answers=True),
    "created": _Order("n.created_ms", notes=True, by_value=False),
    "changed": _Order("n.changed_ms", notes=True, by_value=False),
    "question": _Order("lower(substr(n.fields, 1, 80))", notes=True, by_value=False),
    "deck": _Order("c.deck_id", names="SELECT id, name FROM decks"),
    "state": _Order("c.state", of_answers=True),
    "interval": _Order("c.interval_minutes", of_answers=True),
    "ease": _Order("c.ease", of_answers=True),
    "lapses": _Order("c.lapses", of_answers=True),
    "reviews": _Order("c.answers", of_answers=True),
    "tags": _Order("nullif(n.tags, '')", notes=True, folded=True),
    "note_type": _Order("n.note_type_id", notes=True, names="SELECT id, name FROM note_types"),
    "flag": _Order("c.flag"),
    "card": _Order(
        f"c.template_id * {_NUMBERS} + c.ordinal",
        names="SELECT id, name FROM templates",
        per=_NUMBERS,
    ),
}
OF_COLUMNS: tuple[str, ...] = tuple(_ORDERS)
ORDERS: tuple[str, ...] = (*OF_COLUMNS, *WORKED_OUT)
"""What ``find_cards`` can sort by."""


def find_cards(
    conn: Connection,
    node: Node,
    context: FindContext,
    order: str = "due",
    descending: bool = False,
) -> list[CardId]:
    """Return the cards a search means, sorted by ``order``, one of ``ORDERS``.

    Cards without a value (a new card is not due) come last either way; equal ones by id.
    Raises UserError for an unknown order or field.
    """
    found = _found(conn, node, context, order, descending, notes=False)
    return cast("list[CardId]", found.tolist() if isinstance(found, array) else found)


def find_notes(
    conn: Connection,
    node: Node,
    context: FindContext,
    order: str = "created",
    descending: bool = False,
) -> list[NoteId]:
    """Return the notes of the cards a search means, each once, where its first card stands."""
    found = _found(conn, node, context, order, descending, notes=True)
    return cast("list[NoteId]", list(dict.fromkeys(found)))


def find_packed(
    conn: Connection,
    node: Node,
    context: FindContext,
    order: str,
    descending: bool,
    *,
    notes: bool,
) -> "array[int]":
    """Do what these do, also for a million cards while other threads have their turns."""
    found = _found(conn, node, context, order, descending, notes)
    if notes:
        return array("q", in_turns(dict.fromkeys(in_turns(found))))
    return found if isinstance(found, array) else array("q", found)


def _found(
    conn: Connection, node: Node, context: FindContext, order: str, descending: bool, notes: bool
) -> "list[int] | array[int]":
    if order in WORKED_OUT:
        return _worked_out(conn, node, context, order, descending, notes)
    chosen = _ORDERS.get(order)
    if chosen is None:
        raise UserError(
            message("Cards cannot be sorted by {order!r}.", order=order),
            message("Choose one of {orders}.", orders=", ".join(ORDERS)),
        )
    search = _Search(conn, node, context, chosen, descending, notes)
    return search.found(Key(order, descending, chosen.of_answers))


def _worked_out(
    conn: Connection, node: Node, context: FindContext, order: str, descending: bool, notes: bool
) -> "array[int]":
    scope = Scope(conn, context)
    where = condition(node, scope)
    sql = f"SELECT c.id, c.note_id {_from(scope)} WHERE {where}"
    note_of = dict(rows(conn, sql, scope.parameters))
    values = WORKED_OUT[order](conn, context, list(note_of))
    found = _by_value(((card, values.get(card)) for card in note_of), None, descending)
    return array("q", (note_of[card] for card in found)) if notes else found


@dataclass(frozen=True, slots=True)
class _Search:
    """One search; what it finds are cards, or the notes of cards, as often as they have some."""

    conn: Connection
    node: Node
    context: FindContext
    order: _Order
    descending: bool
    notes: bool = False

    def found(self, key: Key) -> "list[int] | array[int]":
        """Return what is found in order, by what is remembered of the order or else by itself."""
        lent = rankings.lent(self.conn)
        if lent is None:
            return self._sorted()
        ranking = lent.find(key)
        if ranking is None and isinstance(self.node, Everything):
            ranking = self._remembered(key, lent)
        if ranking is not None and (picked := self._picked(ranking)) is not None:
            return picked
        found = self._sorted()
        if ranking is None and lent.is_wanted(key, len(found), self._total()):
            self._remembered(key, lent)
        return found

    def _remembered(self, key: Key, lent: Lent) -> Ranking | None:
        """Read the order of all cards and remember it; None where that would take much room.

        That is known before it is read: else each search would read all cards for nothing.
        """
        if not rankings.fits(self._total(), cards.count(self.conn)):
            return None
        every = replace(self, node=Everything(), notes=False)
        return lent.keep(key, every._sorted())

    def _total(self) -> int:
        """Return how many cards there are, or more: one look at the last."""
        return cards.largest_id(self.conn)

    # By what is remembered

    def _picked(self, ranking: Ranking) -> "list[int] | array[int] | None":
        """Return what is found by an order of all cards; None where that does not know one."""
        if self.notes and not self._knows_notes(ranking):
            return None
        column = ranking.note_ids if self.notes else ranking.ids
        assert column is not None
        if isinstance(self.node, Everything):
            return column[:]
        scope = Scope(self.conn, self.context)
        where = condition(self.node, scope)
        select = of_notes(where)
        often = ranking.note_ids is not None or ranking.sorted * 2 > len(ranking.ids)
        if select is not None and often and self._knows_notes(ranking):
            [numbers] = self._columns(["note_id"], select, scope)
            placed = map(column.__getitem__, ranking.picked_by_notes(numbers))
            many = len(column) > rankings.MANY
            return array("q", in_turns(placed)) if many else list(placed)
        [numbers] = self._columns(["id"], f"SELECT c.id {_from(scope)} WHERE {where}", scope)
        ranking.sorted += len(numbers)
        found = ranking.picked(numbers)
        return ranking.notes_of(found) if self.notes and found is not None else found

    def _knows_notes(self, ranking: Ranking) -> bool:
        """Whether the notes of all cards in an order are known; they are read where missing."""
        if ranking.note_ids is None:
            scope = Scope(self.conn, self.context)
            sql = "SELECT id, note_id FROM cards"
            ranking.learn_notes(*self._columns(["id", "note_id"], sql, scope))
        return ranking.note_ids is not None

    # By itself

    def _sorted(self) -> "array[int]":
        order = self.order
        scope = Scope(self.conn, self.context, notes=order.notes)
        where = condition(self.node, scope)
        names = ["id", "note_id"] if self.notes else ["id"]
        select = ", ".join(f"c.{name}" for name in names)
        if not order.by_value:
            direction = "DESC" if self.descending else "ASC"
            sql = f"SELECT {select} {_from(scope)} WHERE {where}"
            sql = f"{sql} ORDER BY {order.key} {direction}, c.id"
            return array("q", in_turns(self._columns(names, sql, scope)[-1]))
        sql = f"SELECT {select}, {order.key} AS value {_from(scope)} WHERE {where}"
        columns = self._columns([*names, "value"], sql, scope)
        pairs = zip(columns[0], columns[-1], strict=True)
        found = _by_value(pairs, _compared_as(self.conn, order), self.descending)
        if self.notes:
            note_of = dict(zip(columns[0], columns[1], strict=True))
            return array("q", (note_of[card] for card in found))
        return found

    def _columns(self, names: Sequence[str], sql: str, scope: Scope) -> list[Sequence[Any]]:
        """Return the rows of a statement column by column."""
        if self._total() <= rankings.MANY:
            # 100,000 numbers take a third of the time so; without turns for other threads.
            packed = ", ".join(f"json_group_array({name})" for name in names)
            [row] = rows(self.conn, f"SELECT {packed} FROM ({sql})", scope.parameters)
            return [json.loads(text) for text in row]
        columns: list[Any] = [[] if name == "value" else array("q") for name in names]
        with reading(self.conn, sql, scope.parameters) as found:
            for batch in batches(found, _BATCH):
                for place, column in enumerate(columns):
                    column.extend([row[place] for row in batch])
        return columns


def _from(scope: Scope) -> str:
    return "FROM cards c JOIN notes n ON n.id = c.note_id" if scope.notes else "FROM cards c"


def _compared_as(conn: Connection, order: _Order) -> SortKey | None:
    """Return what values are compared as; None for the values themselves."""
    if order.names:
        # Part by part, so that subdecks follow their deck.
        names = {
            number: (tuple(name.casefold().split("::")), name)
            for number, name in rows(conn, order.names)
        }
        return lambda value: (names.get(value // order.per, ((), "")), value % order.per)
    return (lambda text: (text.casefold(), text)) if order.folded else None


def _by_value(
    found: Iterable[tuple[int, Any]], compared_as: SortKey | None, descending: bool
) -> "array[int]":
    """Sort (id, value) by value; ids of one value by themselves, no value last."""
    gathered: dict[Any, array[int]] = {}
    for number, value in found:
        if value in gathered:
            gathered[value].append(number)
        else:
            gathered[value] = array("q", (number,))
    without = gathered.pop(None, array("q"))
    if compared_as is not None:  # other values may have the same name
        of_values, gathered = gathered, {}
        for value, numbers in of_values.items():
            gathered.setdefault(compared_as(value), array("q")).extend(numbers)
    result = array("q")
    for value in sorted(gathered, reverse=descending):
        result.extend(_ascending(gathered.pop(value)))
    result.extend(_ascending(without))
    return result


def _ascending(numbers: "array[int]") -> "array[int]":
    if len(numbers) > rankings.AT_ONCE and all(a < b for a, b in pairwise(numbers)):
        return numbers  # not in one go, for which the window would have to wait
    return array("q", sorted(numbers))
