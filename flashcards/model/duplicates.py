"""Notes that say the same, or nearly the same, in a field."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_GROUPS = 2_000
"""Groups that are listed; all are counted."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What counts as the same."""

    field: str | None = None
    """The name of the field that is compared; None for the first of each note type."""
    across_types: bool = False
    """Whether notes of different types can be the same."""
    near: bool = False
    """Whether notes also count that say nearly the same: a typing mistake, a word more."""


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Two notes or more."""

    text: str
    """What the first of them says, on one line and not too long."""
    note_ids: tuple[int, ...]
    """Those added first, first."""
    near: bool = False
    """Whether some say only nearly the same."""


@dataclass(frozen=True, slots=True)
class Duplicates:
    """All that was found."""

    groups: Sequence[DuplicateGroup] = ()
    """The largest first; the others in the order of their first notes."""
    found: int = 0
    """How many groups there are, listed or not."""
    notes: int = 0
    """How many notes are in them all."""
