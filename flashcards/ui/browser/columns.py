"""The columns of the table: what each is called, says, and is sorted by."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flashcards.model.enums import CardState
from flashcards.model.messages import Translatable
from flashcards.scheduling.days import interval_words, learner_day
from flashcards.ui.stored_names import card_name_of, type_name
from flashcards.ui.words import numeral, percent, tr, worded

if TYPE_CHECKING:
    from flashcards.model.rows import CardRow

MINUTES_PER_DAY = 1440
FLAG_NAMES: tuple[Translatable, ...] = ("", "Red", "Orange", "Green", "Blue")
FLAGGED: tuple[Translatable, ...] = (
    "no flag",
    "flag red",
    "flag orange",
    "flag green",
    "flag blue",
)
"""What a search asks for, by the flag's number."""
FLAG_TINTS = ("", "again", "hard", "good", "easy")
_STATES: dict[CardState, Translatable] = {
    CardState.NEW: "New",
    CardState.LEARNING: "Learning",
    CardState.REVIEW: "Review",
    CardState.RELEARNING: "Relearning",
}


@dataclass(frozen=True, slots=True)
class Today:
    """The learner's day, by which moments are put into words."""

    now: datetime
    day_start_minutes: int

    @property
    def number(self) -> int:
        """The day's number (date ordinal)."""
        return learner_day(self.now, self.day_start_minutes)

    def day_of(self, moment: datetime) -> int:
        """Return the number of the learner's day a moment belongs to."""
        return learner_day(moment.astimezone(self.now.tzinfo), self.day_start_minutes)

    def words(self, moment: datetime) -> str:
        """Return a moment's day in as few words as possible."""
        away = self.day_of(moment) - self.number
        if away in (-1, 0, 1):
            return (tr("yesterday"), tr("today"), tr("tomorrow"))[away + 1]
        day = moment.astimezone(self.now.tzinfo) - timedelta(minutes=self.day_start_minutes)
        return short_date(day)


def short_date(day: datetime) -> str:
    """Return a date as a search writes it, the same in every country."""
    return f"{day:%Y-%m-%d}"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``order`` is what the collection sorts by."""

    name: str
    title: Translatable
    text: Callable[["CardRow", Today], str]
    order: str
    width: int = 90
    """The least it takes until the learner chooses otherwise, in pixels."""
    holds: str = ""
    """The longest text it is always to have room for."""
    number: bool = False
    """Whether it holds figures, which stand at the right."""
    shown: bool = True
    """Whether it is there until the learner chooses otherwise."""
    strength: bool = False
    """Whether it tells how well a card is remembered, which is worked out for each row."""


def _due(row: "CardRow", today: Today) -> str:
    return tr("new") if row.due_at is None else today.words(row.due_at)


def _interval(row: "CardRow", _today: Today) -> str:
    if row.state is CardState.NEW:
        return ""
    if not row.interval_days:
        return tr("<1 d")
    return worded(interval_words(row.interval_days * MINUTES_PER_DAY))


def _created(row: "CardRow", today: Today) -> str:
    return today.words(row.created)


def _card(row: "CardRow", _today: Today) -> str:
    return card_name_of(row.note_type, row.card)


def _type(row: "CardRow", _today: Today) -> str:
    return type_name(row.note_type)


def _changed(row: "CardRow", today: Today) -> str:
    return today.words(row.changed)


def state_words(row: "CardRow") -> str:
    """Return what a card is, set aside before anything else."""
    if row.suspended:
        return tr("Suspended")
    if row.buried:
        return tr("Buried")
    return tr(_STATES[row.state])


def flag_words(row: "CardRow") -> str:
    """Return the name of a card's flag."""
    return tr(FLAG_NAMES[row.flag]) if row.flag else ""


def _number(value: float, decimals: int = 0) -> str:
    return numeral(value, decimals)


def _stability(row: "CardRow", _today: Today) -> str:
    if row.strength is None:
        return ""
    if row.strength.stability < 1:
        return tr("<1 d")
    return worded(interval_words(round(row.strength.stability) * MINUTES_PER_DAY))


def _retrievability(row: "CardRow", _today: Today) -> str:
    return "" if row.strength is None else percent(row.strength.retrievability)


_WIDEST_DAY = "2088-08-08"
COLUMNS: tuple[Column, ...] = (
    Column("question", "Question", lambda row, _: row.question, "question", 260),
    Column("answer", "Answer", lambda row, _: row.answer, "answer", 200),
    Column("deck", "Deck", lambda row, _: row.deck.replace("::", " › "), "deck", 150),
    Column("due", "Due", _due, "due", 90, holds=_WIDEST_DAY),
    Column("state", "State", lambda row, _: state_words(row), "state", 90),
    Column("interval", "Interval", _interval, "interval", 84, number=True),
    Column(
        "ease",
        "Ease",
        lambda row, _: "" if row.state is CardState.NEW else _number(row.ease_factor, 2),
        "ease",
        60,
        number=True,
        shown=False,
    ),
    Column(
        "stability",
        "Stability",
        _stability,
        "stability",
        84,
        number=True,
        shown=False,
        strength=True,
    ),
    Column(
        "difficulty",
        "Difficulty",
        lambda row, _: "" if row.strength is None else _number(row.strength.difficulty, 1),
        "difficulty",
        84,
        number=True,
        shown=False,
        strength=True,
    ),
    Column(
        "retrievability",
        "Retrievability",
        _retrievability,
        "retrievability",
        116,
        number=True,
        shown=False,
        strength=True,
    ),
    Column(
        "reviews",
        "Reviews",
        lambda row, _: _number(row.reviews),
        "reviews",
        76,
        number=True,
        shown=False,
    ),
    Column(
        "lapses",
        "Lapses",
        lambda row, _: _number(row.lapses),
        "lapses",
        70,
        number=True,
        shown=False,
    ),
    Column("tags", "Tags", lambda row, _: " ".join(row.tags), "tags", 120, shown=False),
    Column("flag", "Flag", lambda row, _: flag_words(row), "flag", 76, shown=False),
    Column(
        "created",
        "Created",
        _created,
        "created",
        90,
        holds=_WIDEST_DAY,
        shown=False,
    ),
    Column(
        "changed",
        "Changed",
        _changed,
        "changed",
        90,
        holds=_WIDEST_DAY,
        shown=False,
    ),
    Column("card", "Card", _card, "card", 100, shown=False),
    Column(
        "note_type",
        "Note type",
        _type,
        "note_type",
        100,
        shown=False,
    ),
)
BY_NAME = {column.name: column for column in COLUMNS}
