"""Sessions the learner keeps under a name, to begin them again any day."""

import json
from dataclasses import asdict, dataclass, replace

from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.store import decks, plans
from flashcards.store.operation import operation
from flashcards.store.store import Connection, Store
from flashcards.study.custom import CustomKind, CustomOrder, CustomStudy, refuse_misfit

KIND = "session"
"""Under what kind sessions are kept among the plans."""


@dataclass(frozen=True, slots=True)
class SavedSession:
    """A session that is kept; its deck is followed when it is renamed."""

    uid: str
    name: str
    study: CustomStudy


def save_session(store: Store, name: str, study: CustomStudy) -> str:
    """Keep a session under a name and return its uid.

    Raises UserError for an empty name, an unknown deck and what ``custom_session`` would refuse.
    """
    refuse_misfit(study)
    name = _clean(name)
    with store.writing(message("Save session")) as conn:
        definition = _to_json(conn, study)
        return plans.add(conn, KIND, name, definition, operation(conn).now_ms)


def saved_sessions(store: Store) -> list[SavedSession]:
    """Return the sessions kept, in the order they were saved; without those it cannot read."""
    with store.reading() as conn:
        found = plans.of_kind(conn, KIND)
        read = ((plan, _read(conn, plan.definition)) for plan in found)
        return [SavedSession(plan.uid, plan.name, study) for plan, study in read if study]


def change_session(
    store: Store, uid: str, name: str | None = None, study: CustomStudy | None = None
) -> None:
    """Give a session that is kept another name or other cards; what is not given stays.

    Raises UserError if it is gone.
    """
    if study is not None:
        refuse_misfit(study)
    name = None if name is None else _clean(name)
    with store.writing(message("Change session")) as conn:
        kept, now = _required(conn, uid), operation(conn).now_ms
        definition = kept.definition if study is None else _to_json(conn, study)
        if name is not None and kept.name != name:
            plans.rename(conn, uid, name, now)
        if kept.definition != definition:
            plans.redefine(conn, uid, definition, now)


def delete_session(store: Store, uid: str) -> None:
    """Keep a session no longer; raise UserError if it is gone."""
    with store.writing(message("Delete session")) as conn:
        _required(conn, uid)
        plans.delete(conn, uid)


def _required(conn: Connection, uid: str) -> plans.Plan:
    found = plans.with_uid(conn, uid)
    if found is None or found.kind != KIND:
        raise UserError(message("This session does not exist any more."))
    return found


def _clean(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserError(message("A session needs a name."))
    return name


def _to_json(conn: Connection, study: CustomStudy) -> str:
    values = asdict(study)
    if study.deck is not None:
        deck = decks.deck_named(conn, study.deck)
        if deck is None:
            raise UserError(
                message("There is no deck called “{deck}”.", deck=study.deck),
                message("Check the spelling."),
            )
        values["deck_uid"] = deck.uid
    return json.dumps(values, sort_keys=True)


def session_in(store: Store, definition: str) -> CustomStudy | None:
    """Return which cards a session asks that is kept so; None where nothing can be made of it."""
    with store.reading() as conn:
        return _read(conn, definition)


def _read(conn: Connection, definition: str) -> CustomStudy | None:
    """Return which cards a kept session asks; None where nothing can be made of it."""
    try:
        study = _from_json(conn, definition)
        refuse_misfit(study)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, UserError):
        return None
    return study


def _from_json(conn: Connection, text: str) -> CustomStudy:
    values = json.loads(text)
    uid = values.pop("deck_uid", None)
    kind, order = CustomKind(values.pop("kind")), CustomOrder(values.pop("order"))
    study = CustomStudy(kind, order=order, **values)
    deck = None if uid is None else decks.deck_with_uid(conn, uid)
    return study if deck is None else replace(study, deck=deck.name)
