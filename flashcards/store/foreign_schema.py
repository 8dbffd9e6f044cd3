"""Looks at the schema of another program's database before SQLite does, and at what is odd in it.

SQLite reads a schema whole before it does anything, however large that is.
"""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from flashcards.files import open_given

MOST_ENTRIES: Final = 2_000
"""Tables, indexes and other things; Anki has some thirty."""
LARGEST: Final = 4 << 20
"""Bytes of their SQL together."""
_MOST_PAGES: Final = 8_000
_HEAD: Final = 100
_INTERIOR, _LEAF = 5, 13
"""Kinds of pages of a table."""
_ODD: Final = re.compile(
    r"\b(?:CHECK|GENERATED|VIRTUAL)\b|\bAS\s*\(|\bCOLLATE\s+(?!(?:unicase|nocase|binary|rtrim)\b)\w",
    re.IGNORECASE,
)


class Cost(NamedTuple):
    """What it would take to read a schema."""

    entries: int
    size: int

    @property
    def is_too_much(self) -> bool:
        """Whether no program of cards has such a schema."""
        return self.entries > MOST_ENTRIES or self.size > LARGEST


def cost_of(path: Path) -> Cost:
    """Return the size of a database's schema as its pages tell it; raises OSError.

    Reads no further than to too much. What is no database costs nothing: SQLite refuses it.
    """
    with open_given(path) as stream:
        head = stream.read(_HEAD)
        size = int.from_bytes(head[16:18], "big")
        size = 65_536 if size == 1 else size
        if size < 512 or size & (size - 1):
            return Cost(0, 0)
        waiting, met, found = [1], set[int](), Cost(0, 0)
        while waiting and not found.is_too_much and len(met) < _MOST_PAGES:
            number = waiting.pop()
            if number < 1 or number in met:
                continue
            met.add(number)
            stream.seek((number - 1) * size)
            page = stream.read(size)
            start = _HEAD if number == 1 else 0
            if len(page) <= start + 12:
                continue
            if page[start] == _INTERIOR:
                waiting.append(int.from_bytes(page[start + 8 : start + 12], "big"))
                waiting += (
                    int.from_bytes(page[at : at + 4], "big") for at in _cells(page, start, 12)
                )
            elif page[start] == _LEAF:
                sizes = [_varint(page, at) for at in _cells(page, start, 8)]
                found = Cost(found.entries + len(sizes), found.size + sum(sizes))
        return found


def _cells(page: bytes, start: int, head: int) -> Iterator[int]:
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    first = start + head
    for at in range(first, min(first + 2 * count, len(page) - 1), 2):
        yield int.from_bytes(page[at : at + 2], "big")


def _varint(page: bytes, at: int) -> int:
    value = 0
    for byte in page[at : at + 9]:
        value = value << 7 | byte & 127
        if byte < 128:
            break
    return value


def has_odd_parts(raw: sqlite3.Connection) -> bool:
    """Whether a schema has what is never used here and would do something when it was.

    Views, triggers, modules, columns that are reckoned, rules, unknown orders.
    """
    rows = raw.execute("SELECT type, sql FROM sqlite_schema").fetchall()
    return any(
        kind not in ("table", "index") or (isinstance(sql, str) and _is_odd(kind, _bare(sql)))
        for kind, sql in rows
    )


def _is_odd(kind: str, sql: str) -> bool:
    return _ODD.search(sql) is not None or (kind == "index" and sql.count("(") > 1)


def _bare(sql: str) -> str:
    """Return SQL without the names and texts in quotes."""
    return re.sub(r"\"[^\"]*+\"|'[^']*+'|`[^`]*+`|\[[^\]]*+\]", "x", sql)
