"""Rows of the append-only review log."""

from dataclasses import dataclass
from datetime import datetime

from flashcards.model.enums import Quality, ReviewKind
from flashcards.model.ids import CardId, ReviewId, VersionId


@dataclass(frozen=True, slots=True)
class Review:
    """One row of the log: what happened to a card, when, and what followed."""

    id: ReviewId
    card_id: CardId
    at: datetime
    """UTC moment."""
    offset_minutes: int
    """The learner's UTC offset at that moment."""
    kind: ReviewKind
    quality: Quality
    taken_ms: int
    version_id: VersionId
    interval_minutes: int
    """The interval planned after this row; a drill repeats the one that stands."""
    target: ReviewId | None = None
    """For struck and unstruck rows: the row they speak of; for a corrected answer: the one it
    corrects; for a moved row: the number of the plan that moved it, if one did."""

    @property
    def interval_days(self) -> int:
        """The resulting interval in whole days."""
        return self.interval_minutes // 1440


DAYS_AHEAD = 30
"""For how many days a preview tells how much there is to do."""


@dataclass(frozen=True, slots=True)
class ReplayPreview:
    """What would change if the past were judged by other rules."""

    cards: int
    """Cards with an answer, all of which are judged."""
    moved: int
    """Cards that would fall due at another moment."""
    due_before: tuple[int, ...]
    """Cards to answer on each of the next 30 days as it is, today (with all overdue) first."""
    due_after: tuple[int, ...]
    """The same after the change."""
