"""The deck tree with its counts: what waits in each deck and below it, limits applied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flashcards.model.presets import Options
from flashcards.scheduling.days import from_ms
from flashcards.store import deck_counts
from flashcards.store.deck_counts import Burying, DeckCounts
from flashcards.store.decks import SEPARATOR, Deck
from flashcards.store.queues import Today
from flashcards.store.store import Connection
from flashcards.study.limits import Limits, limits_of, parent_of


@dataclass(frozen=True, slots=True)
class DeckNode:
    """A deck in the tree; counts are sums over the deck and its subdecks, limits applied."""

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


def deck_tree(
    conn: Connection, all_decks: Sequence[Deck], options: Mapping[int, Options], today: Today
) -> list[DeckNode]:
    """Return the decks at the top, each with its subdecks."""
    answered = deck_counts.answered_today(conn, today.day)
    limits = limits_of(all_decks, options, answered, today.day)
    room: dict[int, int] = {deck.id: max(0, limits.remaining[deck.name].new) for deck in all_decks}
    burying: dict[int, Burying] = {}
    for deck in all_decks:
        preset = options[deck.preset_id]
        if preset.bury_new or preset.bury_reviews:
            due_room = max(0, limits.remaining[deck.name].due)
            burying[deck.id] = Burying(preset.bury_new, preset.bury_reviews, due_room)
    counts = deck_counts.deck_counts(conn, today, room, burying)
    below: dict[str | None, list[Deck]] = {}
    present = {deck.name for deck in all_decks}
    for deck in all_decks:
        parent = parent_of(deck.name)
        below.setdefault(parent if parent in present else None, []).append(deck)
    return [_node(deck, below, counts, limits)[0] for deck in below.get(None, ())]


def _node(
    deck: Deck,
    below: Mapping[str | None, Sequence[Deck]],
    counts: Mapping[int, DeckCounts],
    limits: Limits,
) -> tuple[DeckNode, int]:
    """Return a deck's node, and how many of its new cards no limit further up concerns."""
    made = [_node(child, below, counts, limits) for child in below.get(deck.name, ())]
    children = tuple(child for child, _ in made)
    free = sum(freed for _, freed in made)
    own = counts.get(deck.id) or DeckCounts()
    left = limits.remaining[deck.name]
    bound = sum(child.new for child in children) - free
    new = free + min(max(0, left.new), own.new + bound)
    if left.own:
        free += min(max(0, left.new), own.new)
    soonest = [child.next_due for child in children if child.next_due is not None]
    if own.next_due_ms is not None:
        soonest.append(from_ms(own.next_due_ms))
    node = DeckNode(
        id=deck.id,
        name=deck.name,
        new=new,
        learning=own.learning + sum(child.learning for child in children),
        due=min(max(0, left.due), own.due + sum(child.due for child in children)),
        total=own.total + sum(child.total for child in children),
        next_due=min(soonest, default=None),
        children=children,
    )
    return node, free
