"""Keeps what was deleted, and what fields said before: part of ``step_0007``."""

import sqlite3
from collections.abc import Callable

STATEMENTS: tuple[str | Callable[[sqlite3.Connection], None], ...] = ()
