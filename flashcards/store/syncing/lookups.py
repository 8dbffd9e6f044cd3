"""What a merge asks of the collection, and the small things it does beside writing rows."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from flashcards.store.connections import bulk, raw_of
from flashcards.store.syncing import records
from flashcards.store.syncing.kinds import CARDS, DECKS, NOTE_TYPES, TEMPLATES, RowKind
from flashcards.store.syncing.names import Names
from flashcards.store.syncing.records import BORN, StampRow
from flashcards.sync.deck_tree import Tree

_CHOSEN = "IN (SELECT value FROM json_each(?))"


def _some(conn: Connection, sql: str, numbers: Iterable[Any]) -> list[tuple[Any, ...]]:
    return raw_of(conn).execute(sql, (json.dumps(list(numbers)),)).fetchall()


# Presets and note types --------------------------------------------------------------------


def replace_preset(conn: Connection, gone: int, instead: int, names: Names) -> None:
    """Let the decks of a preset that goes use another; they remember it."""
    found = raw_of(conn).execute("SELECT id FROM decks WHERE preset_id = ?", (gone,)).fetchall()
    _remember(conn, DECKS, [row[0] for row in found], "preset", names)
    raw_of(conn).execute("UPDATE decks SET preset_id = ? WHERE preset_id = ?", (instead, gone))


def has_notes(conn: Connection, note_type: int) -> bool:
    """Whether notes are of a type."""
    sql = "SELECT EXISTS (SELECT 1 FROM notes WHERE note_type_id = ?)"
    return bool(raw_of(conn).execute(sql, (note_type,)).fetchone()[0])


def notes_of_type(conn: Connection, note_type: int) -> list[int]:
    """Return the notes of a type, by id."""
    found = raw_of(conn).execute("SELECT id FROM notes WHERE note_type_id = ?", (note_type,))
    return [row[0] for row in found]


def edited_types(conn: Connection) -> set[int]:
    """Return the note types (ids) of which something was written since they were made."""
    rows = raw_of(conn).execute(
        "SELECT row FROM sync_stamps WHERE kind = ? AND field <> '' UNION "
        "SELECT t.note_type_id FROM sync_stamps s JOIN templates t ON t.id = s.row "
        "WHERE s.kind = ? AND s.field <> ''",
        (NOTE_TYPES.number, TEMPLATES.number),
    )
    return {row[0] for row in rows}


def templates_of(conn: Connection, note_types: Iterable[str]) -> list[str]:
    """Return the templates (uids) that these note types (uids) have."""
    sql = (
        "SELECT t.uid FROM templates t JOIN note_types n ON n.id = t.note_type_id "
        f"WHERE n.uid {_CHOSEN}"
    )
    return [row[0] for row in _some(conn, sql, note_types)]


def delete_types(conn: Connection, numbers: Iterable[int]) -> None:
    """Delete note types that no note is of, with their templates."""
    some = [(number,) for number in numbers]
    bulk(conn, "DELETE FROM templates WHERE note_type_id = ?", some)
    bulk(conn, "DELETE FROM note_types WHERE id = ?", some)


def delete_cards_of_template(conn: Connection, template: int) -> None:
    """Delete the cards of a template that goes."""
    raw_of(conn).execute("DELETE FROM cards WHERE template_id = ?", (template,))


def templates_of_types(conn: Connection) -> dict[str, tuple[int, int]]:
    """Return (id, id of its note type) of every template, by uid."""
    rows = raw_of(conn).execute("SELECT uid, id, note_type_id FROM templates")
    return {row[0]: (row[1], row[2]) for row in rows}


def types_of_notes(conn: Connection, numbers: Iterable[int]) -> dict[int, int]:
    """Return the note type (id) of each of these notes."""
    return dict(_some(conn, f"SELECT id, note_type_id FROM notes WHERE id {_CHOSEN}", numbers))


def bare_notes(conn: Connection, numbers: Iterable[int]) -> list[int]:
    """Return those of these notes that have no card."""
    found = _some(
        conn,
        f"SELECT id FROM notes WHERE id {_CHOSEN} "
        "AND NOT EXISTS (SELECT 1 FROM cards WHERE note_id = notes.id)",
        numbers,
    )
    return [row[0] for row in found]


# Decks --------------------------------------------------------------------------------------


_REMEMBERED = (
    "SELECT DISTINCT value FROM sync_stamps s "
    "WHERE kind = ? AND field = 'deck' AND value IS NOT NULL"
)


def filled_decks(conn: Connection, gone: Collection[str], known: Collection[str]) -> set[str]:
    """Return decks (uids) that cards are in, as their machines wrote it.

    Of those in ``gone``, and of those not in ``known``: no others need a card to be there.
    """
    execute = raw_of(conn).execute
    filled = execute(
        "SELECT uid FROM decks d WHERE uid IN (SELECT value FROM json_each(?2)) "
        "AND EXISTS (SELECT 1 FROM cards c WHERE c.deck_id = d.id "
        "AND NOT EXISTS (SELECT 1 FROM sync_stamps s WHERE s.kind = ?1 AND s.row = c.id "
        "AND s.field = 'deck' AND s.value IS NOT NULL))",
        (CARDS.number, json.dumps(list(gone))),
    ).fetchall()
    asked = {str(json.loads(row[0])) for row in execute(_REMEMBERED, (CARDS.number,))}
    asked = {uid for uid in asked if uid in gone or uid not in known}
    hidden = execute(
        f"{_REMEMBERED} AND value IN (SELECT value FROM json_each(?)) "
        "AND EXISTS (SELECT 1 FROM cards WHERE id = s.row)",
        (CARDS.number, json.dumps([json.dumps(uid) for uid in asked])),
    ).fetchall() if asked else ()  # fmt: skip
    return {row[0] for row in filled} | {str(json.loads(row[0])) for row in hidden}


def leave_names(conn: Connection, named: Mapping[int, str]) -> None:
    """Free the names of decks (by id) that are to be called otherwise."""
    wrong = [
        (number,)
        for number, name in raw_of(conn).execute("SELECT id, name FROM decks")
        if named.get(number, "") != name
    ]
    bulk(conn, "UPDATE decks SET name = char(31) || id WHERE id = ?", wrong)


def hide_decks(conn: Connection, decks: Mapping[int, int], names: Names) -> None:
    """Move all cards of decks that are shown as others into these; they remember their own."""
    cards = _some(conn, f"SELECT id, deck_id FROM cards WHERE deck_id {_CHOSEN}", decks)
    _remember(conn, CARDS, [card for card, _ in cards], "deck", names)
    bulk(
        conn,
        "UPDATE cards SET deck_id = ? WHERE id = ?",
        [(decks[deck], card) for card, deck in cards],
    )


def _remember(
    conn: Connection, kind: RowKind, numbers: Sequence[int], name: str, names: Names
) -> None:
    """Keep what a field of rows says beside them, before the rows show something else."""
    rows = records.rows_of(conn, kind, numbers)
    kept = records.stamps(conn, kind, numbers)
    if kind is CARDS:
        names.load_notes(row[2] for row in rows)
    written: list[StampRow] = []
    for row in rows:
        known = kept.get(row[0], {})
        born = known[BORN][3] if BORN in known else kind.born(row, names)
        if BORN not in known:
            written.append((kind.number, row[0], BORN, born, 0, 0, 1, None))
        mine = known.get(name)
        if mine is None or mine[7] is None:
            stamp, device, base, sent = mine[3:7] if mine else (born, 0, 0, 1)
            hidden = json.dumps(kind.values(row, names)[name])
            written.append((kind.number, row[0], name, stamp, device, base, sent, hidden))
    records.write_stamps(conn, written)


def show_decks(
    conn: Connection, tree: Tree, ids: Mapping[str, int], changed: Collection[str]
) -> None:
    """Put cards that remember other decks than they are in where they belong now.

    ``changed`` are the decks (uids) that were shown as others than they are now.
    """
    if not changed:
        return
    rows = raw_of(conn).execute(
        "SELECT s.row, s.value, c.deck_id FROM sync_stamps s JOIN cards c ON c.id = s.row "
        "WHERE s.kind = ? AND s.field = 'deck' AND s.value IN (SELECT value FROM json_each(?))",
        (CARDS.number, json.dumps([json.dumps(uid) for uid in changed])),
    ).fetchall()  # fmt: skip
    moved, shown = [], []
    for card, value, deck in rows:
        uid = json.loads(value)
        resolved = tree.resolved(uid)
        if resolved is None:
            continue
        if ids[resolved] != deck:
            moved.append((ids[resolved], card))
        if resolved == uid:
            shown.append((CARDS.number, card))
    bulk(conn, "UPDATE cards SET deck_id = ? WHERE id = ?", moved)
    bulk(
        conn,
        "UPDATE sync_stamps SET value = NULL WHERE kind = ? AND row = ? AND field = 'deck'",
        shown,
    )


def delete_decks(conn: Connection, numbers: Iterable[int]) -> None:
    """Delete decks without cards, those below others first."""
    some = [(number,) for number in numbers]
    bulk(conn, "UPDATE decks SET parent_id = NULL WHERE id = ?", some)
    bulk(conn, "DELETE FROM decks WHERE id = ?", some)


# Cards ---------------------------------------------------------------------------------------


def living_cards(conn: Connection, numbers: Iterable[int]) -> set[int]:
    """Return those of these cards that are there."""
    return {row[0] for row in _some(conn, f"SELECT id FROM cards WHERE id {_CHOSEN}", numbers)}


def decks_before(conn: Connection, step: int, numbers: Collection[int]) -> dict[int, int]:
    """Return the decks of those of these cards that were there as a step began, by id.

    As far as the step, given by its number, has not made them itself.
    """
    now = _some(conn, f"SELECT id, deck_id FROM cards WHERE id {_CHOSEN}", numbers)
    written = raw_of(conn).execute(
        "SELECT id, deck_id FROM undo_cards WHERE undo_step = ? "
        "AND id IN (SELECT value FROM json_each(?))",
        (step, json.dumps(list(numbers))),
    )
    return dict(now) | dict(written)


def touched_cards(conn: Connection, step: int, largest: int) -> list[int]:
    """Return the cards that a step (its number) wrote, and those with ids above the largest."""
    rows = raw_of(conn).execute(
        "SELECT id FROM undo_cards WHERE undo_step = ? UNION SELECT id FROM cards WHERE id > ?",
        (step, largest),
    )
    return [row[0] for row in rows]


def deck_of_note(conn: Connection, note: int) -> int | None:
    """Return the deck of the first card of a note; None where it has none."""
    row = raw_of(conn).execute(
        "SELECT c.deck_id FROM cards c JOIN templates t ON t.id = c.template_id "
        "WHERE c.note_id = ? ORDER BY c.ordinal, t.uid LIMIT 1",
        (note,),
    ).fetchone()  # fmt: skip
    return None if row is None else int(row[0])


def largest_card(conn: Connection) -> int:
    """Return the largest id that a card ever had."""
    row = raw_of(conn).execute("SELECT seq FROM sqlite_sequence WHERE name = 'cards'").fetchone()
    return 0 if row is None else int(row[0])


def may_lack_cards(conn: Connection) -> list[int]:
    """Return the notes that have fewer cards than templates, and those with clozes."""
    rows = raw_of(conn).execute(
        "SELECT n.id FROM notes n JOIN note_types t ON t.id = n.note_type_id "
        "WHERE t.kind = 'cloze' OR (SELECT count(*) FROM cards c WHERE c.note_id = n.id) < "
        "(SELECT count(*) FROM templates m WHERE m.note_type_id = t.id)"
    )
    return [row[0] for row in rows]


def places_of_cards(conn: Connection, note: int) -> set[tuple[int, int]]:
    """Return (template id, ordinal) of the cards there are of a note."""
    sql = "SELECT template_id, ordinal FROM cards WHERE note_id = ?"
    return set(raw_of(conn).execute(sql, (note,)))
