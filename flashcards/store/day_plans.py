"""Plans for the days ahead: what the rows of the table of plans say of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from flashcards.model.plans import PlanKind
from flashcards.store import plans


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan for days ahead as stored; days are the learner's, as date ordinals."""

    id: int
    """What the rows of the log that it moved cards by name it by."""
    uid: str
    kind: PlanKind
    name: str
    first: int
    last: int
    deck_uid: str | None = None
    """None for all decks."""
    retention: int | None = None


def add(
    conn: Connection,
    kind: PlanKind,
    name: str,
    days: tuple[int, int],
    deck_uid: str | None,
    now_ms: int,
    retention: int | None = None,
) -> StoredPlan:
    """Add a plan for the learner's days from the first to the last one given."""
    values: dict[str, Any] = {
        "deck": deck_uid,
        "first": date.fromordinal(days[0]).isoformat(),
        "last": date.fromordinal(days[1]).isoformat(),
    }
    if retention is not None:
        values["retention"] = retention
    uid = plans.add(conn, str(kind), name, json.dumps(values, sort_keys=True), now_ms)
    found = with_uid(conn, uid)
    assert found is not None
    return found


def of_kinds(conn: Connection, kinds: Sequence[PlanKind] = tuple(PlanKind)) -> list[StoredPlan]:
    """Return the plans of these kinds, kind by kind, in the order they were made.

    One that a newer program wrote and this one cannot read is passed over.
    """
    rows = (row for kind in kinds for row in plans.of_kind(conn, str(kind)))
    return [plan for row in rows if (plan := _plan(row)) is not None]


def is_readable(row: plans.Plan) -> bool:
    """Whether a plan can be read, if it is one for days ahead."""
    return row.kind not in tuple(PlanKind) or _plan(row) is not None


def with_uid(conn: Connection, uid: str) -> StoredPlan | None:
    """Return the plan for days ahead with this uid; None when there is none."""
    row = plans.with_uid(conn, uid)
    return None if row is None else _plan(row)


def _plan(row: plans.Plan) -> StoredPlan | None:
    try:
        kind = PlanKind(row.kind)
        values = json.loads(row.definition)
        first, last = (date.fromisoformat(values[key]).toordinal() for key in ("first", "last"))
        retention = values.get("retention")
        kept = None if retention is None else int(retention)
        return StoredPlan(row.id, row.uid, kind, row.name, first, last, values["deck"], kept)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
