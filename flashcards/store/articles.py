"""Articles as stored: the snapshot of each, and where in it its notes stand."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from flashcards.model.ids import NoteId, SourceId
from flashcards.model.messages import Message, plural_message
from flashcards.store import notes
from flashcards.store.connections import insert_rows
from flashcards.store.schema import FIELD_SEPARATOR

_LOWEST_LEVEL = 9
"""Headings go down to 6; readers may leave more."""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """The row of an article; ``structure`` is JSON."""

    id: SourceId
    uid: str
    title: str
    address: str
    digest: str
    structure: str
    read_ms: int | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """The row of a passage, with what its note says now."""

    note_id: NoteId
    source_id: SourceId
    kind: str
    term: str
    heading: tuple[str, ...]
    start: int | None
    stop: int | None
    quote: str
    made: tuple[str, ...]
    fresh_look: bool
    former_quote: str
    former_until_ms: int | None
    guid: str
    note_type_id: int
    fields: tuple[str, ...]
    source_heading: str


_ANY_SIZE = 1 << 62
_ARTICLE = "id, uid, title, address, digest, structure, read_ms"


def _article(row: Sequence[Any]) -> StoredArticle:
    uid, title, address, digest, structure, read_ms, *text = row[1:]
    size = len(text[0]) if text else _ANY_SIZE
    kept = structure if _is_structure(structure, size) else ""  # else as if never noted down
    return StoredArticle(SourceId(row[0]), uid, title, address, digest, kept, read_ms, *text)


def get(conn: Connection, source_id: int) -> StoredArticle | None:
    """Return an article with its text; None when there is none, or only a title."""
    row = conn.exec_driver_sql(
        f"SELECT {_ARTICLE}, text FROM sources WHERE id = ? AND text <> ''", (source_id,)
    ).fetchone()
    return None if row is None else _article(row)


def text_of(conn: Connection, source_id: int) -> str:
    """Return the text of an article, without a look at what else is kept of it; empty for none."""
    row = conn.exec_driver_sql("SELECT text FROM sources WHERE id = ?", (source_id,)).fetchone()
    return "" if row is None else str(row[0])


def like(conn: Connection, digest: str, address: str, title: str) -> list[StoredArticle]:
    """Return the articles, without their texts, that share text, address or title."""
    rows = conn.exec_driver_sql(
        f"SELECT {_ARTICLE} FROM sources WHERE text <> '' AND (digest = ?1 "
        "OR (address <> '' AND address = ?2) OR (title <> '' AND title = ?3)) "
        "ORDER BY digest = ?1 DESC, address = ?2 DESC, id DESC",
        (digest, address, title),
    ).fetchall()
    return [_article(row) for row in rows]


def titles_only(conn: Connection, title: str) -> list[tuple[SourceId, str]]:
    """Return (id, uid) of the sources of this title that have no text, or none any more."""
    rows = conn.exec_driver_sql(
        "SELECT id, uid FROM sources WHERE title = ? AND text = '' ORDER BY id", (title,)
    ).fetchall()
    return [(SourceId(row[0]), row[1]) for row in rows]


def every(conn: Connection) -> list[tuple[StoredArticle, int, int]]:
    """Return (article without its text, its characters, its notes), the one read last first."""
    rows = conn.exec_driver_sql(
        f"SELECT {_ARTICLE}, length(text), "
        "(SELECT count(*) FROM passages p WHERE p.source_id = sources.id) "
        "FROM sources WHERE text <> '' ORDER BY read_ms DESC, id DESC"
    ).fetchall()
    return [(_article(row[:7]), row[7], row[8]) for row in rows]


def add(
    conn: Connection, title: str, address: str, digest: str, structure: str, text: str, now_ms: int
) -> tuple[SourceId, str]:
    """Keep an article and return its id and uid."""
    uid = notes.source_uid(conn, f"text {digest}")
    row = conn.exec_driver_sql(
        "INSERT INTO sources (uid, title, text, address, digest, structure, read_ms, changed_ms) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (uid, title, text, address, digest, structure, now_ms, now_ms),
    ).fetchone()
    assert row is not None
    return SourceId(row[0]), uid


def replace_text(
    conn: Connection,
    source_id: int,
    title: str,
    address: str,
    digest: str,
    structure: str,
    text: str,
    now_ms: int,
) -> None:
    """Keep the article as it reads now in place of what was kept."""
    conn.exec_driver_sql(
        "UPDATE sources SET title = ?, text = ?, address = ?, digest = ?, structure = ?, "
        "read_ms = ?, changed_ms = ? WHERE id = ?",
        (title, text, address, digest, structure, now_ms, now_ms, source_id),
    )


def set_structure(conn: Connection, source_id: int, structure: str, now_ms: int) -> None:
    """Keep what else is known of an article that reads as it did."""
    conn.exec_driver_sql(
        "UPDATE sources SET structure = ?, changed_ms = ? WHERE id = ?",
        (structure, now_ms, source_id),
    )


def forget(conn: Connection, source_id: int, now_ms: int) -> None:
    """Keep of an article no more than its title, and not even that where no note names it."""
    execute = conn.exec_driver_sql
    execute("DELETE FROM passages WHERE source_id = ?", (source_id,))
    execute("DELETE FROM highlights WHERE source_id = ?", (source_id,))
    execute("DELETE FROM readings WHERE uid = (SELECT uid FROM sources WHERE id = ?)", (source_id,))
    if execute("SELECT 1 FROM notes WHERE source_id = ? LIMIT 1", (source_id,)).fetchone():
        execute(
            "UPDATE sources SET text = '', address = '', digest = '', structure = '', "
            "read_ms = NULL, changed_ms = ? WHERE id = ?",
            (now_ms, source_id),
        )
    else:
        execute("DELETE FROM sources WHERE id = ?", (source_id,))


# Passages ----------------------------------------------------------------------

PassageRow = tuple[int, int, str, str, str, int | None, int | None, str, str, int]
"""(note, source, kind, term, heading as JSON, start, stop, quote, made, changed_ms)."""


def insert(conn: Connection, rows: Sequence[PassageRow]) -> None:
    """Add the passages of notes that have none."""
    insert_rows(
        conn,
        "passages (note_id, source_id, kind, term, heading, start, stop, quote, made, changed_ms)",
        rows,
    )


def insert_again(conn: Connection, rows: Sequence[Sequence[object]]) -> None:
    """Add passages that were deleted, given with all their columns but the id."""
    insert_rows(
        conn,
        "passages (note_id, source_id, kind, term, heading, start, stop, quote, made, fresh_look, "
        "former_quote, former_until_ms, changed_ms)",
        rows,
    )


PassageUpdate = tuple[
    str, str, str, int | None, int | None, str, str, int, str, int | None, int, int
]
"""(kind, term, heading as JSON, start, stop, quote, made, fresh look, former quote, former until
(ms), changed_ms, note)."""


def update(conn: Connection, rows: Sequence[PassageUpdate]) -> None:
    """Say anew where notes stand in their article and what it makes of them."""
    if rows:
        conn.exec_driver_sql(
            "UPDATE passages SET kind = ?, term = ?, heading = ?, start = ?, stop = ?, quote = ?, "
            "made = ?, fresh_look = ?, former_quote = ?, former_until_ms = ?, changed_ms = ? "
            "WHERE note_id = ?",
            list(rows),
        )


_PASSAGE = (
    "p.note_id, p.source_id, p.kind, p.term, p.heading, p.start, p.stop, p.quote, p.made, "
    "p.fresh_look, p.former_quote, p.former_until_ms, "
    "n.guid, n.note_type_id, n.fields, n.source_heading "
    "FROM passages p JOIN notes n ON n.id = p.note_id"
)


def _headings(text: str) -> tuple[str, ...]:
    """Return the headings above a passage; none where they cannot be read."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    return tuple(each for each in found if isinstance(each, str)) if type(found) is list else ()


def _passage(row: Sequence[Any]) -> StoredPassage:
    return StoredPassage(
        NoteId(row[0]),
        SourceId(row[1]),
        row[2],
        row[3],
        _headings(row[4]),
        row[5],
        row[6],
        row[7],
        tuple(row[8].split(FIELD_SEPARATOR)),
        bool(row[9]),
        row[10],
        row[11],
        row[12],
        row[13],
        tuple(row[14].split(FIELD_SEPARATOR)),
        row[15],
    )


def passages(conn: Connection, source_id: int) -> list[StoredPassage]:
    """Return the passages of an article in its order, those gone from it last."""
    rows = conn.exec_driver_sql(
        f"SELECT {_PASSAGE} WHERE p.source_id = ? ORDER BY p.start IS NULL, p.start, p.id",
        (source_id,),
    ).fetchall()
    return [_passage(row) for row in rows]


def passage(conn: Connection, note_id: int) -> StoredPassage | None:
    """Return the passage of a note; None when it comes from no article."""
    row = conn.exec_driver_sql(f"SELECT {_PASSAGE} WHERE p.note_id = ?", (note_id,)).fetchone()
    return None if row is None else _passage(row)


def fresh_looks(conn: Connection) -> list[NoteId]:
    """Return the notes whose article words them otherwise now, in the order of the articles."""
    rows = conn.exec_driver_sql(
        "SELECT note_id FROM passages WHERE fresh_look = 1 ORDER BY source_id, start, id"
    ).fetchall()
    return [NoteId(row[0]) for row in rows]


def clear_fresh_looks(conn: Connection, note_ids: Iterable[int], now_ms: int) -> None:
    """Take the mark of ``fresh_looks`` from notes, and drop the former words."""
    conn.exec_driver_sql(
        "UPDATE passages SET fresh_look = 0, former_quote = '', former_until_ms = NULL, "
        "changed_ms = ? WHERE fresh_look = 1 "
        "AND note_id IN (SELECT value FROM json_each(?))",
        (now_ms, json.dumps(list(note_ids))),
    )


def notes_with_keys(conn: Connection, keys: Iterable[int]) -> dict[int, list[tuple[NoteId, str]]]:
    """Return (note, first field) of all notes with these keys (``notes.first_key``), by key."""
    found: dict[int, list[tuple[NoteId, str]]] = {}
    for key, note_id, fields in conn.exec_driver_sql(
        "SELECT first_key, id, fields FROM notes "
        "WHERE first_key IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(keys)),),
    ).fetchall():
        found.setdefault(key, []).append((NoteId(note_id), fields.split(FIELD_SEPARATOR)[0]))
    return found


def unplaced(
    conn: Connection, source_id: int, guids: Iterable[str], keys: Iterable[int]
) -> list[tuple[NoteId, str, str]]:
    """Return (note, guid, first field) of notes that may belong to an article, without a passage.

    Such are those with one of these guids, and those that name the source and have one of these
    keys (``notes.first_key``).
    """
    rows = conn.exec_driver_sql(
        "SELECT id, guid, fields FROM notes n "
        "WHERE (guid IN (SELECT value FROM json_each(?1)) "
        "OR source_id = ?2 AND first_key IN (SELECT value FROM json_each(?3))) "
        "AND NOT EXISTS (SELECT 1 FROM passages p WHERE p.note_id = n.id) ORDER BY id",
        (json.dumps(list(guids)), source_id, json.dumps(list(keys))),
    ).fetchall()
    return [(NoteId(row[0]), row[1], row[2].split(FIELD_SEPARATOR)[0]) for row in rows]


@dataclass(frozen=True, slots=True)
class PassageCard:
    """What of a card tells how well its passage is known, and whether it is due."""

    note_id: NoteId
    card_id: int
    ordinal: int
    state: int
    due_at: int | None
    last_review_at: int | None
    drill_day: int | None
    awake: bool
    """Whether it is neither suspended nor buried on the day asked for."""


def passage_cards(conn: Connection, source_id: int, day: int) -> list[PassageCard]:
    """Return the cards of an article's notes on the learner's day ``day``, by note and ordinal."""
    rows = conn.exec_driver_sql(
        "SELECT c.note_id, c.id, c.ordinal, c.state, c.due_at, c.last_review_at, c.drill_day, "
        "c.suspended = 0 AND (c.buried_until IS NULL OR c.buried_until <= ?) "
        "FROM passages p JOIN cards c ON c.note_id = p.note_id WHERE p.source_id = ? "
        "ORDER BY c.note_id, c.ordinal, c.template_id",
        (day, source_id),
    ).fetchall()
    return [
        PassageCard(
            NoteId(row[0]), row[1], row[2], row[3], row[4], row[5], row[6], bool(row[7])
        )
        for row in rows
    ]  # fmt: skip


# Whether all is well -------------------------------------------------------------


_IN_TEXTS = ("passages", "highlights")
"""What points into the texts of articles, and says what stands there."""


def _misplaced(
    conn: Connection, table: str, only: int | None = None
) -> list[tuple[int, str | None, str, int]]:
    """Return (row, text of its source, quote, start) where the text does not say the quote."""
    wrong: list[tuple[int, str | None, str, int]] = []
    source: int | None = None
    text: str | None = None
    for number, source_id, start, stop, quote in conn.exec_driver_sql(
        f"SELECT id, source_id, start, stop, quote FROM {table} "
        "WHERE source_id = coalesce(?, source_id) ORDER BY source_id",
        (only,),
    ).fetchall():
        if source_id != source:
            source = source_id
            row = conn.exec_driver_sql(
                "SELECT text FROM sources WHERE id = ?", (source_id,)
            ).fetchone()
            text = None if row is None else row[0]
        if start is None and stop is None:
            continue
        whole = text or ""
        inside = start is not None and stop is not None and 0 <= start < stop <= len(whole)
        if not inside or whole[start:stop] != quote:
            wrong.append((number, text, quote, start or 0))
    return wrong


def _mistaken(conn: Connection) -> list[tuple[int, str, str]]:
    """Return (source, digest of its text, what stands of its structure) where these are wrong."""
    wrong: list[tuple[int, str, str]] = []
    for source_id, text, digest, structure in conn.exec_driver_sql(
        "SELECT id, text, digest, structure FROM sources WHERE text <> ''"
    ):
        right = digest_of(text)
        standing = structure if _is_structure(structure, len(text)) else ""
        if (right, standing) != (digest, structure):
            wrong.append((source_id, right, standing))
    return wrong


def digest_of(text: str) -> str:
    """Return SHA-256 of a text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _is_structure(structure: str, size: int) -> bool:
    """Whether what is kept of an article of ``size`` characters beside its text can be right."""
    if not structure:
        return True
    try:
        found = json.loads(structure)
        levels = all(
            0 <= level <= _LOWEST_LEVEL and 0 <= start < stop <= size
            for level, start, stop in found["headings"]
        )
        items = all(
            0 <= start < size and depth > 0 <= number
            for start, depth, number in found.get("items", [])
        )
        return levels and items and all(isinstance(uid, str) for uid in found["seen"])
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return False


_NO_PATHS = (
    "FROM passages WHERE json_type(heading) <> 'array' "
    "OR EXISTS (SELECT 1 FROM json_each(heading) WHERE type <> 'text')"
)


def problems(conn: Connection) -> list[Message]:
    """Return whether articles and passages disagree with one another."""
    found = []
    if wrong := len(_mistaken(conn)):
        found.append(
            plural_message(
                wrong,
                "The outline of {count} article disagrees with its text.",
                "The outlines of {count} articles disagree with their texts.",
            )
        )
    if wrong := len(_misplaced(conn, "passages")):
        found.append(
            plural_message(
                wrong,
                "{count} passage disagrees with its article.",
                "{count} passages disagree with their articles.",
            )
        )
    if wrong := len(_misplaced(conn, "highlights")):
        found.append(
            plural_message(
                wrong,
                "{count} highlight disagrees with its article.",
                "{count} highlights disagree with their articles.",
            )
        )
    if wrong := conn.exec_driver_sql(f"SELECT count(*) {_NO_PATHS}").scalar_one():
        found.append(
            plural_message(
                wrong,
                "{count} passage has an unreadable heading.",
                "{count} passages have unreadable headings.",
            )
        )
    return found


def put_right(conn: Connection, now_ms: int) -> None:
    """Note down anew what follows from the texts of articles; the texts stay as they are."""
    execute = conn.exec_driver_sql
    for source_id, digest, structure in _mistaken(conn):
        execute(
            "UPDATE sources SET digest = ?, structure = ?, changed_ms = ? WHERE id = ?",
            (digest, structure, now_ms, source_id),
        )
    execute(
        f"UPDATE passages SET heading = '[]', changed_ms = ? WHERE id IN (SELECT id {_NO_PATHS})",
        (now_ms,),
    )
    realign(conn, now_ms)


def realign(conn: Connection, now_ms: int, only: int | None = None) -> None:
    """Point passages and highlights to where their article, or ``only`` one, says their quote."""
    for table in _IN_TEXTS:
        rows: list[tuple[int | None, int | None, int, int]] = []
        for number, text, quote, start in _misplaced(conn, table, only):
            found = nearest(text or "", quote, start)
            stop = None if found is None else found + len(quote)
            rows.append((found, stop, now_ms, number))
        if rows:
            conn.exec_driver_sql(
                f"UPDATE {table} SET start = ?, stop = ?, changed_ms = ? WHERE id = ?", rows
            )


def nearest(text: str, quote: str, start: int) -> int | None:
    """Return where ``quote`` begins in ``text``, nearest to ``start``; None if it does not."""
    if not quote:
        return None
    after = text.find(quote, max(0, start))
    before = text.rfind(quote, 0, max(0, start) + len(quote))
    places = [place for place in (before, after) if place >= 0]
    return min(places, key=lambda place: abs(place - start), default=None)
