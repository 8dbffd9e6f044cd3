"""What is asked and told about a package or collection of Anki's before it is imported."""

from dataclasses import dataclass
from pathlib import Path

from flashcards.model.errors import UserError
from flashcards.model.parsed import Problem


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What a learner decides of an import from Anki."""

    below: str = ""
    """The deck all goes under; empty for the top."""
    tags: tuple[str, ...] = ()
    """Added to every note that is new here."""
    with_learning: bool = True
    """Whether schedule, flags and log come too; else all cards are new."""
    presets: bool = False
    """Whether the options of decks come: steps, scheduler, limits, burying."""
    day_start: bool = False
    """Whether a day begins here when it does there."""
    own: bool = False
    """Whether the package is the learner's own, however large."""


AS_USUAL = ImportChoices()
"""For a package that somebody shared."""
FIRST_MOVE = ImportChoices(presets=True, day_start=True, own=True)
"""For a learner who comes from Anki with all they have."""


class TooMuchError(UserError):
    """A package unpacks to more than a shared one may; it may still be the learner's own."""


@dataclass(frozen=True, slots=True)
class ComingDeck:
    """A deck that cards of a package go to."""

    name: str
    """Full, as it is called here."""
    cards: int
    new: int
    """Cards that were never answered."""


@dataclass(frozen=True, slots=True)
class ComingType:
    """A note type that notes of a package are of."""

    name: str
    notes: int
    apart: int
    """Notes with text or scripts that their cards do not show; *All fields* shows the former."""
    scripted: bool
    """Whether its cards have scripts, which this program does not run."""


@dataclass(frozen=True, slots=True)
class AnkiPreview:
    """What a package or collection of Anki's would bring."""

    file: str
    size: int
    """Bytes of all that was unpacked."""
    notes: int
    known: int
    """Notes that are here already; the others are added."""
    cards: int
    new: int
    answers: int
    """Rows of the log."""
    media: int
    left_media: int
    """Media files that are, by their names, of kinds that are not kept."""
    filtered: int
    """Cards in filtered decks, which go back to their own."""
    decks: tuple[ComingDeck, ...]
    types: tuple[ComingType, ...]
    presets: tuple[str, ...]
    """Names of the options that decks have, other than those that every collection has."""
    day_start_hour: int | None
    """When its days begin; None where the file does not say."""
    left_out: int
    """Notes that cannot be used; ``problems`` tells why."""
    problems: tuple[Problem, ...] = ()
    program: str = "Anki"
    """What it comes from, where that is another program."""


@dataclass(frozen=True, slots=True)
class AnkiProfile:
    """A collection that Anki keeps on this computer."""

    name: str
    """What the learner called the profile."""
    path: Path
    size: int
    """Bytes."""
    changed_s: float
    """When it was last written, UTC seconds."""
