"""What turning a search into SQL works with: the learner's day, the connection, bound values."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from itertools import islice
from typing import Any, cast

from sqlalchemy import Connection

from flashcards.scheduling.days import day_start, learner_day, moment_ms

CHOSEN = "(SELECT value FROM json_each(?))"
"""The numbers of a list bound as JSON."""


@dataclass(frozen=True, slots=True)
class FindContext:
    """The learner's present day, by which ``due`` and ``added:7`` are read."""

    day: int
    """The learner's day (date ordinal)."""
    zone: tzinfo
    day_start_minutes: int = 240
    now_ms: int | None = None
    """The present moment in UTC ms, for what is remembered now; None for the day's beginning."""

    @classmethod
    def at(cls, now: datetime, day_start_minutes: int = 240) -> "FindContext":
        """Return the context of an aware local moment. Raises ValueError for a naive one."""
        if now.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return cls(
            learner_day(now, day_start_minutes), now.tzinfo, day_start_minutes, moment_ms(now)
        )

    def start_ms(self, day: int) -> int:
        """Return when a learner's day begins, in UTC milliseconds since 1970."""
        return moment_ms(day_start(day, self.zone, self.day_start_minutes))


@dataclass(slots=True)
class Scope:
    """What a condition being built needs and gathers."""

    conn: Connection
    context: FindContext
    parameters: list[object] = field(default_factory=list)
    notes: bool = False
    """Whether the condition speaks of ``n``."""

    def rows(self, sql: str, *bound: object) -> list[tuple[Any, ...]]:
        """Look something up while the condition is being built."""
        return rows(self.conn, sql, bound)

    def each(self, sql: str, *bound: object) -> Iterator[tuple[Any, ...]]:
        """Look through something row by row, none of which is kept."""
        with reading(self.conn, sql, bound) as found:
            yield from found

    def chosen(self, column: str, numbers: Sequence[int]) -> str:
        """Return the condition that ``column`` is one of ``numbers``."""
        if len(numbers) == 1:
            self.bind(numbers[0])
            return f"({column} = ?)"
        self.bind(json.dumps(list(numbers)))
        return f"{column} IN {CHOSEN}"

    def bind(self, *values: object) -> None:
        """Add the values of the question marks just written."""
        self.parameters.extend(values)


@contextmanager
def reading(
    conn: Connection, sql: str, bound: Sequence[object] = ()
) -> Iterator[Iterable[tuple[Any, ...]]]:
    """Lend the rows as the driver gives them: 100,000 ids take a third of the time so."""
    result = conn.exec_driver_sql(sql, tuple(bound))
    try:
        yield cast("Iterable[tuple[Any, ...]]", result.cursor)
    finally:
        result.close()


def rows(conn: Connection, sql: str, bound: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """Return all rows as the driver gives them."""
    with reading(conn, sql, bound) as found:
        return list(found)


def batches(found: Iterable[tuple[Any, ...]], size: int) -> Iterator[list[tuple[Any, ...]]]:
    """Yield rows in lists of ``size``, the last of which may be shorter."""
    rest = iter(found)
    while batch := list(islice(rest, size)):
        yield batch
