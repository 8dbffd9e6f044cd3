"""What a dressed card is: HTML for Qt's text, and what has to be painted behind it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flashcards.text.stylesheets.colours import Colour


@dataclass(frozen=True, slots=True)
class Page:
    """What a card is drawn on."""

    width: float
    """Of the card's area, in pixels of the window, and ``height``."""
    height: float
    scale: float = 1.0
    """How many pixels of the window one of CSS is."""
    dark: bool = False
    platform: str = "linux"
    """``linux``, ``mac`` or ``win``."""
    number: int = 1
    """Of the template among those of its note type, from 1."""
    sheet: str = ""
    """What the program's own marks on cards look like, and the page by night."""
    has_font: Callable[[str], bool] = field(default=lambda _family: True, compare=False)
    """Whether there is a font of that family."""
    font_from: Callable[[str], str] = field(default=lambda _file: "", compare=False)
    """The family of the font in a file that a sheet brings along; empty for none."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One side of a border; its width in pixels of the window."""

    width: float
    style: str
    colour: Colour


@dataclass(slots=True)
class Box:
    """A block with a background or border of its own; all in pixels of the window."""

    first: int
    """The first paragraph in it, by the number that stands in the HTML, and the ``last``."""
    last: int = 0
    left: float = 0.0
    """From the left edge of what it lies in to its own, and from the ``right`` edge."""
    right: float = 0.0
    above: float = 0.0
    """From its upper edge to the first paragraph, and ``below`` the last one to its lower edge."""
    below: float = 0.0
    background: Colour | None = None
    edges: tuple[Edge | None, ...] = (None, None, None, None)
    """Top, right, bottom and left."""
    radius: float = 0.0
    width: float = 0.0
    """Of what it lies in, so that its edges can be found within a cell of a table."""
    in_cell: bool = False
    of_table: bool = False
    """Whether it lies around the table that the first paragraph stands in."""
    height: float = 0.0
    """Where that does not follow from the paragraphs in it."""


@dataclass(frozen=True, slots=True)
class InlineBox:
    """Words within a line that have a background or border; all in pixels of the window."""

    begins: str
    """The name in the HTML of the sign it begins with, and of the one where it ``ends``."""
    ends: str
    above: float
    """From its upper edge to that of the text in it, and ``below`` the text to its lower edge."""
    below: float
    background: Colour | None
    edges: tuple[Edge | None, ...]
    radius: float
    size: int
    """Of the text in it."""


@dataclass(slots=True)
class Drawn:
    """One side of a card, dressed."""

    html: str = ""
    background: Colour | None = None
    """Of the whole card; None where the window's own shows."""
    text_colour: Colour | None = None
    margins: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    """Around the text: top, right, bottom, left."""
    boxes: list[Box] = field(default_factory=list)
    inline_boxes: list[InlineBox] = field(default_factory=list)
    hides: bool = False
    """Whether some of its text is not shown."""
