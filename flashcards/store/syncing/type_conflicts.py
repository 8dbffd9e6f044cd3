"""Keeps what one machine wrote into a template or a style while another wrote something else."""

import json
from typing import Final

from sqlalchemy import Connection

from flashcards.store import revisions
from flashcards.store.connections import raw_of
from flashcards.store.operation import operation
from flashcards.store.syncing.kinds import NOTE_TYPES, TEMPLATES, RowKind
from flashcards.store.syncing.template_names import at_home
from flashcards.sync.registers import Merged, ms_of

_KEPT: Final = {
    (TEMPLATES.name, "name"): revisions.TEMPLATE,
    (TEMPLATES.name, "question"): revisions.TEMPLATE,
    (TEMPLATES.name, "answer"): revisions.TEMPLATE,
    (NOTE_TYPES.name, "css"): revisions.NOTE_TYPE,
}


def keep(conn: Connection, kind: RowKind, uid: str, merged: Merged) -> None:
    """Keep what lost, for the history of the note type; what is kept already is kept once."""
    for name, register in (*merged.lost, *merged.beaten):
        kept_as, text = _KEPT.get((kind.name, name)), register.value
        if kept_as is None or not isinstance(text, str) or not text:
            continue
        if kind is TEMPLATES:
            text = at_home(text, _field_names(conn, merged))
        key = (uid, name, kept_as)
        if not revisions.is_kept(conn, key, text):
            typed_ms, device = ms_of(register.stamp), register.device
            revisions.add_lost(conn, operation(conn), key, text, typed_ms, device)


def _field_names(conn: Connection, merged: Merged) -> dict[str, str]:
    """Return what the fields of a template's note type are called here, by uid."""
    row = raw_of(conn).execute(
        "SELECT fields FROM note_types WHERE uid = ?", (merged.state["type"].value,)
    ).fetchone()  # fmt: skip
    return {} if row is None else {each["uid"]: each["name"] for each in json.loads(row[0])}
