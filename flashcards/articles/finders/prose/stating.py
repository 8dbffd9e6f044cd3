"""What the finding of statements has to know of a language: cues, and what leans elsewhere."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """Words in front of the news of a sentence: "because of", "is caused by"."""

    words: re.Pattern[str]
    weight: float
    """What a gap behind it adds to the confidence of the card."""


@dataclass(frozen=True, slots=True)
class Stating:
    """The tables of one language."""

    cues: tuple[Cue, ...]
    number: re.Pattern[str]
    """A number with its unit, or a date, as it is hidden."""
    verb: re.Pattern[str]
    """A word that is surely a verb, behind which the news begins."""
    cut: re.Pattern[str]
    """Openings that lean on what came before and may be cut off."""
    leans: re.Pattern[str]
    """How a sentence begins that cannot be understood without the one before it."""
    loose: re.Pattern[str]
    """How a sentence reads that may be understood by itself, and may not; it is only offered."""
    points: re.Pattern[str]
    """Words anywhere in a sentence that point out of it or speak of writer and reader."""
    hedges: re.Pattern[str]
    """Words that make what is said uncertain or somebody's opinion."""
    reported: re.Pattern[str]
    """Words with which a sentence tells what somebody said or did one day."""
    recap: re.Pattern[str]
    """Headings over a part that says again what matters."""
    pale: re.Pattern[str]
    """Words with which a sentence praises, judges or speaks in general."""
    events: re.Pattern[str]
    """Verbs of what happens once and is told with its date: "founded"."""
    auxiliaries: frozenset[str]
    """Verbs behind which another verb may stand: "has", "must"."""
    introducing: frozenset[str]
    """Words besides articles behind which a noun phrase begins."""
    stops: frozenset[str]
    """Words that end a noun phrase though they may stand in a term."""
    participles: re.Pattern[str]
    """Words behind an auxiliary that are verbs."""
    common: frozenset[str]
    """Nouns and adjectives too pale to be hidden."""


def cue(weight: float, pattern: str) -> Cue:
    """Return a cue of any of some wordings."""
    return Cue(re.compile(rf"\b(?:{pattern})\s", re.IGNORECASE), weight)
