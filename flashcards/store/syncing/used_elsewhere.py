"""Whether what a step added is more than this computer's by now, so that undo leaves it here."""

import json
import sqlite3
from typing import Final

from sqlalchemy import Connection

from flashcards.model.enums import ReviewKind
from flashcards.scheduling.replay import DEVICE_BITS
from flashcards.store.connections import raw_of
from flashcards.store.log_order import STANDING
from flashcards.store.operation import operation
from flashcards.store.syncing import records
from flashcards.store.syncing.kinds import CARDS, NOTES
from flashcards.store.undo import Step
from flashcards.sync.values import SNAPSHOT, Segment

_WRITTEN: Final = (NOTES, CARDS)


class UsedElsewhereError(sqlite3.IntegrityError):
    """Undo would take away what another device has."""


def refuse(conn: Connection, step: Step) -> None:
    """Raise UsedElsewhereError where a step is to stay whose added rows are taken away just now.

    So where another device answered cards that it made, wrote into its notes, or made them as well.
    Answers that were taken back there do not count, nor a log that the step brought itself.
    """
    if step.had_elsewhere or _is_written(conn, step) or _is_answered(conn, step):
        raise UsedElsewhereError("notes or cards that others have")


def _is_written(conn: Connection, step: Step) -> bool:
    own = records.own_number(conn)
    return any(
        raw_of(conn)
        .execute(
            "SELECT EXISTS (SELECT 1 FROM sync_stamps WHERE kind = ? AND row > ? AND row <= ? "
            "AND device NOT IN (0, ?))",
            (kind.number, *step.inserted.get(kind.name, (0, 0)), own),
        )
        .fetchone()[0]
        for kind in _WRITTEN
    )


def _is_answered(conn: Connection, step: Step) -> bool:
    devices = [operation(conn).device, *(device for *_, device in step.brought)]
    found = raw_of(conn).execute(
        "SELECT EXISTS (SELECT 1 FROM reviews r WHERE r.card_id > ? AND r.card_id <= ? "
        f"AND r.kind < {ReviewKind.STRUCK:d} "
        f"AND r.id >> {DEVICE_BITS} NOT IN (SELECT value FROM json_each(?)) AND {STANDING})",
        (*step.inserted.get(CARDS.name, (0, 0)), json.dumps(devices)),
    )
    return bool(found.fetchone()[0])


def also_made_by(conn: Connection, segment: Segment) -> frozenset[int]:
    """Return the notes (by id) that are here and that a segment tells of from the beginning.

    Its device made them as well, such as from a file that both have. A snapshot says so of all.
    """
    if segment.kind == SNAPSHOT or segment.device == records.own_uid(conn):
        return frozenset()
    told = [
        fact.uid for fact in segment.facts if (fact.kind, fact.field) == (NOTES.name, "created")
    ]
    found = raw_of(conn).execute(
        "SELECT id FROM notes WHERE guid IN (SELECT value FROM json_each(?))", (json.dumps(told),)
    )
    return frozenset(row[0] for row in found)
