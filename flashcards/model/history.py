"""A card's past, line by line."""

from dataclasses import dataclass
from datetime import datetime

from flashcards.model.cards import NEW_MEMORY, Memory
from flashcards.model.ids import ReviewId
from flashcards.model.messages import Message
from flashcards.model.reviews import Review


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One row of a card's log, with what it did to the schedule."""

    review: Review
    at: datetime
    """The moment, by the clock where the learner was."""
    words: Message
    """The rule and the numbers that made the interval, or why the row does not count."""
    remark: Message | None = None
    """By whose rules it is judged, where that is not plain; None otherwise."""
    standing: bool = True
    """Whether the row counts; False for one that is struck."""
    corrects: ReviewId | None = None
    """The answer in whose place this one stands; None for a row in its own place."""
    corrected_by: ReviewId | None = None
    """The answer that counts in place of this one; None where there is none."""
    memory: Memory = NEW_MEMORY
    """The card's memory after the row."""
    due_at: datetime | None = None
    """The UTC moment the card was due after the row; None while it is new."""

    @property
    def day(self) -> str:
        """The calendar day, as ``2026-03-02``."""
        return f"{self.at:%Y-%m-%d}"

    @property
    def place(self) -> ReviewId:
        """The row in whose place this one stands: its own, or the one it corrects."""
        return self.review.id if self.corrects is None else self.corrects
