"""More new cards for today alone, once those the limits allow are done."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from flashcards.model.errors import UserError
from flashcards.model.ids import DeckId
from flashcards.model.limits import DeckLimits
from flashcards.model.messages import message
from flashcards.model.presets import Options
from flashcards.scheduling.days import moment_ms
from flashcards.store import cards, deck_counts, decks
from flashcards.store.decks import Deck
from flashcards.store.queues import Today
from flashcards.store.store import Connection, Store
from flashcards.study import gathering
from flashcards.study.catalogue import Catalogue
from flashcards.study.clock import today_of
from flashcards.study.limits import Limits, limits_of

MOST_A_DAY = 9_999
"""No limit is raised beyond this number."""


@dataclass(frozen=True, slots=True)
class _More:
    """What asking more new cards takes."""

    cards: int
    limits: tuple[tuple[DeckId, DeckLimits], ...]
    """The limits of the day for each deck whose own would hold one of the cards back."""


_NONE = _More(0, ())


def more_new_cards(store: Store, catalogue: Catalogue, deck: str | None) -> int:
    """Return how many more new cards ``ask_more_new`` would let in for ``deck``, or for all.

    As many as the deck's options have for a day, or as there are; 0 while new cards are left that
    the limits allow.
    """
    with store.reading() as conn:
        return _more(conn, store, catalogue, deck).cards


def ask_more_new(store: Store, catalogue: Catalogue, deck: str | None) -> int:
    """Raise today's limits by ``more_new_cards``, and return how many cards that lets in.

    The limits of the other days stay as they are. One undo step.
    """
    with store.reading() as conn:
        more = _more(conn, store, catalogue, deck)
    if more.cards:
        with store.writing(message("More new cards")) as conn:
            for deck_id, limits in more.limits:
                decks.set_limits(conn, deck_id, limits, moment_ms(store.now()))
    return more.cards


def _more(conn: Connection, store: Store, catalogue: Catalogue, deck: str | None) -> _More:
    today = today_of(store.now(), catalogue.day_start_minutes)
    all_decks = decks.all_decks(conn)
    presets = catalogue.options_of(all_decks)
    chosen = all_decks if deck is None else decks.subtree(conn, deck)
    if deck is not None and not chosen:
        raise UserError(
            message("There is no deck called “{deck}”.", deck=deck), message("Check the spelling.")
        )
    answered = deck_counts.answered_today(conn, today.day)
    limits = limits_of(all_decks, presets, answered, today.day)
    if next(gathering.new_cards(conn, chosen, limits, today, presets), None) is not None:
        return _NONE
    held_back = gathering.new_cards(conn, chosen, _without_end(limits), today, presets)
    first = next(held_back, None)
    if first is None:
        return _NONE
    root = _root(conn, chosen, first) if deck is None else chosen[0]
    number = root.limits.new_per_day
    number = presets[root.preset_id].new_per_day if number is None else number
    asked = [first, *islice(held_back, (number or Options().new_per_day) - 1)]
    return _More(len(asked), _raised(conn, all_decks, limits, asked, presets, today))


def _without_end(limits: Limits) -> Limits:
    rooms = {
        name: replace(room, new=1 << 62, within=False) for name, room in limits.remaining.items()
    }
    return Limits(rooms)


def _root(conn: Connection, chosen: Sequence[Deck], card_id: int) -> Deck:
    """Return the deck at the top that a card lies in, or below."""
    home = cards.decks_of(conn, [card_id])[card_id]
    names = {deck.name.casefold(): deck for deck in chosen}
    deck = next(one for one in chosen if one.id == home)
    top, _, _ = deck.name.partition(decks.SEPARATOR)
    return names.get(top.casefold(), deck)


def _raised(
    conn: Connection,
    all_decks: Sequence[Deck],
    limits: Limits,
    asked: Sequence[int],
    presets: dict[int, Options],
    today: Today,
) -> tuple[tuple[DeckId, DeckLimits], ...]:
    """Return the day's limits that let in just the cards ``asked``."""
    homes = Counter(cards.decks_of(conn, asked).values())
    wanted: Counter[str] = Counter()
    for deck in all_decks:
        for name in limits.chain(deck.name, new=True):
            wanted[name] += homes[deck.id]
    found = []
    for deck in all_decks:
        room = limits.remaining[deck.name]
        if wanted[deck.name] > max(0, room.for_new):
            present = deck.limits.on(today.day)
            number = present.new(presets[deck.preset_id].new_per_day)
            number += wanted[deck.name] - room.new
            changed = replace(present, new_today=min(number, MOST_A_DAY), day=today.day)
            found.append((deck.id, changed))
    return tuple(found)
