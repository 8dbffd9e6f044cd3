"""Compares the derived tables with the facts, and rebuilds them from these."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from math import isclose
from operator import itemgetter

from sqlalchemy import Connection

from flashcards.model.cards import Memory
from flashcards.model.enums import CardState, ReviewKind
from flashcards.model.ids import ReviewId, VersionId
from flashcards.model.messages import Message, message, plural_message
from flashcards.scheduling.replay import DEVICE_BITS, LogRow, Past, Replayed
from flashcards.store import cards, decks, derived, notes, reviews
from flashcards.store.connections import raw_of
from flashcards.store.log_order import STANDING, STRUCK
from flashcards.store.schema import FIELD_SEPARATOR

StoredMemory = tuple[
    int, int, int, int, int, int, float | None, float | None, int | None, int | None, int | None
]  # fmt: skip


def allow_scratch(conn: Connection) -> None:
    """Let a check make tables of its own in memory on a connection whose file it cannot write."""
    conn.exec_driver_sql("PRAGMA query_only = OFF")


def integrity(conn: Connection) -> list[Message]:
    """Return what SQLite finds wrong with the file itself."""
    found = [row[0] for row in conn.exec_driver_sql("PRAGMA integrity_check").fetchall()]
    problems = (
        []
        if found == ["ok"]
        else [message("The file is damaged: {reason}.", reason=text) for text in found]
    )
    loose = conn.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if loose:
        tables = ", ".join(sorted({row[0] for row in loose}))
        problems.append(
            plural_message(
                len(loose),
                "{count} row refers to something missing ({tables}).",
                "{count} rows refer to something missing ({tables}).",
                tables=tables,
            )
        )
    return problems


_LOG = (
    "card_id, id, at_ms, offset_minutes, kind, quality, version_id, interval_minutes, target "
    "FROM reviews"
)


def whole_log(conn: Connection) -> Iterator[tuple[int, LogRow]]:
    """Yield (card id, row) of the whole log, a card's rows together."""
    cursor = conn.exec_driver_sql(f"SELECT {_LOG} ORDER BY card_id, id")
    while batch := cursor.fetchmany(2_000):
        for row in batch:
            yield row[0], (row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8])


def log_by_card(conn: Connection, card_ids: Sequence[int]) -> Iterator[tuple[int, list[LogRow]]]:
    """Yield (card id, rows) for these cards; cards without rows too."""
    found: dict[int, list[LogRow]] = {card_id: [] for card_id in card_ids}
    rows = raw_of(conn).execute(
        f"SELECT {_LOG} WHERE card_id IN (SELECT value FROM json_each(?)) ORDER BY card_id, id",
        (json.dumps(list(card_ids)),),
    )
    for row in rows.fetchall():
        found[row[0]].append(row[1:])
    yield from found.items()


_TAILS = f"""
SELECT r.card_id, t.interval_minutes, p.id, r.id, r.at_ms, r.offset_minutes, r.kind, r.quality,
    r.version_id, r.interval_minutes, r.target
FROM (
    SELECT id, interval_minutes, (
        SELECT id FROM reviews WHERE card_id = cards.id AND kind IN
            ({ReviewKind.ANSWER:d}, {ReviewKind.MANUAL:d}, {ReviewKind.IMPORTED:d})
        ORDER BY at_ms DESC, id DESC LIMIT 1
    ) AS newest
    FROM cards WHERE id IN (SELECT value FROM json_each(?)) AND state <> {CardState.NEW:d}
) t CROSS JOIN reviews p ON p.card_id = t.id AND p.id = t.newest
CROSS JOIN reviews r ON r.card_id = t.id AND (
    r.at_ms >= p.at_ms OR (r.target IS NOT NULL AND r.kind <> {ReviewKind.MOVED:d})
    OR CASE WHEN r.id >> {DEVICE_BITS} = p.id >> {DEVICE_BITS} THEN r.id >= p.id ELSE EXISTS (
        SELECT 1 FROM reviews e WHERE e.card_id = r.card_id AND e.at_ms >= p.at_ms
        AND e.id < r.id AND e.id >> {DEVICE_BITS} = r.id >> {DEVICE_BITS}
    ) END
)
ORDER BY r.card_id, r.id
"""


def log_tails(
    conn: Connection, card_ids: Sequence[int]
) -> Iterator[tuple[int, int, int, list[LogRow]]]:
    """Yield (card id, interval in minutes, newest row, rows) of each that is not new.

    The newest row, by its id, is the latest answer or snapshot by date. The rows are those of the
    log that may count after it, and all that name another row: see ``replay.due_without``.
    """
    cursor = raw_of(conn).execute(_TAILS, (json.dumps(list(card_ids)),))
    for card_id, group in groupby(cursor.fetchall(), itemgetter(0)):
        found = list(group)
        yield card_id, found[0][1], found[0][2], [row[3:] for row in found]


def pasts(conn: Connection, card_ids: Sequence[int] | None = None) -> dict[int, Past]:
    """Return by which rules the past of cards is judged, where not by those of its time."""
    sql = "SELECT id, past_version_id, past_until_ms FROM cards WHERE past_version_id IS NOT NULL"
    bound: tuple[str, ...] = ()
    if card_ids is not None:
        sql += " AND id IN (SELECT value FROM json_each(?))"
        bound = (json.dumps(list(card_ids)),)
    rows = conn.exec_driver_sql(sql, bound).fetchall()
    return {row[0]: Past(VersionId(row[1]), row[2]) for row in rows}


def snapshots(conn: Connection) -> dict[ReviewId, Memory]:
    """Return every memory kept by a manual or imported row."""
    return reviews.snapshots(conn)


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is to look at."""

    pages: int
    reviews: int
    notes: int


def size(conn: Connection) -> Size:
    """Return how much a check has to look at."""
    counts = ("PRAGMA page_count", "SELECT count(*) FROM reviews", "SELECT count(*) FROM notes")
    return Size(*(int(conn.exec_driver_sql(sql).scalar_one()) for sql in counts))


_MEMORY = (
    "state, repetitions, ease, interval_minutes, lapses, step, stability, difficulty, "
    "due_at, last_review_at, drill_day"
)
_STABILITY, _DUE = 6, 8
"""Places of those columns in a stored memory."""
_STORED = f"SELECT {_MEMORY} FROM cards WHERE id = ?"
_NOT_NEW = f"SELECT id FROM cards WHERE ({_MEMORY}) IS NOT ({', '.join('?' * 11)})"


def answered_cards(conn: Connection) -> set[int]:
    """Return the cards whose derived columns, any of them, are not those of a new card."""
    rows = conn.exec_driver_sql(_NOT_NEW, as_stored(Replayed()))
    return {row[0] for row in rows.fetchall()}


def stored_memory(conn: Connection, card_id: int) -> StoredMemory | None:
    """Return the derived columns of a card; None when it does not exist."""
    row = conn.exec_driver_sql(_STORED, (card_id,)).fetchone()
    return None if row is None else tuple(row)


def as_stored(replayed: Replayed) -> StoredMemory:
    """Return what the derived columns should hold."""
    memory = replayed.memory
    return (
        int(memory.state), memory.repetitions, memory.ease, memory.interval_minutes,
        memory.lapses, memory.step, memory.stability, memory.difficulty,
        replayed.due_at_ms, _last(replayed), replayed.drill_day,
    )  # fmt: skip


def agree(stored: StoredMemory, right: StoredMemory) -> bool:
    """Whether derived columns hold what they should.

    Stability and difficulty may differ in their last digits: the exponentials of different
    machines, and of one card and many at once, do.
    """
    if stored == right:
        return True
    whole = stored[:_STABILITY] == right[:_STABILITY] and stored[_DUE:] == right[_DUE:]
    return whole and all(
        one is not None and other is not None and isclose(one, other, rel_tol=1e-9)
        for one, other in zip(stored[_STABILITY:_DUE], right[_STABILITY:_DUE], strict=True)
    )


def _last(replayed: Replayed) -> int | None:
    """A reset card has no last review, although its log remembers some."""
    return None if replayed.due_at_ms is None else replayed.last_review_at_ms


def set_replayed(conn: Connection, wrong: Sequence[tuple[int, Replayed]]) -> None:
    """Give cards the memory their log says."""
    cards.set_memories(
        conn,
        [
            cards.memory_row(
                replayed.memory,
                replayed.due_at_ms,
                _last(replayed),
                replayed.drill_day,
                card_id,
            )
            for card_id, replayed in wrong
        ],
    )


# What the log says of each card that it speaks of; ``step_0003`` filled the column so.
_COUNTED = f"""(
    SELECT card_id, count(*) AS answers FROM reviews
    WHERE kind IN ({ReviewKind.ANSWER:d}, {ReviewKind.DRILL:d})
    AND id NOT IN ({STRUCK.format(join="")}) GROUP BY card_id
)"""
_WRONG_COUNTS = (
    "SELECT c.id, coalesce(l.answers, 0) AS answers "
    f"FROM cards c LEFT JOIN {_COUNTED} l ON l.card_id = c.id "
    "WHERE c.answers <> coalesce(l.answers, 0)"
)


def count_problems(conn: Connection) -> list[Message]:
    """Return whether cards count other answers than the log holds of them."""
    wrong = conn.exec_driver_sql(f"SELECT count(*) FROM ({_WRONG_COUNTS})").scalar_one()
    if not wrong:
        return []
    return [
        plural_message(
            wrong,
            "{count} card has a wrong count of answers.",
            "{count} cards have a wrong count of answers.",
        )
    ]


def set_counts(conn: Connection) -> None:
    """Give every card the count of its answers that the log says."""
    conn.exec_driver_sql(
        "UPDATE cards SET answers = wrong.answers "
        f"FROM ({_WRONG_COUNTS}) AS wrong WHERE wrong.id = cards.id"
    )


_ANSWERS = (
    "SELECT count(*) FROM reviews r WHERE r.card_id = cards.id "
    f"AND r.kind IN {derived.COUNTED_KINDS}"
)
_ANSWERS_OF_SOME = (  # whether a row stands is only asked where rows speak of others
    "UPDATE cards SET answers = CASE WHEN EXISTS (SELECT 1 FROM reviews o "
    "WHERE o.card_id = cards.id AND o.target IS NOT NULL "
    f"AND o.kind <> {ReviewKind.MOVED:d}) "
    f"THEN ({_ANSWERS} AND {STANDING}) ELSE ({_ANSWERS}) END "
    "WHERE id IN (SELECT value FROM json_each(?))"
)


def set_counts_of(conn: Connection, card_ids: Iterable[int]) -> None:
    """Give some cards the count of their answers that the log says."""
    conn.exec_driver_sql(_ANSWERS_OF_SOME, (json.dumps(list(card_ids)),))


def totals_problems(conn: Connection) -> list[Message]:
    """Return how the daily totals differ from what the log says."""
    execute = conn.exec_driver_sql
    right = {tuple(row) for row in execute(derived.totals_query()).fetchall()}
    stored = {tuple(row) for row in execute("SELECT * FROM daily_totals").fetchall()}
    if right == stored:
        return []
    return [
        plural_message(
            len(right ^ stored),
            "{count} daily total disagrees with the reviews.",
            "{count} daily totals disagree with the reviews.",
        )
    ]


def deck_problems(conn: Connection) -> list[Message]:
    """Return whether decks have full names that say another place than they are in."""
    wrong = len(decks.misnamed(conn))
    if not wrong:
        return []
    return [
        plural_message(
            wrong,
            "The full name of {count} deck does not match its place.",
            "The full names of {count} decks do not match their places.",
        )
    ]


_NO_CARD = (
    "SELECT count(*) FROM notes n JOIN note_types k ON k.id = n.note_type_id "
    "WHERE k.kind IN ('normal', 'cloze') "
    "AND NOT EXISTS (SELECT 1 FROM cards c WHERE c.note_id = n.id)"
)
_STRANGE = (
    "SELECT count(*) FROM cards c JOIN notes n ON n.id = c.note_id "
    "JOIN templates t ON t.id = c.template_id WHERE t.note_type_id <> n.note_type_id"
)


def card_problems(conn: Connection) -> list[Message]:
    """Return whether notes have no card, or cards a template of another note type."""
    problems = []
    if bare := conn.exec_driver_sql(_NO_CARD).scalar_one():
        problems.append(
            plural_message(
                bare,
                "{count} note has no card: see Empty cards in the Go menu.",
                "{count} notes have no card: see Empty cards in the Go menu.",
            )
        )
    if strange := conn.exec_driver_sql(_STRANGE).scalar_one():
        problems.append(
            plural_message(
                strange,
                "{count} card is of another note type: see Empty cards in the Go menu.",
                "{count} cards are of another note type: see Empty cards in the Go menu.",
            )
        )
    return problems


def note_problems(conn: Connection) -> list[Message]:
    """Return how text index, tag index and duplicate keys differ from what the notes say."""
    problems = []
    execute = conn.exec_driver_sql
    if not _text_index_right(conn):
        problems.append(message("The text index disagrees with the notes."))
    pairs: set[tuple[str | None, int]] = set()
    wrong_keys = 0
    for note_id, fields, words, key in execute("SELECT id, fields, tags, first_key FROM notes"):
        for word in words.split(" ") if words else ():
            pairs.add((derived.folded(word), note_id))
        wrong_keys += notes.first_key(fields.split(FIELD_SEPARATOR)[0]) != key
    if not _tag_index_right(conn, pairs):
        problems.append(message("The tag index disagrees with the notes."))
    if wrong_keys:
        problems.append(
            plural_message(
                wrong_keys,
                "{count} note has a wrong key for finding duplicates.",
                "{count} notes have a wrong key for finding duplicates.",
            )
        )
    return problems


def _tag_index_right(conn: Connection, pairs: set[tuple[str | None, int]]) -> bool:
    """Whether the index holds exactly these (folded tag, note id), and no tag without a note."""
    execute = conn.exec_driver_sql
    linked = execute(
        "SELECT t.name, n.note_id FROM note_tags n LEFT JOIN tags t ON t.id = n.tag_id"
    )
    known = {(None if name is None else derived.folded(name), note) for name, note in linked}
    names = {derived.folded(row[0]) for row in execute("SELECT name FROM tags")}
    return known == pairs and names == {name for name, _ in pairs}


# Each word once, with the note and the place of every one of its instances. Both indexes give
# words, notes and places in order, so that nothing is sorted. Read as bytes: of a very long word
# the index keeps a beginning, which may end inside a letter.
_INSTANCES = (
    "SELECT CAST(term AS BLOB), json_group_array((doc << 32) | offset) FROM temp.words_{table} "
    "GROUP BY term ORDER BY term"
)


def _text_index_right(conn: Connection) -> bool:
    """Whether every word of every note stands in the index at its place, and nothing else.

    By comparing with a fresh index: four seconds for 100,000 notes.
    """
    execute = conn.exec_driver_sql
    execute("DROP TABLE IF EXISTS temp.fresh_text")
    execute(
        "CREATE VIRTUAL TABLE temp.fresh_text USING fts5 ("
        "text, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2')"
    )
    rows = execute("SELECT id, fields FROM notes").fetchall()
    texts = [(note_id, derived.indexed(fields)) for note_id, fields in rows]
    if texts:
        execute("INSERT INTO temp.fresh_text (rowid, text) VALUES (?, ?)", texts)
    for schema, table in (("main", "note_text"), ("temp", "fresh_text")):
        execute(f"DROP TABLE IF EXISTS temp.words_{table}")
        execute(
            f"CREATE VIRTUAL TABLE temp.words_{table} "
            f"USING fts5vocab({schema}, {table}, 'instance')"
        )
    cursor = raw_of(conn).cursor  # hands over one row at a time
    stored, right = (
        cursor().execute(_INSTANCES.format(table=table)) for table in ("note_text", "fresh_text")
    )
    same = all(one == other for one, other in zip_longest(stored, right))
    stored.close()
    right.close()
    for table in ("words_note_text", "words_fresh_text", "fresh_text"):
        execute(f"DROP TABLE temp.{table}")
    return same


def rebuild(conn: Connection) -> None:
    """Compute every derived table anew."""
    rows = conn.exec_driver_sql("SELECT id, fields FROM notes").fetchall()
    keys = [
        (notes.first_key(fields.split(FIELD_SEPARATOR)[0]), note_id) for note_id, fields in rows
    ]
    if keys:
        conn.exec_driver_sql(
            "UPDATE notes SET first_key = ?1 WHERE id = ?2 AND first_key <> ?1", keys
        )
    set_counts(conn)
    decks.follow_names(conn)
    derived.rebuild_text(conn)
    derived.rebuild_totals(conn)
