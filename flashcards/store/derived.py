"""Brings the derived tables up to date at the end of an operation, from the rows it touched."""

import json
from collections.abc import Iterable, Mapping
from itertools import chain

from sqlalchemy import Connection

from flashcards.model.cards import MATURE_MINUTES, MINUTES_PER_DAY
from flashcards.model.enums import Phase, ReviewKind
from flashcards.scheduling.days import MS_BEFORE_1970, MS_PER_MINUTE
from flashcards.scheduling.replay import DEVICE_BITS
from flashcards.store import card_names
from flashcards.store.connections import bulk, insert_rows, raw_of
from flashcards.store.log_order import PLACE, STRUCK
from flashcards.store.schema import DELETED_DECK, FIELD_SEPARATOR
from flashcards.store.undo import Step, TotalsDelta

TEXT_VERSION = "2"
"""Raised when ``search_text`` changes, since the index must then be rebuilt: ``ensure_text``."""

_TEXT_VERSION_KEY = "text_version"


def refresh(
    conn: Connection,
    log: Step,
    restored: Step | None = None,
    now_ms: int = 0,
    indexed: int = 0,
) -> None:
    """Update index, tags, totals and tombstones for what ``log`` recorded.

    ``restored`` is the step an undo or redo has just put back: rows it had seen deleted are
    present again although no insert range covers them. New notes up to the id ``indexed`` are in
    the indexes as they were inserted: they count as old ones.
    """
    if "notes" in log.touched or "notes" in log.inserted or _revives(restored, "notes"):
        low, high = log.inserted.get("notes", (0, 0))
        _refresh_notes(conn, log, restored, (max(low, indexed), high))
    answered = log.totals or (restored is not None and restored.totals)
    if log.recount:
        rebuild_totals(conn)
    elif (log.merged or not answered) and ("cards" in log.touched or _revives(restored, "cards")):
        _refresh_totals(conn, log, restored)
    _refresh_tombstones(conn, log, restored, now_ms)
    card_names.keep(conn, log)


def _revives(restored: Step | None, table: str) -> bool:
    return restored is not None and table in restored.touched


def _refresh_notes(
    conn: Connection, log: Step, restored: Step | None, new: tuple[int, int]
) -> None:
    execute = raw_of(conn).execute
    bound = (log.number, *new)
    gone = execute(_GONE_NOTES, bound).fetchall() if "notes" in log.touched else []
    reworded = execute(_REWORDED, bound).fetchall() if "notes" in log.touched else []
    retagged = execute(_RETAGGED, bound).fetchall() if "notes" in log.touched else []
    came = execute(_NEW_NOTES, new).fetchall() if new[0] < new[1] else []
    if restored is not None and "notes" in restored.touched:
        came += execute(_REVIVED_NOTES, (restored.number, log.number)).fetchall()
    unindex_text(conn, chain((row[:2] for row in gone), (row[:2] for row in reworded)))
    index_text(conn, chain((row[:2] for row in came), ((row[0], row[2]) for row in reworded)))
    lost, given = _differences(retagged)
    untag(conn, chain(((row[0], row[2]) for row in gone), lost))
    tag(conn, chain(((row[0], row[2]) for row in came), given))


# ?1 the step, ?2 and ?3 the range of ids of new notes.
_STAYED = (
    "FROM undo_notes u JOIN notes n ON n.id = u.id "
    "WHERE u.undo_step = ?1 AND NOT (u.id > ?2 AND u.id <= ?3) AND "
)
_REWORDED = f"SELECT u.id, u.fields, n.fields {_STAYED} u.fields <> n.fields"
_RETAGGED = f"SELECT u.id, u.tags, n.tags {_STAYED} u.tags <> n.tags"
_GONE_NOTES = (
    "SELECT u.id, u.fields, u.tags FROM undo_notes u "
    "WHERE u.undo_step = ?1 AND NOT (u.id > ?2 AND u.id <= ?3) "
    "AND NOT EXISTS (SELECT 1 FROM notes n WHERE n.id = u.id)"
)
_NEW_NOTES = "SELECT id, fields, tags FROM notes WHERE id > ? AND id <= ?"
_REVIVED_NOTES = (
    "SELECT n.id, n.fields, n.tags FROM undo_notes u JOIN notes n ON n.id = u.id "
    "WHERE u.undo_step = ?1 AND u.undo_op = 'D' "
    "AND NOT EXISTS (SELECT 1 FROM undo_notes l WHERE l.undo_step = ?2 AND l.id = u.id)"
)


def _differences(
    retagged: Iterable[tuple[int, str, str]],
) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return which tags each note lost, and which it was given; notes alike are looked at once."""
    lost, given = [], []
    known: dict[tuple[str, str], tuple[str, str]] = {}
    for note_id, before, after in retagged:
        found = known.get((before, after))
        if found is None:
            old, new = before.split(" "), after.split(" ")
            found = known[before, after] = (
                " ".join(name for name in old if name not in new),
                " ".join(name for name in new if name not in old),
            )
        lost.append((note_id, found[0]))
        given.append((note_id, found[1]))
    return lost, given


def index_words(conn: Connection, words: Iterable[tuple[int, str]]) -> None:
    """Add new notes, given as (id, what ``search_text`` makes of them), to the full-text index."""
    bulk(conn, _INDEX, words)


_INDEX = "INSERT INTO note_text (rowid, text) VALUES (?, ?)"


def index_text(conn: Connection, notes: Iterable[tuple[int, str]]) -> None:
    """Add notes, given as (id, stored fields), to the full-text index."""
    index_words(conn, ((note_id, indexed(fields)) for note_id, fields in notes))


def unindex_text(conn: Connection, notes: Iterable[tuple[int, str]]) -> None:
    """Take notes out of the full-text index; needs the very text they were added with."""
    rows = ((note_id, indexed(fields)) for note_id, fields in notes)
    bulk(conn, "INSERT INTO note_text (note_text, rowid, text) VALUES ('delete', ?, ?)", rows)


def indexed(fields: str) -> str:
    """Return the text the index holds for a note's stored fields."""
    from flashcards.text.plain import search_text

    return search_text(fields.split(FIELD_SEPARATOR))


def tag(conn: Connection, notes: Iterable[tuple[int, str]]) -> None:
    """Enter the tags of notes, given as (id, stored tags), into the tag index."""
    tagged: dict[str, list[int]] = {}
    for note_id, tags in notes:
        if tags:
            for name in tags.split(" "):
                tagged.setdefault(name, []).append(note_id)
    if not tagged:
        return
    names = [(name,) for name in sorted(tagged)]
    bulk(conn, "INSERT INTO tags (name) VALUES (?) ON CONFLICT (name) DO NOTHING", names)
    ids = {folded(name): tag_id for tag_id, name in raw_of(conn).execute(_TAGS)}
    found = sorted((ids[folded(name)], note_ids) for name, note_ids in tagged.items())
    # In the order of the index, so that each row goes to its end.
    rows = [(tag_id, note_id) for tag_id, note_ids in found for note_id in note_ids]
    insert_rows(conn, "note_tags", rows, "ON CONFLICT DO NOTHING")


def untag(conn: Connection, notes: Iterable[tuple[int, str]]) -> None:
    """Take the tags of notes out of the tag index; unused names go too."""
    rows = [(name, note_id) for note_id, tags in notes if tags for name in tags.split(" ")]
    if not rows:
        return
    ids = {folded(name): tag_id for tag_id, name in raw_of(conn).execute(_TAGS)}
    known = {name: ids.get(folded(name), 0) for name in {name for name, _ in rows}}
    bulk(conn, _UNTAG, sorted((known[name], note_id) for name, note_id in rows))
    bulk(conn, _DROP_UNUSED_TAG, ((tag_id,) for tag_id in known.values()))


_TAGS = "SELECT id, name FROM tags"
_UNTAG = "DELETE FROM note_tags WHERE tag_id = ? AND note_id = ?"
_DROP_UNUSED_TAG = (
    "DELETE FROM tags WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM note_tags WHERE tag_id = ?1)"
)


_ASCII_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def folded(name: str) -> str:
    """Fold a name as SQLite's NOCASE does: ASCII letters only."""
    return name.translate(_ASCII_LOWER)


# Daily totals ------------------------------------------------------------------

_CHANGED_CARDS = """
INSERT INTO temp.moved
SELECT u.id, CASE WHEN ?4 < u.id AND u.id <= ?5 THEN NULL ELSE u.deck_id END, c.deck_id
FROM undo_cards u LEFT JOIN cards c ON c.id = u.id
WHERE u.undo_step = ?1 AND (c.id IS NULL OR c.deck_id <> u.deck_id)
UNION ALL
SELECT u.id, ?3, c.deck_id FROM undo_cards u JOIN cards c ON c.id = u.id
WHERE u.undo_step = ?2 AND u.undo_op = 'D'
"""

COUNTED_KINDS = f"({ReviewKind.ANSWER:d}, {ReviewKind.DRILL:d})"
"""The kinds of log rows that are answers, as SQL: what was set by hand or brought in is none."""

EFFECTIVE = f"""
placed AS (SELECT r.*, {PLACE} AS place FROM reviews r {{join}}),
timed AS (
    SELECT placed.*, max(at_ms) OVER (
        PARTITION BY card_id, place >> {DEVICE_BITS} ORDER BY place, id ROWS UNBOUNDED PRECEDING
    ) AS ordered_ms FROM placed
),
effective AS (
    SELECT timed.*, lag(interval_minutes) OVER (
        PARTITION BY card_id ORDER BY ordered_ms, place
    ) AS previous_minutes
    FROM timed WHERE kind < {ReviewKind.STRUCK:d} AND id NOT IN ({STRUCK})
)
"""
"""The rows of the log that count, each with the interval that stood before it.

Order: sequence within a device (a clock set back changes nothing), time across devices; a corrected
answer stands where the one it corrects does.
"""

COUNTED = f"""
SELECT ((e.at_ms + {MS_BEFORE_1970}) / {MS_PER_MINUTE} + e.offset_minutes - v.day_start_minutes)
        / {MINUTES_PER_DAY} + 1,
    {{deck}}, e.kind, e.quality,
    CASE WHEN coalesce(e.previous_minutes, 0) = 0 THEN {Phase.NEW:d}
         WHEN e.previous_minutes >= {MATURE_MINUTES} THEN {Phase.MATURE:d}
         WHEN e.previous_minutes < {MINUTES_PER_DAY} THEN {Phase.STEP:d} ELSE {Phase.YOUNG:d} END,
    count(*), sum(e.taken_ms)
FROM effective e JOIN scheduler_versions v ON v.id = e.version_id {{join}}
WHERE e.kind IN {COUNTED_KINDS} GROUP BY {{groups}}
"""
"""Daily totals; days are counted from the year 1, since SQLite divides towards zero."""

ADD_TOTAL = """
INSERT INTO daily_totals VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (day, deck_id, kind, quality, phase) DO UPDATE SET
    reviews = reviews + excluded.reviews, taken_ms = taken_ms + excluded.taken_ms
"""


# SQLite knows no size of a temporary table, and would read the whole log for a single card.
_OF_MOVED = EFFECTIVE.format(join="").replace(
    "FROM reviews r", "FROM temp.moved m CROSS JOIN reviews r ON r.card_id = m.card_id"
)


_BY_DECK, _BY_DECKS = "1, 2, 3, 4, 5", "1, 2, 3, 4, 5, 6"


def _totals_of_moved(deck: str, groups: str) -> str:
    joined = "JOIN temp.moved m ON m.card_id = e.card_id"
    return f"WITH {_OF_MOVED} {COUNTED.format(deck=deck, groups=groups, join=joined)}"


_MOVED_TOTALS = _totals_of_moved("coalesce(m.old_deck, 0), coalesce(m.new_deck, 0)", _BY_DECKS)


def _refresh_totals(conn: Connection, log: Step, restored: Step | None) -> None:
    """Carry the reviews of cards that changed deck, went or came back to where they belong."""
    execute = conn.exec_driver_sql
    execute("DELETE FROM temp.moved")
    low, high = log.inserted.get("cards", (0, 0))
    revived = restored.number if restored is not None else -1
    execute(_CHANGED_CARDS, (log.number, revived, DELETED_DECK, low, high))
    if not execute("SELECT 1 FROM temp.moved LIMIT 1").fetchone():
        return
    for day, old, new, kind, quality, phase, reviews, taken_ms in execute(_MOVED_TOTALS).fetchall():
        bulk(
            conn,
            ADD_TOTAL,
            [
                (day, old, kind, quality, phase, -reviews, -taken_ms),
                (day, new, kind, quality, phase, reviews, taken_ms),
            ],
        )
    execute("DELETE FROM daily_totals WHERE reviews = 0 AND taken_ms = 0")


def totals_of(conn: Connection, card_ids: Iterable[int]) -> list[TotalsDelta]:
    """Return what these cards' reviews come to in the daily totals, computed from the log."""
    execute = conn.exec_driver_sql
    execute("DELETE FROM temp.moved")
    numbers = json.dumps(list(card_ids))
    execute(_ASKED_CARDS, (numbers,))
    return [tuple(row) for row in execute(_totals_of_moved("m.new_deck", _BY_DECK)).fetchall()]


def totals_of_gone(conn: Connection, card_ids: Iterable[int]) -> list[TotalsDelta]:
    """Return what the reviews of cards that are gone come to, given by their ids."""
    return totals_in(conn, dict.fromkeys(card_ids, DELETED_DECK))


def totals_in(conn: Connection, decks: Mapping[int, int]) -> list[TotalsDelta]:
    """Return what the reviews of cards come to where these are the decks of the cards, by id."""
    execute = conn.exec_driver_sql
    execute("DELETE FROM temp.moved")
    bulk(conn, "INSERT INTO temp.moved VALUES (?, NULL, ?)", decks.items())
    return [tuple(row) for row in execute(_totals_of_moved("m.new_deck", _BY_DECK)).fetchall()]


_ASKED_CARDS = (
    "INSERT INTO temp.moved SELECT id, NULL, deck_id FROM cards "
    "WHERE id IN (SELECT value FROM json_each(?))"
)


def shift_totals(
    conn: Connection, step: Step, before: Iterable[TotalsDelta], after: Iterable[TotalsDelta]
) -> None:
    """Bring the daily totals from what some reviews came to ``before`` to what they do ``after``.

    ``step`` remembers the difference, so that undo can take it back.
    """
    shifts: dict[tuple[int, int, int, int, int], tuple[int, int]] = {}
    for sign, rows in ((-1, before), (1, after)):
        for row in rows:
            reviews, taken_ms = shifts.get(row[:5], (0, 0))
            shifts[row[:5]] = reviews + sign * row[5], taken_ms + sign * row[6]
    found = [(*day, reviews, taken) for day, (reviews, taken) in shifts.items() if reviews or taken]
    step.totals += found
    bulk(conn, ADD_TOTAL, found)
    conn.exec_driver_sql("DELETE FROM daily_totals WHERE reviews = 0 AND taken_ms = 0")


def rebuild_totals(conn: Connection) -> None:
    """Compute the daily totals anew from the whole log."""
    conn.exec_driver_sql("DELETE FROM daily_totals")
    conn.exec_driver_sql(f"INSERT INTO daily_totals {totals_query()}")


def totals_query() -> str:
    """Return the SQL that computes all daily totals from the log."""
    counted = COUNTED.format(
        deck="coalesce(c.deck_id, 0)", groups=_BY_DECK, join="LEFT JOIN cards c ON c.id = e.card_id"
    )
    return f"WITH {EFFECTIVE.format(join='')} {counted}"


def rebuild_text(conn: Connection) -> None:
    """Compute the full-text index and the tag index anew from the notes."""
    execute = conn.exec_driver_sql
    execute("INSERT INTO note_text (note_text) VALUES ('delete-all')")
    execute("DELETE FROM note_tags")
    execute("DELETE FROM tags")
    rows = execute("SELECT id, fields, tags FROM notes").fetchall()
    index_text(conn, ((note_id, fields) for note_id, fields, _ in rows))
    tag(conn, ((note_id, tags) for note_id, _, tags in rows))
    execute(
        "INSERT INTO collection VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
        (_TEXT_VERSION_KEY, TEXT_VERSION),
    )


def ensure_text(conn: Connection) -> None:
    """Rebuild the full-text index where another version of ``search_text`` filled it.

    For the opening of a collection, inside a transaction. Microseconds when nothing is to do.
    """
    row = conn.exec_driver_sql(
        "SELECT value FROM collection WHERE key = ?", (_TEXT_VERSION_KEY,)
    ).fetchone()
    if row is None or row[0] != TEXT_VERSION:
        rebuild_text(conn)


# Tombstones --------------------------------------------------------------------

_IDENTITY = {
    "notes": "guid",
    "decks": "uid",
    "presets": "uid",
    "note_types": "uid",
    "templates": "uid",
    "sources": "uid",
    "highlights": "uid",
    "media": "name",
    "plans": "uid",
}
"""Table -> the column that names a row in every copy of the collection."""


def _refresh_tombstones(conn: Connection, log: Step, restored: Step | None, now_ms: int) -> None:
    """Mark what went, so that a merge does not bring it back; unmark what returned."""
    for table, uid in _IDENTITY.items():
        if table in log.touched:
            low, high = log.inserted.get(table, (0, 0))
            conn.exec_driver_sql(
                f"INSERT INTO tombstones SELECT '{table}', u.{uid}, ? FROM undo_{table} u "
                "WHERE u.undo_step = ? AND u.undo_op = 'D' AND NOT (u.id > ? AND u.id <= ?) "
                "ON CONFLICT (kind, uid) DO UPDATE SET deleted_ms = excluded.deleted_ms",
                (now_ms, log.number, low, high),
            )
        if table in log.inserted or _revives(restored, table):
            conn.exec_driver_sql(
                f"DELETE FROM tombstones WHERE kind = '{table}' "
                f"AND EXISTS (SELECT 1 FROM {table} t WHERE t.{uid} = tombstones.uid)"
            )
