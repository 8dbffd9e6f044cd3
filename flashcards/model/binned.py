"""What the bin holds, and what a field said before."""

from dataclasses import dataclass
from datetime import datetime

from flashcards.model.binning import BinKind


@dataclass(frozen=True, slots=True)
class BinEntry:
    """One deletion that can be taken back."""

    id: int
    kind: BinKind
    name: str
    """The deck's full name, or the fields of the first note as they are stored."""
    deleted_at: datetime
    """UTC."""
    kept_until: datetime
    """When it goes for good, UTC."""
    decks: int
    notes: int
    cards: int
    reviews: int
    """Answers of these cards that count."""
    files: int = 0
    """Pictures, sounds and other files."""
    size: int = 0
    """Of these, in bytes."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back from the bin."""

    decks: int
    notes: int
    cards: int
    files: int = 0


@dataclass(frozen=True, slots=True)
class Revision:
    """What a field of a note said before it was changed."""

    field: str
    """Name of the field."""
    value: str
    since: datetime
    """When it came to say so, as far as is known: when the note was changed before, UTC."""
    until: datetime
    """When it was replaced, UTC; what lost against another device’s text: when it was typed."""
    device: str
    """Name of the device it was replaced on; what lost: of the one on which it was typed."""


@dataclass(frozen=True, slots=True)
class CardsGoing:
    """The cards an edit of a note would take away."""

    cards: int
    reviews: int
    """Answers of these cards that count."""


@dataclass(frozen=True, slots=True)
class DeckContents:
    """What would go with a deck."""

    decks: int
    """It and its subdecks."""
    notes: int
    """Those without a card elsewhere."""
    cards: int
    reviews: int
    """Answers of these cards that count."""
