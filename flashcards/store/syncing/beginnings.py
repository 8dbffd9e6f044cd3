"""When the texts of notes were typed that a collection has as it begins to take part.

A row has one stamp for all its fields. Where a collection was copied by hand before both took part,
an edit of one field would stand over the other one's edit of another. The histories of notes know
better.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from sqlalchemy import Connection

from flashcards.store import revisions
from flashcards.store.connections import raw_of
from flashcards.store.syncing import records
from flashcards.store.syncing.kinds import NOTES, Row
from flashcards.store.syncing.names import Names
from flashcards.store.syncing.records import BORN, StampRow
from flashcards.sync.registers import TEXT, stamp_of

_AT_ONCE: Final = 500
_EDITS: Final = (
    "SELECT n.id, r.field, r.since_ms, r.until_ms FROM revisions r JOIN notes n ON n.guid = r.uid "
    "WHERE r.kind = ? ORDER BY n.id, r.until_ms, r.id"
)

Edit = tuple[str, int, int]
"""Field, since when it had said what it said before, and when it was changed, in UTC ms."""


def note_edits(conn: Connection) -> None:
    """Stamp the fields of notes as their histories say, in a collection that nobody heard of."""
    own = records.own_number(conn)
    found = raw_of(conn).execute(_EDITS, (revisions.KIND,)).fetchall()
    edits = {
        number: [row[1:] for row in rows] for number, rows in groupby(found, lambda row: row[0])
    }
    numbers, names = list(edits), Names(conn)
    for start in range(0, len(numbers), _AT_ONCE):
        written: list[StampRow] = []
        for row in records.rows_of(conn, NOTES, numbers[start : start + _AT_ONCE]):
            written.extend(_stamps(row, edits[row[0]], names, own))
        records.write_stamps(conn, written)


def _stamps(row: Row, edits: list[Edit], names: Names, own: int) -> Iterator[StampRow]:
    """Yield what is known of a note: what nobody typed anew is as old as what was there first."""
    number, created = row[0], row[8]
    first = min(since_ms for _, since_ms, _ in edits)
    born = _stamp(first, created)
    yield _written(number, BORN, born)
    typed: dict[str, tuple[int, int]] = {}
    for uid, _, until_ms in edits:
        typed[TEXT + uid] = stamp_of(until_ms), typed.get(TEXT + uid, (born, 0))[0]
    for name in NOTES.values(row, names):
        if name in typed:
            stamp, base = typed[name]
            yield _written(number, name, stamp, own, base)
        elif not name.startswith(TEXT):  # nobody knows since when
            yield _written(number, name, NOTES.born(row, names))


def _stamp(ms: int, created_ms: int) -> int:
    return max(0, ms) if ms <= created_ms else stamp_of(ms)


def _written(number: int, name: str, stamp: int, device: int = 0, base: int = 0) -> StampRow:
    return NOTES.number, number, name, stamp, device, base, int(not device), None
