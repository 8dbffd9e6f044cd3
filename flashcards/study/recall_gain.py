"""What asking a card gains and costs: expected recall against the learner's own seconds."""

from dataclasses import dataclass
from datetime import datetime
from math import log

from flashcards.model.cards import MATURE_MINUTES, MINUTES_PER_DAY, Card, Memory
from flashcards.model.enums import CardState, Phase, Quality
from flashcards.model.presets import Options
from flashcards.scheduling import backlog
from flashcards.scheduling.days import MS_PER_DAY, MS_PER_MINUTE, moment_ms, offset_minutes_of
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS, SM2_RETENTION
from flashcards.scheduling.protocol import Occasion, Scheduler
from flashcards.store.deck_counts import Pace
from flashcards.study.queue import Counts

HORIZON_DAYS = 30.0
"""Recall is averaged over so many days from now."""
LOOKED_BACK_DAYS = 90
"""From how many days the learner's answer times are taken."""
USUAL_SECONDS = 10.0
"""What an answer is taken to need before there are answers to go by."""
USUAL_PASSES = 0.8
"""What share of first answers is taken to be passes before there are any to go by."""
USUAL_ANSWERS = 20
"""How many answers the assumptions above weigh as much as."""

_MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class Costs:
    """The learner's own seconds, by how far a card is."""

    new: float
    young: float
    mature: float
    repeat: float
    """One answer at a step, or one drill."""
    again: float
    """What repeats take, all told, of a card that is new or was forgotten."""
    first_passes: float
    """The share of new cards passed at once (0 to 1)."""


def costs(by_phase: dict[Phase, Pace], drills: Pace) -> Costs:
    """Return the learner's seconds from what was answered lately.

    All drills and answers at steps are laid upon the cards that were new or forgotten.
    """
    step = by_phase.get(Phase.STEP, Pace())
    repeats = Pace(step.answers + drills.answers, 0, step.taken_ms + drills.taken_ms)
    new = by_phase.get(Phase.NEW, Pace())
    known = [by_phase.get(phase, Pace()) for phase in (Phase.YOUNG, Phase.MATURE)]
    begun = new.answers + sum(pace.answers - pace.passed for pace in known)
    passes = new.passed + USUAL_PASSES * USUAL_ANSWERS
    return Costs(
        new=_seconds(new),
        young=_seconds(known[0]),
        mature=_seconds(known[1]),
        repeat=_seconds(repeats),
        again=(repeats.taken_ms / 1000 + USUAL_SECONDS * USUAL_ANSWERS) / (begun + USUAL_ANSWERS),
        first_passes=passes / (new.answers + USUAL_ANSWERS),
    )


def seconds_for(waiting: Counts, spent: Costs, by_phase: dict[Phase, Pace]) -> float:
    """Return about how long the cards that wait take, all told, as ``worth`` counts seconds.

    Of cards that are due only the number is known: how many of them are mature, and how many will
    be forgotten, is taken from the answers that ``by_phase`` counts.
    """
    young, mature = (by_phase.get(phase, Pace()) for phase in (Phase.YOUNG, Phase.MATURE))
    answers = young.answers + mature.answers
    share = mature.answers / answers if answers else 0.0
    passes = young.passed + mature.passed + USUAL_PASSES * USUAL_ANSWERS
    forgotten = 1 - passes / (answers + USUAL_ANSWERS)
    due = (1 - share) * spent.young + share * spent.mature + forgotten * spent.again
    new = spent.new + spent.again
    return waiting.new * new + waiting.learning * spent.repeat + waiting.due * due


def _seconds(pace: Pace) -> float:
    return (pace.taken_ms / 1000 + USUAL_SECONDS * USUAL_ANSWERS) / (pace.answers + USUAL_ANSWERS)


@dataclass(frozen=True, slots=True)
class Worth:
    """What asking a card today would gain and cost."""

    gain: float
    """Rise of its mean recall over the days of the horizon (0 to 1)."""
    seconds: float

    @property
    def rate(self) -> float:
        """Recall gained per second."""
        return self.gain / self.seconds


def worth(card: Card, scheduler: Scheduler, options: Options, now: datetime, spent: Costs) -> Worth:
    """Return what asking ``card`` now (aware, local) would gain and cost.

    With M(m, a) the mean recall over the next 30 days of a memory m last answered a days ago, p
    the chance that the card is known now, and g and f the memories its scheduler gives after Good
    and after Again, steps included:

        gain = p M(g, 0) + (1 - p) M(f, 0) - M(m, a)        M of a new card is 0
        seconds = answer + (1 - p) repeats                  a new card: answer + repeats

    Recall follows FSRS's curve where stability is known, else 0.9 to the power of elapsed time by
    interval. Our own yardstick: no published scheduler has one for a number of minutes.
    """
    memory, elapsed = card.memory, _elapsed_days(card, now)
    decay = (options.fsrs_parameters or DEFAULT_PARAMETERS)[20]
    passed = mean_recall(_after(card, scheduler, options, now, Quality.GOOD), 0.0, decay)
    failed = mean_recall(_after(card, scheduler, options, now, Quality.WRONG), 0.0, decay)
    if memory.state is CardState.NEW:
        known = spent.first_passes
        gain = known * passed + (1 - known) * failed
        return Worth(gain, spent.new + spent.again)
    known = recall(memory, elapsed, decay)
    gain = known * passed + (1 - known) * failed - mean_recall(memory, elapsed, decay)
    answer = spent.mature if memory.interval_minutes >= MATURE_MINUTES else spent.young
    return Worth(gain, answer + (1 - known) * spent.again)


def _elapsed_days(card: Card, now: datetime) -> float:
    """Return the days since a card's last answer; where none is known, since its interval began."""
    if card.last_review_at is not None:
        began_ms = moment_ms(card.last_review_at)
    elif card.due_at is not None:
        began_ms = moment_ms(card.due_at) - card.memory.interval_minutes * MS_PER_MINUTE
    else:
        return 0.0
    return max(0.0, (moment_ms(now) - began_ms) / MS_PER_DAY)


def recall(memory: Memory, elapsed_days: float, decay: float) -> float:
    """Return how likely a card is remembered so many days after its last answer."""
    return backlog.recall(elapsed_days, *backlog.strength_of(memory, decay))


def mean_recall(memory: Memory, elapsed_days: float, decay: float) -> float:
    """Return the mean of ``recall`` over the horizon, from ``elapsed_days`` on."""
    strength, bend = backlog.strength_of(memory, decay)
    first, last = elapsed_days / strength, (elapsed_days + HORIZON_DAYS) / strength
    if bend is None:
        area = (SM2_RETENTION**first - SM2_RETENTION**last) / -log(SM2_RETENTION)
    else:
        factor, power = SM2_RETENTION ** (-1 / bend) - 1, 1 - bend
        area = ((1 + factor * last) ** power - (1 + factor * first) ** power) / (factor * power)
    return float(area * strength / HORIZON_DAYS)


def _after(
    card: Card, scheduler: Scheduler, options: Options, now: datetime, quality: Quality
) -> Memory:
    """Return the memory an answer leads to, once the steps that follow it are passed."""
    at_ms, offset, start = moment_ms(now), offset_minutes_of(now), options.day_start_minutes
    last_ms = None if card.last_review_at is None else moment_ms(card.last_review_at)
    memory = card.memory
    for _ in range(_MOST_STEPS):
        occasion = Occasion(at_ms, offset, start, last_ms, card.id)
        memory = scheduler.review(memory, quality, occasion).memory
        if memory.interval_minutes >= MINUTES_PER_DAY:
            break
        last_ms, at_ms = at_ms, at_ms + memory.interval_minutes * MS_PER_MINUTE
        quality = Quality.GOOD
    return memory
