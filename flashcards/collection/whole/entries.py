"""Makes the entries of a collection's file out of the rows of its tables."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from flashcards.collection.whole.ways import WAYS
from flashcards.formats.whole.embedded import opened
from flashcards.model.enums import CardState, ReviewKind
from flashcards.scheduling.replay import DEVICE_BITS
from flashcards.store import carrying
from flashcards.store.carrying import Row
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.store.store import Connection

Entry = dict[str, Any]

_CARD: Final = (
    "ordinal", "position", "suspended", "buried_until", "flag", "seed", "changed_ms"
)  # fmt: skip
_MEMORY: Final = (
    "state", "due_ms", "interval_minutes", "ease", "repetitions", "lapses", "step", "stability",
    "difficulty", "last_review_ms", "drill_day", "answers",
)  # fmt: skip
_PASSAGE: Final = ("kind", "term", "heading", "start", "stop", "quote", "made", "fresh_look",
    "former_quote", "former_until_ms", "changed_ms")  # fmt: skip
_SEQUENCE: Final = (1 << DEVICE_BITS) - 1


class Names:
    """Names in the place of the ids that rows have."""

    def __init__(self, conn: Connection) -> None:
        small = carrying.small
        self.devices = {row[0]: place for place, row in enumerate(small(conn, "devices"))}
        self.schedulers = {row[0]: place for place, row in enumerate(small(conn, "schedulers"))}
        self.presets = {row[0]: str(row[1]) for row in small(conn, "presets")}
        self.decks = {row[0]: str(row[1]) for row in small(conn, "decks")}
        self.types = {row[0]: str(row[1]) for row in small(conn, "note_types")}
        self.templates = {row[0]: str(row[2]) for row in small(conn, "templates")}
        self.plans = {row[0]: str(row[1]) for row in small(conn, "plans")}
        self.sources = {row[0]: str(row[1]) for row in carrying.large(conn, "articles")}

    def review(self, number: int) -> list[int]:
        """Return what names a row of the log in every copy."""
        return [self.devices[number >> DEVICE_BITS], number & _SEQUENCE]


def with_json(kind: str, names: Sequence[str], row: Sequence[Any]) -> Entry:
    """Return an entry whose members are the columns of a row, what is JSON in it as such."""
    ways = WAYS.get(kind, {})
    return {
        name: opened(value, ways[name]) if name in ways else value
        for name, value in zip(names, row, strict=True)
    }


def notes(conn: Connection, names: Names, ids: Sequence[int]) -> Iterator[tuple[Entry, int]]:
    """Yield each of these notes, with its cards and their logs, and how many rows these have."""
    cards = carrying.of(conn, "cards", ids)
    logs = logs_of(conn, names, [row[0] for row in cards])
    former = _former_names(conn, [row[0] for row in cards])
    passages = {row[0]: row[1:] for row in carrying.of(conn, "passages", ids)}
    of_note = {note: list(rows) for note, rows in groupby(cards, itemgetter(1))}
    for row in carrying.of(conn, "notes", ids):
        number, guid, kind, fields, tags, source, heading, created, changed = row
        owned = [_card(names, each, logs, former) for each in of_note.get(number, ())]
        entry = {
            "guid": guid,
            "type": names.types[kind],
            "fields": fields.split(FIELD_SEPARATOR),
            "tags": tags.split(" ") if tags else [],
            "source": None if source is None else names.sources[source],
            "heading": heading,
            "created_ms": created,
            "changed_ms": changed,
            "cards": owned,
        }
        if number in passages:
            entry["passage"] = _passage(passages[number])
        yield entry, sum(len(card.get("reviews", ())) for card in owned)


def _card(
    names: Names, row: Row, logs: Mapping[int, list[list[Any]]], former: Mapping[int, list[Any]]
) -> Entry:
    number, _, deck, template = row[:4]
    entry: Entry = {"template": names.templates[template], "deck": names.decks[deck]}
    entry |= zip(_CARD, row[4:11], strict=True)
    if row[11] is not None:
        entry["past_scheduler"] = names.schedulers[row[11]]
    if row[12] is not None:
        entry["past_until_ms"] = row[12]
    if row[13] != CardState.NEW or row[24]:
        entry["memory"] = dict(zip(_MEMORY, row[13:25], strict=True))
    if number in former:
        entry["former_names"] = former[number]
    if number in logs:
        entry["reviews"] = logs[number]
    return entry


def _passage(row: Sequence[Any]) -> Entry:
    made = with_json("passage", _PASSAGE, row[1:])
    return {"article": row[0], **made, "made": str(made["made"]).split(FIELD_SEPARATOR)}


def logs_of(conn: Connection, names: Names, card_ids: Sequence[int]) -> dict[int, list[list[Any]]]:
    """Return the logs of cards, by their ids; none for cards without one."""
    memories: dict[int, str] = dict(carrying.of(conn, "memories", card_ids))
    found: dict[int, list[list[Any]]] = {}
    devices, schedulers = names.devices, names.schedulers
    for card, number, *rest, version, interval, target in carrying.of(conn, "reviews", card_ids):
        row = [
            devices[number >> DEVICE_BITS], number & _SEQUENCE, *rest, schedulers[version], interval
        ]  # fmt: skip
        if target is not None or number in memories:
            row.append(_target(names, rest[2], target))
            if number in memories:
                row.append(opened(memories[number], WAYS["memory"]["memory"]))
        found.setdefault(card, []).append(row)
    return found


def _target(names: Names, kind: int, target: int | None) -> Any:
    """Return what a row is about: a plan, another row, or nothing that is there still."""
    if target is None:
        return None
    if kind == ReviewKind.MOVED:
        return names.plans.get(target)
    return names.review(target) if target >> DEVICE_BITS in names.devices else None


def _former_names(conn: Connection, card_ids: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for number, *name in carrying.of(conn, "names", card_ids):
        found.setdefault(number, []).append(name)
    return found


def deleted_cards(
    conn: Connection, names: Names, card_ids: Sequence[int]
) -> Iterator[tuple[Entry, int]]:
    """Yield what is known of cards that are gone, and how many rows of the log."""
    logs, former = logs_of(conn, names, card_ids), _former_names(conn, card_ids)
    for number in card_ids:
        log = logs.get(number, [])
        yield {"card": number, "former_names": former.get(number, []), "reviews": log}, len(log)


def deleted_row(names: Names, places: Mapping[int, int], row: Row) -> Entry:
    """Return a row of the bin; of a card, the scheduler of its past by its place in the file."""
    entry, kind, uid, body = row
    value = opened(body, WAYS["deleted_row"]["body"])
    if kind == "cards" and isinstance(value, dict) and value.get("past_version") is not None:
        value["past_version"] = names.schedulers.get(value["past_version"])
    return {"deletion": places[entry], "kind": kind, "uid": uid, "body": value}


def encoded(entry: Entry) -> str:
    """Return an entry as one line of a file."""
    return _encode(entry)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
