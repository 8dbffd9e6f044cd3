"""Whether a collection keeps in step with other machines, and what each write owes them then.

Costs next to nothing where it does not: the package ``syncing`` is imported only where it does.
"""

from typing import Final

from sqlalchemy import Connection

from flashcards.store.connections import raw_of
from flashcards.store.operation import Operation
from flashcards.store.undo import Step

KEY: Final = "sync"
"""Where ``collection`` keeps what is to be known of syncing as a whole."""

_ON: Final = "in_step"
_WATCH: Final = (
    "CREATE TEMP TRIGGER IF NOT EXISTS sync_reviews AFTER INSERT ON main.reviews "
    "WHEN NOT EXISTS (SELECT 1 FROM temp.merging) BEGIN "
    "INSERT OR IGNORE INTO sync_unsent VALUES (new.card_id, new.id); END"
)


def begin(conn: Connection) -> None:
    """Find out, for a writing connection; from then on each row of the log is noted down."""
    execute = raw_of(conn).execute
    found = execute("SELECT EXISTS (SELECT 1 FROM collection WHERE key = ?)", (KEY,)).fetchone()
    conn.info[_ON] = bool(found[0])
    if conn.info[_ON]:
        execute("CREATE TEMP TABLE IF NOT EXISTS merging (now)")
        execute(_WATCH)
    else:
        execute("DROP TRIGGER IF EXISTS temp.sync_reviews")


def is_on(conn: Connection) -> bool:
    """Whether writes are to be stamped."""
    return bool(conn.info.get(_ON))


def stamp(conn: Connection, work: Operation, restored: Step | None = None) -> None:
    """Stamp what the operation wrote; ``restored`` is the step it put back."""
    if is_on(conn) and not work.step.merged:
        from flashcards.store.syncing import stamping

        stamping.keep(conn, work, restored)


def give_up(merged: Step, *piles: list[Step]) -> None:
    """Drop steps that cannot be undone any more, with whatever is below them in the pile."""
    for pile in piles:
        for place in range(len(pile) - 1, -1, -1):
            step = pile[place]
            if any(_is_overtaken(part, merged) for part in step.parts):
                del pile[: place + 1]
                break


def _is_overtaken(step: Step, merged: Step) -> bool:
    numbers = {each.number for each in (step, step.inverse) if each is not None}
    return bool(numbers & merged.given_up) or not merged.replayed.isdisjoint(step.cards)
