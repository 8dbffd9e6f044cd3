"""Sixty days of a learner with a backlog and little time, by one order of asking or another."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, fields

import numpy as np

from flashcards.model.enums import SchedulerKind
from flashcards.model.habits import Habits
from flashcards.model.presets import Options
from flashcards.scheduling import fsrs_log
from flashcards.scheduling.columns import Flags, Floats, Integers, Memories
from flashcards.scheduling.fsrs_formulas import AGAIN, DEFAULT_PARAMETERS, GOOD, retrievability
from flashcards.scheduling.recall_gain import gains
from flashcards.scheduling.simulating import Review, reviewer
from flashcards.scheduling.times import Times, times_of

FIRST_KNOWN = 0.75
ASKED_AT_ONCE = 5
NEW_PER_DAY = 20
_QUALITIES = np.array([0, 1, 3, 4, 5])
_COLUMNS = tuple(field.name for field in fields(Memories))


@dataclass
class World:
    """Cards, of which the first ones were begun, and a learner whose memory follows FSRS.

    What is drawn for the n-th answer to a card is the same in every copy, so that orders differ by
    what they ask and not by luck.
    """

    review: Review
    drill: bool
    times: Times
    memories: Memories
    stability: Floats
    difficulty: Floats
    last: Integers
    due: Integers
    luck: Floats
    given: Integers
    begun: int = 0

    @classmethod
    def of(cls, kind: SchedulerKind, seed: int, cards: int) -> "World":
        options = Options(scheduler=kind, fuzz=False)
        review, drill = reviewer(options)
        unknown, whole = np.full(cards, np.nan), np.zeros(cards, np.int64)
        luck = np.random.default_rng(seed).random((cards, 200))
        times = times_of(Habits(), options)
        return cls(
            review, drill, times, Memories.new(cards), unknown, unknown.copy(),
            whole, whole.copy(), luck, whole.copy(),
        )  # fmt: skip

    def live(self, day: int, minutes: float, order: "Order") -> float:
        """Study for so long; return how many cards are likely to be known in the evening."""
        left = minutes * 60
        due = np.flatnonzero(self.due[: self.begun] <= day)
        due = order(self, due, day)
        for place in range(0, len(due), ASKED_AT_ONCE):
            if left <= 0:
                break
            left -= self._ask(due[place : place + ASKED_AT_ONCE], day)
        self._begin(day, left)
        return float(self.recall(np.arange(self.begun), day).sum())

    def _begin(self, day: int, left: float) -> None:
        for _ in range(NEW_PER_DAY):
            if left <= 0 or self.begun == len(self.due):
                break
            self.begun += 1
            left -= self._ask(np.array([self.begun - 1]), day)

    def recall(self, rows: Integers, day: int) -> Floats:
        elapsed = (day - self.last[rows]).astype(np.float64)
        return retrievability(self.stability[rows], elapsed, DEFAULT_PARAMETERS)

    def _ask(self, rows: Integers, day: int) -> float:
        new: Flags = np.isnan(self.stability[rows])
        elapsed = np.where(new, 0, day - self.last[rows])
        chance = np.where(new, FIRST_KNOWN, self.recall(rows, day))
        known = self.luck[rows, self.given[rows] % self.luck.shape[1]] < chance
        self.given[rows] += 1
        self._answer(rows, np.where(known, GOOD, AGAIN), elapsed, schedule=True)
        for _ in range(3):
            again = (
                rows[~known] if self.drill else rows[self.memories.interval_minutes[rows] < 1440]
            )
            if not len(again):
                break
            today = np.zeros(len(again), np.int64)
            self._answer(again, np.full(len(again), GOOD), today, schedule=not self.drill)
            if self.drill:
                break
        self.last[rows] = day
        self.due[rows] = day + np.maximum(self.memories.interval_minutes[rows] // 1440, 1)
        times = self.times
        seconds = np.where(new, times.new, np.where(known, times.passed, times.failed))
        return float(seconds.sum())

    def _answer(
        self, rows: Integers, ratings: Integers, elapsed: Integers, *, schedule: bool
    ) -> None:
        before = self.stability[rows], self.difficulty[rows]
        found = fsrs_log.strengths(
            np.arange(len(rows)), elapsed, ratings, DEFAULT_PARAMETERS, before
        )
        self.stability[rows], self.difficulty[rows] = found.stability, found.difficulty
        if schedule:
            known = Memories(*(getattr(self.memories, name)[rows] for name in _COLUMNS))
            after = self.review(known, _QUALITIES[ratings], elapsed)
            for name in _COLUMNS:
                getattr(self.memories, name)[rows] = getattr(after, name)


Order = Callable[[World, Integers, int], Integers]


def by_due_day(world: World, due: Integers, day: int) -> Integers:
    """What has been due for longest comes first."""
    return due[np.argsort(world.due[due], kind="stable")]


def by_gain(world: World, due: Integers, day: int) -> Integers:
    """What gains most recall a second comes first, as in minutes first."""
    elapsed = day - world.last[due]
    gained = gains(world.stability[due], world.difficulty[due], elapsed, DEFAULT_PARAMETERS)
    return due[np.argsort(-gained / world.times.due(world.recall(due, day)), kind="stable")]


def sixty_days(kind: SchedulerKind, seed: int) -> dict[str, Floats]:
    """Return what is known each evening: 8 minutes a day, after 40 busy days and a break of 30."""
    start = World.of(kind, seed, 900)
    for day in range(40):
        start.live(day, 15, by_due_day)
    found = {}
    for name, order in (("reviews first", by_due_day), ("minutes first", by_gain)):
        world = deepcopy(start)
        found[name] = np.array([world.live(70 + day, 8, order) for day in range(60)])
    return found
