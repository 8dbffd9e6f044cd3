"""What came of a round of syncing."""

from dataclasses import dataclass

from flashcards.model.messages import Message


@dataclass(slots=True)
class Report:
    """What one round did."""

    told: int = 0
    """Segments that were written."""
    taken: int = 0
    """Segments that were taken in."""
    conflicts: int = 0
    """Fields that were changed on both sides since they last agreed."""
    reviews: int = 0
    waiting: int = 0
    """Segments that are not all here, or whose predecessors are not."""
    troubles: tuple[Message, ...] = ()
    """What could not be taken in, and why: each once, with what to do next."""
    untold: int = 0
    """How many of these are about what is here and cannot be told."""
    all_told: bool = False
    """Whether the place was given all that is known here, since it lacked what was told before."""
    details: tuple[str, ...] = ()
    """For whoever looks for a mistake in the program: what a file said that cannot be."""
    stopped: bool = False
    """Whether it was asked to end before all was done; the next round does the rest."""
