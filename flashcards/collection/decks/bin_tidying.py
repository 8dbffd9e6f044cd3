"""Lets go for good what the bin has kept for its time, at each opening."""

from flashcards.model.messages import message
from flashcards.scheduling.days import moment_ms
from flashcards.store import binned, revisions
from flashcards.store.store import Store


def tidy(store: Store) -> None:
    """Let go for good what the bin has kept for its time; not a step to undo."""
    now_ms = moment_ms(store.now())
    with store.reading() as conn:
        if not binned.overdue(conn, now_ms):
            return
    with store.writing(message("Tidy the bin"), undoable=False) as conn:
        binned.remove(conn, binned.overdue(conn, now_ms))
        revisions.forget_gone(conn)
