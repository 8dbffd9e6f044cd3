"""Finds cards and notes by a search, in the order asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection

from flashcards.model.errors import UserError
from flashcards.model.ids import CardId, NoteId
from flashcards.model.messages import message
from flashcards.search.tree import Node
from flashcards.store.find_conditions import condition
from flashcards.store.find_scope import FindContext, Scope, reading, rows
from flashcards.store.find_sorted import WORKED_OUT

__all__ = ["ORDERS", "FindContext", "find_cards", "find_notes"]

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
    per: int = 1
    """The value divided by it is what has a name; equal names are compared by the rest."""


_NUMBERS = 1_000_000
"""More than a cloze can have."""
_ORDERS = {
    "due": _Order("c.due_at"),
    "created": _Order("n.created_ms", notes=True, by_value=False),
    "changed": _Order("n.changed_ms", notes=True, by_value=False),
    "question": _Order("lower(substr(n.fields, 1, 80))", notes=True, by_value=False),
    "deck": _Order("c.deck_id", names="SELECT id, name FROM decks"),
    "state": _Order("c.state"),
    "interval": _Order("c.interval_minutes"),
    "ease": _Order("c.ease"),
    "lapses": _Order("c.lapses"),
    "reviews": _Order("c.answers"),
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
    return cast("list[CardId]", _found(conn, "c.id", node, context, order, descending))


def find_notes(
    conn: Connection,
    node: Node,
    context: FindContext,
    order: str = "created",
    descending: bool = False,
) -> list[NoteId]:
    """Return the notes of the cards a search means, each once, where its first card stands."""
    found = _found(conn, "c.note_id", node, context, order, descending)
    return cast("list[NoteId]", list(dict.fromkeys(found)))


def _found(
    conn: Connection, column: str, node: Node, context: FindContext, order: str, descending: bool
) -> list[int]:
    if order in WORKED_OUT:
        return _worked_out(conn, column, node, context, order, descending)
    chosen = _ORDERS.get(order)
    if chosen is None:
        raise UserError(
            message("Cards cannot be sorted by {order!r}.", order=order),
            message("Choose one of {orders}.", orders=", ".join(ORDERS)),
        )
    scope = Scope(conn, context, notes=chosen.notes)
    where = condition(node, scope)
    tables = "cards c JOIN notes n ON n.id = c.note_id" if scope.notes else "cards c"
    if not chosen.by_value:
        direction = "DESC" if descending else "ASC"
        parts = ("SELECT", column, "FROM", tables, "WHERE", where, "ORDER BY", chosen.key)
        sql = " ".join((*parts, direction, ", c.id"))
        with reading(conn, sql, scope.parameters) as found:
            return [number for (number,) in found]
    sql = " ".join(("SELECT", column, ",", chosen.key, "FROM", tables, "WHERE", where))
    compared_as = _compared_as(conn, chosen)
    with reading(conn, sql, scope.parameters) as found:
        return _by_value(found, compared_as, descending)


def _worked_out(
    conn: Connection, column: str, node: Node, context: FindContext, order: str, descending: bool
) -> list[int]:
    scope = Scope(conn, context)
    where = condition(node, scope)
    tables = "cards c JOIN notes n ON n.id = c.note_id" if scope.notes else "cards c"
    sql = f"SELECT c.id, {column} FROM {tables} WHERE {where}"
    found = rows(conn, sql, scope.parameters)
    values = WORKED_OUT[order](conn, context, [card for card, _ in found])
    return _by_value(((number, values.get(card)) for card, number in found), None, descending)


def _compared_as(conn: Connection, order: _Order) -> SortKey | None:
    """Return what values are compared as; None for the values themselves."""
    if order.names:
        # Part by part, so that subdecks follow their deck.
        names = {
            number: (name.casefold().split("::"), name) for number, name in rows(conn, order.names)
        }
        return lambda value: (names.get(value // order.per, ([], "")), value % order.per)
    return (lambda text: (text.casefold(), text)) if order.folded else None


def _by_value(
    found: Iterable[tuple[Any, ...]], compared_as: SortKey | None, descending: bool
) -> list[int]:
    """Sort (id, value) by value; ids of one value by themselves, no value last."""
    gathered: dict[Any, list[int]] = {}
    for number, value in found:
        if value in gathered:
            gathered[value].append(number)
        else:
            gathered[value] = [number]
    without = gathered.pop(None, [])
    values = sorted(gathered, key=compared_as, reverse=descending)
    result: list[int] = []
    for value in values:
        result.extend(sorted(gathered[value]))
    result.extend(sorted(without))
    return result
