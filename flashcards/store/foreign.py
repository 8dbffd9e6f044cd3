"""Databases of other programs: read here alone, never written, and nothing in them trusted.

A schema may hold views, triggers, generated columns and modules of its making. Only plain tables
are read, by columns they have, and only for so long.
"""

import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from flashcards.files import refuse_unusual
from flashcards.model.anki import TooMuchError
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.store import connections, foreign_schema, journals

if TYPE_CHECKING:
    from flashcards.scheduling.columns import Integers

LARGEST_VALUE: Final = 64 << 20
"""Bytes of one text or blob."""
STRANGERS_VALUE: Final = 8 << 20
"""The same in what anybody may have made: more than any note that is used here."""
_LEAST_SECONDS: Final = 5
_BYTES_A_SECOND: Final = 4 << 20
"""Processor time there is for a file: ten times what a slow computer needs."""
_STEPS: Final = 20_000
"""Virtual machine steps of SQLite between two looks at the clock."""
_BLOCK: Final = 10_000
"""Rows that are read at once where they are read in blocks."""
_LEAST_PLACE, _LAST_PLACE = -(1 << 63), (1 << 63) - 1
_LARGEST_BLOCK: Final = 1 << 20
"""Bytes of one column of a block; numbers take a quarter of it."""
_KINDS: Final = "('integer', 'real')"
_OF_NUMBERS: Final = b"-0123456789,[]"
_NO_TEXT: Final = "decode to UTF-8"
"""What the driver says of a text that is none."""
_NAME: Final = re.compile(r"\w+")
_PRAGMAS: Final = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA query_only = ON",
    "PRAGMA ignore_check_constraints = ON",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16000",
)


class ForeignDatabase:
    """An open database; ``foreign_database`` lends it. Methods raise UserError for damage."""

    def __init__(self, raw: sqlite3.Connection, file: str, largest: int) -> None:
        self._raw, self._file, self._largest = raw, file, largest
        self.replaced = 0
        """Texts in which something was no UTF-8, and was replaced."""
        self.odd = False
        """Whether its schema has parts that no program needs who only keeps cards in it."""
        with self._named():
            for pragma in _PRAGMAS:
                raw.execute(pragma)
            if raw.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise self._odd()
            self.odd = foreign_schema.has_odd_parts(raw)
            self._numbered: set[str] = set()
            """Tables whose rows have numbers of SQLite's own."""
            self._columns = dict(self._plain_tables())

    def has(self, table: str, *columns: str) -> bool:
        """Whether there is a plain table of this name with all these columns."""
        return table in self._columns and self._columns[table].issuperset(map(str.lower, columns))

    def rows(
        self, table: str, columns: Sequence[str], order: Sequence[str] = ()
    ) -> Iterator[tuple[Any, ...]]:
        """Yield these columns of all rows, of whatever kind their values are, by ``order``."""
        if not self.has(table, *columns, *order):
            raise self._odd()
        # By no order of the file's own: one that compares long texts would never end.
        by = ", ".join(f'"{column}" COLLATE BINARY' for column in order)
        sorting = f" ORDER BY {by}" if order else ""
        question, seen = f'SELECT {_list(columns)} FROM "{table}"{sorting} LIMIT -1 OFFSET ?', 0
        with self._named():
            found = self._raw.execute(question, (0,))
            try:
                for row in iter(found.fetchone, None):  # closes nothing where nobody reads on
                    seen += 1
                    yield row
            except sqlite3.OperationalError as error:
                if _NO_TEXT not in str(error):
                    raise
                # From here on slower, and with what is no text replaced.
                self._raw.text_factory = self._text
                yield from iter(self._raw.execute(question, (seen,)).fetchone, None)

    def blocks(
        self, table: str, columns: Sequence[str]
    ) -> "Iterator[Integers | list[tuple[Any, ...]]]":
        """Yield these columns of all rows, in any order, in blocks: in half the time of ``rows``.

        A block is an array of whole numbers, or a list of rows where another value is among them;
        in such, what is no number is None.
        """
        if not self.has(table, *columns):
            raise self._odd()
        if table not in self._numbered:
            rows = self.rows(table, columns)
            while block := list(islice(rows, _BLOCK)):
                yield block
            return
        places = range(len(columns))
        named = ", ".join(f'"{column}" AS c{place}' for place, column in enumerate(columns))
        page = (
            f'(SELECT rowid AS place, {named} FROM "{table}" WHERE rowid >= ? ORDER BY 1 LIMIT ?)'
        )
        packed = ", ".join(f"json_group_array(c{place})" for place in places)
        loose = ", ".join(
            f"CASE WHEN typeof(c{place}) IN {_KINDS} THEN c{place} END" for place in places
        )
        start = _LEAST_PLACE
        while start <= _LAST_PLACE:
            last, numbers = self._packed(f"SELECT max(place), {packed} FROM {page}", start)
            if last is None:
                return
            if numbers is None:
                with self._named():
                    found = self._raw.execute(f"SELECT place, {loose} FROM {page}", (start, _BLOCK))
                    block = found.fetchall()
                last = block[-1][0]
            yield [row[1:] for row in block] if numbers is None else numbers
            start = last + 1

    def _packed(self, question: str, start: int) -> "tuple[int | None, Integers | None]":
        """Return the last place of a block and its numbers; no numbers where others are there."""
        self._raw.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_BLOCK)
        try:
            last, *texts = self._raw.execute(question, (start, _BLOCK)).fetchone()
        except sqlite3.Error:  # a value that no JSON can hold, or damage: found by who reads on
            return start, None
        finally:
            self._raw.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, self._largest)
        return last, None if last is None else _numbers(texts)

    def count(self, table: str) -> int:
        """Return how many rows a table has; 0 where there is none."""
        if table not in self._columns:
            return 0
        with self._named():
            return int(self._raw.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])

    def _plain_tables(self) -> Iterator[tuple[str, set[str]]]:
        found = self._raw.execute(
            "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        ).fetchall()
        for name, without in found:
            if not isinstance(name, str) or not _NAME.fullmatch(name):
                continue
            rows = self._raw.execute(f'PRAGMA table_xinfo("{name}")').fetchall()
            names = {row[1].lower() for row in rows}
            if not without and "rowid" not in names:
                self._numbered.add(name)
            yield name, {row[1].lower() for row in rows if row[6] == 0}

    def _text(self, data: bytes) -> str:
        try:
            return data.decode()
        except UnicodeDecodeError:
            self.replaced += 1
            return data.decode("utf-8", "replace")

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Say of which file it is that SQLite finds something wrong."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0)
            if code == sqlite3.SQLITE_INTERRUPT:
                raise UserError(
                    message("{file} took too long to read.", file=self._file),
                    message("Nothing was imported. Export a smaller part of it and try again."),
                ) from error
            if code == sqlite3.SQLITE_TOOBIG:
                raise self._too_large() from error
            raise self._odd() from error
        except (OverflowError, MemoryError) as error:
            raise self._odd() from error

    def _too_large(self) -> UserError:
        what = message("A text in {file} is too large to be that of a note.", file=self._file)
        if self._largest < LARGEST_VALUE:
            hint = message("If it is your own collection, say so and import it again.")
            return TooMuchError(what, hint)
        return UserError(what, message("Find it in the program it comes from, and shorten it."))

    def _odd(self) -> UserError:
        return UserError(
            message("The database in {file} is damaged.", file=self._file),
            message("Check it in the program it comes from, and export it again."),
        )


@contextmanager
def foreign_database(
    path: Path, file: str, largest: int | None = None
) -> Iterator[ForeignDatabase]:
    """Open the database at ``path``, called ``file`` in messages, to read it in the block.

    Nobody may write it meanwhile: it is a copy of ours, or unpacked by us, with no log beside it.
    ``largest`` is how many bytes one of its texts may have. Raises UserError for what is no
    database, is damaged, too large or takes too long.
    """
    refuse_unusual(path)
    largest = largest or LARGEST_VALUE
    if foreign_schema.cost_of(path).is_too_much:
        raise UserError(
            message("{file} has far more tables than a program of cards makes.", file=file),
            message("Check it in the program it comes from, and export it again."),
        )
    raw = sqlite3.connect(
        connections.uri(path, "mode=ro&immutable=1"), uri=True, isolation_level=None
    )
    with closing(raw):
        raw.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, largest)
        raw.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        raw.create_collation("unicase", _alike)
        ends = time.process_time() + _LEAST_SECONDS + path.stat().st_size / _BYTES_A_SECOND
        raw.set_progress_handler(lambda: time.process_time() > ends, _STEPS)
        yield ForeignDatabase(raw, file, largest)


def settle(path: Path, file: str) -> None:
    """Bring what lies in the log or journal beside a copy of ours into the database itself.

    ``path`` is written; nothing in its schema runs. Raises UserError where it is damaged.
    """
    refuse_unusual(path)
    damaged = UserError(
        message("The database in {file} is damaged.", file=file),
        message("Check it in the program it comes from, and export it again."),
    )
    if journals.has_superior(journals.beside(path, "-journal")):
        raise damaged
    try:
        raw = sqlite3.connect(connections.uri(path, "mode=rw"), uri=True, isolation_level=None)
        with closing(raw):
            for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
                raw.execute(f"PRAGMA {pragma}")
            raw.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.Error as error:
        raise damaged from error


def _alike(one: str, other: str) -> int:
    """Compare as the collation of Anki's that is missing in SQLite: capitals count as small."""
    first, second = one.casefold(), other.casefold()
    return (first > second) - (first < second)


def _numbers(texts: Sequence[str]) -> "Integers | None":
    """Return lists of JSON as the columns of a table; None where not all are whole numbers."""
    import numpy as np

    columns = []
    for text in texts:
        data = text.encode()
        if data.translate(None, _OF_NUMBERS):
            return None
        columns.append(np.fromstring(data[1:-1], np.int64, sep=","))
    return np.column_stack(columns)


def _list(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
