"""What a table of cards or notes shows in one row."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from flashcards.model.enums import CardState
from flashcards.model.ids import CardId, NoteId

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Strength(NamedTuple):
    """What FSRS makes of a card's log."""

    stability: float
    """Days after which 90% of such cards are remembered."""
    difficulty: float
    """1 to 10."""
    retrievability: float
    """The chance that it is remembered now, 0 to 1."""


class CardRow(NamedTuple):
    """One card as a table shows it: text without markup, on one line.

    Moments are kept as UTC milliseconds since 1970 and made into datetimes when asked for, and the
    row is a tuple: rows are read by the hundred while the learner scrolls.
    """

    id: CardId
    note_id: NoteId
    question: str
    answer: str
    deck: str
    """Full name."""
    tags: tuple[str, ...]
    state: CardState
    due_ms: int | None
    """None while the card is new."""
    interval_days: int
    ease_factor: float
    lapses: int
    reviews: int
    """Answers in the log, same-day drills included, struck ones not."""
    created_ms: int
    changed_ms: int
    suspended: bool
    buried: bool
    flag: int
    """0 none, 1 red, 2 orange, 3 green, 4 blue."""
    note_type: str
    """Name of the note type."""
    fields: tuple[str, ...]
    """The note's fields as they were written."""
    card: str = ""
    """Name of the card among those of its note: its template, with the number of a cloze."""
    strength: Strength | None = None
    """How well it is remembered; None while it is new, and where it was not asked for."""

    @property
    def due_at(self) -> datetime | None:
        """The UTC moment the schedule asks for the card; None while it is new."""
        return None if self.due_ms is None else _moment(self.due_ms)

    @property
    def created(self) -> datetime:
        """When the note was added, UTC."""
        return _moment(self.created_ms)

    @property
    def changed(self) -> datetime:
        """When the note was last edited, UTC."""
        return _moment(self.changed_ms)


def _moment(at_ms: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=at_ms)
