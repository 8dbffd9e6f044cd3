"""How many new and due cards a day still allows, deck by deck and up the tree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flashcards.model.enums import LimitFrom
from flashcards.model.presets import Options
from flashcards.store.decks import SEPARATOR, Deck


def parent_of(name: str) -> str | None:
    """Return the full name of the deck above; None at the top."""
    parent, found, _ = name.rpartition(SEPARATOR)
    return parent if found else None


@dataclass(slots=True)
class Room:
    """What is left of one deck's daily limits, its subdecks' answers counted."""

    new: int
    due: int
    own: bool = False
    """Whether its new cards use up its own limit alone, and none of the decks above."""
    within: bool = False
    """Whether its new cards need a place among the due ones, too."""

    @property
    def for_new(self) -> int:
        """How many more new cards there is room for."""
        return min(self.new, self.due) if self.within else self.new

    def take_new(self, number: int = 1) -> None:
        """Use up room for new cards."""
        self.new -= number
        self.due -= number if self.within else 0


@dataclass(slots=True)
class Limits:
    """The limits of the decks being studied; a card uses up its own deck's and those above."""

    remaining: dict[str, Room] = field(default_factory=dict)

    def take(self, name: str, *, new: bool) -> bool:
        """Use up one card of deck ``name``; False when some limit forbids it."""
        chain = [self.remaining[deck] for deck in self.chain(name, new=new)]
        if new:
            if any(limit.for_new <= 0 for limit in chain):
                return False
            for limit in chain:
                limit.take_new()
        else:
            if any(limit.due <= 0 for limit in chain):
                return False
            for limit in chain:
                limit.due -= 1
        return True

    def room(self, name: str, *, new: bool) -> int:
        """Return how many more cards of deck ``name`` the limits allow."""
        chain = [self.remaining[deck] for deck in self.chain(name, new=new)]
        return max(0, min((limit.for_new if new else limit.due) for limit in chain))

    def count(self, name: str, new: int, due: int) -> None:
        """Take off what was answered of deck ``name`` today."""
        for deck in self.chain(name, new=True):
            self.remaining[deck].take_new(new)
        for deck in self.chain(name, new=False):
            self.remaining[deck].due -= due

    def chain(self, name: str, *, new: bool) -> Iterable[str]:
        """Yield the decks whose limits a card of deck ``name`` uses up."""
        if new and name in self.remaining and self.remaining[name].own:
            yield name
            return
        deck: str | None = name
        while deck is not None:
            if deck in self.remaining:
                yield deck
            deck = parent_of(deck)


def limits_of(
    decks: Sequence[Deck],
    options: Mapping[int, Options],
    answered: Mapping[int, tuple[int, int]],
    day: int,
) -> Limits:
    """Return what the limits still allow on a learner's day after ``answered`` (new, due).

    ``options`` are those of each preset; a deck's own limits count before them. New cards wished
    for today come whatever is due.
    """
    limits = Limits()
    for deck in decks:
        preset, own = options[deck.preset_id], deck.limits.on(day)
        limits.remaining[deck.name] = Room(
            own.new(preset.new_per_day),
            own.reviews(preset.reviews_per_day),
            preset.new_limit_from is LimitFrom.OWN,
            preset.new_within_reviews and own.new_today is None,
        )
    for deck in decks:
        done = answered.get(deck.id)
        if done is not None:
            limits.count(deck.name, *done)
    return limits
