"""Two sample cards: what a row of answers leads to under the options being set."""

from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.model.cards import NEW_MEMORY
from flashcards.model.enums import Quality, Rating
from flashcards.model.presets import Options
from flashcards.scheduling.days import MS_PER_MINUTE
from flashcards.scheduling.protocol import Occasion
from flashcards.scheduling.registry import scheduler_for
from flashcards.ui.words import plural, tr

_AGAIN, _HARD, _GOOD, _EASY = (rating.quality for rating in Rating)
FORGOTTEN_ONCE = (_GOOD, _GOOD, _AGAIN, _GOOD, _GOOD, _GOOD)
SOMETIMES_HARD = (_GOOD, _GOOD, _HARD, _GOOD, _EASY, _GOOD)
SAMPLES = (("Forgotten once", FORGOTTEN_ONCE), ("Sometimes hard", SOMETIMES_HARD))

_WORDS = {_AGAIN: "Again", _HARD: "Hard", _GOOD: "Good", _EASY: "Easy"}
_KINDS = {_AGAIN: "again", _HARD: "hard", _GOOD: "good", _EASY: "easy"}
_FIRST_MS = 12 * 60 * MS_PER_MINUTE
"""Any noon will do; each later answer comes when the card is due."""


@dataclass(frozen=True, slots=True)
class SampleStep:
    """One answer of a sample and what follows from it."""

    word: str
    kind: str
    """Which of the theme's rating colours it wears."""
    days: int
    drill: bool

    @property
    def interval(self) -> str:
        """The interval in words."""
        return plural(self.days, "{count} day", "{count} days")


def sample_steps(options: Options, qualities: Sequence[Quality]) -> list[SampleStep]:
    """Return what each of the answers leads to, one after the other, on a new card."""
    scheduler = scheduler_for(options)
    memory, at_ms, last_ms = NEW_MEMORY, _FIRST_MS, None
    steps = []
    for quality in qualities:
        occasion = Occasion(at_ms, 0, options.day_start_minutes, last_ms)
        outcome = scheduler.review(memory, quality, occasion)
        memory = outcome.memory
        last_ms, at_ms = at_ms, at_ms + memory.interval_minutes * MS_PER_MINUTE
        word = tr(_WORDS[quality])
        if options.six_qualities:
            word = f"{int(quality)} {word}"
        steps.append(SampleStep(word, _KINDS[quality], memory.interval_days, outcome.drill))
    return steps


def sample_words(title: str, steps: Sequence[SampleStep]) -> str:
    """Return a sample as one sentence, for those who hear the screen."""
    said = [
        tr("{word}: today again, then {interval}", word=step.word, interval=step.interval)
        if step.drill
        else f"{step.word}: {step.interval}"
        for step in steps
    ]
    return f"{title}. {', '.join(said)}."
