"""Whether what is stored as JSON, or as one of several kinds, can be read: tried with its readers.

Two kinds of trouble: what nothing can be made of, which is refused wherever it is met, and what is
set aside, a default taking its place; the learner is told how to put that right.
"""

from collections.abc import Callable, Iterator
from typing import Final

from sqlalchemy import Connection

from flashcards.files import parsed_object
from flashcards.model.enums import NoteKind
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message
from flashcards.scheduling.registry import scheduler_from
from flashcards.store import (
    articles,
    binned,
    day_plans,
    decks,
    notes,
    plans,
    presets,
    reviews,
    values,
    verify,
)

_UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, UserError)


def _schedulers(conn: Connection) -> None:
    for version in presets.all_versions(conn).values():
        scheduler_from(version.scheduler, version.parameters)


_READERS: Final[tuple[tuple[Message, Callable[[Connection], object]], ...]] = (
    (message("note types"), notes.note_types),
    (message("settings of schedulers"), _schedulers),
    (message("memories of cards set by hand"), reviews.snapshots),
)


def problems(conn: Connection) -> list[Message]:
    """Return what cannot be read, so that nothing can be done with it; empty when all can be."""
    found = []
    for kind, read in _READERS:
        try:
            read(conn)
        except _UNREADABLE:
            found.append(
                message(
                    "Some {kind} cannot be read. Update Flashcards, or restore a backup.", kind=kind
                )
            )
    return found


_NEWER_TYPES: Final = "SELECT name FROM note_types WHERE kind NOT IN (?, ?)"


def set_aside(conn: Connection) -> Iterator[Message]:
    """Yield what could not be read and counts as not set, with what to do about it."""
    for name, option in presets.misfits(conn):
        yield message(
            "The option “{option}” of the preset “{preset}” cannot be used, so its default holds. "
            "Set it again in the deck options.",
            option=option,
            preset=name,
        )
    for (name,) in conn.exec_driver_sql(_NEWER_TYPES, (NoteKind.NORMAL, NoteKind.CLOZE)).fetchall():
        yield message(
            "A newer version of Flashcards made the note type “{name}”. Its cards are asked; "
            "update Flashcards to change its notes.",
            name=name,
        )
    for name in decks.odd_limits(conn):
        yield message(
            "The daily limits of the deck “{deck}” cannot be read, so those of its preset hold. "
            "Set them again in the deck options.",
            deck=name,
        )
    for plan in plans.all_plans(conn):
        if parsed_object(plan.definition.encode()) is None or not day_plans.is_readable(plan):
            yield message(
                "The plan “{plan}” cannot be read and is left out. Make it again.", plan=plan.name
            )


def damage(conn: Connection) -> bool:
    """Whether the file holds what explains a surprise while it was read or written."""
    looks = (verify.integrity, values.problems, problems, articles.problems, binned.problems)
    return any(look(conn) for look in looks)
