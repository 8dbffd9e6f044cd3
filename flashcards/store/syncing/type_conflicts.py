"""Keeps what one machine wrote into anything but notes while another wrote something else."""

import json
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection

from flashcards.store import revisions
from flashcards.store.connections import raw_of
from flashcards.store.operation import operation
from flashcards.store.syncing.deck_limits import ALWAYS
from flashcards.store.syncing.kinds import (
    BY_NAME,
    DECKS,
    NOTE_TYPES,
    OPTION,
    PLANS,
    PRESETS,
    TEMPLATES,
    RowKind,
)
from flashcards.store.syncing.template_names import at_home
from flashcards.sync.registers import Merged, Register, ms_of, text_of

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
_OF_OPTIONS: Final = {PRESETS.name: revisions.PRESET, DECKS.name: revisions.DECK}
OF_SETTINGS: Final = (DECKS, PLANS, PRESETS)
"""Kinds of rows of which what lost waits until the learner has decided about it."""
_SETTINGS: Final = (revisions.DECK, revisions.PLAN, revisions.PRESET)
_IS_SAID: Final = (
    "SELECT EXISTS (SELECT 1 FROM revisions WHERE uid = ? AND field = ? AND kind = ? "
    "AND value = ? AND (since_ms = ? OR since_ms = until_ms))"
)
_SETTLE: Final = (
    "UPDATE revisions SET until_ms = max(?, since_ms + 1) WHERE uid = ? AND field = ? "
    "AND kind = ? AND value = ? AND since_ms = until_ms"
)


def keep(conn: Connection, kind: RowKind, uid: str, merged: Merged) -> None:
    """Keep what lost, for a history; what is kept already is kept once.

    Of decks, plans and presets no more than somebody wrote there: there it waits until the learner
    has decided about it, see ``lost_settings``. Options are kept as JSON.
    """
    for name, register in (*merged.lost, *merged.beaten):
        kept_as, text = _as_kept(kind, name, register.value)
        if kept_as is None or not isinstance(text, str) or not text:
            continue
        if kept_as in _SETTINGS and not _was_written(register):
            continue
        if kind is TEMPLATES:
            text = at_home(text, _field_names(conn, merged))
        key, typed_ms = (uid, name, kept_as), ms_of(register.stamp)
        if not _is_kept(conn, key, text, typed_ms):
            revisions.add_lost(conn, operation(conn), key, text, typed_ms, register.device)


def settle(conn: Connection, said: Iterable[tuple[str, str, str, Any]]) -> None:
    """Wait no longer with what lost once, where it is said again: kind, uid, field and value.

    Else it would be told of as lost when something else is said some other day.
    """
    for name, uid, field, value in said:
        kind = BY_NAME.get(name)
        kept_as, text = _as_kept(kind, field, value) if kind else (None, value)
        if kept_as in _SETTINGS:
            conn.exec_driver_sql(_SETTLE, (operation(conn).now_ms, uid, field, kept_as, text))


def _as_kept(kind: RowKind, name: str, value: Any) -> tuple[str | None, Any]:
    """Return as what kind of history a field is kept, None for none, and the value as kept."""
    if _is_option(kind, name):
        return _OF_OPTIONS[kind.name], text_of(value)
    return _KEPT.get((kind.name, name)), value


def _was_written(register: Register) -> bool:
    """Whether somebody wrote this, as far as anybody knows: it is not what a row began with."""
    return register.device != 0 or bool(register.stamp and register.value)


def _is_option(kind: RowKind, name: str) -> bool:
    return (kind is PRESETS and name.startswith(OPTION)) or (kind is DECKS and name in ALWAYS)


def _is_kept(conn: Connection, key: tuple[str, str, str], text: str, typed_ms: int) -> bool:
    """Whether something is kept already; a setting that was decided about may lose once more."""
    if key[2] not in _SETTINGS:
        return revisions.is_kept(conn, key, text)
    return bool(raw_of(conn).execute(_IS_SAID, (*key, text, typed_ms)).fetchone()[0])


def _field_names(conn: Connection, merged: Merged) -> dict[str, str]:
    """Return what the fields of a template's note type are called here, by uid."""
    row = raw_of(conn).execute(
        "SELECT fields FROM note_types WHERE uid = ?", (merged.state["type"].value,)
    ).fetchone()  # fmt: skip
    return {} if row is None else {each["uid"]: each["name"] for each in json.loads(row[0])}
