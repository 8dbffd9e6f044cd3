"""A term that a sentence defines, with where in the article both stand."""

from dataclasses import dataclass

from flashcards.articles.finders.prose.language import Pattern


@dataclass(frozen=True, slots=True)
class Term:
    """The name of something, as a sentence has it."""

    start: int
    end: int
    opens: int
    """Where its article begins; the same as ``start`` without one."""
    determiner: str = ""
    whole: int = 0
    """Where it ends with what it is of: "the half-life of an isotope"; 0 if of nothing."""
    aliases: tuple[tuple[int, int], ...] = ()
    """Where its other names stand."""
    announced: bool = False
    """Whether it stands in quotation marks or behind "the term"."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and the stretch of the article that says what it is."""

    term: Term
    pattern: Pattern
    start: int
    end: int
    """The stretch that is quoted; it holds the term and what it means."""
    confidence: float
    """0 to 1: how sure it is that a reader would want the card."""
    marked: bool
    """Whether the author set the term apart where it is defined."""
    several: bool
    """Whether the term names several things."""
    past: bool
    person: bool
    """Whether the term is somebody's name, which only their own article teaches."""
