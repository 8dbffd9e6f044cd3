"""Cards and what a scheduler remembers of each."""

import zlib
from dataclasses import dataclass
from datetime import datetime

from flashcards.model.enums import MATURE_DAYS, CardState
from flashcards.model.ids import CardId, DeckId, NoteId

MINUTES_PER_DAY = 1440
DAYS_PLACE = 100
"""In ``Memory.step``: what the days after relearning are multiplied with."""
MATURE_MINUTES = MATURE_DAYS * MINUTES_PER_DAY


@dataclass(frozen=True, slots=True)
class Memory:
    """What a scheduler keeps per card: the value it is given and returns.

    SM-2 uses ``repetitions``, ``ease`` and the interval; ``step``, ``stability`` (days) and
    ``difficulty`` (1-10) belong to schedulers that need them.
    """

    state: CardState = CardState.NEW
    repetitions: int = 0
    """Passes in a row since the last lapse (SM-2's n)."""
    ease: int = 250
    """Ease factor in hundredths: 250 is 2.50."""
    interval_minutes: int = 0
    """The planned interval; 0 for a card never answered."""
    lapses: int = 0
    """How often a card that had been passed was forgotten."""
    step: int = 0
    """The index of a learning step, plus ``DAYS_PLACE`` times the days after relearning."""
    stability: float | None = None
    difficulty: float | None = None

    @property
    def interval_days(self) -> int:
        """The planned interval in whole days."""
        return self.interval_minutes // MINUTES_PER_DAY

    @property
    def step_index(self) -> int:
        """Which step (0 is the first) a card is at that is learned or relearned."""
        return max(0, self.step) % DAYS_PLACE

    @property
    def days_after_steps(self) -> int:
        """The days a card that is relearned comes back with afterwards; 0 where unknown."""
        return max(0, self.step) // DAYS_PLACE

    @property
    def ease_factor(self) -> float:
        """The ease factor as a plain number, for showing only."""
        return self.ease / 100


NEW_MEMORY = Memory()


def card_name(guid: str, template_uid: str, ordinal: int) -> str:
    """Return what a card is called in every copy: its note, the template, the cloze number."""
    return f"{guid}/{template_uid}/{ordinal}"


def card_seed(guid: str, template_uid: str, ordinal: int) -> int:
    """Return the number a card's chances are drawn from, the same in every copy: 31 bits."""
    return zlib.crc32(card_name(guid, template_uid, ordinal).encode()) & 0x7FFFFFFF


@dataclass(frozen=True, slots=True)
class Card:
    """One question the learner is asked; belongs to a note.

    ``template_uid`` names the template that asks it, ``ordinal`` the cloze number (0 for notes
    without clozes).
    """

    id: CardId
    note_id: NoteId
    deck_id: DeckId
    template_uid: str
    ordinal: int
    memory: Memory
    due_at: datetime | None
    """The UTC moment the schedule asks for the card; None while it is new."""
    last_review_at: datetime | None = None
    drill_day: int | None = None
    """The learner's day (ordinal) on which a same-day drill is pending."""
    position: int = 0
    """Place among the new cards."""
    suspended: bool = False
    buried_until: int | None = None
    """The learner's day (ordinal) on which a buried card returns."""
    flag: int = 0
    """0 none, 1 red, 2 orange, 3 green, 4 blue."""
    seed: int = 0
    """What its fuzz and its places in random orders are drawn from: ``card_seed``."""
