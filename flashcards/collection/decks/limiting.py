"""Gives decks daily limits of their own, for good or for today alone."""

from dataclasses import replace

from flashcards.collection.decks.organising import required_deck
from flashcards.model.errors import UserError
from flashcards.model.limits import DeckLimits
from flashcards.model.messages import message
from flashcards.scheduling.days import learner_day
from flashcards.store import decks, presets
from flashcards.store.operation import operation
from flashcards.store.store import Connection, Store

MOST = {"new_per_day": 9_999, "new_today": 9_999, "reviews_per_day": 99_999}
MOST["reviews_today"] = MOST["reviews_per_day"]
"""The highest number each limit may be set to."""


def deck_limits(store: Store, deck: str) -> DeckLimits:
    """Return a deck's own limits as they stand today; raise UserError for an unknown deck."""
    with store.reading() as conn:
        return required_deck(conn, deck).limits.on(_today(conn, store))


def set_deck_limits(store: Store, deck: str, **changes: int | None) -> None:
    """Change some of a deck's own limits; None lets the preset decide again.

    ``new_today`` and ``reviews_today`` are over when the learner's day is. Raises UserError for
    an unknown deck or limit and for a number out of range.
    """
    for name, value in changes.items():
        refuse_misfit(name, value)
    with store.writing(message("Change limits")) as conn:
        found = required_deck(conn, deck)
        today = _today(conn, store)
        limits = replace(found.limits.on(today), **changes)
        for_today = limits.new_today is not None or limits.reviews_today is not None
        limits = replace(limits, day=today if for_today else None)
        if limits != found.limits:
            decks.set_limits(conn, found.id, limits, operation(conn).now_ms)


def _today(conn: Connection, store: Store) -> int:
    return learner_day(store.now(), presets.day_start(conn))


def refuse_misfit(name: str, value: int | None) -> None:
    """Raise UserError for an unknown limit, and for a number out of range."""
    most = MOST.get(name)
    if most is None:
        raise UserError(message("There is no limit called “{name}”.", name=name))
    if value is not None and (type(value) is not int or not 0 <= value <= most):
        raise UserError(
            message("The limit “{name}” must lie between 0 and {most:,}.", name=name, most=most)
        )
