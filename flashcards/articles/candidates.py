"""What the finders make of an article: passages worth a card, with where they stand in it."""

from dataclasses import dataclass
from enum import StrEnum


class CandidateKind(StrEnum):
    """Why a passage is worth a card."""

    TERM = "term"
    FAQ = "faq"
    LIST = "list"
    CONTRAST = "contrast"
    CHOICE = "choice"
    """A question with options on its front, as a list, and the right ones on its back."""
    STATEMENT = "statement"
    """A sentence that says something worth knowing, with the words hidden that are its news."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that could be made: its texts, and the passage it comes from."""

    kind: CandidateKind
    term: str
    """The bare term or question, as the article words it."""
    front: str
    """Question of the card, Markdown; empty for a cloze."""
    back: str
    """Answer of the card, Markdown."""
    confidence: float
    """0 to 1: how sure the rules are that a reader would want this card."""
    heading: tuple[str, ...]
    """The headings above the passage, outermost first."""
    start: int
    end: int
    quote: str
    """The passage itself: ``text[start:end]`` of the document."""
    cloze: str = ""
    """Text with ``{{c1::...}}`` where the card is a cloze; else empty."""
    aliases: tuple[str, ...] = ()
    """Other names of the same term."""
    picture: str = ""
    """The picture on its front, as the article says where it lies."""
    chosen: bool = True
    """Whether it is one of the cards that are taken unless the learner leaves it out.

    A finder says here whether the term matters; ``choosing.decided`` adds that the card is likely
    and not weak.
    """
