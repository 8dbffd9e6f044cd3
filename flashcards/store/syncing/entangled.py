"""Steps that cannot go without each other, since they wrote the same rows."""

from sqlalchemy import Connection

from flashcards.store import undo
from flashcards.store.connections import raw_of
from flashcards.store.undo import Step

Span = tuple[int, int]
"""Ids above the first, up to the last."""


def drop_last(conn: Connection, pile: list[Step]) -> None:
    """Drop the last step of a pile, and of those below all that wrote rows which go with it."""
    gone = [_Written(conn, pile.pop())] if pile else []
    kept: list[Step] = []
    while pile:
        step = pile.pop()
        written = _Written(conn, step)
        if any(written.meets(conn, each) for each in gone):
            gone.append(written)
        else:
            kept.append(step)
    pile.extend(reversed(kept))


class _Written:
    """The rows that a step made, changed or deleted."""

    def __init__(self, conn: Connection, step: Step) -> None:
        logs = [each for part in step.parts for each in (part, part.inverse) if each is not None]
        self.numbers = [each.number for each in logs]
        self.cards = {card for each in logs for card in each.cards}
        self.spans: dict[str, list[Span]] = {}
        for each in logs:
            for table, span in each.inserted.items():
                self.spans.setdefault(table, []).append(span)
        self.tables = {
            table for each in logs for table in undo.touched_tables(conn, each.number)
        } | self.spans.keys()  # fmt: skip

    def meets(self, conn: Connection, other: "_Written") -> bool:
        """Whether both wrote one row."""
        return not self.cards.isdisjoint(other.cards) or any(
            self._shares(conn, table, other)
            or self._is_within(conn, table, other)
            or other._is_within(conn, table, self)
            for table in self.tables & other.tables
        )

    def _shares(self, conn: Connection, table: str, other: "_Written") -> bool:
        sql = (
            f"SELECT EXISTS (SELECT 1 FROM undo_{table} a JOIN undo_{table} b ON b.id = a.id "
            "AND b.undo_step = ?2 WHERE a.undo_step = ?1)"
        )
        spans = self.spans.get(table, ()), other.spans.get(table, ())
        return any(
            first < last_other and first_other < last
            for first, last in spans[0]
            for first_other, last_other in spans[1]
        ) or any(
            raw_of(conn).execute(sql, (mine, theirs)).fetchone()[0]
            for mine in self.numbers
            for theirs in other.numbers
        )

    def _is_within(self, conn: Connection, table: str, other: "_Written") -> bool:
        sql = (
            f"SELECT EXISTS (SELECT 1 FROM undo_{table} WHERE undo_step = ? AND id > ? AND id <= ?)"
        )
        return any(
            raw_of(conn).execute(sql, (number, *span)).fetchone()[0]
            for number in self.numbers
            for span in other.spans.get(table, ())
        )
