"""What to find in notes and put something else in its place, and what that would change."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Replacement:
    """What to look for in the texts of notes, as they are written, and what to put there."""

    find: str
    put: str
    expression: bool = False
    """Whether ``find`` is a regular expression; ``put`` may then name its groups, as in ``\\1``."""
    match_case: bool = False
    whole_words: bool = False
    field: str | None = None
    """The name of the only field to look in; None for all."""


@dataclass(frozen=True, slots=True)
class NoteChange:
    """A note whose text would change; both hold every field in the order of its type."""

    note_id: int
    names: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]

    def fields(self) -> list[tuple[str, str, str]]:
        """Return the (name, before, after) of each field that changes."""
        every = zip(self.names, self.before, self.after, strict=True)
        return [each for each in every if each[1] != each[2]]


@dataclass(frozen=True, slots=True)
class ReplacePlan:
    """What a replacement would do, note by note; nothing is written yet."""

    changes: Sequence[NoteChange] = ()
    places: int = 0
    """How often it is found in the notes that change."""
    refused: int = 0
    """Notes that have it and stay as they are: they would make no card or have no answer."""
    cards_gone: int = 0
    reviews: int = 0
    """Answers of the cards that go."""
    cards_new: int = 0
