"""What the charts of this screen draw: values with the words that go with them, no pixels."""

from collections.abc import Callable
from dataclasses import dataclass

from flashcards.ui.statistics.series import plain_number


@dataclass(frozen=True, slots=True)
class Mark:
    """How one of the compared is drawn, told apart by colour, line and shape."""

    name: str
    token: str
    dashed: bool = False


MARKS = (Mark("A", "accent"), Mark("B", "hard", dashed=True))


@dataclass(frozen=True, slots=True)
class Place:
    """One place along the axis: a value for each line."""

    values: tuple[float, ...]
    readout: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Curves:
    """A chart of lines from 0 up, one a mark."""

    marks: tuple[Mark, ...]
    places: tuple[Place, ...]
    summary: str
    axis_words: Callable[[float], str] = plain_number
    close_up: bool = False
    """Whether the axis may begin above 0, where all values are high and differ little."""


@dataclass(frozen=True, slots=True)
class Dot:
    """Answers that were predicted alike."""

    predicted: float
    recalled: float
    count: int
    line: int
    """Which of the marks it belongs to."""
    readout: str


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was predicted, and what came of it."""

    marks: tuple[Mark, ...]
    dots: tuple[Dot, ...]
    summary: str
