"""Cards that show nothing any more, and notes that no card asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Reason(Enum):
    """Why a card is empty, or a note has none."""

    NOTHING_SHOWN = "nothing shown"
    """The question of its template shows no field that is filled."""
    NUMBER_GONE = "number gone"
    """The text has no cloze, or item of a list, of its number any more."""
    OTHER_TYPE = "other type"
    """Its template is one of another note type."""
    NO_CARD = "no card"
    """No card asks the note, and its text makes none."""
    CARDS_MISSING = "cards missing"
    """No card asks the note, though its text makes some."""


@dataclass(frozen=True, slots=True)
class EmptyCard:
    """One of them; ``card_id`` is 0 for a note without any card."""

    card_id: int
    note_id: int
    reason: Reason
    card: str = ""
    """What the card is called: its template, with the number of a cloze."""
    answers: int = 0
    """How often it was answered."""
    last: bool = False
    """Whether its note would have no card left without the empty ones."""


@dataclass(frozen=True, slots=True)
class EmptyCards:
    """All that was found, note by note."""

    found: Sequence[EmptyCard] = ()

    @property
    def cards(self) -> list[EmptyCard]:
        """Return the cards."""
        return [each for each in self.found if each.card_id]

    @property
    def answered(self) -> list[EmptyCard]:
        """Return the cards that were answered."""
        return [each for each in self.found if each.answers]

    @property
    def notes(self) -> list[EmptyCard]:
        """Return the notes without any card."""
        return [each for each in self.found if not each.card_id]
