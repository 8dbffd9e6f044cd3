"""The shape of a search once it is read: small values that say which cards are meant."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from flashcards.model.enums import Rating


class State(StrEnum):
    """What ``is:`` can ask of a card; an unfinished word means the first that fits."""

    DUE = "due"
    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"
    SUSPENDED = "suspended"
    BURIED = "buried"
    FLAGGED = "flagged"
    YOUNG = "young"
    MATURE = "mature"


class Comparison(StrEnum):
    """How a number or a day is compared."""

    LESS_OR_EQUAL = "<="
    GREATER_OR_EQUAL = ">="
    NOT_EQUAL = "!="
    EQUAL = "="
    LESS = "<"
    GREATER = ">"


COMPARE: dict[Comparison, Callable[[Any, Any], bool]] = {
    Comparison.LESS: lt,
    Comparison.LESS_OR_EQUAL: le,
    Comparison.GREATER: gt,
    Comparison.GREATER_OR_EQUAL: ge,
    Comparison.EQUAL: eq,
    Comparison.NOT_EQUAL: ne,
}
"""Whether two numbers compare so."""


class Attribute(StrEnum):
    """Numbers a card has."""

    INTERVAL = "interval"
    """Planned interval in whole days."""
    EASE = "ease"
    """Ease factor, such as 2.5."""
    LAPSES = "lapses"
    REVIEWS = "reviews"
    """Answers in the log, same-day drills included, struck ones not."""
    POSITION = "position"
    """Place of a new card among those to come; a card that was answered has none."""
    STABILITY = "stability"
    """Days after which 90 % remember it, as FSRS reckons."""
    DIFFICULTY = "difficulty"
    """From 1 to 10, as FSRS reckons."""
    RETRIEVABILITY = "retrievability"
    """Probability (0 to 1) of remembering it now, as FSRS reckons."""


class Moment(StrEnum):
    """Moments a card has; all are compared by the learner's day."""

    DUE = "due"
    ADDED = "added"
    REVIEWED = "reviewed"
    """The last answer."""
    CHANGED = "changed"
    """The last edit of the note."""
    INTRODUCED = "introduced"
    """The first answer."""
    RESCHEDULED = "rescheduled"
    """When its schedule was last set, reset or moved without an answer."""


class Content(StrEnum):
    """What ``has:`` can ask of a note."""

    PICTURE = "picture"
    SOUND = "sound"
    FORMULA = "formula"
    LINK = "link"
    CODE = "code"
    CLOZE = "cloze"
    TAG = "tag"
    SOURCE = "source"
    ARTICLE = "article"


class IdKind(StrEnum):
    """Whose numbers a list of ids holds."""

    CARD = "id"
    NOTE = "nid"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Everything:
    """All cards: what an empty search means."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words of the note: the beginning of a word, or exactly the words between quotes.

    A ``*`` inside a word that is not ``exact`` stands for any run of characters.
    """

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the note contains ``text`` (``*`` for anything); "" means it is empty."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Deck:
    """The card lies in the deck or below it; ``*`` stands for anything."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Tag:
    """The note has the tag or one below it; ``none`` means it has no tags."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Kind:
    """The note is of the note type with this name or uid."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Source:
    """The title or heading the note was made from contains ``text``."""

    text: str


@dataclass(frozen=True, slots=True)
class FromArticle:
    """The note was made from a kept article whose title contains ``text``; ``*`` for anything."""

    text: str


@dataclass(frozen=True, slots=True)
class Is:
    """The card is in this state."""

    state: State


@dataclass(frozen=True, slots=True)
class Flag:
    """The card has this flag: 0 none, 1 red, 2 orange, 3 green, 4 blue."""

    number: int


@dataclass(frozen=True, slots=True)
class Number:
    """One of the card's numbers compares so with ``value``."""

    attribute: Attribute
    comparison: Comparison
    value: Decimal


@dataclass(frozen=True, slots=True)
class Day:
    """The learner's day of a moment compares so with ``day``.

    A whole number counts from today: days ahead for ``due``, days ago for the other moments.
    """

    moment: Moment
    comparison: Comparison
    day: int | date


@dataclass(frozen=True, slots=True)
class Within:
    """The moment lies in the last ``days`` days, today included; for ``due`` in the next ones."""

    moment: Moment
    days: int


@dataclass(frozen=True, slots=True)
class Rated:
    """The card was rated so in the last ``days`` days, today included."""

    days: int
    rating: Rating


@dataclass(frozen=True, slots=True)
class Ids:
    """The card, its note, or the article the note was made from has one of these numbers."""

    kind: IdKind
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Guid:
    """The note has this guid, by which every copy of the collection knows it."""

    guid: str


@dataclass(frozen=True, slots=True)
class Template:
    """The card is of the card type with this name, or number (1 is the first).

    Of a cloze note the number is that of the cloze.
    """

    pattern: str | int


@dataclass(frozen=True, slots=True)
class Has:
    """The note has such a thing in it, or about it."""

    content: Content


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Another note of the same type reads the same in the field called ``name``.

    With a ``text``, ``name`` is a note type (name, uid or id) and its first field reads like that.
    """

    name: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The card was answered (so) on a day that compares so with ``days`` ago."""

    comparison: Comparison
    days: int
    rating: Rating | None = None


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold; two or more, none of them an ``And``."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Some part holds; two or more, none of them an ``Or``."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold; it is never a ``Not`` itself."""

    part: "Node"


Term = (
    Everything
    | Text
    | Field
    | Deck
    | Tag
    | Kind
    | Source
    | FromArticle
    | Is
    | Flag
    | Number
    | Day
    | Within
    | Rated
    | Ids
    | Guid
    | Template
    | Has
    | Duplicate
    | Answered
)
Node = Term | And | Or | Not
