"""What is asked and told about a package or collection of Anki's before it is imported."""

from dataclasses import dataclass


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
