"""Cards that no machine made, since only what several wrote together makes them."""

from typing import Final

from sqlalchemy import Connection

from flashcards.store.connections import raw_of
from flashcards.store.syncing import records
from flashcards.store.syncing.kinds import CARDS
from flashcards.store.syncing.records import BORN, StampRow
from flashcards.sync.registers import GONE, Register

_STAMP: Final = 1
"""Older than whatever a learner did."""


def tell(conn: Connection, above: int) -> None:
    """Place the cards with larger ids among those of their notes, and let others know where.

    Each machine that makes such a card may find its siblings elsewhere; what they say of it is
    settled like everything else.
    """
    execute = raw_of(conn).execute
    execute(
        "UPDATE cards SET changed_ms = 0, position = coalesce((SELECT min(o.position) FROM cards o "
        "WHERE o.note_id = cards.note_id AND o.id <= ?1), 0) WHERE id > ?1",
        (above,),
    )
    own = records.own_number(conn)
    written: list[StampRow] = []
    for (card,) in execute("SELECT id FROM cards WHERE id > ?", (above,)).fetchall():
        written += (
            (CARDS.number, card, BORN, 0, 0, 0, 1, None),
            (CARDS.number, card, "deck", _STAMP, own, 0, 0, None),
            (CARDS.number, card, "position", _STAMP, own, 0, 0, None),
        )
    records.write_stamps(conn, written)


def count_as_deleted(conn: Connection, uid: str, stamp: int) -> None:
    """Note of a card that somebody deleted it, before anybody was told of anything."""
    known = records.states(conn, CARDS, [uid]).get(uid, {})
    mark = Register(stamp, records.own_number(conn), True)
    records.put_states(conn, CARDS, [(uid, {**known, GONE: mark}, False)])
