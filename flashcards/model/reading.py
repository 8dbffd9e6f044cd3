"""Articles that are read first: how far one is, what was highlighted, what comes next."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Final

from flashcards.model.ids import SourceId

Span = tuple[int, int]
"""A stretch of an article's text, ``text[start:stop]``."""

CHARACTERS_A_MINUTE: Final = 1_300
"""About 230 words, which most people read of a text they want to understand."""


class Priority(IntEnum):
    """Which of several articles comes first."""

    LOW = 0
    NORMAL = 1
    HIGH = 2


@dataclass(frozen=True, slots=True)
class Highlight:
    """Words that the learner marked.

    ``start`` and ``stop`` are None once they are gone from the article; ``quote`` stays.
    """

    id: int
    start: int | None
    stop: int | None
    quote: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class UnderWay:
    """How far one article is read, and what was decided about reading it."""

    source_id: SourceId
    title: str
    characters: int
    started: bool
    """Whether it is among the articles the learner reads."""
    finished: bool
    """Whether it was put away."""
    priority: Priority
    portion: int
    """Characters to be read of it in a week; 0 for as many as the learner likes."""
    read_this_week: int
    """Characters read since the learner's week began on Monday."""
    position: int
    """Where the sentence begins at which the learner stopped."""
    top: int
    """The place of the text that stood at the top of the page then."""
    read: tuple[Span, ...]
    """What was read, in order, without overlaps."""
    last_read: datetime | None

    @property
    def share(self) -> float:
        """The share of the text that was read, 0 to 1."""
        return sum(stop - start for start, stop in self.read) / max(1, self.characters)

    @property
    def waits(self) -> bool:
        """Whether some of it is to be read now: it is not put away, nor is its portion done."""
        if not self.started or self.finished:
            return False
        return not self.portion or self.read_this_week < self.portion


@dataclass(frozen=True, slots=True)
class ReadingSummary:
    """What reading an article has come to so far."""

    share: float
    highlights: int
    cards: int
    """How many cards stand on its passages."""
    due: int
    """How many of them can be answered today."""
