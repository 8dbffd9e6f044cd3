"""The texts that may name files, the files in the bin, and those that were let go for good."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from flashcards.files import as_whole, parsed_object, read_object
from flashcards.model.binning import BinKind
from flashcards.paths import DRAFTS, beside, once_beside
from flashcards.store import media
from flashcards.store.operation import operation

_LET_GO: Final = "media_let_go"
_FILES: Final = "SELECT value FROM collection WHERE key = ?"
_SET_FILES: Final = (
    "INSERT INTO collection VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2"
)
_PAGE: Final = 2_000
_LARGEST_DRAFTS: Final = 16 << 20

_OTHERS: Final = (
    "SELECT description FROM decks WHERE description <> ''",
    "SELECT text || char(10) || structure FROM sources",
    "SELECT made || char(10) || quote FROM passages",
    "SELECT value FROM revisions",
)
_IN_BIN: Final = (
    "SELECT body FROM bin_rows WHERE kind IN ('notes', 'note_types', 'decks', 'passages')"
)


# What names files ---------------------------------------------------------------


def notes(conn: Connection) -> Iterator[tuple[int, int, str]]:
    """Yield (note id, note type id, fields) of every note."""
    last = 0
    query = "SELECT id, note_type_id, fields FROM notes WHERE id > ? ORDER BY id LIMIT ?"
    while rows := conn.exec_driver_sql(query, (last, _PAGE)).fetchall():
        yield from ((row[0], row[1], row[2]) for row in rows)
        last = rows[-1][0]


def other_texts(conn: Connection) -> Iterator[str]:
    """Yield what else may name files, now or when it comes back.

    That is decks, articles, what fields said before, and what is in the bin.
    """
    for query in _OTHERS:
        for (text,) in conn.exec_driver_sql(query):
            yield text or ""
    for (body,) in conn.exec_driver_sql(_IN_BIN):
        yield "\n".join(_strings(parsed_object(str(body).encode("utf-8", "replace"))))


def drafts(path: Path) -> Iterator[str]:
    """Yield the texts being written beside the collection at ``path``."""
    for place in (beside(path, DRAFTS), once_beside(path, DRAFTS)):
        if place is not None:
            yield from _strings(dict(read_object(place, _LARGEST_DRAFTS).values))


def _strings(found: dict[str, Any] | None) -> Iterator[str]:
    """Yield the texts in what the bin keeps of a row, however deep they stand."""
    waiting: list[Any] = [found]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            waiting.extend(value.values() if isinstance(value, dict) else value)


# The files ----------------------------------------------------------------------


def files(conn: Connection) -> dict[str, tuple[str, int]]:
    """Return the first name and the size of every file the collection has, by its name."""
    rows = conn.exec_driver_sql("SELECT name, original_name, size FROM media").fetchall()
    return {row[0]: (row[1], row[2]) for row in rows}


def in_bin(conn: Connection) -> set[str]:
    """Return the names of the files in the bin."""
    rows = conn.exec_driver_sql("SELECT uid FROM bin_rows WHERE kind = 'media'").fetchall()
    return {row[0] for row in rows}


def put_into_bin(conn: Connection, chosen: Sequence[tuple[str, str, int]]) -> None:
    """Put files (name, first name, size) into the bin; they stay in their folder meanwhile."""
    work = operation(conn)
    name, first, _ = chosen[0]
    row = conn.exec_driver_sql(
        "INSERT INTO bin (kind, name, deleted_ms, device, decks, notes, cards, reviews) "
        "VALUES (?, ?, ?, ?, 0, 0, 0, 0) RETURNING id",
        (BinKind.MEDIA, first or name, work.now_ms, work.device),
    ).fetchone()
    assert row is not None
    bodies = [[name, json.dumps({"title": title, "size": size})] for name, title, size in chosen]
    conn.exec_driver_sql(
        "INSERT INTO bin_rows (entry, kind, uid, body) SELECT ?, 'media', "
        "json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)",
        (row[0], json.dumps(bodies)),
    )
    conn.exec_driver_sql(
        "DELETE FROM media WHERE name IN (SELECT value FROM json_each(?))",
        (json.dumps([name for name, _, _ in chosen]),),
    )


def bring_back(conn: Connection, bodies: Iterable[tuple[str, dict[str, Any]]]) -> int:
    """Enter files again that come from the bin; return how many."""
    count = 0
    for name, body in bodies:
        if media.is_name(name):
            size = as_whole(body.get("size")) or 0
            media.enter(conn, name, str(body.get("title", "")), size, operation(conn).now_ms)
            count += 1
    return count


# Going for good -------------------------------------------------------------------


def let_go(conn: Connection) -> dict[str, str]:
    """Return the first names of the files that went from the bin for good, by their names.

    They are removed from the disk when no undo can bring them back any more.
    """
    row = conn.exec_driver_sql(_FILES, (_LET_GO,)).fetchone()
    found = parsed_object(str(row[0]).encode("utf-8", "replace")) if row is not None else None
    return {name: str(title) for name, title in (found or {}).items() if media.is_name(name)}


def note_going(conn: Connection, entry_ids: Sequence[int]) -> None:
    """Note down the files of entries of the bin that go for good."""
    rows = conn.exec_driver_sql(
        "SELECT uid, json_extract(body, '$.title') FROM bin_rows WHERE kind = 'media' "
        "AND entry IN (SELECT value FROM json_each(?))",
        (json.dumps(list(entry_ids)),),
    ).fetchall()
    if rows:
        _set_let_go(conn, {**let_go(conn), **{row[0]: row[1] for row in rows}})


def forget_going(conn: Connection, names: Iterable[str]) -> None:
    """Take files off that note: they are gone, or needed again."""
    done = set(names)
    left = {name: title for name, title in let_go(conn).items() if name not in done}
    _set_let_go(conn, left)


def _set_let_go(conn: Connection, found: dict[str, str]) -> None:
    conn.exec_driver_sql(_SET_FILES, (_LET_GO, json.dumps(found)))


def known(conn: Connection, names: Iterable[str]) -> set[str]:
    """Return those of these files that the collection has, or could bring back from its bin."""
    bound = (json.dumps(list(names)),)
    rows = conn.exec_driver_sql(
        "SELECT name FROM media WHERE name IN (SELECT value FROM json_each(?1)) UNION "
        "SELECT uid FROM bin_rows WHERE kind = 'media' "
        "AND uid IN (SELECT value FROM json_each(?1))",
        bound,
    ).fetchall()
    return {row[0] for row in rows}
