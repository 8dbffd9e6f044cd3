"""How many new and due cards a day still allows, deck by deck and up the tree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flashcards.model.presets import Options

SEPARATOR = "::"


def parent_of(name: str) -> str | None:
    """Return the full name of the deck above; None at the top."""
    parent, found, _ = name.rpartition(SEPARATOR)
    return parent if found else None


@dataclass(slots=True)
class DeckLimits:
    """What is left of one deck's daily limits, its subdecks' answers counted."""

    new: int
    due: int


@dataclass(slots=True)
class Limits:
    """The limits of the decks being studied; a card uses up its own deck's and those above."""

    remaining: dict[str, DeckLimits] = field(default_factory=dict)

    def take(self, name: str, *, new: bool) -> bool:
        """Use up one card of deck ``name``; False when some limit forbids it."""
        chain = [self.remaining[deck] for deck in self._chain(name)]
        if new:
            if any(limit.new <= 0 for limit in chain):
                return False
            for limit in chain:
                limit.new -= 1
        else:
            if any(limit.due <= 0 for limit in chain):
                return False
            for limit in chain:
                limit.due -= 1
        return True

    def room(self, name: str, *, new: bool) -> int:
        """Return how many more cards of deck ``name`` the limits allow."""
        chain = [self.remaining[deck] for deck in self._chain(name)]
        return max(0, min((limit.new if new else limit.due) for limit in chain))

    def _chain(self, name: str) -> Iterable[str]:
        deck: str | None = name
        while deck is not None:
            if deck in self.remaining:
                yield deck
            deck = parent_of(deck)


def limits_of(decks: Mapping[str, Options], answered: Mapping[str, tuple[int, int]]) -> Limits:
    """Return what ``decks`` (name -> options) still allow after ``answered`` (new, due) today."""
    used: dict[str, list[int]] = {name: [0, 0] for name in decks}
    for name, (new, due) in answered.items():
        deck: str | None = name
        while deck is not None:
            if deck in used:
                used[deck][0] += new
                used[deck][1] += due
            deck = parent_of(deck)
    return Limits(
        {
            name: DeckLimits(
                options.new_per_day - used[name][0], options.reviews_per_day - used[name][1]
            )
            for name, options in decks.items()
        }
    )
