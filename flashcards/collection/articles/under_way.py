"""Which articles are read, how far each is, and where the learner stands in it."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from flashcards.collection.articles.read_spans import joined, size
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.scheduling.days import from_ms, learner_day
from flashcards.store import readings
from flashcards.store.operation import operation
from flashcards.store.readings import StoredReading
from flashcards.store.store import Connection, Store

if TYPE_CHECKING:
    from flashcards.model.reading import Span, UnderWay

_MONDAY = 3
"""Days from the Monday before 1970 to its first day, a Thursday."""


def required_reading(conn: Connection, source_id: int) -> StoredReading:
    """Return how far an article is read; raise UserError where it is not kept."""
    found = readings.reading(conn, source_id)
    if found is None:
        raise UserError(message("This article is not in the collection any more."))
    return found


def week_of(now: datetime, day_start_minutes: int) -> int:
    """Return the number of the learner's week, which begins on Monday."""
    return (learner_day(now, day_start_minutes) + _MONDAY) // 7


def _shown(found: StoredReading, week: int) -> "UnderWay":
    from flashcards.model.reading import Priority, UnderWay  # late: often nothing is under way

    whole = size(found.spans)
    return UnderWay(
        found.source_id,
        found.title,
        found.characters,
        found.started,
        found.finished_ms is not None,
        Priority(found.priority),
        found.portion,
        max(0, whole - found.week_before) if found.week == week else 0,
        found.position,
        found.top,
        found.spans,
        None if found.read_ms is None else from_ms(found.read_ms),
    )


def progress(store: Store, source_id: int, day_start_minutes: int) -> "UnderWay":
    """Return how far one article is read; raise UserError where it is not kept."""
    with store.reading() as conn:
        return _shown(required_reading(conn, source_id), week_of(store.now(), day_start_minutes))


def under_way(store: Store, day_start_minutes: int, *, finished: bool = False) -> list["UnderWay"]:
    """Return the articles that are read and not put away, the next one to read first.

    With ``finished`` also those that were put away, last.

    First come those of which some is to be read now, then those whose portion of the week is done;
    among them by priority, and then the one read last.
    """
    week = week_of(store.now(), day_start_minutes)
    with store.reading() as conn:
        found = [_shown(each, week) for each in readings.under_way(conn)]
    left = [each for each in found if finished or not each.finished]
    return sorted(left, key=lambda each: (each.finished, not each.waits, -each.priority))


def note_place(
    store: Store,
    source_id: int,
    position: int,
    top: int,
    read: Sequence["Span"],
    day_start_minutes: int,
) -> None:
    """Write down where the learner stands, and which stretches were read meanwhile.

    No step to be taken back: undo leads back to what was done, not to where one was.
    """
    with store.writing(message("Read article"), undoable=False) as conn:
        found = required_reading(conn, source_id)
        spans = found.spans
        for start, stop in read:
            spans = joined(spans, max(0, start), min(stop, found.characters))
        week = week_of(store.now(), day_start_minutes)
        before = found.week_before if found.week == week else size(found.spans)
        now_ms = operation(conn).now_ms
        readings.set_place(conn, found.uid, position, top, spans, week, before, now_ms)
