"""Decks: each has a parent and a name of its own, from which its full name follows, ``A::B``.

The full name is kept in the row, since decks are looked for by it; every operation that puts a deck
elsewhere brings those below in line, whose stamps stay as they are.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from flashcards.files import as_whole, parsed_object
from flashcards.model.ids import DeckId, PresetId, new_uid
from flashcards.model.limits import NO_LIMITS, DeckLimits
from flashcards.store import taking_part
from flashcards.store.schema import STAMPED

SEPARATOR = "::"


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck as stored; ``name`` is its full name."""

    id: DeckId
    uid: str
    name: str
    preset_id: PresetId
    description: str = ""
    limits: DeckLimits = NO_LIMITS


_COLUMNS = "id, uid, name, preset_id, description, limits"


def _deck(row: Sequence[Any]) -> Deck:
    limits = limits_from_json(row[5]) if row[5] else NO_LIMITS
    return Deck(DeckId(row[0]), row[1], row[2], PresetId(row[3]), row[4], limits)


def limits_to_json(limits: DeckLimits) -> str:
    """Return the stored form of a deck's own limits; empty where it has none."""
    values: dict[str, Any] = {
        "new_per_day": limits.new_per_day,
        "reviews_per_day": limits.reviews_per_day,
    }
    if limits.day is not None:
        today = {"day": limits.day, "new": limits.new_today, "reviews": limits.reviews_today}
        values["today"] = today
    kept = {name: value for name, value in values.items() if value is not None}
    return json.dumps(kept, sort_keys=True) if kept else ""


def limits_from_json(text: str) -> DeckLimits:
    """Read stored limits; what is no number of cards counts as not set."""
    return DeckLimits(*map(_number_of_cards, _stored_limits(text)))


def _stored_limits(text: str) -> tuple[object, ...]:
    values = parsed_object(text.encode()) or {}
    found = values.get("today")
    today = found if isinstance(found, dict) else {}
    return (
        values.get("new_per_day"), values.get("reviews_per_day"),
        today.get("new"), today.get("reviews"), today.get("day"),
    )  # fmt: skip


def _number_of_cards(value: object) -> int | None:
    found = as_whole(value)
    return found if found is None or found < 1 << 31 else None


def odd_limits(conn: Connection) -> list[str]:
    """Return the names of the decks with limits of which something cannot be read."""
    rows = conn.exec_driver_sql("SELECT name, limits FROM decks WHERE limits <> ''").fetchall()
    return [name for name, text in rows if not _are_limits(text)]


def _are_limits(text: str) -> bool:
    found = parsed_object(text.encode())
    today = {} if found is None else found.get("today", {})
    return (
        found is not None
        and isinstance(today, dict)
        and all(
            value is None or _number_of_cards(value) is not None for value in _stored_limits(text)
        )
    )


def all_decks(conn: Connection) -> list[Deck]:
    """Return every deck, parents before their subdecks, otherwise by name."""
    rows = conn.exec_driver_sql(f"SELECT {_COLUMNS} FROM decks").fetchall()
    decks = [_deck(row) for row in rows]
    decks.sort(key=lambda deck: [part.casefold() for part in deck.name.split(SEPARATOR)])
    return decks


def deck_named(conn: Connection, name: str) -> Deck | None:
    """Return the deck with this full name, whatever its case; None when there is none."""
    row = conn.exec_driver_sql(f"SELECT {_COLUMNS} FROM decks WHERE name = ?", (name,)).fetchone()
    if row is not None:
        return _deck(row)
    # SQLite folds the case of ASCII letters only.
    wanted = name.casefold()
    return next((deck for deck in all_decks(conn) if deck.name.casefold() == wanted), None)


def deck_with_uid(conn: Connection, uid: str) -> Deck | None:
    """Return the deck with this uid, or that it is shown as; None when there is none."""
    sql = f"SELECT {_COLUMNS} FROM decks WHERE uid = ?"
    row = conn.exec_driver_sql(sql, (uid,)).fetchone()
    if row is None and (shown := twins(conn).get(uid)) is not None:
        row = conn.exec_driver_sql(sql, (shown,)).fetchone()
    return None if row is None else _deck(row)


def twins(conn: Connection) -> dict[str, str]:
    """Return decks that are not there by themselves: another machine had one of that name, too.

    By uid, with the uid of the deck that each is shown as.
    """
    row = conn.exec_driver_sql(
        "SELECT json_extract(value, '$.twins') FROM collection WHERE key = ?",
        (taking_part.KEY,),
    ).fetchone()
    found: dict[str, str] = {} if row is None or row[0] is None else json.loads(row[0])
    return found


def subtree(conn: Connection, name: str) -> list[Deck]:
    """Return the deck ``name`` and all its subdecks, in the order of ``all_decks``."""
    key = name.casefold()
    below = key + SEPARATOR
    return [
        deck
        for deck in all_decks(conn)
        if deck.name.casefold() == key or deck.name.casefold().startswith(below)
    ]


def ensure_deck(conn: Connection, name: str, now_ms: int, uid: str | None = None) -> Deck:
    """Return the deck ``name``, adding it and its missing parents first when need be.

    A new subdeck uses its parent's preset. ``uid`` names a deck that comes from a file.
    """
    found = deck_named(conn, name)
    if found is not None:
        return found
    above, below, last = name.rpartition(SEPARATOR)
    if below:
        parent = ensure_deck(conn, above, now_ms)
        preset, name = parent.preset_id, f"{parent.name}{SEPARATOR}{last}"
        parent_id = parent.id
    else:
        parent_id = None
        row = conn.exec_driver_sql("SELECT min(id) FROM presets").fetchone()
        assert row is not None
        preset = PresetId(row[0])
    if uid is None or deck_with_uid(conn, uid) is not None:
        uid = new_uid()
    conn.exec_driver_sql(
        "INSERT INTO decks (uid, name, preset_id, changed_ms, parent_id, own_name) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (uid, name, preset, now_ms, parent_id, last),
    )
    found = deck_named(conn, name)
    assert found is not None
    return found


def place(
    conn: Connection, deck_id: DeckId, parent_id: DeckId | None, own_name: str, now_ms: int
) -> None:
    """Give a deck a place, under a parent or at the top, and a name there.

    Its full name and those of the decks below it follow.
    """
    conn.exec_driver_sql(
        f"UPDATE decks SET parent_id = ?, own_name = ?, {STAMPED} WHERE id = ?",
        (parent_id, own_name, now_ms, deck_id),
    )
    follow_names(conn)


_MISNAMED = f"""
WITH RECURSIVE placed (id, full) AS (
    SELECT id, own_name FROM decks WHERE parent_id IS NULL
    UNION SELECT d.id, p.full || '{SEPARATOR}' || d.own_name
    FROM placed p JOIN decks d ON d.parent_id = p.id
)
SELECT p.full, d.id FROM placed p JOIN decks d ON d.id = p.id WHERE d.name <> p.full COLLATE BINARY
"""


def misnamed(conn: Connection) -> list[tuple[str, int]]:
    """Return (what it should be, deck id) of each deck whose full name says another place."""
    return [(row[0], row[1]) for row in conn.exec_driver_sql(_MISNAMED).fetchall()]


def follow_names(conn: Connection) -> None:
    """Give every deck the full name that follows from its place."""
    wrong = misnamed(conn)
    if wrong:
        # By way of names no deck can have: one deck may get the name another is about to lose.
        conn.exec_driver_sql(
            "UPDATE decks SET name = char(31) || id WHERE id = ?", [(row[1],) for row in wrong]
        )
        conn.exec_driver_sql("UPDATE decks SET name = ? WHERE id = ?", wrong)


def assign_preset(conn: Connection, deck_ids: list[DeckId], preset: PresetId, now_ms: int) -> None:
    """Let decks use another preset."""
    conn.exec_driver_sql(
        f"UPDATE decks SET preset_id = ?, {STAMPED} WHERE id = ?",
        [(preset, now_ms, deck_id) for deck_id in deck_ids],
    )


def describe(conn: Connection, deck_id: DeckId, description: str, now_ms: int) -> None:
    """Set a deck's description."""
    conn.exec_driver_sql(
        f"UPDATE decks SET description = ?, {STAMPED} WHERE id = ?",
        (description, now_ms, deck_id),
    )


def set_limits(conn: Connection, deck_id: DeckId, limits: DeckLimits, now_ms: int) -> None:
    """Give a deck limits of its own."""
    conn.exec_driver_sql(
        f"UPDATE decks SET limits = ?, {STAMPED} WHERE id = ?",
        (limits_to_json(limits), now_ms, deck_id),
    )


def contents(conn: Connection, deck_ids: list[DeckId]) -> tuple[int, int, int]:
    """Return the (notes, cards, answers) that ``delete`` would take with these decks."""
    row = conn.exec_driver_sql(
        "WITH gone AS (SELECT value AS id FROM json_each(?)), "
        "mine AS (SELECT note_id, answers FROM cards WHERE deck_id IN (SELECT id FROM gone)) "
        "SELECT count(DISTINCT note_id) - (SELECT count(DISTINCT c.note_id) FROM cards c "
        "WHERE c.note_id IN (SELECT note_id FROM mine) "
        "AND c.deck_id NOT IN (SELECT id FROM gone)), "
        "count(*), coalesce(sum(answers), 0) FROM mine",
        (json.dumps(deck_ids),),
    ).fetchone()
    assert row is not None
    return row[0], row[1], row[2]


def delete(conn: Connection, deck_ids: list[DeckId]) -> int:
    """Delete decks with their cards, and notes left without cards; return the cards gone."""
    execute = conn.exec_driver_sql
    marks = ", ".join("?" * len(deck_ids))
    bound = tuple(deck_ids)
    execute("CREATE TEMP TABLE IF NOT EXISTS doomed (note_id INTEGER PRIMARY KEY)")
    execute("DELETE FROM temp.doomed")
    execute(
        f"INSERT INTO temp.doomed SELECT DISTINCT note_id FROM cards WHERE deck_id IN ({marks})",
        bound,
    )
    gone = execute(f"DELETE FROM cards WHERE deck_id IN ({marks})", bound).rowcount
    execute(
        "DELETE FROM temp.doomed "
        "WHERE EXISTS (SELECT 1 FROM cards WHERE cards.note_id = doomed.note_id)"
    )
    execute("DELETE FROM passages WHERE note_id IN (SELECT note_id FROM temp.doomed)")
    execute("DELETE FROM notes WHERE id IN (SELECT note_id FROM temp.doomed)")
    execute(f"DELETE FROM decks WHERE id IN ({marks})", bound)
    return int(gone)
