"""What was told here since the last merge, and from which others may see more follow than we do.

They put what comes together with what they know; here it was written as the row alone says. So a
merge of nothing looks at it with the eyes of the others.
"""

import json
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection

from flashcards.store.connections import raw_of
from flashcards.store.syncing import records
from flashcards.store.syncing.kinds import DECKS, NOTES, PRESETS, TEMPLATES
from flashcards.sync.registers import GONE
from flashcards.sync.values import Fact

_KEPT: Final = "told_since"
"""In the set-up: rows (uids) by kind."""
_COME_BACK: Final = (NOTES.name, TEMPLATES.name, PRESETS.name)


def note_down(setup: dict[str, Any], facts: Iterable[Fact]) -> None:
    """Keep which decks were written, and which notes, templates and presets came back."""
    found = {name: set(uids) for name, uids in setup.get(_KEPT, {}).items()}
    for fact in facts:
        came_back = fact.field == GONE and fact.value is False
        came_back = came_back or (fact.field == "type" and fact.base != "")  # to its former type
        if fact.kind == DECKS.name or (came_back and fact.kind in _COME_BACK):
            found.setdefault(fact.kind, set()).add(fact.uid)
    if found:
        setup[_KEPT] = {name: sorted(uids) for name, uids in found.items()}


def is_any(setup: dict[str, Any]) -> bool:
    """Whether a merge should look at something."""
    return bool(setup.get(_KEPT))


def take_up(conn: Connection) -> set[int]:
    """Return the notes (by id) of which others may make other cards; a merge sees to them."""
    setup = records.setup(conn) or {}
    found = setup.pop(_KEPT, None)
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
