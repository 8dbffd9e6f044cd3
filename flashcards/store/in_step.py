"""What each write owes to a collection that keeps in step with other machines.

Costs next to nothing where it does not: the package ``syncing`` is imported only where it does.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.store import taking_part, undo
from flashcards.store.operation import Operation
from flashcards.store.undo import Step


def stamp(
    conn: Connection, work: Operation, largest: dict[str, int], restored: Step | None = None
) -> None:
    """Stamp what the operation wrote; ``restored`` is the step it put back.

    What is kept aside counts as there before whatever follows: ``largest`` has the ids of before.
    """
    if taking_part.is_on(conn) and not work.step.merged:
        from flashcards.store.syncing import anchoring, stamping, undoing

        if restored is not None:
            undoing.fit(conn, restored, work.step.number)
            anchoring.follow(conn, restored, work.step.number, work.now_ms)
        stamping.keep(conn, work, restored)
        if work.step.aside:
            largest.update(undo.largest_ids(conn))


def notes_known(
    conn: Connection, bodies: Sequence[tuple[str, Mapping[str, Any]]]
) -> dict[str, dict[str, Any]]:
    """Return what the bin would say by now of notes in it, by guid, where that is something else.

    Other machines may have written to them before they heard that they had gone.
    """
    if not taking_part.is_on(conn):
        return {}
    from flashcards.store.syncing import returning

    return returning.notes_known(conn, bodies)


def cards_known(
    conn: Connection, guids: Iterable[str], besides: Collection[str]
) -> list[tuple[str, dict[str, Any]]]:
    """Return (uid, what the bin would say) of more cards of such notes, with answers elsewhere."""
    if not taking_part.is_on(conn):
        return []
    from flashcards.store.syncing import returning

    return returning.cards_known(conn, guids, besides)


def heir(conn: Connection, name: tuple[str, str, int]) -> int | None:
    """Return the card, by its id, that another machine made of one; None where it made none.

    ``name`` is the guid of the note, the uid of the template and the ordinal of that one.
    """
    if not taking_part.shares(conn):
        return None
    from flashcards.store.syncing import owners

    return owners.heir(conn, name)


def give_up(conn: Connection, merged: Step, done: list[Step], undone: list[Step]) -> None:
    """Drop steps that cannot be undone any more, with whatever is below them in the pile.

    The last of them stays among those ``done``, to say so to whoever wants to take it back. Of
    others it is noted where another machine has made what they added: undo leaves it. They know
    what is back under another id.
    """
    for pile in (done, undone):
        if merged.known_elsewhere:
            for part in (part for step in pile for part in step.parts):
                low, high = part.inserted.get("notes", (0, 0))
                part.had_elsewhere |= any(low < each <= high for each in merged.known_elsewhere)
        for place in range(len(pile) - 1, -1, -1):
            step = pile[place]
            if any(_is_overtaken(part, merged) for part in step.parts):
                step.overtaken = True
                del pile[: place if pile is done else place + 1]
                break
        if merged.returned:
            from flashcards.store.syncing import returned_rows

            for part in (part for step in pile for part in step.parts):
                returned_rows.adopt(conn, part, merged.returned)


def _is_overtaken(step: Step, merged: Step) -> bool:
    numbers = {each.number for each in (step, step.inverse) if each is not None}
    lost = merged.replayed | merged.displaced if step.totals else merged.replayed
    struck = {card_id for card_id, *_ in step.strikes}
    return bool(numbers & merged.given_up) or not lost.isdisjoint((*step.cards, *struck))


@contextmanager
def guard(conn: Connection, pile: list[Step]) -> Iterator[None]:
    """Let a step go that cannot be put back beside what other machines have written since.

    Such as a deck of a name that another deck has by now, or what was given up when their changes
    came. Those before it that wrote the same rows go with it, the others stay. Raises UserError
    then; nothing changes.
    """
    try:
        if _is_given_up(pile):
            raise sqlite3.IntegrityError("given up when something came")
        yield
    except (sqlite3.IntegrityError, IntegrityError) as error:
        if not (taking_part.is_on(conn) or _is_given_up(pile)):
            raise
        from flashcards.store.syncing import entangled, used_elsewhere

        entangled.drop_last(conn, pile)
        if isinstance(error, used_elsewhere.UsedElsewhereError):
            raise UserError(
                message(
                    "Cannot undo: another computer also answered, changed or added these cards."
                ),
                message("Delete them by hand if you do not want them."),
            ) from error
        raise UserError(
            message("This cannot be taken back: another computer changed what it was about."),
            message("Change it by hand."),
        ) from error


def _is_given_up(pile: Sequence[Step]) -> bool:
    return bool(pile) and any(part.overtaken for part in pile[-1].parts)
