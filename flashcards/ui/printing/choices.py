"""How cards are put on paper."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from flashcards.model.messages import Translatable


class Layout(StrEnum):
    """What is made of a page."""

    CUT = "cut"
    """Cards to cut out, the answers on the back of the sheet."""
    FOLD = "fold"
    """Cards to cut out and fold, the answer beside the question."""
    SHEET = "sheet"
    """A list: the question left, the answer right."""


class Paper(StrEnum):
    """How large a page is."""

    A4 = "A4"
    LETTER = "Letter"


class Turned(StrEnum):
    """Around which edge the printer turns a sheet to print its back."""

    LONG = "long"
    SHORT = "short"


GRIDS: Final[tuple[tuple[Translatable, tuple[int, int]], ...]] = (
    ("2 × 4", (2, 4)),
    ("2 × 5", (2, 5)),
    ("2 × 3", (2, 3)),
    ("2 × 2", (2, 2)),
    ("4 × 4", (4, 4)),
    ("4 × 6", (4, 6)),
)
"""Places for cards on a page, across and down: each takes an even number across, to be folded."""
LAYOUTS: Final[tuple[tuple[Translatable, Layout], ...]] = (
    ("Cards to cut out", Layout.CUT),
    ("Cards to fold", Layout.FOLD),
    ("Study sheet", Layout.SHEET),
)
PAPERS: Final[tuple[tuple[Translatable, Paper], ...]] = (
    ("A4", Paper.A4),
    ("Letter", Paper.LETTER),
)
TURNS: Final[tuple[tuple[Translatable, Turned], ...]] = (
    ("Flip on the long edge", Turned.LONG),
    ("Flip on the short edge", Turned.SHORT),
)
SIZES: Final[tuple[tuple[Translatable, float], ...]] = (
    ("Small text", 0.6),
    ("Medium text", 0.75),
    ("Large text", 0.95),
)
"""How large text is, next to that on the screen."""


@dataclass(frozen=True, slots=True)
class PrintChoices:
    """What the learner chose."""

    layout: Layout = Layout.CUT
    paper: Paper = Paper.A4
    grid: tuple[int, int] = (2, 4)
    turned: Turned = Turned.LONG
    size: float = 0.75

    @property
    def millimetres(self) -> tuple[float, float]:
        """The width and height of a page."""
        return (210.0, 297.0) if self.paper is Paper.A4 else (215.9, 279.4)
