"""The cards of a session that are still to come, and which of them is asked next."""

import heapq
from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import islice

DRILL_WAIT_MS = 10 * 60_000
"""A drill comes back after this time, or as soon as nothing else is left."""

LEARN_AHEAD_MS = 20 * 60_000
"""Where nothing else is left, a step is asked at most so long before it falls due."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Cards still to come in a session."""

    new: int
    learning: int
    due: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.new + self.learning + self.due


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a session is."""

    done: int
    """Cards that were asked and are done with for today: answered, or put away."""
    total: int
    """Those and the ones still to come. Answers, putting away and undo leave it as it is."""


@dataclass(slots=True)
class Queue:
    """The cards of a session that are still to come; moments are in UTC milliseconds."""

    main: deque[int] = field(default_factory=deque)
    """New and due cards in the order they will be asked."""
    new: set[int] = field(default_factory=set)
    """Which of ``main`` are new."""
    drills: deque[int] = field(default_factory=deque)
    """Cards to be repeated today, longest-waiting first."""
    drilled_at: dict[int, int] = field(default_factory=dict)
    """When the cards in ``drills`` were last asked in this session."""
    steps: list[tuple[int, int]] = field(default_factory=list)
    """(due moment, card) of the cards at a learning step: a heap, the earliest first."""
    _in_main: set[int] | None = None
    """What ``main`` holds, known from the first time it is asked for."""

    @property
    def counts(self) -> Counts:
        """How many cards are still to come."""
        new = len(self.new)
        return Counts(new, len(self.drills) + len(self.steps), len(self.main) - new)

    def ahead(self, now_ms: int, most: int) -> list[int]:
        """Return the cards that would be asked next if no answer changed that, the first first."""
        steps = sorted(self.steps)[:most] if self.steps else []
        found = [card_id for due_ms, card_id in steps if due_ms <= now_ms]
        found += islice(self.drills, 0 if self.main else most)
        found += islice(self.main, most)
        found += (card_id for due_ms, card_id in steps if due_ms > now_ms and not self.main)
        return found[:most]

    def pick(self, now_ms: int) -> tuple[int, int] | None:
        """Take out the card to ask now; None when there is none, or none yet.

        With it comes when its step falls due, 0 for a card that has not waited for one.
        """
        steps = self.steps
        if steps and steps[0][0] <= now_ms:
            due_ms, card_id = heapq.heappop(steps)
            return card_id, due_ms
        if self.drills:
            since = self.drilled_at.get(self.drills[0])
            if since is None or now_ms - since >= DRILL_WAIT_MS or not self.main:
                return self.drills.popleft(), 0
        if self.main:
            card_id = self.main.popleft()
            self.new.discard(card_id)
            if self._in_main is not None:
                self._in_main.discard(card_id)
            return card_id, 0
        if steps and steps[0][0] <= now_ms + LEARN_AHEAD_MS:
            due_ms, card_id = heapq.heappop(steps)
            return card_id, due_ms
        return None

    def add_steps(self, steps: Iterable[tuple[int, int]]) -> None:
        """Let cards, given as (due moment, card), wait for their moment."""
        for step in steps:
            heapq.heappush(self.steps, step)

    def add_drill(self, card_id: int, now_ms: int) -> None:
        """Let a card that has just been asked be repeated later."""
        self.drills.append(card_id)
        self.drilled_at[card_id] = now_ms

    def ids(self) -> set[int]:
        """Return every card still to come."""
        return {*self.main, *self.drills, *(card for _, card in self.steps)}

    def holds(self, cards: Collection[int]) -> bool:
        """Whether one of the new and due cards still to come is among ``cards``."""
        return bool(cards) and not self._waiting().isdisjoint(cards)

    def _waiting(self) -> set[int]:
        """Return what ``main`` holds: no undo and no buried card has to look through all of it."""
        if self._in_main is None:
            self._in_main = set(self.main)
        return self._in_main

    def drop(self, gone: Collection[int]) -> None:
        """Take cards out wherever they stand."""
        if gone:
            gone = set(gone)
            waiting = self._waiting()
            if not gone.isdisjoint(waiting):
                self.main = deque(card for card in self.main if card not in gone)
                self.new -= gone
                waiting -= gone
            self.drills = deque(card for card in self.drills if card not in gone)
            self.steps = [step for step in self.steps if step[1] not in gone]
            heapq.heapify(self.steps)
