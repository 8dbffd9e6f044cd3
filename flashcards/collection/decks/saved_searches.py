"""Searches the learner keeps under a name, in an order of their own; they travel in the file."""

import json
from dataclasses import dataclass

from flashcards.collection import cleaning
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
        name = _unlike(name, others)
        place = max((other.place for other in others), default=0.0) + 1
        return plans.add(conn, KIND, name, _definition(query, place), operation(conn).now_ms)


def rename(store: Store, uid: str, name: str) -> None:
    """Give a search another name; raise UserError where that is taken or the search is gone."""
    with store.writing(message("Rename search")) as conn:
        kept = _required(conn, uid)
        name = free_name(conn, uid, name)
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
    found, names = [], set[str]()
    # Two that were added on two computers may have one name, and one place: they are called alike
    # and stand alike on both.
    for plan in sorted(plans.of_kind(conn, KIND), key=lambda each: (each.created_ms, each.uid)):
        name = cleaning.free_name(plan.name, names)
        search = _read(plan, name)
        if search is not None:
            names.add(name)
            found.append(search)
    return sorted(found, key=lambda each: (each.place, each.uid))


def _read(plan: plans.Plan, name: str) -> SavedSearch | None:
    try:
        values = json.loads(plan.definition)
        return SavedSearch(plan.uid, name, str(values["query"]), float(values["place"]))
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
        return None


def _required(conn: Connection, uid: str) -> SavedSearch:
    for each in _all(conn):
        if each.uid == uid:
            return each
    raise UserError(message("This search does not exist any more."))


def free_name(conn: Connection, uid: str, name: str) -> str:
    """Return a name for a search, trimmed; raise UserError where another has it or it is none."""
    return _unlike(name, [other for other in _all(conn) if other.uid != uid])


def _unlike(name: str, others: list[SavedSearch]) -> str:
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
