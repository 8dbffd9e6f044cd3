"""Brings in what stands beside notes: articles, plans, media, former texts, the bin."""

import json
import struct
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from flashcards.collection.anki import keeping
from flashcards.collection.whole.arriving import Arriving, Entry, compared
from flashcards.store import cards, media, taking_in
from flashcards.store.origins import Origin

_BATCH: Final = 500
Row = Sequence[Any] | None


def _each(
    section: str, row_of: Callable[[Arriving, Entry], Row]
) -> Callable[[Arriving, Iterator[Any]], None]:
    """Return how to add each entry of a section as a row, but for those without one."""

    def take(state: Arriving, found: Iterator[Any]) -> None:
        while batch := list(islice(found, _BATCH)):
            rows = [row_of(state, compared(state, section, each)) for each in batch]
            taking_in.add(state.conn, section, [row for row in rows if row is not None])
            state.work.ask()

    return take


def _members(*names: str, json: tuple[str, str] = ("", "")) -> Callable[[Arriving, Entry], Row]:
    """Return how to make a row of these members; ``json`` is (kind, member) of what is JSON."""
    kind, member = json

    def row(state: Arriving, entry: Entry) -> Row:
        return [
            state.closed(kind, name, entry[name]) if name == member else entry[name]
            for name in names
        ]

    return row


def articles(state: Arriving, found: Iterator[Any]) -> None:
    """Add the articles and other sources that are not here."""
    _each(
        "articles",
        _members(
            "uid", "title", "text", "address", "digest", "structure", "read_ms", "changed_ms",
            json=("article", "structure"),
        ),
    )(state, found)  # fmt: skip
    state.articles = taking_in.ids_by_uid(state.conn, "sources")


def _highlight(state: Arriving, entry: Entry) -> Row:
    source = state.named(state.articles, entry["article"], "highlights", "article")
    names = ("quote", "start", "stop", "made_ms", "changed_ms")
    return [entry["uid"], source, *(entry[name] for name in names)]


def plans(state: Arriving, found: Iterator[Any]) -> None:
    """Add the plans and saved searches that are not here."""
    names = ("uid", "kind", "name", "definition", "created_ms", "changed_ms")
    _each("plans", _members(*names, json=("plan", "definition")))(state, found)
    state.plans = taking_in.ids_by_uid(state.conn, "plans")


def _file(state: Arriving, entry: Entry) -> Row:
    if not media.is_name(entry["name"]):
        raise state.odd("media", "name")
    return [entry[name] for name in ("name", "original_name", "size", "changed_ms")]


def _revision(state: Arriving, entry: Entry) -> Row:
    uid = entry["uid"]
    is_new = entry["kind"] == "note" and uid in state.guids and uid not in state.known
    if not (state.fresh or is_new):
        return None
    device = entry["device"]
    number = 0 if device is None else state.one(state.devices, device, "revisions", "device")
    names = ("kind", "uid", "field", "value", "since_ms", "until_ms")
    return [*(entry[name] for name in names), number]


def _origin(state: Arriving, entry: Entry) -> Row:
    texts, stood, body = (
        state.closed("origin", name, entry[name]) for name in ("texts", "cards", "body")
    )
    try:
        log = keeping.packed_log(entry.get("log", {}))
    except (ValueError, TypeError, struct.error) as error:
        raise state.odd("origins", "log") from error
    came = Origin(entry["guid"], entry["origin_id"], texts, stood, body, log)
    try:
        keeping.refuse_odd(came)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise state.odd("origins", "body") from error
    return [*came, entry["changed_ms"]]


def _origin_options(state: Arriving, entry: Entry) -> Row:
    body = state.closed("origin_options", "body", entry["body"])
    try:
        keeping.refuse_odd_options(entry["kind"], json.loads(body))
    except (ValueError, KeyError, TypeError) as error:
        raise state.odd("origin_options", "body") from error
    return [entry["kind"], entry["uid"], body, entry["changed_ms"]]


def _deletions(state: Arriving, found: Iterator[Any]) -> None:
    """Fill the bin of a collection that has none yet."""
    names = ("decks", "notes", "cards", "reviews")
    for each in found:
        entry = compared(state, "deletions", each)
        if not state.fresh:
            continue
        device = entry["device"]
        number = 0 if device is None else state.one(state.devices, device, "deletions", "device")
        row = (entry["kind"], entry["name"], entry["deleted_ms"], number)
        state.deletions.append(
            taking_in.deletion(state.conn, (*row, *(entry[name] for name in names)))
        )


def _deleted_row(state: Arriving, entry: Entry) -> Row:
    if not state.fresh:
        return None
    body = entry["body"]
    if entry["kind"] == "cards" and isinstance(body, dict):
        body = _card_in_bin(state, body)
    place = state.one(state.deletions, entry["deletion"], "deleted_rows", "deletion")
    text = state.closed("deleted_row", "body", body)
    return [place, entry["kind"], entry["uid"], text]


def _card_in_bin(state: Arriving, body: Entry) -> Entry:
    """Return what the bin keeps of a card, with the id it has here and its scheduler."""
    number, version = body.get("id"), body.get("past_version")
    if type(number) is not int or not (version is None or type(version) is int):
        raise state.odd("deleted_rows", "body")
    if number not in state.cards:
        state.cards[number] = cards.next_never_used(state.conn, 1)
    if version is not None:
        version = state.one(state.schedulers, version, "deleted_rows", "body")
    known = {"past_version": version} if "past_version" in body else {}
    return {**body, "id": state.cards[number], **known}


def _tombstone(state: Arriving, entry: Entry) -> Row:
    return [entry[name] for name in ("kind", "uid", "deleted_ms")] if state.fresh else None


ASIDE: Final[dict[str, Callable[[Arriving, Iterator[Any]], None]]] = {
    "articles": articles,
    "highlights": _each("highlights", _highlight),
    "readings": _each(
        "readings", _members("uid", "priority", "portion", "finished_ms", "changed_ms")
    ),
    "reading_places": _each(
        "reading_places",
        _members(
            "uid", "position", "top", "spans", "week", "week_before", "read_ms",
            json=("reading_place", "spans"),
        ),
    ),
    "plans": plans,
    "media": _each("media", _file),
    "revisions": _each("revisions", _revision),
    "origins": _each("origins", _origin),
    "origin_options": _each("origin_options", _origin_options),
    "deletions": _deletions,
    "deleted_rows": _each("deleted_rows", _deleted_row),
    "tombstones": _each("tombstones", _tombstone),
}  # fmt: skip
