"""The numbered steps that lead from an empty file to a collection of the latest layout."""

import sqlite3
from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection

from flashcards.store import connections
from flashcards.store.migrations import (
    step_0001,
    step_0002,
    step_0003,
    step_0004,
    step_0005,
    step_0006,
    step_0007,
    step_0008,
    step_0009,
    step_0010,
    step_0011,
    step_0012,
    step_0013,
    step_0014,
    step_0015,
    step_0016,
)

Part = str | Callable[[sqlite3.Connection], None]
"""A statement, or a function where SQL does not reach; both run in the step's transaction."""

Step = tuple[Part, ...]
"""What leads from one layout to the next."""

Seed = Callable[[Connection, int], None]
"""Writes the rows every new collection has, at a moment given in UTC milliseconds."""

STEPS: Final[tuple[Step, ...]] = (
    step_0001.STATEMENTS,
    step_0002.STATEMENTS,
    step_0003.STATEMENTS,
    step_0004.STATEMENTS,
    step_0005.STATEMENTS,
    step_0006.STATEMENTS,
    step_0007.STATEMENTS,
    step_0008.STATEMENTS,
    step_0009.STATEMENTS,
    step_0010.STATEMENTS,
    step_0011.STATEMENTS,
    step_0012.STATEMENTS,
    step_0013.STATEMENTS,
    step_0014.STATEMENTS,
    step_0015.STATEMENTS,
    step_0016.STATEMENTS,
)


def take_step(conn: Connection, number: int, statements: Step) -> None:
    """Take one step and write its number into the file; the caller holds the transaction."""
    for statement in statements:
        if isinstance(statement, str):
            conn.exec_driver_sql(statement)
        else:
            statement(connections.raw_of(conn))
    conn.exec_driver_sql(f"PRAGMA user_version = {number:d}")
