"""Names and settings that lost against another computer's: brought back, or put away."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from flashcards.collection.cleaning import clean_deck_name
from flashcards.collection.decks import limiting, organising, saved_searches
from flashcards.collection.decks.options import checked
from flashcards.collection.plans.planning import plan_name
from flashcards.files import parsed_object
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message, plural_message
from flashcards.model.presets import Preset
from flashcards.model.syncing import Overruled
from flashcards.store import decks, plans, presets
from flashcards.store.operation import operation
from flashcards.store.store import Connection, Store
from flashcards.store.syncing import lost_settings

LIMIT: Final = "limit."
OPTION: Final = "option."


def take_back(store: Store, number: int) -> None:
    """Let something stand that lost; raise UserError where it cannot, or is decided already."""
    with store.writing(message("Take back what lost")) as conn:
        (each,) = _chosen(conn, [number])
        _WRITE[each.kind](conn, each, operation(conn).now_ms)
        lost_settings.decide(conn, each)


def let_stand(store: Store, numbers: Sequence[int]) -> None:
    """Put away what lost; raise UserError where something of it is decided already."""
    label = plural_message(len(numbers), "Keep a setting", "Keep {count} settings")
    with store.writing(label) as conn:
        for each in _chosen(conn, numbers):
            lost_settings.decide(conn, each)


def _chosen(conn: Connection, numbers: Sequence[int]) -> list[Overruled]:
    known = {each.number: each for each in lost_settings.listed(conn)}
    for number in numbers:
        if number not in known:
            raise UserError(
                message("Nothing with the number {number} waits to be decided.", number=number),
                message("Look at the list again."),
            )
    return [known[number] for number in numbers]


def _deck(conn: Connection, each: Overruled, now_ms: int) -> None:
    deck = decks.deck_with_uid(conn, each.uid)
    assert deck is not None
    if each.field == "description":
        decks.describe(conn, deck.id, each.value, now_ms)
    elif each.field.startswith(LIMIT):
        name, value = each.field.removeprefix(LIMIT), json.loads(each.value)
        limiting.refuse_misfit(name, value)
        decks.set_limits(conn, deck.id, replace(deck.limits, **{name: value}), now_ms)
    else:
        above, below, _ = deck.name.rpartition(decks.SEPARATOR)
        organising.put_elsewhere(conn, deck, clean_deck_name(f"{above}{below}{each.value}"))


def _plan(conn: Connection, each: Overruled, now_ms: int) -> None:
    if each.field == "name":
        name = plan_name(each.value)
        if each.plan == saved_searches.KIND:
            name = saved_searches.free_name(conn, each.uid, name)
        plans.rename(conn, each.uid, name, now_ms)
    else:
        lost_settings.redefine(conn, each.uid, each.value)


def _preset(conn: Connection, each: Overruled, now_ms: int) -> None:
    preset = _preset_with(conn, each.uid)
    if each.field == "name":
        name = organising.clean_name(each.value)
        presets.rename_preset(conn, preset.id, name, now_ms)
    else:
        option = each.field.removeprefix(OPTION)
        options = checked(preset.options, {option: json.loads(each.value)})
        presets.set_options(conn, preset, options, now_ms, [option])


def _preset_with(conn: Connection, uid: str) -> Preset:
    return next(each for each in presets.all_presets(conn) if each.uid == uid)


_WRITE: Final[dict[str, Callable[[Connection, Overruled, int], None]]] = {
    "deck": _deck,
    "plan": _plan,
    "preset": _preset,
}


# In words --------------------------------------------------------------------------------------


def subject(each: Overruled, name: str, option: str) -> Message:
    """Say what lost; ``name`` is what it belongs to, ``option`` its option or limit, if it is one.

    Both are given as the face calls them.
    """
    what = _KINDS[each.plan or each.kind](name)
    return message("{what}: {part}", what=what, part=_PARTS.get(each.field, option))


def plain_name(each: Overruled) -> str:
    """Return what something is called, a deck by its path."""
    return each.name.replace(decks.SEPARATOR, " › ") if each.kind == "deck" else each.name


def plain_value(each: Overruled, value: str) -> str:
    """Return what stands or lost, of a saved search what it looks for."""
    if each.plan != saved_searches.KIND or each.field != "definition":
        return value
    found = parsed_object(value.encode())
    return value if found is None else str(found.get("query", value))


_PARTS: Final = {
    "own_name": message("Name"),
    "name": message("Name"),
    "description": message("Description"),
    "definition": message("Content"),
}
_KINDS: Final[dict[str, Callable[[str], Message]]] = {
    "deck": lambda name: message("Deck “{name}”", name=name),
    "preset": lambda name: message("Preset “{name}”", name=name),
    "session": lambda name: message("Saved session “{name}”", name=name),
    "search": lambda name: message("Saved search “{name}”", name=name),
    "exam": lambda name: message("Exam “{name}”", name=name),
    "holiday": lambda name: message("Holiday “{name}”", name=name),
    "catch-up": lambda name: message("Catch-up “{name}”", name=name),
}
