"""What was typed into decks, plans and presets while another machine typed what stands.

It waits in ``revisions``, where it begins and ends at one moment, until the learner has decided.
"""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection

from flashcards.files import parsed_object
from flashcards.model.presets import Options
from flashcards.model.syncing import Overruled
from flashcards.scheduling.days import from_ms
from flashcards.store import decks, plans, revisions
from flashcards.store.connections import raw_of
from flashcards.store.operation import operation
from flashcards.store.syncing import deck_limits, plan_parts
from flashcards.store.syncing.kinds import OPTION
from flashcards.store.taking_part import KEY
from flashcards.sync.registers import Register, text_of

_LOST: Final = (
    "SELECT r.id, r.kind, r.uid, r.field, r.value, r.since_ms, coalesce(d.name, '') "
    "FROM revisions r LEFT JOIN devices d ON d.id = r.device WHERE r.uid IN ("
    "SELECT uid FROM decks UNION ALL SELECT uid FROM plans UNION ALL SELECT uid FROM presets "
    "UNION ALL SELECT t.key FROM collection c, json_each(c.value, ?) t WHERE c.key = ?) "
    "AND r.kind IN (?, ?, ?) AND r.since_ms = r.until_ms ORDER BY r.until_ms DESC, r.id DESC"
)
_BOUNDS: Final = ("$.twins", KEY, revisions.DECK, revisions.PLAN, revisions.PRESET)


def listed(conn: Connection) -> list[Overruled]:
    """Return what waits and says something else than what stands, the last first."""
    found: dict[tuple[str, ...], Overruled] = {}
    for each in _all(conn):
        if each.value != each.now:
            found.setdefault(_key(each), each)
    return [*found.values()]


def decide(conn: Connection, chosen: Overruled) -> None:
    """Note that the learner has decided about something; whatever says the same goes with it."""
    same = [(each.number,) for each in _all(conn) if _key(each) == _key(chosen)]
    now_ms = operation(conn).now_ms
    conn.exec_driver_sql(
        f"UPDATE revisions SET until_ms = max({now_ms:d}, since_ms + 1) WHERE id = ?", same
    )


def _key(each: Overruled) -> tuple[str, ...]:
    return each.kind, each.uid, each.field, each.value


def _all(conn: Connection) -> Iterator[Overruled]:
    """Yield what waits of what is there, also where it stands by now."""
    for number, kind, uid, field, value, typed_ms, device in raw_of(conn).execute(_LOST, _BOUNDS):
        found = _SUBJECTS[kind](conn, uid, field)
        if found is not None:
            shown, name, now, plan = found
            typed = from_ms(typed_ms)
            yield Overruled(number, kind, shown, name, field, value, now, typed, device, plan)


_Subject = tuple[str, str, str, str]
"""Uid, name, what stands, and the kind of a plan."""


def _deck(conn: Connection, uid: str, field: str) -> _Subject | None:
    deck = decks.deck_with_uid(conn, uid)
    if deck is None:
        return None
    if field in deck_limits.ALWAYS:
        now = text_of(getattr(deck.limits, deck_limits.name_of(field)))
    else:
        own = deck.name.rpartition(decks.SEPARATOR)[2]
        now = deck.description if field == "description" else own
    return deck.uid, deck.name, now, ""


def _plan(conn: Connection, uid: str, field: str) -> _Subject | None:
    plan = plans.with_uid(conn, uid)
    if plan is None:
        return None
    now = (
        plan.name if field == "name" else str(plan_parts.taken_apart(plan.definition)["definition"])
    )
    return uid, plan.name, now, plan.kind


def redefine(conn: Connection, uid: str, definition: str) -> None:
    """Let the definition of a plan be one that lost; a search stays in its place."""
    plan = plans.with_uid(conn, uid)
    assert plan is not None
    said = {**plan_parts.taken_apart(plan.definition), "definition": definition}
    state = {name: Register(0, 0, value) for name, value in said.items()}
    plans.redefine(conn, uid, plan_parts.put_together(state), operation(conn).now_ms)


def _preset(conn: Connection, uid: str, field: str) -> _Subject | None:
    row = conn.exec_driver_sql("SELECT name, options FROM presets WHERE uid = ?", (uid,)).fetchone()
    if row is None:
        return None
    if field == "name":
        return uid, row[0], row[0], ""
    option, options = field.removeprefix(OPTION), parsed_object(row[1].encode()) or {}
    if option not in Options.__dataclass_fields__ or option not in options:
        return None
    return uid, row[0], text_of(options[option]), ""


_SUBJECTS: Final[dict[str, Any]] = {
    revisions.DECK: _deck,
    revisions.PLAN: _plan,
    revisions.PRESET: _preset,
}
