"""Choices with a fixed set of values; the numbers are what the collection file stores."""

from enum import IntEnum, StrEnum


class Quality(IntEnum):
    """SM-2's own judgement of an answer, 0 (blackout) to 5 (perfect)."""

    BLACKOUT = 0
    WRONG = 1
    WRONG_EASY = 2
    HARD = 3
    GOOD = 4
    PERFECT = 5


class Rating(IntEnum):
    """The four buttons of the review screen."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def quality(self) -> Quality:
        """The SM-2 quality this button stands for: 1, 3, 4 or 5."""
        return _QUALITY_OF[self]


_QUALITY_OF = {
    Rating.AGAIN: Quality.WRONG,
    Rating.HARD: Quality.HARD,
    Rating.GOOD: Quality.GOOD,
    Rating.EASY: Quality.PERFECT,
}


class CardState(IntEnum):
    """Where a card stands in its life."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


class ReviewKind(IntEnum):
    """What a row of the review log records."""

    ANSWER = 0
    """A rating that moved the schedule. With a target it stands in the place of the answer it
    corrects."""
    DRILL = 1
    """A same-day repetition after a quality below 4, or an answer of a session without effect
    on the schedule: it moves no due date. FSRS counts it as one more answer of its day."""
    MANUAL = 2
    """The learner set or reset the schedule; the row keeps a memory snapshot."""
    IMPORTED = 3
    """State brought in from elsewhere; the row keeps a memory snapshot."""
    STRUCK = 4
    """Takes the target row out of the reckoning (undo)."""
    UNSTRUCK = 5
    """Puts a struck target row back (redo). Without a target it only shows a later moment, so
    that what its device does next to the card counts last: see ``store.log_order``."""
    MOVED = 6
    """The due moment was moved, to the row's interval after it; the memory stays as it was."""
    UNKNOWN = 127
    """What a later version wrote, whatever number it has in the file; without effect here."""

    @classmethod
    def _missing_(cls, value: object) -> "ReviewKind | None":
        return cls.UNKNOWN if isinstance(value, int) else None


class Phase(IntEnum):
    """How far a card was when it was answered; splits the daily totals."""

    NEW = 0
    """The card's first answer."""
    YOUNG = 1
    """Interval below 21 days."""
    MATURE = 2
    """Interval of 21 days or more."""
    STEP = 3
    """At a learning step: interval below a day. Outside the daily limits, and no test of recall."""


MATURE_DAYS = 21


class NoteKind(StrEnum):
    """How a note type makes cards out of a note."""

    NORMAL = "normal"
    CLOZE = "cloze"
    UNKNOWN = ""
    """A way that a later version has: its notes are shown and asked, but not written."""

    @classmethod
    def _missing_(cls, value: object) -> "NoteKind | None":
        return cls.UNKNOWN if isinstance(value, str) else None


class Profile(StrEnum):
    """Which reading of SM-2 a preset uses."""

    PAPER = "paper"
    SOURCE = "source"


class SchedulerKind(StrEnum):
    """Which scheduler a preset uses."""

    SM2 = "sm2"
    """SM-2 to the letter."""
    STEPS = "sm2-steps"
    """SM-2 with learning steps and adjustable multipliers, the variant most users know."""
    FSRS = "fsrs"
    """FSRS-6: stability and difficulty fitted to the learner's answers."""


class LeechAction(StrEnum):
    """What happens to a card that is forgotten again and again."""

    TAG = "tag"
    SUSPEND = "suspend"
    """It is tagged and suspended."""
    TELL = "tell"
    """It stays as it is; the learner is told."""


class AdvanceAction(StrEnum):
    """What auto-advance does with a card whose answer was shown long enough."""

    BURY = "bury"
    """Put it off until tomorrow; nothing is said of how well it is known."""
    RATE = "rate"
    """Give the rating that Space gives: the one proposed, else Good."""
    AGAIN = "again"


class LimitFrom(StrEnum):
    """Whose limit of new cards counts when a deck with subdecks is studied."""

    PARENTS = "parents"
    """The deck's own and those of all decks above it."""
    OWN = "own"
    """The deck's own alone."""


class NewOrder(StrEnum):
    """In which order new cards are introduced."""

    ADDED = "added"
    RANDOM = "random"
    TEMPLATE = "template"
    """All first cards of the notes, then all second ones."""


class ReviewOrder(StrEnum):
    """In which order due cards are asked."""

    DUE = "due"
    RANDOM = "random"
    INTERVAL = "interval"
    EASE = "ease"
    RETRIEVABILITY = "retrievability"
    """The most endangered first."""


class NewMix(StrEnum):
    """Where new cards stand among the reviews of a session."""

    MIXED = "mixed"
    BEFORE = "before"
    AFTER = "after"


class Standing(IntEnum):
    """Where a card stands as the statistics count it: each card once."""

    NEW = 0
    LEARNING = 1
    """At a learning step that falls due today, or to be repeated today, and not known before."""
    RELEARNING = 2
    """The same for a card that was known before; both together are what Today calls learning."""
    YOUNG = 3
    """With an interval below 21 days, and done with for today."""
    MATURE = 4
    """With an interval of 21 days or more, and done with for today."""
    BURIED = 5
    """Put off until a later day, whatever it is otherwise."""
    SUSPENDED = 6
    """Put away until released, whatever it is otherwise."""
