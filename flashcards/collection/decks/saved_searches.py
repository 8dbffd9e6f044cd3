"""Searches the learner keeps under a name, in an order of their own; they travel in the file."""

import json
from dataclasses import dataclass

from flashcards.collection.cleaning import clean_field
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.search.parser import parse
from flashcards.store import plans
from flashcards.store.operation import operation
from flashcards.store.store import Connection, Store

KIND = "search"
"""Under what kind searches are kept among the plans."""
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that is kept."""

    uid: str
    name: str
    query: str
    place: float
    """They stand in this order."""


def all_searches(store: Store) -> list[SavedSearch]:
    """Return the searches kept, in their order; without those that cannot be read."""
    with store.reading() as conn:
        return _all(conn)


def save(store: Store, name: str, query: str) -> str:
    """Keep a search under a name, below the others, and return its uid.

    Raises UserError for a query that cannot be understood, and for a name that is taken.
    """
    parse(query)
    with store.writing(message("Save search")) as conn:
        others = _all(conn)
        name = _free(name, others)
        place = max((other.place for other in others), default=0.0) + 1
        return plans.add(conn, KIND, name, _definition(query, place), operation(conn).now_ms)


def rename(store: Store, uid: str, name: str) -> None:
    """Give a search another name; raise UserError where that is taken or the search is gone."""
    with store.writing(message("Rename search")) as conn:
        kept = _required(conn, uid)
        name = _free(name, [other for other in _all(conn) if other.uid != uid])
        if name != kept.name:
            plans.rename(conn, uid, name, operation(conn).now_ms)


def delete(store: Store, uid: str) -> None:
    """Keep a search no longer; raise UserError if it is gone."""
    with store.writing(message("Delete search")) as conn:
        _required(conn, uid)
        plans.delete(conn, uid)


def move(store: Store, uid: str, by: int) -> bool:
    """Move a search up (-1) or down (1) by one place; return whether there was one to go to."""
    with store.writing(message("Move search")) as conn:
        found, now = _all(conn), operation(conn).now_ms
        at = found.index(_required(conn, uid))
        if not 0 <= at + by < len(found):
            return False
        found.insert(at + by, found.pop(at))
        for place, each in enumerate(found, 1):
            if each.place != place:
                plans.redefine(conn, each.uid, _definition(each.query, place), now)
    return True


def _definition(query: str, place: float) -> str:
    return json.dumps({"query": query, "place": place}, sort_keys=True)


def _all(conn: Connection) -> list[SavedSearch]:
    read = map(_read, plans.of_kind(conn, KIND))
    # Two that were added on two computers have one place: they stand alike on both.
    return sorted(filter(None, read), key=lambda each: (each.place, each.uid))


def _read(plan: plans.Plan) -> SavedSearch | None:
    try:
        values = json.loads(plan.definition)
        return SavedSearch(plan.uid, plan.name, str(values["query"]), float(values["place"]))
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
        return None


def _required(conn: Connection, uid: str) -> SavedSearch:
    for each in _all(conn):
        if each.uid == uid:
            return each
    raise UserError(message("This search does not exist any more."))


def _free(name: str, others: list[SavedSearch]) -> str:
    """Return a name, trimmed; raise UserError where it is empty, too long or taken."""
    name = " ".join(clean_field(name, message("The name")).split())
    if not name or len(name) > LONGEST_NAME:
        raise UserError(
            message("A search needs a name of 1 to {most} characters.", most=LONGEST_NAME)
        )
    if name.casefold() in {other.name.casefold() for other in others}:
        raise UserError(
            message("There is already a saved search called “{name}”.", name=name),
            message("Choose another name."),
        )
    return name
