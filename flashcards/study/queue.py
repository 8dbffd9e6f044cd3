"""Builds the day's queue: which cards, in which order, within the limits."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from flashcards.model.enums import NewMix
from flashcards.model.presets import Options
from flashcards.store import decks, queues
from flashcards.store.decks import Deck
from flashcards.store.queues import Today
from flashcards.store.store import Connection
from flashcards.study.limits import Limits, limits_of


@dataclass(slots=True)
class Queue:
    """The cards of a session that are still to come."""

    main: deque[int] = field(default_factory=deque)
    """New and due cards in the order they will be asked."""
    new: set[int] = field(default_factory=set)
    """Which of ``main`` are new."""
    drills: deque[int] = field(default_factory=deque)
    """Cards to be repeated today, longest-waiting first."""

    def drop(self, gone: set[int]) -> None:
        """Take cards out wherever they stand."""
        if gone:
            self.main = deque(card for card in self.main if card not in gone)
            self.drills = deque(card for card in self.drills if card not in gone)
            self.new -= gone


def studied_decks(conn: Connection, root: int | None) -> list[Deck]:
    """Return the deck ``root`` with its subdecks, or every deck for None."""
    found = decks.all_decks(conn)
    if root is None:
        return found
    top = next((deck.name for deck in found if deck.id == root), None)
    return [] if top is None else decks.subtree(conn, top)


def build(
    conn: Connection, chosen: Sequence[Deck], options: dict[int, Options], today: Today
) -> Queue:
    """Return today's queue for ``chosen`` decks; ``options`` are those of each preset."""
    by_id: dict[int, str] = {deck.id: deck.name for deck in chosen}
    answered = queues.answered_today(conn, today.day)
    limits = limits_of(
        {deck.name: options[deck.preset_id] for deck in chosen},
        {by_id[deck_id]: done for deck_id, done in answered.items() if deck_id in by_id},
    )
    first = options[chosen[0].preset_id] if chosen else Options()
    due = _due(conn, by_id, limits, today, first)
    new = _new(conn, chosen, limits, today, options)
    queue = Queue(new=set(new))
    queue.main.extend(_mixed(due, new, first.new_mix))
    queue.drills.extend(queues.drills(conn, list(by_id), today))
    return queue


def _due(
    conn: Connection, by_id: dict[int, str], limits: Limits, today: Today, first: Options
) -> list[int]:
    """Return the due cards the limits allow; stops reading when every limit is used up."""
    room = sum(max(0, limits.room(name, new=False)) for name in by_id.values())
    found: list[int] = []
    if not room:
        return found
    alone = len(by_id) == 1
    limit = room if alone else -1
    rows = queues.due_cards(conn, list(by_id), today, first.review_order, limit)
    if alone:  # the common case, without a look at the tree for every card
        for card_id, _ in rows:
            found.append(card_id)
            if len(found) >= room:
                break
        return found
    open_decks = {deck_id for deck_id, name in by_id.items() if limits.room(name, new=False)}
    for card_id, deck_id in rows:
        if deck_id not in open_decks:
            continue
        if limits.take(by_id[deck_id], new=False):
            found.append(card_id)
            continue
        open_decks.discard(deck_id)
        if not open_decks:
            break
    return found


def _new(
    conn: Connection,
    chosen: Sequence[Deck],
    limits: Limits,
    today: Today,
    options: dict[int, Options],
) -> list[int]:
    """Return the new cards the limits allow: over all decks, those added first come first."""
    found: list[tuple[int, int, str]] = []
    for deck in chosen:
        room = limits.room(deck.name, new=True)
        if room:
            order = options[deck.preset_id].new_order
            rows = queues.new_cards(conn, deck.id, today, order, room)
            found.extend((place, card_id, deck.name) for place, card_id in rows)
    found.sort()
    return [card_id for _, card_id, name in found if limits.take(name, new=True)]


def _mixed(due: list[int], new: list[int], mix: NewMix) -> list[int]:
    """Lay new cards before, after or evenly among the due ones."""
    if mix is NewMix.BEFORE or not due:
        return new + due
    if mix is NewMix.AFTER or not new:
        return due + new
    step = (len(due) + len(new)) / len(new)
    mixed: list[int] = []
    waiting = iter(due)
    placed = 0
    for place in range(len(due) + len(new)):
        if placed < len(new) and place >= int(placed * step + step / 2):
            mixed.append(new[placed])
            placed += 1
        else:
            card = next(waiting, None)
            mixed.append(new[placed] if card is None else card)
            placed += card is None
    return mixed
