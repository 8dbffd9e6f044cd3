"""Options that decks share, and the immutable scheduler versions made from them."""

from dataclasses import dataclass

from flashcards.model.enums import (
    AdvanceAction,
    LeechAction,
    LimitFrom,
    NewMix,
    NewOrder,
    Profile,
    ReviewOrder,
    SchedulerKind,
)
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
    typed_any_case: bool = True
    """Whether capitals and small letters are alike in answers that are typed."""
    typed_any_accents: bool = False
    """Whether letters with and without accents are alike in answers that are typed."""
    typed_any_punctuation: bool = True
    """Whether punctuation does not count in answers that are typed."""
    scheduler: SchedulerKind = SchedulerKind.SM2
    learning_steps: tuple[int, ...] = (1, 10)
    """Minutes between the repetitions of a card being learned; used by sm2-steps and FSRS."""
    relearning_steps: tuple[int, ...] = (10,)
    """Minutes between the repetitions of a card that was forgotten; by sm2-steps and FSRS."""
    graduating_interval_days: int = 1
    """sm2-steps: the first interval after the last learning step."""
    easy_interval_days: int = 4
    """sm2-steps: the first interval of a new card answered Easy."""
    starting_ease: int = 250
    """sm2-steps: ease factor of a card that has left the learning steps, in hundredths."""
    hard_multiplier: int = 120
    """sm2-steps: what Hard multiplies the interval by, in hundredths."""
    easy_bonus: int = 130
    """sm2-steps: what Easy multiplies by on top of the ease factor, in hundredths."""
    interval_modifier: int = 100
    """sm2-steps: what every interval is multiplied by, in hundredths."""
    lapse_multiplier: int = 0
    """sm2-steps: how much of the interval a forgotten card keeps, in hundredths."""
    minimum_lapse_interval_days: int = 1
    """sm2-steps: the shortest interval after a lapse."""
    desired_retention: int = 90
    """FSRS: how many of 100 answers shall be right when a card comes due."""
    fsrs_parameters: tuple[float, ...] = ()
    """FSRS: the 21 parameters; empty for the published defaults."""
    refit_monthly: bool = False
    """FSRS: fit the parameters every month, and keep what predicts the newest answers better."""
    fuzz: bool = False
    """Vary intervals a little, so that cards learned together do not stay together."""
    load_balance: bool = False
    """Choose, within the fuzz, the day that has least to do."""
    easy_days: tuple[int, ...] = (100, 100, 100, 100, 100, 100, 100)
    """How much work each weekday shall have, Monday first, per cent of a normal day."""
    leech_lapses: int = 8
    """After how many lapses a card counts as a leech; 0 for never."""
    leech_action: LeechAction = LeechAction.TAG
    bury_new: bool = True
    """Put a new card off until tomorrow when another card of its note was asked today."""
    bury_reviews: bool = True
    """Put a due card off until tomorrow when another due card of its note was asked today."""
    new_limit_from: LimitFrom = LimitFrom.PARENTS
    new_within_reviews: bool = False
    """Whether a new card also takes a place among the reviews of the day, after those due."""
    autoplay: bool = True
    """Play the sounds, videos and spoken texts of each side as it comes."""
    advance_question_s: int = 0
    """After how many seconds the answer is shown by itself; 0 for never."""
    advance_answer_s: int = 0
    """After how many more the next card comes by itself; 0 for never."""
    advance_action: AdvanceAction = AdvanceAction.BURY
    replay_question: bool = False
    """Play those of the question again, before its own, when the answer comes."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A named set of options, shared by the decks that point to it."""

    id: PresetId
    uid: str
    name: str
    options: Options
    version_id: VersionId
    unknown: tuple[tuple[str, str], ...] = ()
    """Options whose value only a later version knows, each with that value. It stays in the file
    until the learner chooses another one; ``options`` have the default in its place."""

    @property
    def unknown_scheduler(self) -> str:
        """The scheduler these options ask for, where only a later version knows it; else ""."""
        return dict(self.unknown).get("scheduler", "")


@dataclass(frozen=True, slots=True)
class SchedulerVersion:
    """The part of a preset that decides intervals, frozen when it was first used."""

    id: VersionId
    scheduler: str
    """Name of the scheduler, such as ``"sm2"``."""
    parameters: str
    """Its parameters as canonical JSON."""
    day_start_minutes: int
