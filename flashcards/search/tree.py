"""The shape of a search once it is read: small values that say which cards are meant."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

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


class Attribute(StrEnum):
    """Numbers a card has."""

    INTERVAL = "interval"
    """Planned interval in whole days."""
    EASE = "ease"
    """Ease factor, such as 2.5."""
    LAPSES = "lapses"
    REVIEWS = "reviews"
    """Answers in the log, same-day drills included, struck ones not."""


class Moment(StrEnum):
    """Moments a card has; all are compared by the learner's day."""

    DUE = "due"
    ADDED = "added"
    REVIEWED = "reviewed"
    """The last answer."""
    CHANGED = "changed"
    """The last edit of the note."""


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
)
Node = Term | And | Or | Not
