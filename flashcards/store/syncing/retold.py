"""Notes that steps put back as a merge has left them, and whether their cards are theirs then.

Texts and types of a note are taken over by what undo has logged, its cards are put back as they
were: between the two nobody has looked at which cards the texts make.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Connection

from flashcards.store import cards, notes
from flashcards.store.connections import bulk, raw_of
from flashcards.store.syncing import kept_empty, records
from flashcards.store.syncing.kinds import CARDS
from flashcards.store.undo import Step
from flashcards.sync.registers import is_gone

_THERE: Final = "SELECT EXISTS (SELECT 1 FROM temp.sqlite_master WHERE name = 'retold')"


def keep(conn: Connection, found: Iterable[tuple[int, str]]) -> None:
    """Keep of which notes (by guid) a step has not logged its own texts, or type, any more."""
    execute = raw_of(conn).execute
    execute(
        "CREATE TEMP TABLE IF NOT EXISTS retold "
        "(undo_step INTEGER, guid, PRIMARY KEY (undo_step, guid)) WITHOUT ROWID"
    )
    execute(
        "DELETE FROM temp.retold WHERE undo_step NOT IN (SELECT DISTINCT undo_step FROM undo_notes)"
    )
    bulk(conn, "INSERT OR IGNORE INTO temp.retold VALUES (?, ?)", found)


def refuse(conn: Connection, restored: Step, step: int) -> None:
    """Raise IntegrityError where such a note has not the cards that it makes.

    ``restored`` has just been put back; ``step`` is the number of what did so.
    """
    guids = _put_back(conn, restored)
    if not guids:
        return
    types = notes.note_types(conn)
    kept = kept_empty.of_notes(conn, types, guids)
    there = {number: set(kept.get(guid, {}).values()) for number, guid in guids.items()}
    stay = {number: set(places) for number, places in there.items()}
    for number, _, template, ordinal in cards.cards_of_notes(conn, list(guids)):
        there[number].add((template, ordinal))
    missing: set[str] = set()
    for number, made in kept_empty.made(conn, types, guids).items():
        if there[number] - made - stay[number]:
            raise sqlite3.IntegrityError("cards that their note does not make")
        missing.update(
            f"{guids[number]}/{types.template_uids[template]}/{ordinal}"
            for template, ordinal in made - there[number]
        )
    missing -= _deleted_again(conn, restored, step, guids, types)
    known = records.states(conn, CARDS, missing) if missing else {}
    if any(uid not in known or not is_gone(known[uid]) for uid in missing):
        raise sqlite3.IntegrityError("a note without cards that it makes")


def _put_back(conn: Connection, restored: Step) -> dict[int, str]:
    execute = raw_of(conn).execute
    if "notes" not in restored.touched or not execute(_THERE).fetchone()[0]:
        return {}
    return dict(
        execute(
            "SELECT n.id, n.guid FROM temp.retold r JOIN main.notes n ON n.guid = r.guid "
            "WHERE r.undo_step = ?",
            (restored.number,),
        ).fetchall()
    )


def _deleted_again(
    conn: Connection, restored: Step, step: int, guids: Mapping[int, str], types: notes.StoredTypes
) -> set[str]:
    """Return the cards (uids) of such notes that somebody had deleted before the step was made."""
    if not restored.made_again:
        return set()
    found = raw_of(conn).execute(
        "SELECT note_id, template_id, ordinal FROM undo_cards WHERE undo_step = ? "
        "AND undo_op = 'D' AND id IN (SELECT value FROM json_each(?))",
        (step, json.dumps(sorted(restored.made_again))),
    )
    return {
        f"{guids[number]}/{types.template_uids[template]}/{ordinal}"
        for number, template, ordinal in found
        if number in guids and template in types.template_uids
    }
