"""Options that decks share, and the immutable scheduler versions made from them."""

from dataclasses import dataclass

from flashcards.model.enums import NewMix, NewOrder, Profile, ReviewOrder
from flashcards.model.ids import PresetId, VersionId


@dataclass(frozen=True, slots=True)
class Options:
    """What a learner can set for a deck. The defaults are the program's own."""

    profile: Profile = Profile.PAPER
    """Reading of SM-2: the published text, or SuperMemo's published code."""
    new_per_day: int = 20
    reviews_per_day: int = 200
    drill: bool = True
    """Repeat answers below quality 4 the same day until they reach 4."""
    six_qualities: bool = False
    """Rate with SM-2's 0-5 instead of four buttons."""
    new_order: NewOrder = NewOrder.ADDED
    review_order: ReviewOrder = ReviewOrder.DUE
    new_mix: NewMix = NewMix.MIXED
    day_start_minutes: int = 240
    """When the learner's day begins, minutes after midnight; 4:00 by default."""
    maximum_interval_days: int = 36_500
    answer_cap_s: int = 60
    """Longest time counted for one answer, in seconds."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A named set of options, shared by the decks that point to it."""

    id: PresetId
    uid: str
    name: str
    options: Options
    version_id: VersionId


@dataclass(frozen=True, slots=True)
class SchedulerVersion:
    """The part of a preset that decides intervals, frozen when it was first used."""

    id: VersionId
    scheduler: str
    """Name of the scheduler, such as ``"sm2"``."""
    parameters: str
    """Its parameters as canonical JSON."""
    day_start_minutes: int
