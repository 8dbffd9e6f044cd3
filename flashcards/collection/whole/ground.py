"""Brings in what notes and cards rest on: devices, schedulers, presets, decks, note types."""

import json
from collections.abc import Callable, Iterator
from typing import Any, Final

from flashcards.collection.cleaning import clean_deck_name, free_name
from flashcards.collection.files.checking import schedulers
from flashcards.collection.whole.arriving import Arriving, Entry, TypeHere, compared
from flashcards.model.errors import UserError
from flashcards.store import decks, fits, presets, taking_in
from flashcards.store.decks import SEPARATOR

_TYPE: Final = ("uid", "name", "kind", "markup", "css")
_TEMPLATE: Final = ("uid", "name", "position", "question", "answer", "changed_ms")


def devices(state: Arriving, found: Iterator[Any]) -> None:
    """Enter the devices that wrote the log."""
    for each in found:
        entry = compared(state, "devices", each)
        # What this device gives out next it knows best itself.
        number = taking_in.device(state.conn, entry["uid"], entry["name"], 1)
        if number != state.work.device:
            number = taking_in.device(
                state.conn, entry["uid"], entry["name"], entry["next_sequence"]
            )
        state.devices.append(number)
        state.device_uids.append(entry["uid"])


def all_schedulers(state: Arriving, found: Iterator[Any]) -> None:
    """Add the scheduler versions that are not here, and find out what each does."""
    replaced = {}
    for each in found:
        entry = compared(state, "schedulers", each)
        parameters = state.closed("scheduler", "parameters", entry["parameters"])
        number = taking_in.scheduler(
            state.conn, entry["scheduler"], parameters, entry["day_start_minutes"]
        )
        state.schedulers.append(number)
        if "replaced_by" in entry:
            replaced[number] = entry["replaced_by"]
    for number, place in replaced.items():
        other = state.one(state.schedulers, place, "schedulers", "replaced_by")
        if other != number:
            taking_in.replaced_by(state.conn, number, other)
    try:
        state.scheduler_of = schedulers(presets.all_versions(state.conn))
    except (UserError, LookupError, TypeError, ValueError, ArithmeticError) as error:
        raise state.odd("schedulers", "parameters") from error


def all_presets(state: Arriving, found: Iterator[Any]) -> None:
    """Add the presets that are not here; those that are stay as they are."""
    there = taking_in.ids_by_uid(state.conn, "presets")
    taken = [] if state.fresh else taking_in.names_of(state.conn, "presets")
    came: set[str] = set()
    for each in found:
        entry = compared(state, "presets", each)
        uid = entry["uid"]
        if uid in came:
            raise state.odd("presets", "uid")
        came.add(uid)
        number = there.get(uid)
        if number is None or state.fresh:
            name = free_name(entry["name"], taken)
            taken.append(name)
            options = state.closed("preset", "options", entry["options"])
            if not presets.can_be_studied(options):
                raise state.odd("presets", "options")
            row = (
                uid, name, options,
                state.one(state.schedulers, entry["scheduler"], "presets", "scheduler"),
                entry["changed_ms"],
            )  # fmt: skip
            number = taking_in.preset(state.conn, row, number)
            if "fitted_day" in entry:
                fits.set_day(state.conn, uid, entry["fitted_day"])
        state.presets[uid] = number
    if state.fresh and came:
        gone = [number for uid, number in there.items() if uid not in came]
        taking_in.remove(state.conn, "presets", gone)


def all_decks(state: Arriving, found: Iterator[Any]) -> None:
    """Add the decks that are not here, neither by their uid nor by their place and name."""
    there = taking_in.ids_by_uid(state.conn, "decks")
    state.deck_names = {each.id: each.name for each in decks.all_decks(state.conn)}
    at_place = {name.casefold(): number for number, name in state.deck_names.items()}
    above: int | None = None
    if state.below is not None:
        above = decks.ensure_deck(state.conn, clean_deck_name(state.below), state.work.now_ms).id
        state.deck_names[above] = clean_deck_name(state.below)
    for each in found:
        entry = compared(state, "decks", each)
        if entry["uid"] in state.decks:
            raise state.odd("decks", "uid")
        parent: int | None = above
        if entry["parent"] is not None:
            parent = state.named(state.decks, entry["parent"], "decks", "parent")
        own = _own_name(state, entry["name"])
        full = own if parent is None else f"{state.deck_names[parent]}{SEPARATOR}{own}"
        number = there.get(entry["uid"], at_place.get(full.casefold()))
        if number is None:
            number = _add_deck(state, entry, (full, own, parent))
            at_place[full.casefold()] = number
            state.deck_names[number] = full
        state.decks[entry["uid"]] = number


def _own_name(state: Arriving, name: str) -> str:
    try:
        return clean_deck_name(name.replace(SEPARATOR, " "))
    except UserError as error:
        raise state.odd("decks", "name") from error


def _add_deck(state: Arriving, entry: Entry, place: tuple[str, str, int | None]) -> int:
    full, own, parent = place
    try:
        clean_deck_name(full)
    except UserError as error:
        raise state.odd("decks", "name") from error
    return taking_in.deck(
        state.conn,
        (
            entry["uid"], full, own, parent,
            state.named(state.presets, entry["preset"], "decks", "preset"),
            entry["description"], state.closed("deck", "limits", entry["limits"]),
            entry["changed_ms"],
        ),
    )  # fmt: skip


def note_types(state: Arriving, found: Iterator[Any]) -> None:
    """Add the note types that are not here; give those that are what they lack."""
    there = taking_in.ids_by_uid(state.conn, "note_types")
    taken = [] if state.fresh else taking_in.names_of(state.conn, "note_types")
    for each in found:
        entry = compared(state, "note_types", each)
        uid, fields = entry["uid"], entry["fields"]
        templates = [each["uid"] for each in entry["templates"]]
        if uid in state.types or not _are_fields(fields) or len(set(templates)) < len(templates):
            raise state.odd("note_types", "fields")
        number = there.get(uid)
        if number is None or state.fresh:
            _write_type(state, entry, taken, number)
        else:
            _complete(state, entry, number)
        state.types[uid] = _as_here(state, entry)
    if state.fresh:
        gone = [number for uid, number in there.items() if uid not in state.types]
        taking_in.remove(state.conn, "note_types", gone)


def _are_fields(fields: list[Entry]) -> bool:
    count = len(fields)
    distinct = all(len({each[name] for each in fields}) == count for name in ("uid", "name"))
    return distinct and sorted(each["at"] for each in fields) == list(range(count))


def _write_type(state: Arriving, entry: Entry, taken: list[str], number: int | None) -> None:
    name = free_name(entry["name"], taken)
    taken.append(name)
    row = [entry[member] for member in _TYPE]
    row[1] = name
    fields = state.closed("note_type", "fields", entry["fields"])
    known = taking_in.ids_by_uid(state.conn, "templates")
    own = {} if number is None else taking_in.templates_of(state.conn, number)
    if any(each["uid"] in known and each["uid"] not in own for each in entry["templates"]):
        raise state.odd("note_types", "templates")
    number = taking_in.note_type(state.conn, (*row, fields, entry["changed_ms"]), number)
    rows = [[each[member] for member in _TEMPLATE] for each in entry["templates"]]
    taking_in.templates(state.conn, number, rows, anew=True)


def _complete(state: Arriving, entry: Entry, number: int) -> None:
    """Give a note type that is here the fields and templates that it lacks."""
    kind, stored = taking_in.fields_of_type(state.conn, number)
    if kind != entry["kind"]:
        raise state.odd("note_types", "kind")
    fields = json.loads(stored)
    uids = {each["uid"] for each in fields}
    names = [each["name"] for each in fields]
    missing = [each for each in entry["fields"] if each["uid"] not in uids]
    for each in sorted(missing, key=lambda each: int(each["at"])):
        name = free_name(each["name"], names)
        names.append(name)
        fields.append({**each, "name": name, "at": len(fields)})
    if missing:
        taking_in.set_fields(state.conn, number, json.dumps(fields), state.work.now_ms)
    own = taking_in.templates_of(state.conn, number)
    known = taking_in.ids_by_uid(state.conn, "templates")
    rows = [
        [each[member] for member in _TEMPLATE]
        for each in entry["templates"]
        if each["uid"] not in known
    ]
    for place, row in enumerate(rows, start=len(own)):
        row[2] = place
    taking_in.templates(state.conn, number, rows)


def _as_here(state: Arriving, entry: Entry) -> TypeHere:
    number = taking_in.ids_by_uid(state.conn, "note_types")[entry["uid"]]
    stored = json.loads(taking_in.fields_of_type(state.conn, number)[1])
    here = {each["uid"]: int(each["at"]) for each in stored}
    order = sorted(entry["fields"], key=lambda each: int(each["at"]))
    places = [here[each["uid"]] for each in order]
    uids = sorted(here, key=lambda uid: here[uid])
    same = places == list(range(len(places)))
    templates = taking_in.templates_of(state.conn, number)
    return TypeHere(number, len(places), None if same else places, uids, templates)


GROUND: Final[dict[str, Callable[[Arriving, Iterator[Any]], None]]] = {
    "devices": devices,
    "schedulers": all_schedulers,
    "presets": all_presets,
    "decks": all_decks,
    "note_types": note_types,
}
