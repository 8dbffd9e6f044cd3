"""The daily limits of a deck, each a fact of its own.

The collection keeps all of them in one column, as JSON; see ``store.decks``.
"""

from typing import Any, Final

from flashcards.model.limits import DeckLimits
from flashcards.store.decks import limits_from_json, limits_to_json
from flashcards.sync.registers import State

_LIMIT: Final = "limit."
ALWAYS: Final = ("limit.new_per_day", "limit.reviews_per_day")
TODAY: Final = ("limit.new_today", "limit.reviews_today")
"""These come with the day (date ordinal) that each is meant for."""


def taken_apart(stored: str) -> dict[str, Any]:
    """Return what a deck's limits say, each by its field; None for one that is not set."""
    limits = limits_from_json(stored) if stored else DeckLimits()
    said: dict[str, Any] = {name: getattr(limits, name_of(name)) for name in ALWAYS}
    for name in TODAY:
        limit = getattr(limits, name_of(name))
        is_set = limit is not None and limits.day is not None
        said[name] = [limits.day, limit] if is_set else None
    return said


def put_together(state: State) -> str:
    """Return the limits of a deck as the collection keeps them; of two days the later counts."""
    limits = {name_of(name): state[name].value for name in ALWAYS if name in state}
    today = {name: state[name].value for name in TODAY if name in state and state[name].value}
    day = max((value[0] for value in today.values()), default=None)
    limits |= {name_of(name): value[1] for name, value in today.items() if value[0] == day}
    return limits_to_json(DeckLimits(**limits, day=day))


def name_of(field: str) -> str:
    """Return which of ``DeckLimits`` a field of a deck is."""
    return field.removeprefix(_LIMIT)
