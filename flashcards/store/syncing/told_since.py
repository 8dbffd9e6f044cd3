"""What was told here since the last merge, and from which others may see more follow than we do.

They put what comes together with what they know; here it was written as the row alone says. So a
merge of nothing looks at it with the eyes of the others.
"""

import json
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection

from flashcards.store.connections import raw_of
from flashcards.store.syncing import records
from flashcards.store.syncing.kinds import (
    DECKS,
    FIELD,
    NOTE_TYPES,
    NOTES,
    PRESETS,
    SOURCES,
    TEMPLATES,
)
from flashcards.store.syncing.setup import Setup
from flashcards.sync.registers import GONE
from flashcards.sync.values import Fact

_WRITTEN: Final = (DECKS.name, NOTE_TYPES.name)
_COME_BACK: Final = (NOTES.name, TEMPLATES.name, PRESETS.name, SOURCES.name)


def note_down(setup: Setup, facts: Iterable[Fact]) -> None:
    """Keep which decks and types were written, and what came back.

    That is notes, templates, presets and articles.
    """
    found = {name: set(uids) for name, uids in setup.get("told_since", {}).items()}
    for fact in facts:
        came_back = fact.field == GONE and fact.value is False
        came_back = came_back or (fact.field == "type" and fact.base != "")  # to its former type
        if fact.kind in _WRITTEN or (came_back and fact.kind in _COME_BACK):
            found.setdefault(fact.kind, set()).add(fact.uid)
    if found:
        setup["told_since"] = {name: sorted(uids) for name, uids in found.items()}


def is_any(setup: Setup) -> bool:
    """Whether a merge should look at something."""
    return bool(setup.get("told_since"))


def renamed_types(conn: Connection) -> list[str]:
    """Return the note types (uids) among them of which a field is called otherwise than told.

    Two fields were given one name, and one of them may have another by now.
    """
    told = (records.setup(conn) or {}).get("told_since", {}).get(NOTE_TYPES.name, [])
    rows = raw_of(conn).execute(
        "SELECT DISTINCT t.uid FROM note_types t JOIN sync_stamps s ON s.row = t.id "
        "WHERE s.kind = ?1 AND s.field > ?2 AND s.field < ?2 || '~' AND s.value <> 'null' "
        "AND t.uid IN (SELECT value FROM json_each(?3))",
        (NOTE_TYPES.number, FIELD, json.dumps(told)),
    )
    return [row[0] for row in rows]


def articles(conn: Connection) -> list[str]:
    """Return the articles (uids) among them, for which something may wait."""
    found: list[str] = (records.setup(conn) or {}).get("told_since", {}).get(SOURCES.name, [])
    return found


def take_up(conn: Connection) -> set[int]:
    """Return the notes (by id) of which others may make other cards; a merge sees to them."""
    setup = records.setup(conn) or {}
    found = setup.pop("told_since", None)
    if found is None:
        return set()
    records.set_setup(conn, setup)
    rows = raw_of(conn).execute(
        "SELECT id FROM notes WHERE guid IN (SELECT value FROM json_each(?1)) UNION "
        "SELECT n.id FROM notes n JOIN templates t ON t.note_type_id = n.note_type_id "
        "WHERE t.uid IN (SELECT value FROM json_each(?2))",
        (json.dumps(found.get(NOTES.name, [])), json.dumps(found.get(TEMPLATES.name, []))),
    )
    return {row[0] for row in rows}
