"""What a line of a field may look like: which letters are bold, which are marks, what is drawn."""

from dataclasses import dataclass, field
from typing import Literal

Look = Literal[
    "bold", "italic", "strike", "underline", "highlight", "sub", "sup", "code", "link",
    "colour", "heading", "quote", "gap", "hint", "fence", "table", "source", "mark", "faint",
    "picture", "formula", "sound", "number", "divider", "bar", "bullet", "count", "rule",
]  # fmt: skip
"""``mark`` is not shown but around the caret; ``picture``, ``formula``, ``sound``, ``number`` (the
beginning of a gap), ``divider`` (what comes before its hint), ``bar`` (what makes a quotation),
``bullet`` and ``rule`` are shown by something else in their place."""

TagLooks = tuple[tuple[Look, str], ...]
"""How what stands in an element of HTML looks: each look with its data."""
LONGEST = 8_000
"""Characters; a longer line is shown as it is written."""
UNIT = "\ufffc"
"""Stands in a line for a character that is written in another way, and so is no mark."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of a line and how they look.

    With the caret from ``near[0]`` to ``near[1]`` marks and what stands in a place are shown as
    they are written.
    """

    start: int
    end: int
    look: Look
    data: str = ""
    """A picture's name, a formula's source, the numbers of a gap, a heading's level, a colour."""
    near: tuple[int, int] | None = None
    width: int = 0
    """How wide a picture is shown, in pixels of the window; 0 for as wide as it is."""


@dataclass(frozen=True, slots=True)
class Element:
    """Something between two marks: ``open`` and ``close`` are where they begin and end."""

    look: Look
    open: tuple[int, int]
    close: tuple[int, int]
    data: str = ""

    @property
    def inside(self) -> tuple[int, int]:
        """Where what it holds begins and ends."""
        return self.open[1], self.close[0]


@dataclass(frozen=True, slots=True)
class State:
    """What a line leaves open for the next one."""

    fence: str = ""
    """The sign that ends the code the line stands in."""
    formula: str = ""
    """The sign that ends the formula the line stands in."""
    tags: tuple[tuple[str, TagLooks], ...] = ()
    """The elements of HTML that are open and how they look, outermost first."""
    gaps: int = 0
    """How many gaps are open."""


START = State()


@dataclass(slots=True)
class Line:
    """One line taken apart."""

    spans: list[Span] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    after: State = START
