"""Collections of Anki's that are written: the tables of its schemas 11 and 18, filled in order."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from flashcards.store import connections

NEWER, OLDER = 18, 11
"""The schemas that are written."""
_CACHE_KB: Final = 24_000
_PRAGMAS: Final = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA page_size = 4096",
    # The file is a draft: after a crash it is removed, never read.
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA temp_store = MEMORY",
    f"PRAGMA cache_size = -{_CACHE_KB}",
)
_WHOLE: Final = "integer NOT NULL"
_TEXT: Final = "text NOT NULL"
_NAME: Final = "text NOT NULL COLLATE unicase"
_BLOB: Final = "blob NOT NULL"

_TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "col": {
        "id": "integer PRIMARY KEY",
        **dict.fromkeys(("crt", "mod", "scm", "ver", "dty", "usn", "ls"), _WHOLE),
        **dict.fromkeys(("conf", "models", "decks", "dconf", "tags"), _TEXT),
    },
    "notes": {
        "id": "integer PRIMARY KEY", "guid": _TEXT, "mid": _WHOLE, "mod": _WHOLE, "usn": _WHOLE,
        "tags": _TEXT, "flds": _TEXT,
        "sfld": _WHOLE,  # so that numbers in it are sorted as such
        "csum": _WHOLE, "flags": _WHOLE, "data": _TEXT,
    },
    "cards": {
        "id": "integer PRIMARY KEY",
        **dict.fromkeys(
            (
                "nid", "did", "ord", "mod", "usn", "type", "queue", "due", "ivl", "factor", "reps",
                "lapses", "left", "odue", "odid", "flags",
            ),
            _WHOLE,
        ),
        "data": _TEXT,
    },
    "revlog": {
        "id": "integer PRIMARY KEY",
        **dict.fromkeys(
            ("cid", "usn", "ease", "ivl", "lastIvl", "factor", "time", "type"), _WHOLE
        ),
    },
}  # fmt: skip
_OLDER_TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "graves": dict.fromkeys(("usn", "oid", "type"), _WHOLE),
}
_STAMPS: Final = {"mtime_secs": _WHOLE, "usn": _WHOLE}
_NEWER_TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "deck_config": {
        "id": "integer PRIMARY KEY NOT NULL", "name": _NAME, **_STAMPS, "config": _BLOB,
    },
    "notetypes": {
        "id": "integer NOT NULL PRIMARY KEY", "name": _NAME, **_STAMPS, "config": _BLOB,
    },
    "decks": {
        "id": "integer PRIMARY KEY NOT NULL", "name": _NAME, **_STAMPS, "common": _BLOB,
        "kind": _BLOB,
    },
}  # fmt: skip
_KEYED_TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "config": {"KEY": "text NOT NULL PRIMARY KEY", "usn": _WHOLE, "mtime_secs": _WHOLE,
               "val": _BLOB},
    "fields": {"ntid": _WHOLE, "ord": _WHOLE, "name": _NAME, "config": _BLOB,
               "PRIMARY KEY": "(ntid, ord)"},
    "templates": {"ntid": _WHOLE, "ord": _WHOLE, "name": _NAME, **_STAMPS, "config": _BLOB,
                  "PRIMARY KEY": "(ntid, ord)"},
    "tags": {"tag": "text NOT NULL PRIMARY KEY COLLATE unicase", "usn": _WHOLE,
             "collapsed": "boolean NOT NULL", "config": "blob NULL"},
    "graves": {"oid": _WHOLE, "type": _WHOLE, "usn": _WHOLE, "PRIMARY KEY": "(oid, type)"},
}  # fmt: skip
"""Those without a number for each row."""
_INDEXES: Final = (
    "ix_notes_usn ON notes (usn)",
    "ix_cards_usn ON cards (usn)",
    "ix_cards_nid ON cards (nid)",
    "ix_cards_sched ON cards (did, queue, due)",
    "ix_notes_csum ON notes (csum)",
)
_LOG_INDEXES: Final = ("ix_revlog_usn ON revlog (usn)", "ix_revlog_cid ON revlog (cid)")
_NEWER_INDEXES: Final = (
    "idx_templates_usn ON templates (usn)",
    "idx_notetypes_usn ON notetypes (usn)",
    "idx_notes_mid ON notes (mid)",
    "idx_cards_odid ON cards (odid) WHERE odid != 0",
    "idx_graves_pending ON graves (usn)",
)
_UNIQUE: Final = (
    "idx_fields_name_ntid ON fields (name, ntid)",
    "idx_templates_name_ntid ON templates (name, ntid)",
    "idx_notetypes_name ON notetypes (name)",
    "idx_decks_name ON decks (name)",
)
_ADD_REVIEW: Final = "INSERT OR IGNORE INTO revlog VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?)"
_THERE: Final = "SELECT 1 FROM revlog WHERE id = ? AND cid = ? AND ease = ? AND ivl = ?"
_TAKEN: Final = "SELECT 1 FROM revlog WHERE id = ?"
_LAST_CHANGE: Final = (
    "SELECT max((SELECT coalesce(max(mod), 0) * 1000 FROM notes), "
    "(SELECT coalesce(max(mod), 0) * 1000 FROM cards), (SELECT coalesce(max(id), 0) FROM revlog))"
)


class AnkiFile:
    """A collection of Anki's being written; ``new_anki_file`` lends it."""

    def __init__(self, raw: sqlite3.Connection, schema: int) -> None:
        self._raw, self.schema = raw, schema
        for pragma in _PRAGMAS:
            raw.execute(pragma).fetchall()
        raw.execute("BEGIN")
        newer = schema == NEWER
        for name, columns in (
            *_TABLES.items(),
            *(_NEWER_TABLES if newer else _OLDER_TABLES).items(),
        ):
            raw.execute(_made(name, columns))
        for name, columns in _KEYED_TABLES.items() if newer else ():
            raw.execute(f"{_made(name, columns)} WITHOUT ROWID")

    def add(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        """Add rows with all their columns."""
        places = ", ".join("?" * (len(self._columns(table))))
        self._raw.executemany(f"INSERT INTO {table} VALUES ({places})", rows)

    def add_log(self, rows: Sequence[tuple[int, ...]]) -> None:
        """Add rows of the log; one whose moment is taken gets the next that is free.

        ``rows`` are id, card, ease, interval, last interval, factor, time and type.
        """
        if self._raw.executemany(_ADD_REVIEW, rows).rowcount == len(rows):
            return
        for number, *rest in rows:
            if self._raw.execute(_THERE, (number, *rest[:3])).fetchone():
                continue
            while self._raw.execute(_TAKEN, (number,)).fetchone():
                number += 1
            self._raw.execute(_ADD_REVIEW, (number, *rest))

    def last_change_ms(self) -> int:
        """Return when something in it changed last, UTC ms."""
        return int(self._raw.execute(_LAST_CHANGE).fetchone()[0])

    def finish(self, *, whole: bool) -> None:
        """Index what was added; nothing may be added after it.

        The log is only indexed in a ``whole`` collection, which is used as it is: of a package all
        is read once.
        """
        newer = self.schema == NEWER
        for index in (
            *_INDEXES,
            *(_LOG_INDEXES if whole else ()),
            *(_NEWER_INDEXES if newer else ()),
        ):
            self._raw.execute(f"CREATE INDEX {index}")
        for index in _UNIQUE if newer else ():
            self._raw.execute(f"CREATE UNIQUE INDEX {index}")
        self._raw.execute("COMMIT")

    @staticmethod
    def _columns(table: str) -> Mapping[str, str]:
        found = {**_OLDER_TABLES, **_TABLES, **_NEWER_TABLES, **_KEYED_TABLES}[table]
        return {name: kind for name, kind in found.items() if name != "PRIMARY KEY"}


@contextmanager
def new_anki_file(path: Path, schema: int) -> Iterator[AnkiFile]:
    """Make a collection of Anki's, of schema 11 or 18, at ``path``, which the block fills.

    Raises OSError where there is no room.
    """
    raw = sqlite3.connect(connections.uri(path, "mode=rwc"), uri=True, isolation_level=None)
    with closing(raw):
        raw.create_collation("unicase", _alike)
        try:
            yield AnkiFile(raw, schema)
        except sqlite3.OperationalError as error:
            raise OSError(str(error)) from error


def settings_rows(settings: Mapping[str, Any]) -> list[tuple[object, ...]]:
    """Return the rows of the table ``config``."""
    return [(key, 0, 0, json.dumps(value).encode()) for key, value in sorted(settings.items())]


def _made(name: str, columns: Mapping[str, str]) -> str:
    return f"CREATE TABLE {name} ({', '.join(f'{key} {kind}' for key, kind in columns.items())})"


def _alike(one: str, other: str) -> int:
    first, second = one.casefold(), other.casefold()
    return (first > second) - (first < second)
