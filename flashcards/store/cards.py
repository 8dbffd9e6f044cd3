"""Cards as stored: their own facts and the memory derived from the log.

``changed_ms`` is the stamp of the facts. Memory has none: it follows from the log, and an answer
must not look newer than a flag that was set elsewhere.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection

from flashcards.model.cards import Card, Memory, card_seed
from flashcards.model.enums import CardState
from flashcards.model.ids import CardId, DeckId, NoteId
from flashcards.scheduling.days import from_ms
from flashcards.store.connections import bulk, insert_rows, raw_of
from flashcards.store.operation import operation
from flashcards.store.schema import STAMPED
from flashcards.store.undo import revived

_MEMORY = (
    "c.state, c.repetitions, c.ease, c.interval_minutes, c.lapses, c.step, c.stability, "
    "c.difficulty"
)
_CARD = (
    f"{_MEMORY}, c.id, c.note_id, c.deck_id, c.template_id, c.ordinal, c.due_at, "
    "c.last_review_at, c.drill_day, c.position, c.suspended, c.buried_until, c.flag, c.seed"
)
_STATES = tuple(CardState)
_WHOLE = (int,) * 6
"""Of what kind the columns of ``_MEMORY`` are, up to the step."""


def _moment(value: int | None) -> datetime | None:
    return None if value is None else from_ms(value)


def card_from(row: Sequence[Any], template_uids: dict[int, str]) -> Card:
    """Build a card from the columns of ``_CARD``; TypeError where its memory is no numbers."""
    if tuple(map(type, row[:6])) != _WHOLE:
        raise TypeError("the memory of a card is not of numbers")
    memory = Memory(_STATES[row[0]], row[1], row[2], row[3], row[4], row[5], row[6], row[7])
    return Card(
        CardId(row[8]),
        NoteId(row[9]),
        DeckId(row[10]),
        template_uids[row[11]],
        row[12],
        memory,
        _moment(row[13]),
        _moment(row[14]),
        row[15],
        row[16],
        bool(row[17]),
        row[18],
        row[19],
        row[20],
    )


_STUDY = (
    f"SELECT {_CARD}, n.note_type_id, n.fields, n.tags, n.source_id, n.source_heading, "
    "n.guid "
    "FROM cards c JOIN notes n ON n.id = c.note_id WHERE c.id = ?"
)


def study_row(conn: Connection, card_id: int) -> Sequence[Any] | None:
    """Return a card's row with its note, as ``card_from`` and the study session read it."""
    row: tuple[Any, ...] | None = raw_of(conn).execute(_STUDY, (card_id,)).fetchone()
    return row


def get_cards(
    conn: Connection, card_ids: Sequence[int], template_uids: dict[int, str]
) -> list[Card]:
    """Return the cards that exist among ``card_ids``, by id."""
    rows = conn.exec_driver_sql(
        f"SELECT {_CARD} FROM cards c WHERE c.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(card_ids)),),
    ).fetchall()
    return [card_from(row, template_uids) for row in rows]


def largest_id(conn: Connection) -> int:
    """Return the largest id of a card; 0 where there is none."""
    row = conn.exec_driver_sql("SELECT coalesce(max(id), 0) FROM cards").fetchone()
    return int(row[0]) if row else 0


def next_never_used(conn: Connection, count: int) -> int:
    """Set ``count`` ids of cards aside that no card will ever have, and return the first."""
    first = largest_given(conn) + 1
    conn.exec_driver_sql(
        "INSERT INTO sqlite_sequence (name, seq) SELECT 'cards', 0 "
        "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'cards')"
    )
    conn.exec_driver_sql(
        "UPDATE sqlite_sequence SET seq = ? WHERE name = 'cards'", (first + count - 1,)
    )
    return first


def largest_given(conn: Connection) -> int:
    """Return the largest id that a card ever had; 0 before the first."""
    row = conn.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'cards'").fetchone()
    return int(row[0]) if row else 0


def count(conn: Connection) -> int:
    """Return how many cards there are."""
    return int(conn.exec_driver_sql("SELECT count(*) FROM cards").scalar_one())


def cards_of_notes(conn: Connection, note_ids: Sequence[int]) -> list[tuple[int, int, int, int]]:
    """Return (note id, card id, template id, ordinal) of every card of these notes."""
    rows = conn.exec_driver_sql(
        "SELECT note_id, id, template_id, ordinal FROM cards "
        "WHERE note_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY note_id, ordinal, template_id",
        (json.dumps(list(note_ids)),),
    ).fetchall()
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def decks_of_notes(conn: Connection, note_ids: Sequence[int]) -> dict[int, set[int]]:
    """Return the decks (ids) that cards of these notes are in, by note."""
    found: dict[int, set[int]] = {}
    for note, deck in conn.exec_driver_sql(
        "SELECT DISTINCT note_id, deck_id FROM cards "
        "WHERE note_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(note_ids)),),
    ):
        found.setdefault(note, set()).add(deck)
    return found


def templates(conn: Connection) -> dict[int, tuple[int, int, str]]:
    """Return of every template its (note type id, position in the type, kind of the type)."""
    rows = conn.exec_driver_sql(
        "SELECT t.id, t.note_type_id, t.position, n.kind "
        "FROM templates t JOIN note_types n ON n.id = t.note_type_id"
    ).fetchall()
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def set_templates(conn: Connection, rows: Sequence[tuple[int, int, int]]) -> None:
    """Make cards those of other templates, given as (template id, changed_ms, card id)."""
    if rows:
        conn.exec_driver_sql(
            f"UPDATE cards SET template_id = ?, {STAMPED} WHERE id = ?", list(rows)
        )


def transfer(conn: Connection, rows: Sequence[tuple[int, int, int, int, int]]) -> None:
    """Make cards others of their notes or of other notes, with all that was learnt.

    Given as (note id, template id, ordinal, changed_ms, card id). They may change places with each
    other, so each leaves its own first.
    """
    if rows:
        operation(conn).step.moved = True
        bulk(conn, "UPDATE cards SET ordinal = -id WHERE id = ?", [(row[-1],) for row in rows])
        bulk(
            conn,
            f"UPDATE cards SET note_id = ?, template_id = ?, ordinal = ?, {STAMPED} WHERE id = ?",
            rows,
        )


NewCard = tuple[int, int, int, int, int, int, int]
"""(id, note id, deck id, template id, ordinal, position, changed_ms)."""

_INTO = "cards (id, note_id, deck_id, template_id, ordinal, position, changed_ms, seed)"


def insert(
    conn: Connection, rows: Sequence[NewCard], guids: Mapping[int, str] | None = None
) -> None:
    """Add new cards, of notes that are there, with ids from ``notes.next_id`` on.

    ``guids`` are those of the notes, by their ids, where the caller has them at hand.
    """
    execute = raw_of(conn).execute
    template_uids = dict(execute("SELECT id, uid FROM templates"))
    if guids is None:
        note_ids = json.dumps(list({row[1] for row in rows}))
        guids = dict(execute(_GUIDS, (note_ids,)))
    insert_rows(
        conn,
        _INTO,
        [(*row, card_seed(guids[row[1]], template_uids[row[3]], row[4])) for row in rows],
    )


_WHOLE_ROW = (
    "cards (id, note_id, deck_id, template_id, ordinal, position, suspended, buried_until, flag, "
    "state, due_at, interval_minutes, ease, repetitions, lapses, step, stability, difficulty, "
    "last_review_at, changed_ms, answers, seed)"
)


def insert_whole(conn: Connection, rows: Sequence[Sequence[object]]) -> None:
    """Add cards with memories and logs from elsewhere, given as the columns of ``_WHOLE_ROW``."""
    insert_rows(conn, _WHOLE_ROW, rows)


_GUIDS = "SELECT n.id, n.guid FROM json_each(?) CROSS JOIN notes n ON n.id = value"


_REVIVE = (
    "INSERT INTO cards (id, note_id, deck_id, template_id, ordinal, position, suspended, "
    "buried_until, flag, seed, answers, past_version_id, past_until_ms, changed_ms) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def revive(conn: Connection, rows: Sequence[Sequence[object]]) -> None:
    """Add deleted cards again under their old ids, with facts of their own but without a memory.

    Given as the columns from id to changed_ms; the undo step under way takes them back.
    """
    bulk(conn, _REVIVE, rows)
    revived(conn, operation(conn).step, [int(str(row[0])) for row in rows])


def seeds(conn: Connection, card_ids: Sequence[int] | None = None) -> dict[int, int]:
    """Return what the chances of cards are drawn from; of all cards when None."""
    sql, bound = "SELECT id, seed FROM cards", tuple[str, ...]()
    if card_ids is not None:
        sql += " WHERE id IN (SELECT value FROM json_each(?))"
        bound = (json.dumps(list(card_ids)),)
    return {row[0]: row[1] for row in conn.exec_driver_sql(sql, bound)}


def without_past(conn: Connection, card_ids: Sequence[int]) -> set[int]:
    """Return the cards among these that were never answered nor given a memory."""
    rows = conn.exec_driver_sql(
        "SELECT id FROM cards WHERE id IN (SELECT value FROM json_each(?)) "
        f"AND answers = 0 AND state = {CardState.NEW:d}",
        (json.dumps(list(card_ids)),),
    ).fetchall()
    return {row[0] for row in rows}


def delete(conn: Connection, card_ids: Sequence[int]) -> None:
    """Delete cards; their reviews stay in the log."""
    if card_ids:
        conn.exec_driver_sql(
            "DELETE FROM cards WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(card_ids)),),
        )


_STANDING = (
    "SELECT deck_id FROM cards WHERE id = ? AND suspended = ? AND state = ? AND repetitions = ? "
    "AND ease = ? AND interval_minutes = ? AND lapses = ? AND step = ? AND stability IS ? "
    "AND difficulty IS ? AND drill_day IS ?"
)


def deck_if_unchanged(conn: Connection, card: Card) -> int | None:
    """Return the deck a card is in now; None when its memory is not ``card``'s any more.

    None as well when it is gone or was suspended since: an answer to it would count for something
    else.
    """
    memory = card.memory
    row = raw_of(conn).execute(
        _STANDING,
        (
            card.id, card.suspended, memory.state, memory.repetitions, memory.ease,
            memory.interval_minutes, memory.lapses, memory.step, memory.stability,
            memory.difficulty, card.drill_day,
        ),
    ).fetchone()  # fmt: skip
    return None if row is None else int(row[0])


_MEMORY_IS = (
    "state = ?, repetitions = ?, ease = ?, interval_minutes = ?, lapses = ?, "
    "step = ?, stability = ?, difficulty = ?, due_at = ?, last_review_at = ?, drill_day = ?"
)
_SET_MEMORY = f"UPDATE cards SET {_MEMORY_IS} WHERE id = ?"
_SET_ANSWERED = f"UPDATE cards SET {_MEMORY_IS}, answers = answers + 1 WHERE id = ?"

MemoryRow = tuple[
    int, int, int, int, int, int, float | None, float | None,
    int | None, int | None, int | None, int,
]  # fmt: skip
"""Parameters of ``set_memories``: memory, due_at, last_review_at, drill_day, id."""


def memory_row(
    memory: Memory,
    due_at: int | None,
    last_review_at: int | None,
    drill_day: int | None,
    card_id: int,
) -> MemoryRow:
    """Return the parameters that give a card this memory."""
    return (
        memory.state,
        memory.repetitions,
        memory.ease,
        memory.interval_minutes,
        memory.lapses,
        memory.step,
        memory.stability,
        memory.difficulty,
        due_at,
        last_review_at,
        drill_day,
        card_id,
    )


def set_answered(conn: Connection, row: MemoryRow) -> None:
    """Give a card the memory and due moment after an answer, and count the answer."""
    raw_of(conn).execute(_SET_ANSWERED, row)


def set_memories(conn: Connection, rows: Sequence[MemoryRow]) -> None:
    """Give many cards another memory and due moment."""
    if rows:
        conn.exec_driver_sql(_SET_MEMORY, list(rows))


def set_answers(conn: Connection, card_id: int, answers: int) -> None:
    """Tell a card how many of its answers count, after its past was corrected."""
    conn.exec_driver_sql("UPDATE cards SET answers = ? WHERE id = ?", (answers, card_id))


_SET_DRILL = (
    "UPDATE cards SET drill_day = ?, stability = ?, difficulty = ?, answers = answers + 1 "
    "WHERE id = ?"
)


def answers_of(conn: Connection, card_ids: Sequence[int]) -> int:
    """Return how many answers these cards have together."""
    row = conn.exec_driver_sql(
        "SELECT coalesce(sum(answers), 0) FROM cards WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(card_ids)),),
    ).fetchone()
    return int(row[0]) if row is not None else 0


def answers_by_card(conn: Connection, card_ids: Sequence[int]) -> dict[int, int]:
    """Return how many answers each of these cards has."""
    rows = conn.exec_driver_sql(
        "SELECT id, answers FROM cards WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(card_ids)),),
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def set_drilled(conn: Connection, card_id: int, drill_day: int | None, memory: Memory) -> None:
    """Count a drill of a card: another is pending on ``drill_day``, or none when None.

    Of ``memory`` stability and difficulty are kept: a drill changes nothing else.
    """
    changed = drill_day, memory.stability, memory.difficulty, card_id
    conn.exec_driver_sql(_SET_DRILL, changed)


def _set(conn: Connection, column: str, value: object, card_ids: Sequence[int], now: int) -> None:
    conn.exec_driver_sql(
        f"UPDATE cards SET {column} = ?, {STAMPED} WHERE id IN (SELECT value FROM json_each(?))",
        (value, now, json.dumps(list(card_ids))),
    )


def suspend(conn: Connection, card_ids: Sequence[int], suspended: bool, now_ms: int) -> None:
    """Suspend cards until released, or release them."""
    _set(conn, "suspended", int(suspended), card_ids, now_ms)


def bury(conn: Connection, card_ids: Sequence[int], until: int | None, now_ms: int) -> None:
    """Bury cards until the learner's day ``until``; None brings them back."""
    _set(conn, "buried_until", until, card_ids, now_ms)


def flag(conn: Connection, card_ids: Sequence[int], number: int, now_ms: int) -> None:
    """Set the cards' flag, 0 for none."""
    _set(conn, "flag", number, card_ids, now_ms)


def move(conn: Connection, card_ids: Sequence[int], deck_id: int, now_ms: int) -> None:
    """Move cards to a deck."""
    _set(conn, "deck_id", deck_id, card_ids, now_ms)


def buried(conn: Connection, deck_ids: Sequence[int] | None, day: int) -> list[CardId]:
    """Return the cards still buried on ``day``, of these decks or of all."""
    sql = "SELECT id FROM cards WHERE buried_until > ?"
    bound: tuple[Any, ...] = (day,)
    if deck_ids is not None:
        sql += " AND deck_id IN (SELECT value FROM json_each(?))"
        bound = (day, json.dumps(list(deck_ids)))
    return [CardId(row[0]) for row in conn.exec_driver_sql(sql, bound).fetchall()]


def decks_of(conn: Connection, card_ids: Sequence[int]) -> dict[int, int]:
    """Return the deck id of each card that exists among ``card_ids``."""
    rows = conn.exec_driver_sql(
        "SELECT id, deck_id FROM cards WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(card_ids)),),
    ).fetchall()
    return {row[0]: row[1] for row in rows}


class Facts(NamedTuple):
    """What an update from elsewhere compares of a card."""

    deck_id: int
    suspended: bool
    flag: int
    state: CardState


def facts_of(conn: Connection, card_ids: Sequence[int]) -> dict[int, Facts]:
    """Return deck, suspension, flag and state of each card that exists among ``card_ids``."""
    rows = conn.exec_driver_sql(
        "SELECT id, deck_id, suspended, flag, state FROM cards "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(card_ids)),),
    ).fetchall()
    return {row[0]: Facts(row[1], bool(row[2]), row[3], _STATES[row[4]]) for row in rows}


def notes_of(conn: Connection, card_ids: Sequence[int]) -> list[int]:
    """Return the notes these cards belong to, each once, by id."""
    rows = conn.exec_driver_sql(
        "SELECT DISTINCT note_id FROM cards WHERE id IN (SELECT value FROM json_each(?)) "
        "ORDER BY note_id",
        (json.dumps(list(card_ids)),),
    ).fetchall()
    return [row[0] for row in rows]
