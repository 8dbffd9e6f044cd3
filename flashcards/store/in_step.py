"""What each write owes to a collection that keeps in step with other machines.

Costs next to nothing where it does not: the package ``syncing`` is imported only where it does.
"""

from sqlalchemy import Connection

from flashcards.store import taking_part
from flashcards.store.operation import Operation
from flashcards.store.undo import Step


def stamp(conn: Connection, work: Operation, restored: Step | None = None) -> None:
    """Stamp what the operation wrote; ``restored`` is the step it put back."""
    if taking_part.is_on(conn) and not work.step.merged:
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
