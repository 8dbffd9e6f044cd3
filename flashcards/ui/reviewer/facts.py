"""What the end of a sitting has to say about the days to come, read once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flashcards.ui.answering import phrases

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.study.tree import DeckNode


@dataclass(frozen=True, slots=True)
class Facts:
    """How things stand once nothing is left to ask."""

    deck_exists: bool
    cards: int
    """All cards of the deck studied, whatever their state."""
    next_due: str
    """When the next of them falls due, in words; empty when none does."""
    tomorrow: int
    """Cards of all decks that fall due tomorrow, limits not applied."""
    other_deck: str
    """Full name of a deck with cards to ask now; empty when there is none."""
    deck: str | None = None
    """The deck studied; None for all."""
    more_new: int = 0
    """How many more new cards of it could be let in today."""


def facts(collection: "Collection", deck: str | None) -> Facts:
    """Read how things stand for ``deck`` with its subdecks, or for all for None."""
    tree = collection.deck_tree()
    overview = collection.overview(tree)
    here = list(tree) if deck is None else [node for node in _all(tree) if node.name == deck]
    soonest: list[datetime] = [node.next_due for node in here if node.next_due is not None]
    now = collection.clock()
    day_start = collection.presets()[0].options.day_start_minutes
    waiting = [node.name for node in tree if node.waiting]
    return Facts(
        deck_exists=bool(here) or deck is None,
        cards=sum(node.total for node in here),
        next_due=phrases.when_words(min(soonest), now, day_start) if soonest else "",
        tomorrow=overview.forecast[1],
        other_deck=waiting[0] if waiting else "",
        deck=deck,
        more_new=collection.planning.more_new_cards(deck) if here else 0,
    )


def _all(nodes: "Sequence[DeckNode]") -> "Iterator[DeckNode]":
    for node in nodes:
        yield node
        yield from _all(node.children)
