"""What other machines wrote of notes that lie in the bin here: these come back with it."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from flashcards.model.cards import card_seed
from flashcards.store import fields, taking_in
from flashcards.store.connections import raw_of
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.store.syncing import records, rows
from flashcards.store.syncing.bearers import card_name, known_ids, living_ids
from flashcards.store.syncing.kinds import NOTES
from flashcards.sync.registers import TEXT, State, is_gone

Body = Mapping[str, Any]
"""What the bin keeps of a row; see ``store.binned``."""


def notes_known(conn: Connection, bodies: Sequence[tuple[str, Body]]) -> dict[str, dict[str, Any]]:
    """Return what the bin would say by now of notes, by guid, as far as that is something else.

    Nothing of notes that are there, or of a type that is not.
    """
    stored = dict(raw_of(conn).execute("SELECT uid, fields FROM note_types"))
    states = records.states(conn, NOTES, [guid for guid, _ in bodies])
    found = {}
    for guid, body in bodies:
        state = states.get(guid)
        if state is None:
            continue
        note_type = rows.value(state, "type", body["type"])
        if note_type not in stored:
            continue
        kept = dict(zip(fields.uids(body["names"]), _split(body), strict=False))
        texts = [
            str(rows.value(state, TEXT + uid, kept.get(uid, "")))
            for uid in fields.uids(stored[note_type])
        ]
        known = {
            "type": note_type, "names": stored[note_type],
            "fields": FIELD_SEPARATOR.join(texts), "tags": rows.tags_of(state),
        }  # fmt: skip
        if any(body[name] != value for name, value in known.items()):
            found[guid] = {**body, **known}
    return found


def cards_known(
    conn: Connection, guids: Iterable[str], besides: Collection[str]
) -> list[tuple[str, dict[str, Any]]]:
    """Return (uid, what the bin would say) of cards of notes that have a log and are not there.

    Not of those ``besides``, nor where somebody deleted one.
    """
    states = {
        uid: state
        for uid, state in records.states_of_notes(conn, guids).items()
        if uid not in besides and not is_gone(state)
    }
    names = {uid: card_name(uid) for uid in states}
    ids = known_ids(conn, names.values())
    living = living_ids(conn, names.values())
    return [
        (uid, _card(conn, ids[names[uid]], uid, state))
        for uid, state in states.items()
        if names[uid] in ids and names[uid] not in living
    ]


def _card(conn: Connection, number: int, uid: str, state: State) -> dict[str, Any]:
    guid, template, ordinal = card_name(uid)
    past, until = rows.value(state, "past", [None, None])
    version = None if past is None else taking_in.scheduler(conn, *past)
    return {
        "id": number, "note": guid, "template": template, "ordinal": ordinal,
        "deck": rows.value(state, "deck", ""), "deck_name": "",
        "position": rows.value(state, "position", 0),
        "suspended": rows.value(state, "suspended", 0),
        "buried_until": rows.value(state, "buried"), "flag": rows.value(state, "flag", 0),
        "seed": rows.value(state, "seed", card_seed(guid, template, ordinal)),
        "answers": 0, "past_version": version, "past_until_ms": until,
    }  # fmt: skip


def was_seen(conn: Connection, step: int, guid: str, field: str, text: str) -> bool:
    """Whether a field of a note said this when the note went into the bin here.

    Also of one that ``step`` takes out of it.
    """
    found = raw_of(conn).execute(
        "SELECT body FROM bin_rows WHERE kind = 'notes' AND uid = ?1 UNION ALL "
        "SELECT body FROM undo_bin_rows WHERE undo_step = ?2 AND kind = 'notes' AND uid = ?1",
        (guid, step),
    )
    for (stored,) in found.fetchall():
        body = json.loads(stored)
        texts = dict(zip(fields.uids(body["names"]), _split(body), strict=False))
        if texts.get(field) == text:
            return True
    return False


def _split(body: Body) -> list[str]:
    return str(body["fields"]).split(FIELD_SEPARATOR)
