"""Keeps what one machine wrote into anything but notes while another wrote something else."""

import json
from typing import Final

from sqlalchemy import Connection

from flashcards.model.syncing import Overruled
from flashcards.scheduling.days import from_ms
from flashcards.store import decks, revisions
from flashcards.store.connections import raw_of
from flashcards.store.operation import operation
from flashcards.store.syncing.kinds import DECKS, NOTE_TYPES, PLANS, PRESETS, TEMPLATES, RowKind
from flashcards.store.syncing.template_names import at_home
from flashcards.sync.registers import Merged, ms_of

_KEPT: Final = {
    (TEMPLATES.name, "name"): revisions.TEMPLATE,
    (TEMPLATES.name, "question"): revisions.TEMPLATE,
    (TEMPLATES.name, "answer"): revisions.TEMPLATE,
    (NOTE_TYPES.name, "css"): revisions.NOTE_TYPE,
    (DECKS.name, "own_name"): revisions.DECK,
    (DECKS.name, "description"): revisions.DECK,
    (PLANS.name, "name"): revisions.PLAN,
    (PLANS.name, "definition"): revisions.PLAN,
    (PRESETS.name, "name"): revisions.PRESET,
}
_NAMES: Final = ("own_name", "name")
_SETTINGS: Final = (revisions.DECK, revisions.PLAN, revisions.PRESET)
_LOST: Final = (
    "SELECT r.kind, r.uid, r.field, r.value, r.since_ms, coalesce(d.name, ''), "
    "coalesce(p.name, s.name, '') FROM revisions r LEFT JOIN devices d ON d.id = r.device "
    "LEFT JOIN plans p ON r.kind = 'plan' AND p.uid = r.uid "
    "LEFT JOIN presets s ON r.kind = 'preset' AND s.uid = r.uid "
    "WHERE r.kind IN (SELECT value FROM json_each(?)) ORDER BY r.until_ms DESC, r.id DESC"
)


def keep(conn: Connection, kind: RowKind, uid: str, merged: Merged) -> None:
    """Keep what lost, for a history; what is kept already is kept once.

    Of decks, plans and presets no more than somebody typed into them later.
    """
    for name, register in (*merged.lost, *merged.beaten):
        kept_as, text = _KEPT.get((kind.name, name)), register.value
        if kept_as is None or not isinstance(text, str) or not text:
            continue
        if kept_as in _SETTINGS and not register.device:
            continue
        if kind is TEMPLATES:
            text = at_home(text, _field_names(conn, merged))
        key = (uid, name, kept_as)
        if not revisions.is_kept(conn, key, text):
            typed_ms, device = ms_of(register.stamp), register.device
            revisions.add_lost(conn, operation(conn), key, text, typed_ms, device)


def lost_settings(conn: Connection) -> list[Overruled]:
    """Return what was typed into decks, plans and presets that are there, the last first."""
    found: dict[tuple[str, ...], Overruled] = {}
    for kind, uid, field, value, typed_ms, device, name in raw_of(conn).execute(
        _LOST, (json.dumps(_SETTINGS),)
    ):
        shown, called = uid, name
        if kind == revisions.DECK:
            deck = decks.deck_with_uid(conn, uid)
            shown, called = ("", "") if deck is None else (deck.uid, deck.name)
        own = called.rpartition(decks.SEPARATOR)[2] if kind == revisions.DECK else called
        if called and (field not in _NAMES or value != own):
            each = Overruled(kind, called, field, value, from_ms(typed_ms), device)
            found.setdefault((kind, shown, field, value), each)
    return [*found.values()]


def _field_names(conn: Connection, merged: Merged) -> dict[str, str]:
    """Return what the fields of a template's note type are called here, by uid."""
    row = raw_of(conn).execute(
        "SELECT fields FROM note_types WHERE uid = ?", (merged.state["type"].value,)
    ).fetchone()  # fmt: skip
    return {} if row is None else {each["uid"]: each["name"] for each in json.loads(row[0])}
