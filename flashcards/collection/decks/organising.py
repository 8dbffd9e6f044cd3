"""Decks, and what one does to cards besides answering them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flashcards.collection.cleaning import clean_deck_name, clean_field
from flashcards.collection.decks.options import checked
from flashcards.model.cards import NEW_MEMORY
from flashcards.model.enums import ReviewKind
from flashcards.model.errors import UserError
from flashcards.model.ids import DeckId, PresetId
from flashcards.model.messages import Message, message, plural_message
from flashcards.model.presets import Options, Preset
from flashcards.scheduling.days import learner_day
from flashcards.store import cards, decks, presets, reviews
from flashcards.store.decks import SEPARATOR, Deck
from flashcards.store.log_order import stand_last
from flashcards.store.operation import operation
from flashcards.store.store import Connection, Store

_RENAME = message("Rename deck")


def required_deck(conn: Connection, name: str) -> Deck:
    """Return the deck called ``name``; raise UserError when there is none."""
    deck = decks.deck_named(conn, name)
    if deck is None:
        raise UserError(
            message("There is no deck called “{name}”.", name=name), message("Check the spelling.")
        )
    return deck


def add_deck(store: Store, name: str) -> DeckId:
    """Add a deck, with the decks above it where missing, and return its id."""
    name = clean_deck_name(name)
    with store.writing(message("Add deck")) as conn:
        if decks.deck_named(conn, name) is not None:
            raise UserError(
                message("There is already a deck called “{name}”.", name=name),
                message("Choose another name."),
            )
        return decks.ensure_deck(conn, name, operation(conn).now_ms).id


def rename_deck(store: Store, name: str, new_name: str, label: Message = _RENAME) -> None:
    """Give a deck another full name; its subdecks go with it.

    Raises UserError when the name is taken or lies inside the deck itself.
    """
    new_name = clean_deck_name(new_name)
    with store.writing(label) as conn:
        put_elsewhere(conn, required_deck(conn, name), new_name)


def put_elsewhere(conn: Connection, deck: Deck, new_name: str) -> None:
    """Give a deck another full name, which is clean; raise UserError as ``rename_deck`` does."""
    if new_name == deck.name:
        return
    if new_name.casefold().startswith(deck.name.casefold() + SEPARATOR):
        raise UserError(
            message("A deck cannot be put into itself."), message("Choose a place outside it.")
        )
    tree = decks.subtree(conn, deck.name)
    _refuse_taken(conn, [(other, _renamed(other, deck, new_name)) for other in tree])
    now = operation(conn).now_ms
    above, below, last = new_name.rpartition(SEPARATOR)
    parent = decks.ensure_deck(conn, above, now).id if below else None
    decks.place(conn, deck.id, parent, last, now)


def _renamed(other: Deck, deck: Deck, new_name: str) -> str:
    """Return what ``other``, ``deck`` itself or below it, is called when that gets another name."""
    below = other.name.split(SEPARATOR)[len(deck.name.split(SEPARATOR)) :]
    return SEPARATOR.join([new_name, *below])


def _refuse_taken(conn: Connection, renamed: Sequence[tuple[Deck, str]]) -> None:
    moving = {deck.id for deck, _ in renamed}
    taken = {deck.name.casefold() for deck in decks.all_decks(conn) if deck.id not in moving}
    for _, full in renamed:
        if full.casefold() in taken:
            raise UserError(
                message("There is already a deck called “{full}”.", full=full),
                message("Choose another name."),
            )


def move_deck(store: Store, name: str, new_parent: str | None) -> None:
    """Put a deck under another one, or at the top for None."""
    last = name.rpartition(SEPARATOR)[2]
    full = f"{new_parent}{SEPARATOR}{last}" if new_parent else last
    rename_deck(store, name, full, message("Move deck"))


def delete_deck(store: Store, name: str) -> int:
    """Delete a deck with its subdecks and cards; return how many cards went.

    Notes go when no card of theirs is left elsewhere. Reviews stay in the log.
    """
    with store.writing(message("Delete deck")) as conn:
        tree = decks.subtree(conn, required_deck(conn, name).name)
        return decks.delete(conn, [deck.id for deck in tree])


def suspend(store: Store, card_ids: Sequence[int], suspended: bool) -> None:
    """Suspend cards until they are released, or release them."""
    count = len(card_ids)
    if suspended:
        label = plural_message(count, "Suspend card", "Suspend {count} cards")
    else:
        label = plural_message(count, "Unsuspend card", "Unsuspend {count} cards")
    with store.writing(label) as conn:
        cards.suspend(conn, card_ids, suspended, operation(conn).now_ms)


def bury(store: Store, card_ids: Sequence[int], day_start_minutes: int) -> None:
    """Put cards away until tomorrow."""
    until = learner_day(store.now(), day_start_minutes) + 1
    label = plural_message(len(card_ids), "Bury card", "Bury {count} cards")
    with store.writing(label) as conn:
        cards.bury(conn, card_ids, until, operation(conn).now_ms)


def unbury(store: Store, deck: str | None, day_start_minutes: int) -> int:
    """Bring buried cards of a deck (or of all) back today; return how many."""
    day = learner_day(store.now(), day_start_minutes)
    with store.writing(message("Unbury cards")) as conn:
        chosen = None
        if deck is not None:
            name = required_deck(conn, deck).name
            chosen = [found.id for found in decks.subtree(conn, name)]
        buried = cards.buried(conn, chosen, day)
        if buried:
            cards.bury(conn, buried, None, operation(conn).now_ms)
    return len(buried)


def flag(store: Store, card_ids: Sequence[int], number: int) -> None:
    """Set a flag, 0 (none) to 4."""
    if not 0 <= number <= 4:
        raise UserError(
            message("There is no flag {number}.", number=number),
            message("Flags go from 1 to 4; 0 takes one away."),
        )
    count = len(card_ids)
    if number:
        label = plural_message(count, "Flag card", "Flag {count} cards")
    else:
        label = plural_message(count, "Remove flag", "Remove flag from {count} cards")
    with store.writing(label) as conn:
        cards.flag(conn, card_ids, number, operation(conn).now_ms)


def move_cards(store: Store, card_ids: Sequence[int], deck: str) -> None:
    """Move cards to a deck; a missing one is added."""
    deck = clean_deck_name(deck)
    if not card_ids:
        return
    label = plural_message(len(card_ids), "Move card", "Move {count} cards")
    with store.writing(label) as conn:
        now = operation(conn).now_ms
        cards.move(conn, card_ids, decks.ensure_deck(conn, deck, now).id, now)


def reset(store: Store, card_ids: Sequence[int], version_id: int) -> None:
    """Make cards new again. Their past stays in the log, followed by a row that says so."""
    local = store.now()
    offset = int((local.utcoffset() or timedelta()) // timedelta(minutes=1))
    label = plural_message(len(card_ids), "Reset card", "Reset {count} cards")
    with store.writing(label) as conn:
        now = operation(conn).now_ms
        existing = sorted(cards.decks_of(conn, card_ids))
        stand_last(conn, existing, now)
        cards.set_memories(
            conn,
            [cards.memory_row(NEW_MEMORY, None, None, None, number) for number in existing],
        )
        rows: list[reviews.ReviewRow] = [
            (
                number, store.next_review_id(conn), now, offset, int(ReviewKind.MANUAL),
                0, 0, version_id, 0, None,
            )
            for number in existing
        ]  # fmt: skip
        reviews.add_manual(conn, rows, [NEW_MEMORY] * len(rows))


def set_options(store: Store, deck: str, **changes: Any) -> None:
    """Change some options of the preset a deck uses.

    The day start belongs to the learner, not to a deck, so it is another for every preset. Raises
    UserError for an unknown option or a value out of range.
    """
    with store.writing(message("Change options")) as conn:
        now = operation(conn).now_ms
        own = required_deck(conn, deck).preset_id
        preset = required_preset(conn, own)
        options = checked(preset.options, changes)
        if options != preset.options or not changes.keys().isdisjoint(dict(preset.unknown)):
            presets.set_options(conn, preset, options, now, changes.keys())


def decide_siblings(store: Store, *, apart: bool) -> None:
    """Keep siblings apart in presets from before that was the default, or leave them as is."""
    with store.writing(
        message("Keep siblings apart") if apart else message("Leave siblings together")
    ) as conn:
        presets.decide_siblings(conn, apart=apart, now_ms=operation(conn).now_ms)


def assign_preset(store: Store, deck: str, preset_id: PresetId) -> None:
    """Let a deck and its subdecks use another preset."""
    with store.writing(message("Choose preset")) as conn:
        required_preset(conn, preset_id)
        _assign(conn, deck, preset_id)


def _assign(conn: Connection, deck: str, preset_id: PresetId) -> None:
    name = required_deck(conn, deck).name
    chosen = [found.id for found in decks.subtree(conn, name)]
    decks.assign_preset(conn, chosen, preset_id, operation(conn).now_ms)


def required_preset(conn: Connection, preset_id: PresetId) -> Preset:
    """Return a preset; raise UserError when there is none with this id."""
    for preset in presets.all_presets(conn):
        if preset.id == preset_id:
            return preset
    raise UserError(message("This preset does not exist any more."), message("Choose another one."))


def add_preset(
    store: Store, name: str, copy_of: PresetId | None = None, deck: str = ""
) -> PresetId:
    """Add a preset, a copy of another or with the program's defaults, and return its id.

    ``deck`` and its subdecks use it from now on; "" means none.
    """
    with store.writing(message("Add preset")) as conn:
        options = Options(day_start_minutes=presets.day_start(conn))
        if copy_of is not None:
            options = required_preset(conn, copy_of).options
        added = presets.add_preset(conn, clean_name(name), options, operation(conn).now_ms)
        if deck:
            _assign(conn, deck, added)
        return added


def rename_preset(store: Store, preset_id: PresetId, name: str) -> None:
    """Give a preset another name."""
    with store.writing(message("Rename preset")) as conn:
        required_preset(conn, preset_id)
        presets.rename_preset(conn, preset_id, clean_name(name), operation(conn).now_ms)


def delete_preset(store: Store, preset_id: PresetId) -> None:
    """Delete a preset; its decks use the oldest other one. Raises UserError for the last one."""
    with store.writing(message("Delete preset")) as conn:
        required_preset(conn, preset_id)
        others = [preset.id for preset in presets.all_presets(conn) if preset.id != preset_id]
        if not others:
            raise UserError(
                message("The last preset cannot be deleted."), message("Decks need one.")
            )
        presets.delete_preset(conn, preset_id, min(others), operation(conn).now_ms)


def clean_name(name: str) -> str:
    """Return a preset's name, trimmed; raise UserError for an empty one."""
    name = " ".join(clean_field(name, message("The name")).split())
    if not name:
        raise UserError(message("A preset needs a name."))
    return name
