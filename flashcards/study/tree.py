"""The deck tree with its counts: what a session over each deck would ask, and one over all."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flashcards.model.presets import Options
from flashcards.scheduling.days import from_ms
from flashcards.store import deck_counts, queues
from flashcards.store.deck_counts import DeckCounts
from flashcards.store.decks import SEPARATOR, Deck
from flashcards.store.queues import Today
from flashcards.store.store import Connection
from flashcards.study.gathering import gather
from flashcards.study.limits import Limits, Room, limits_of, parent_of
from flashcards.study.queue import Counts

_NO_LIMIT = 1 << 62


@dataclass(frozen=True, slots=True)
class DeckNode:
    """A deck in the tree; counts are those of a session over it: subdecks in, limits applied."""

    id: int
    name: str
    """Full name."""
    new: int
    learning: int
    """Cards at a step that falls due today, and drills to be done; no limit holds them back."""
    due: int
    total: int
    """All cards, whatever their state."""
    next_due: datetime | None
    """When the next card falls due after today; None when none does."""
    children: tuple["DeckNode", ...] = ()

    @property
    def title(self) -> str:
        """The last part of the name."""
        return self.name.rpartition(SEPARATOR)[2]

    @property
    def waiting(self) -> int:
        """How many cards a session over the deck would ask."""
        return self.new + self.learning + self.due


class DeckTree(list[DeckNode]):
    """The decks at the top, each with its subdecks."""

    def __init__(self, nodes: Sequence[DeckNode], waiting: Counts) -> None:
        super().__init__(nodes)
        self.waiting = waiting
        """What a session over all decks would ask."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What the counts of all decks are drawn from."""

    conn: Connection
    options: Mapping[int, Options]
    today: Today
    limits: Limits
    below: Mapping[str | None, Sequence[Deck]]
    counts: Mapping[int, DeckCounts]
    sharing: Sequence[frozenset[int]]
    """Decks between which the cards of a note are spread: what one asks, another puts off."""


def deck_tree(
    conn: Connection, all_decks: Sequence[Deck], options: Mapping[int, Options], today: Today
) -> DeckTree:
    """Return the decks with what waits in each."""
    limits = limits_of(all_decks, options, deck_counts.answered_today(conn, today.day), today.day)
    room = {int(deck.id): limits.room(deck.name, new=True) for deck in all_decks}
    one_a_note = {
        int(deck.id): limits.room(deck.name, new=False)
        for deck in all_decks
        if options[deck.preset_id].bury_reviews
    }
    counts = deck_counts.deck_counts(conn, today, room, one_a_note)
    sharing = _sharing_new(conn, all_decks, options, today, room, counts)
    if one_a_note and sum(found.due > 0 for found in counts.values()) > 1:
        sharing += deck_counts.decks_sharing_due_notes(conn, today)
    below: dict[str | None, list[Deck]] = {}
    present = {deck.name for deck in all_decks}
    for deck in all_decks:
        parent = parent_of(deck.name)
        below.setdefault(parent if parent in present else None, []).append(deck)
    waiting = _Waiting(conn, options, today, limits, below, counts, sharing)
    made = [_node(deck, waiting, _Above()) for deck in below.get(None, ())]
    nodes = [one.node for one in made]
    if _is_shared({int(deck.id) for deck in all_decks}, sharing):
        return DeckTree(nodes, gather(conn, all_decks, options, today).counts)
    total = Counts(*(sum(getattr(node, kind) for node in nodes) for kind in Counts.__slots__))
    return DeckTree(nodes, total)


def _sharing_new(
    conn: Connection,
    all_decks: Sequence[Deck],
    options: Mapping[int, Options],
    today: Today,
    room: Mapping[int, int],
    counts: Mapping[int, DeckCounts],
) -> list[frozenset[int]]:
    """Count one new card of a note in decks that bury; return the decks that share notes."""
    notes: dict[int, set[int]] = {}
    if not any(options[deck.preset_id].bury_new for deck in all_decks):
        return []
    for deck in all_decks:
        found = counts.get(int(deck.id))
        if found is None or not found.new:
            continue
        preset, left = options[deck.preset_id], room[deck.id]
        rows = queues.new_cards(conn, deck.id, today, preset.new_order, left, bury=preset.bury_new)
        notes[deck.id] = {row[2] for row in rows}
        if preset.bury_new:
            found.new = len(notes[deck.id])
    homes: dict[int, set[int]] = {}
    for key, found_notes in notes.items():
        for note in found_notes:
            homes.setdefault(note, set()).add(key)
    return list({frozenset(shared) for shared in homes.values() if len(shared) > 1})


def _is_shared(decks: Collection[int], sharing: Sequence[frozenset[int]]) -> bool:
    return any(len(group.intersection(decks)) > 1 for group in sharing)


def _is_uneven(rooms: Sequence[Room], above: "_Above") -> bool:
    """Whether new cards need places among the due ones in some decks, or of their own alone.

    Which of them have places left follows then from the order in which due cards come.
    """
    within = above.within.union(room.within for room in rooms)
    return True in within and (False in within or any(room.own for room in rooms))


@dataclass(frozen=True, slots=True)
class _Made:
    """A deck's node, and what decks further up have to know of it."""

    node: DeckNode
    free: int
    """New cards that use up no limit further up."""
    bound: int
    """New cards that do, by the limits from here down alone."""
    due: int
    """Due cards, by the limits from here down alone."""
    decks: tuple[Deck, ...]
    """The deck and its subdecks."""


@dataclass(frozen=True, slots=True)
class _Above:
    """What the decks above one leave."""

    new: int = _NO_LIMIT
    due: int = _NO_LIMIT
    both: int = _NO_LIMIT
    """Of due and new cards together."""
    within: frozenset[bool] = frozenset()
    """Whether their new cards need places among the due ones."""

    def and_of(self, room: Room) -> "_Above":
        """Return what they and one more leave."""
        due = max(0, room.due)
        return _Above(
            min(self.new, max(0, room.new)),
            min(self.due, due),
            min(self.both, due) if room.within else self.both,
            self.within | {room.within},
        )


def _node(deck: Deck, waiting: _Waiting, above: _Above) -> _Made:
    """Return a deck's node; ``above`` is what the decks above leave."""
    left = waiting.limits.remaining[deck.name]
    room_new, room_due = max(0, left.new), max(0, left.due)
    inside = above.and_of(left)
    made = [_node(child, waiting, inside) for child in waiting.below.get(deck.name, ())]
    own = waiting.counts.get(int(deck.id)) or DeckCounts()
    free = sum(child.free for child in made)
    bound = min(room_new, own.new + sum(child.bound for child in made))
    if left.own:
        mine = min(room_new, own.new)
        free, bound = free + mine, bound - mine
    due = min(room_due, own.due + sum(child.due for child in made))
    shown_due = min(due, above.due)
    if left.within:
        bound = min(bound, room_due - due)
    soonest = [child.node.next_due for child in made if child.node.next_due is not None]
    if own.next_due_ms is not None:
        soonest.append(from_ms(own.next_due_ms))
    node = DeckNode(
        id=deck.id,
        name=deck.name,
        new=free + min(bound, above.new, max(0, inside.both - shown_due)),
        learning=own.learning + sum(child.node.learning for child in made),
        due=shown_due,
        total=own.total + sum(child.node.total for child in made),
        next_due=min(soonest, default=None),
        children=tuple(child.node for child in made),
    )
    decks = (deck, *(one for child in made for one in child.decks))
    if _is_shared({int(one.id) for one in decks}, waiting.sharing) or _is_uneven(
        [waiting.limits.remaining[one.name] for one in decks], above
    ):
        asked = gather(waiting.conn, decks, waiting.options, waiting.today).counts
        node = replace(node, new=asked.new, due=asked.due)
    return _Made(node, free, bound, due, decks)
