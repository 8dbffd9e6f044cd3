"""What judging the past by other rules would change."""

from dataclasses import dataclass

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
