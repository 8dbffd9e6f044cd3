"""Simulates the days ahead: how much there would be to do, and how much would be remembered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TypeAlias

import numpy as np

from flashcards.model.cards import MINUTES_PER_DAY
from flashcards.model.enums import CardState, Rating, ReviewOrder
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.experiments import Simulation, SimulationSettings
from flashcards.model.habits import Habits
from flashcards.model.messages import message
from flashcards.model.presets import Options
from flashcards.scheduling import fsrs_log, sm2_log, steps_log
from flashcards.scheduling.columns import Flags, Floats, Integers, Memories
from flashcards.scheduling.fsrs import FSRS
from flashcards.scheduling.fsrs_formulas import (
    AGAIN,
    DEFAULT_PARAMETERS,
    GOOD,
    HARD,
    Parameters,
    retrievability,
)
from flashcards.scheduling.registry import scheduler_for
from flashcards.scheduling.sm2 import SM2
from flashcards.scheduling.spreading import NORMAL_DAY, SHORTEST_SPREAD_DAYS, Spread
from flashcards.scheduling.spreading_log import spread_days
from flashcards.scheduling.steps import Steps

Progress: TypeAlias = Callable[[int, int], bool]
"""Called with done and total; False asks the work to stop."""

LONGEST_DAYS = 3_650
MOST_CARDS = 500_000
MOST_REPEATS = 20
"""So often at most a card is asked once more on one day; then it waits for the next."""

_NORMAL_WEEK = (NORMAL_DAY,) * 7
_QUALITIES = np.array([0, *(int(rating.quality) for rating in Rating)])
"""Per rating; entry 0 is for none."""
_COLUMNS = tuple(column.name for column in fields(Memories))
_LOAD_DAYS = 128
"""For so many days ahead the cards of a day are counted where the load is balanced."""


@dataclass(frozen=True, slots=True)
class Stock:
    """The cards begun so far, one entry a card, and what else today starts from.

    Days are counted from today, which is 0; what is past is negative.
    """

    memories: Memories
    """What the schedule has of each."""
    stability: Floats
    """How well each is really remembered, by FSRS, in days."""
    difficulty: Floats
    """By FSRS, 1-10."""
    last: Integers
    """The day each was answered last."""
    due: Integers
    """The day each is due."""
    new_left: int = 0
    """New cards not begun yet."""
    new_today: int = 0
    """New cards begun today already, which count towards the day's limit."""
    reviews_today: int = 0
    """Due cards answered today already."""
    today: int = 1
    """The learner's day (date ordinal)."""

    @classmethod
    def empty(cls, new_left: int, today: int = 1) -> "Stock":
        """Return the start of a deck none of whose cards was begun."""
        nothing, none = np.zeros(0), np.zeros(0, dtype=np.int64)
        return cls(Memories.new(0), nothing, nothing, none, none, new_left, today=today)

    def __len__(self) -> int:
        return len(self.due)


@dataclass(frozen=True, slots=True)
class Learner:
    """Who answers: the same in every simulation that shall be compared."""

    habits: Habits = field(default_factory=Habits)
    weights: Parameters = DEFAULT_PARAMETERS
    """The 21 parameters of FSRS that the learner's memory follows."""
    fitted: bool = False
    """Whether they were fitted to the learner's answers."""


def simulate(
    stock: Stock,
    learner: Learner,
    settings: SimulationSettings,
    days: int = 365,
    progress: Progress | None = None,
    seed: int = 0,
) -> Simulation:
    """Return what ``days`` days would be like, today being the first.

    Each day the due cards are asked, then new ones, both up to the limits; what a limit puts off
    waits. Whether a card is remembered is drawn with the probability that FSRS gives, whichever
    scheduler plans: so all are measured by the same memory, and only the times differ at which
    they ask. Remembered cards are answered hard, good and easy as often as the learner does.
    Steps of less than a day and SM-2's drills are done on the day itself, and are answered as the
    learner answers such cards. The same seed gives the same days.

    Source of the method: the simulator of the open-spaced-repetition project (fsrs-rs), which
    draws each answer from FSRS's retrievability and charges each its mean time.

    Raises UserError for more days or cards than can be simulated, CancelledError when
    ``progress`` returns False.
    """
    world = _World.of(stock, learner, settings, days, seed)
    for day in range(days):
        if progress is not None and progress(day, days) is False:
            raise CancelledError
        world.live(day)
    if progress is not None:
        progress(days, days)
    reviews, new, repeats, minutes, memorised, waiting = zip(*world.told, strict=True)
    return Simulation(
        first_day=stock.today,
        reviews=reviews,
        new=new,
        repeats=repeats,
        minutes=minutes,
        memorised=memorised,
        waiting=waiting,
        passed=world.passed,
        cards=world.begun,
        habits=learner.habits,
        fitted=learner.fitted,
    )


Review: TypeAlias = Callable[[Memories, Integers, Integers], Memories]
"""Memories, qualities and elapsed days in, memories after one answer each out."""


def reviewer(options: Options) -> tuple[Review, bool]:
    """Return how many cards are scheduled at once, and whether passes below good are drilled.

    Intervals are not spread. Raises ValueError for options out of range.
    """
    plain = scheduler_for(replace(options, fuzz=False, load_balance=False, easy_days=_NORMAL_WEEK))
    if isinstance(plain, SM2):
        sm2 = plain
        return lambda known, qualities, _: sm2_log.replay_all(
            sm2, np.arange(len(qualities)), qualities, known
        ), sm2.drill
    if isinstance(plain, FSRS):
        fsrs = plain
        return lambda known, qualities, elapsed: fsrs_log.replay_all(
            fsrs, np.arange(len(qualities)), elapsed, qualities, known
        ), False
    assert isinstance(plain, Steps)
    steps = plain
    return lambda known, qualities, elapsed: steps_log.answered(
        steps, known, qualities, elapsed
    ), False


Told: TypeAlias = tuple[int, int, int, float, float, int]
"""Of one day: reviews, new cards, repeats, minutes, memorised, waiting."""


@dataclass(slots=True)
class _World:
    """The cards of a simulation, those begun first, as they stand on a day."""

    options: Options
    learner: Learner
    review: Review
    drill: bool
    spread: Spread
    chance: np.random.Generator
    memories: Memories
    stability: Floats
    difficulty: Floats
    last: Integers
    due: Integers
    begun: int
    done_today: tuple[int, int]
    today: int
    passed: int = 0
    told: list[Told] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        stock: Stock,
        learner: Learner,
        settings: SimulationSettings,
        days: int,
        seed: int,
    ) -> "_World":
        options = settings.options
        if not 1 <= days <= LONGEST_DAYS:
            raise UserError(message("A simulation covers 1 to {most:,} days.", most=LONGEST_DAYS))
        most = options.new_per_day * days
        new = most if settings.endless else min(stock.new_left, most)
        if len(stock) + new > MOST_CARDS:
            raise UserError(
                message(
                    "That would be {count:,} cards, too many to simulate.", count=len(stock) + new
                ),
                message("Choose fewer new cards a day or fewer days."),
            )
        review, drill = reviewer(options)
        unknown, whole = np.full(new, np.nan), np.zeros(new, dtype=np.int64)
        begin = Memories.new(new)
        memories = Memories(
            *(
                np.concatenate((getattr(stock.memories, name), getattr(begin, name)))
                for name in _COLUMNS
            )
        )
        return cls(
            options,
            learner,
            review,
            drill,
            Spread(options.fuzz, options.load_balance, options.easy_days),
            np.random.default_rng(seed),
            memories,
            np.concatenate((stock.stability, unknown)),
            np.concatenate((stock.difficulty, unknown)),
            np.concatenate((stock.last, whole)),
            np.concatenate((stock.due, whole)),
            len(stock),
            (stock.new_today, stock.reviews_today),
            stock.today,
        )

    def live(self, day: int) -> None:
        """Let one day pass."""
        known = self.begun
        due, steps, waiting = self._due(day)
        new = np.arange(known, self._begin(day))
        asked = np.concatenate((steps, due, new))
        ratings = self._first_answers(asked, day)
        habits = self.learner.habits
        reviewed = ratings[len(steps) : len(steps) + len(due)]
        failed = int(np.count_nonzero(reviewed == AGAIN))
        self.passed += len(due) - failed
        repeats = len(steps) + self._repeat(asked, ratings)
        self._plan(asked, ratings, day)
        seconds = (
            len(new) * habits.new_s
            + (len(due) - failed) * habits.passed_s
            + failed * habits.failed_s
            + repeats * habits.repeat_s
        )
        memorised = float(self._recall(np.arange(self.begun), day).sum())
        self.told.append((len(due), len(new), repeats, seconds / 60, memorised, waiting))

    def _due(self, day: int) -> tuple[Integers, Integers, int]:
        """Return the cards to review, those at a step, and how many must wait."""
        rows = np.flatnonzero(self.due[: self.begun] <= day)
        at_step = self.memories.interval_minutes[rows] < MINUTES_PER_DAY
        steps, due = rows[at_step], rows[~at_step]
        room = self.options.reviews_per_day - (self.done_today[1] if day == 0 else 0)
        room = max(room, 0)
        if len(due) <= room:
            return due, steps, 0
        order = np.lexsort((self.due[due], self._key(due, day)))
        return due[order[:room]], steps, len(due) - room

    def _key(self, rows: Integers, day: int) -> Floats | Integers:
        """Return what due cards are asked in the order of."""
        order = self.options.review_order
        if order is ReviewOrder.INTERVAL:
            return self.memories.interval_minutes[rows]
        if order is ReviewOrder.EASE:
            return self.memories.ease[rows]
        if order is ReviewOrder.RETRIEVABILITY:
            return self._recall(rows, day)
        return self.chance.random(len(rows)) if order is ReviewOrder.RANDOM else self.due[rows]

    def _begin(self, day: int) -> int:
        """Begin the day's new cards; return how many cards are begun then."""
        room = self.options.new_per_day - (self.done_today[0] if day == 0 else 0)
        self.begun = min(self.begun + max(room, 0), len(self.due))
        return self.begun

    def _recall(self, rows: Integers, day: int) -> Floats:
        elapsed = np.maximum(day - self.last[rows], 0).astype(np.float64)
        return retrievability(self.stability[rows], elapsed, self.learner.weights)

    def _first_answers(self, rows: Integers, day: int) -> Integers:
        """Ask each card once; return how it was answered, 1-4."""
        drawn = self.chance.random(len(rows))
        habits = self.learner.habits
        new = np.isnan(self.stability[rows])
        elapsed = np.where(new, 0, np.maximum(day - self.last[rows], 0))
        recall = self._recall(rows, day)
        known = drawn < recall
        passes = HARD + _drawn(habits.passes, np.where(known, drawn / recall, 0))
        ratings = np.where(known, passes, AGAIN)
        # FSRS says of a card answered on the same day that it is known: it was just seen.
        same_day = elapsed == 0
        ratings[same_day] = AGAIN + _drawn(habits.repeats, drawn[same_day])
        ratings[new] = AGAIN + _drawn(habits.first, drawn[new])
        self._learn(rows, ratings, elapsed)
        self._schedule(rows, ratings, elapsed)
        self.last[rows] = day
        return ratings

    def _repeat(self, rows: Integers, ratings: Integers) -> int:
        """Ask cards again on the same day; return how many answers that took.

        ``ratings`` become those of the answers that decide what comes next.
        """
        count = 0
        places = np.flatnonzero(self._to_repeat(rows, ratings))
        for _ in range(MOST_REPEATS):
            if not len(places):
                break
            count += len(places)
            again = rows[places]
            drawn = self.chance.random(len(places))
            found = AGAIN + _drawn(self.learner.habits.repeats, drawn)
            today = np.zeros(len(places), dtype=np.int64)
            self._learn(again, found, today)
            if not self.drill:
                self._schedule(again, found, today)
                ratings[places] = found
            places = places[self._to_repeat(again, found)]
        return count

    def _to_repeat(self, rows: Integers, ratings: Integers) -> Flags:
        if self.drill:
            return ratings < GOOD
        return self.memories.interval_minutes[rows] < MINUTES_PER_DAY

    def _learn(self, rows: Integers, ratings: Integers, elapsed: Integers) -> None:
        """Change what the learner remembers, whatever the schedule makes of it."""
        before = self.stability[rows], self.difficulty[rows]
        found = fsrs_log.strengths(
            np.arange(len(rows)), elapsed, ratings, self.learner.weights, before
        )
        self.stability[rows], self.difficulty[rows] = found.stability, found.difficulty

    def _schedule(self, rows: Integers, ratings: Integers, elapsed: Integers) -> None:
        if not len(rows):
            return
        before = Memories(*(getattr(self.memories, name)[rows] for name in _COLUMNS))
        after = self.review(before, _QUALITIES[ratings], elapsed)
        for name in _COLUMNS:
            getattr(self.memories, name)[rows] = getattr(after, name)

    def _plan(self, rows: Integers, ratings: Integers, day: int) -> None:
        """Set the days on which cards come back."""
        days = self.memories.interval_minutes[rows] // MINUTES_PER_DAY
        if self.spread.active:
            spread = (ratings > AGAIN) & (days >= SHORTEST_SPREAD_DAYS)
            spread &= self.memories.state[rows] == CardState.REVIEW
            days[spread] = spread_days(
                self.spread,
                days[spread],
                self.options.maximum_interval_days,
                (self.today + day + 6) % 7,
                self._load(day),
                self.chance,
            )
            self.memories.interval_minutes[rows[spread]] = days[spread] * MINUTES_PER_DAY
        self.due[rows] = day + np.maximum(days, 1)

    def _load(self, day: int) -> Integers:
        """Return how many cards each of the coming days has to answer."""
        ahead = self.due[: self.begun] - day
        near = ahead[(ahead >= 0) & (ahead < _LOAD_DAYS)]
        return np.bincount(near, minlength=_LOAD_DAYS)


def _drawn(shares: Sequence[float], drawn: Floats) -> Integers:
    """Return for numbers from 0 to 1 which of the shares they fall into, 0 for the first."""
    bounds = np.cumsum(shares)
    return np.searchsorted(bounds[:-1] / bounds[-1], drawn, side="right")
