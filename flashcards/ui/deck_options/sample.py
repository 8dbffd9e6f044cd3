"""Sample cards: what a row of answers leads to under the options being set."""

from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.model.cards import MINUTES_PER_DAY, NEW_MEMORY
from flashcards.model.enums import Quality, Rating, SchedulerKind
from flashcards.model.messages import Translatable, message
from flashcards.model.presets import Options
from flashcards.scheduling.days import MS_PER_MINUTE, interval_words
from flashcards.scheduling.protocol import Occasion
from flashcards.scheduling.registry import strictly_for
from flashcards.scheduling.sm2 import LATENESS
from flashcards.ui.deck_options.option_words import weekday_names
from flashcards.ui.words import plural, tr, worded

_AGAIN, _HARD, _GOOD, _EASY = (rating.quality for rating in Rating)
TITLES: tuple[Translatable, ...] = ("Forgotten once", "Sometimes hard", "Easy at first")
_START_DAYS = (6, 2, 1)
"""On which weekday each begins, 0 for Monday: so that together they meet all of them."""

_WORDS: dict[Quality, Translatable] = {_AGAIN: "Again", _HARD: "Hard", _GOOD: "Good", _EASY: "Easy"}
_KINDS = {_AGAIN: "again", _HARD: "hard", _GOOD: "good", _EASY: "easy"}
_MONDAY = 4
"""The first Monday of 1970, in days since its beginning."""
_LATENESS = {
    SchedulerKind.SM2: LATENESS,
    SchedulerKind.STEPS: message(
        "Late answers: half the delay counts after Good, all of it after Easy."
    ),
    SchedulerKind.FSRS: message("A card answered late and still remembered gains more."),
}


@dataclass(frozen=True, slots=True)
class SampleStep:
    """One answer of a sample and what follows from it."""

    word: str
    kind: str
    """Which of the theme's rating colours it wears."""
    minutes: int
    drill: bool
    weekday: str = ""
    """The day it is due on, where weekdays differ."""

    @property
    def days(self) -> int:
        """The interval in whole days."""
        return self.minutes // MINUTES_PER_DAY

    @property
    def note(self) -> str:
        """What is to be said beside the interval; empty for nothing."""
        return tr("again today") if self.drill else self.weekday

    @property
    def interval(self) -> str:
        """The interval in words."""
        if self.minutes < MINUTES_PER_DAY:
            return worded(interval_words(self.minutes))
        return plural(self.days, "{count} day", "{count} days")


def sample_answers(options: Options) -> list[tuple[Quality, ...]]:
    """Return the answers of each sample, long enough to lead past the learning steps."""
    if options.scheduler is SchedulerKind.SM2:
        forgotten = (_GOOD, _GOOD, _AGAIN, _GOOD, _GOOD, _GOOD)
        hard = (_GOOD, _GOOD, _HARD, _GOOD, _EASY, _GOOD)
        return [forgotten, hard, (_EASY, _GOOD, _GOOD, _EASY)]
    learned = (_GOOD,) * max(1, len(options.learning_steps))
    again = (_GOOD,) * max(1, len(options.relearning_steps))
    return [
        (*learned, _GOOD, _GOOD, _AGAIN, *again, _GOOD),
        (*learned, _GOOD, _GOOD, _HARD, _EASY),
        (_EASY, _GOOD, _GOOD, _EASY),
    ]


def samples(options: Options) -> list[list[SampleStep]]:
    """Return every sample; raise ValueError for options no scheduler can use."""
    answers = zip(sample_answers(options), _START_DAYS, strict=True)
    return [sample_steps(options, qualities, start) for qualities, start in answers]


def sample_steps(
    options: Options, qualities: Sequence[Quality], start_day: int = 0
) -> list[SampleStep]:
    """Return what each of the answers leads to, one after the other, on a new card.

    The first is given at the noon of a weekday, 0 for Monday, each later one when the card is due.
    Raises ValueError for options no scheduler can use.
    """
    scheduler = strictly_for(options)
    uneven = len(set(options.easy_days)) > 1
    at_ms = ((_MONDAY + start_day) * MINUTES_PER_DAY + 12 * 60) * MS_PER_MINUTE
    memory, last_ms = NEW_MEMORY, None
    steps = []
    for quality in qualities:
        occasion = Occasion(at_ms, 0, options.day_start_minutes, last_ms, seed=1, load=_uneven_load)
        outcome = scheduler.review(memory, quality, occasion)
        memory = outcome.memory
        last_ms, at_ms = at_ms, at_ms + memory.interval_minutes * MS_PER_MINUTE
        word = tr(_WORDS[quality])
        if options.six_qualities:
            word = f"{int(quality)} {word}"
        weekday = _weekday(at_ms) if uneven else ""
        steps.append(
            SampleStep(word, _KINDS[quality], memory.interval_minutes, outcome.drill, weekday)
        )
    return steps


def _weekday(at_ms: int) -> str:
    day = at_ms // (MINUTES_PER_DAY * MS_PER_MINUTE) - _MONDAY
    return weekday_names(short=True)[day % 7]


def _uneven_load(day: int) -> int:
    """Return how many cards a day of the sample has: every third is a full one."""
    return 30 if day % 3 == 0 else 10


def sample_notes(options: Options) -> str:
    """Say what the samples do not show: lateness, and that spreading is drawn for each card."""
    notes = [worded(_LATENESS[options.scheduler])]
    if options.fuzz:
        notes.append(tr("Intervals vary from card to card; this is one draw of many."))
    if options.load_balance:
        notes.append(tr("Every third day of the samples is a full one."))
    return " ".join(notes)


def sample_words(title: str, steps: Sequence[SampleStep]) -> str:
    """Return a sample as one sentence, for those who hear the screen."""
    said = [_step_words(step) for step in steps]
    return f"{title}. {', '.join(said)}."


def _step_words(step: SampleStep) -> str:
    if step.drill:
        return tr("{word}: today again, then {interval}", word=step.word, interval=step.interval)
    day = f" ({step.weekday})" if step.weekday else ""
    return f"{step.word}: {step.interval}{day}"
