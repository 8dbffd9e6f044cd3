"""Places cards on days: a backlog spread level, by steepest fall of recall, and days kept free."""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from flashcards.scheduling.fsrs_formulas import DEFAULT_DECAY

if TYPE_CHECKING:
    from flashcards.scheduling.columns import Floats, Integers


@dataclass(frozen=True, slots=True)
class Waiting:
    """What placing a card needs to know of it; days are the learner's, as date ordinals."""

    card: int
    due_day: int
    last_day: int
    """The day of its last answer; where none is known, the day its interval began."""
    strength: float
    """Days after which 90% remember it: FSRS's stability, by its log."""
    decay: float = DEFAULT_DECAY
    """How FSRS's forgetting curve bends."""
    interval_days: int = 1
    deck: int = 0

    def recall(self, day: int) -> float:
        """Return how likely it is to be remembered on a day."""
        return recall(max(0, day - self.last_day), self.strength, self.decay)

    @property
    def earliest(self) -> int:
        """The first day on which asking it ahead of its time is of use: when half its interval
        is over. An answer before that says little about what is remembered."""
        return self.last_day + max(1, -(-self.interval_days // 2))


def recall(elapsed_days: float, strength: float, decay: float) -> float:
    """Return the probability of remembering a card ``elapsed_days`` after its last answer.

    FSRS's forgetting curve: ``fsrs_formulas.retrievability``.
    """
    factor = 0.9 ** (-1 / decay) - 1
    return float((1 + factor * elapsed_days / strength) ** -decay)


def forgotten(cards: Sequence[Waiting], days: Sequence[int]) -> float:
    """Return how many of the cards will be forgotten, as far as can be expected, when each is
    asked on its day."""
    return sum(1 - card.recall(day) for card, day in zip(cards, days, strict=True))


def catch_up(cards: Sequence[Waiting], days: Sequence[int], load: Mapping[int, int]) -> list[int]:
    """Return the day each card is to be asked, of the days given in order, filled level.

    ``load`` is what each has to do already; where that is the same, the shares are. Each day gets
    the cards whose recall would fall most until the next: of what is ``forgotten`` nothing less
    is possible with these shares. Of equals those come first that are overdue for longest.
    """
    return _steepest_first(cards, days, filled(len(cards), [load.get(day, 0) for day in days]))


def _steepest_first(
    cards: Sequence[Waiting], days: Sequence[int], shares: Sequence[int]
) -> list[int]:
    """Return the day of each card, ``shares`` of them on the days, day by day by steepest fall.

    What is nearly forgotten has little left to lose, so that it may wait; what was just learned
    falls fastest. The order is the best there is as long as a card that falls faster than another
    one is overtaken at most once, which holds for FSRS's curves.
    """
    if not cards:
        return []
    import numpy as np

    order = sorted(range(len(cards)), key=lambda at: (cards[at].due_day, cards[at].card))
    left = np.array(order, np.int64)
    columns = [(card.last_day, card.strength, card.decay) for card in cards]
    last, strength, decay = np.array(columns, np.float64).T
    factor = 0.9 ** (-1 / decay) - 1

    def recall(rows: "Integers", day: int) -> "Floats":
        elapsed = np.maximum(day - last[rows], 0)
        found: Floats = (1 + factor[rows] * elapsed / strength[rows]) ** -decay[rows]
        return found

    placed = np.full(len(cards), days[-1], np.int64)
    for (day, following), share in zip(pairwise(days), shares, strict=False):
        fall = recall(left, day) - recall(left, following)
        steepest = np.argsort(-fall, kind="stable")[:share]
        placed[left[steepest]] = day
        left = np.delete(left, steepest)
    days_of: list[int] = placed.tolist()
    return days_of


def days_within(count: int, limit: int, loads: Sequence[int]) -> int | None:
    """Return over how many of the days ``count`` cards go with at most ``limit`` to do on each.

    ``loads`` is what the days have to do already; None where all of them are too few.
    """
    for number, load in enumerate(loads, 1):
        count -= max(0, limit - load)
        if count <= 0:
            return number
    return None


def filled(count: int, loads: Sequence[int]) -> list[int]:
    """Return how many of ``count`` cards to put on each day so that the fullest is least full.

    ``loads`` is what the days have to do already; of days as full the first gets a card first.
    """
    added = [0] * len(loads)
    heap = [(load, number) for number, load in enumerate(loads)]
    heapq.heapify(heap)
    for _ in range(count):
        load, number = heap[0]
        added[number] += 1
        heapq.heapreplace(heap, (load + 1, number))
    return added


def around(
    cards: Sequence[Waiting], before: Sequence[int], after: Sequence[int], load: Mapping[int, int]
) -> list[int]:
    """Return the day each card is asked when a period between two runs of days is kept free.

    ``before`` and ``after`` are the days that may be used, in order, ``after`` not empty; ``load``
    is what each has to do already. The days are filled level. Forward come the cards whose recall
    would fall most until the first day after, but none before half its interval is over
    (``Waiting.earliest``); the others wait, those coming first whose recall falls most.
    """
    # Of days as full, those next to the period first, on both sides in turn.
    sides = zip_longest(reversed(before), after)
    nearest = [day for pair in sides for day in pair if day is not None]
    counts = filled(len(cards), [load.get(day, 0) for day in nearest])
    room = sum(count for day, count in zip(nearest, counts, strict=True) if day < after[0])
    ahead = _chosen_ahead(cards, before, room, after[0])
    days = late_and_level([cards[number].earliest for number in ahead], before, load)
    placed = dict(zip(ahead, days, strict=True))
    waiting = [number for number in range(len(cards)) if number not in placed]
    loads = [load.get(day, 0) for day in after]
    left = [cards[number] for number in waiting]
    days = _steepest_first(left, after, filled(len(left), loads))
    placed.update(zip(waiting, days, strict=True))
    return [placed[number] for number in range(len(cards))]


def _chosen_ahead(
    cards: Sequence[Waiting], before: Sequence[int], room: int, return_day: int
) -> list[int]:
    """Return the numbers of the cards, ``room`` at most, that are asked before the period."""
    if not before:
        return []
    able = [number for number, card in enumerate(cards) if card.earliest <= before[-1]]
    able.sort(key=lambda at: (_fall(cards[at], return_day), cards[at].card), reverse=True)
    return able[:room]


def _fall(card: Waiting, until: int) -> float:
    return card.recall(card.due_day) - card.recall(until)


def late_and_level(
    earliest: Sequence[int], days: Sequence[int], load: Mapping[int, int]
) -> list[int]:
    """Return the day of each card, none before its ``earliest``, as level and as late as can be.

    All may wait until the last of ``days`` (in order). Those that may be on few of them choose
    first, each the day with least to do, of equals the latest: windows that end on the same day
    are filled level so.
    """
    if not earliest:
        return []
    full = {day: load.get(day, 0) for day in days}
    placed = [days[-1]] * len(earliest)
    order = sorted(range(len(earliest)), key=lambda at: (-earliest[at], at))
    for number in order:
        able = [day for day in days if day >= earliest[number]]
        day = min(able, key=lambda day: (full[day], -day), default=days[-1])
        placed[number] = day
        full[day] += 1
    return placed
