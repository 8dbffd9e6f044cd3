"""What the charts draw: values with the words that go with them, no pixels."""

from collections.abc import Callable
from dataclasses import dataclass

from flashcards.ui.words import numeral, percent


def plain_number(value: float) -> str:
    """Return a whole number with its thousands grouped."""
    return numeral(value)


def whole_percent(share: float) -> str:
    """Return a share, 0 to 1, in percent."""
    return percent(share)


@dataclass(frozen=True, slots=True)
class Key:
    """What a colour of a chart stands for; ``token`` names the colour."""

    name: str
    token: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One place along the axis: the heights stacked there, from the bottom."""

    parts: tuple[float, ...]
    readout: str
    """What it says when the learner points at it."""
    label: str = ""
    """Stands under the axis; most bars have none."""
    tokens: tuple[str, ...] = ()
    """Colours of this bar alone, in place of the keys'."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart or a histogram."""

    keys: tuple[Key, ...]
    places: tuple[Bar, ...]
    summary: str
    """The chart in one sentence, for those who do not see it."""
    axis_words: Callable[[float], str] = plain_number
    whole: bool = True
    """Whether only whole numbers make sense on the axis."""
    unit: float = 1
    """Steps of the axis are round numbers of this: 60,000 for minutes in milliseconds."""


@dataclass(frozen=True, slots=True)
class Points:
    """One place along the axis of a line chart; None where there is nothing to show."""

    values: tuple[float | None, ...]
    readout: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """A line chart of shares, 0 to 1, one line a key."""

    keys: tuple[Key, ...]
    places: tuple[Points, ...]
    summary: str
    axis_words: Callable[[float], str] = whole_percent


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a strip."""

    value: int
    token: str
    readout: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One row: a whole, divided."""

    name: str
    segments: tuple[Segment, ...]
    note: str = ""
    """Stands to the right, as the number of answers."""


@dataclass(frozen=True, slots=True)
class Strips:
    """Rows of divided wholes, all of one width."""

    rows: tuple[Strip, ...]
    summary: str
    named: bool = True
    """Whether the rows' names stand to the left."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the year: date ordinal, strength 0 to 4, and its words."""

    day: int
    level: int
    readout: str


@dataclass(frozen=True, slots=True)
class Year:
    """The days of a year up to today, without gaps, oldest first."""

    days: tuple[Day, ...]
    summary: str
