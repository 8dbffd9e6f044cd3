"""Places cards on days: a backlog spread level, most endangered first, and days kept free."""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from flashcards.model.cards import MINUTES_PER_DAY, Memory
from flashcards.scheduling.fsrs_formulas import SM2_RETENTION


@dataclass(frozen=True, slots=True)
class Waiting:
    """What placing a card needs to know of it; days are the learner's, as date ordinals."""

    card: int
    due_day: int
    last_day: int
    """The day of its last answer; where none is known, the day its interval began."""
    strength: float
    "Days after which 90% remember it: FSRS's stability, or else the interval."
    decay: float | None = None
    """How FSRS's forgetting curve bends; None where the strength is an interval."""
    interval_days: int = 1

    def recall(self, day: int) -> float:
        """Return how likely it is to be remembered on a day."""
        return recall(max(0, day - self.last_day), self.strength, self.decay)

    @property
    def earliest(self) -> int:
        """The first day on which asking it ahead of its time is of use: when half its interval
        is over. An answer before that says little about what is remembered."""
        return self.last_day + max(1, -(-self.interval_days // 2))


def recall(elapsed_days: float, strength: float, decay: float | None) -> float:
    """Return the probability of remembering a card ``elapsed_days`` after its last answer.

    With a decay by FSRS's forgetting curve (``fsrs_formulas.retrievability``), else by an
    exponential that an interval leads down to 90 %: 0.9 to the power of elapsed by interval, which
    takes SM-2 to be right nine times in ten at the end of its intervals.
    """
    if decay is None:
        return float(SM2_RETENTION ** (elapsed_days / strength))
    factor = SM2_RETENTION ** (-1 / decay) - 1
    return float((1 + factor * elapsed_days / strength) ** -decay)


def strength_of(memory: Memory, decay: float) -> tuple[float, float | None]:
    """Return after how many days 90 % remember a card, and its curve: see ``recall``."""
    if memory.stability is not None and memory.stability > 0:
        return memory.stability, decay
    return max(memory.interval_minutes / MINUTES_PER_DAY, 1 / MINUTES_PER_DAY), None


def forgotten(cards: Sequence[Waiting], days: Sequence[int]) -> float:
    """Return how many of the cards will be forgotten, as far as can be expected, when each is
    asked on its day."""
    return sum(1 - card.recall(day) for card, day in zip(cards, days, strict=True))


def catch_up(cards: Sequence[Waiting], days: Sequence[int], load: Mapping[int, int]) -> list[int]:
    """Return the day each card is to be asked, of the days given in order, filled level.

    ``load`` is what each has to do already; where that is the same, the shares are. The most
    endangered on the first of them come first, of those as endangered the ones that are overdue
    for longest.
    """
    order = _endangered_first(cards, range(len(cards)), days[0])
    placed = [0] * len(cards)
    place = iter(order)
    shares = filled(len(cards), [load.get(day, 0) for day in days])
    for day, share in zip(days, shares, strict=True):
        for _ in range(share):
            placed[next(place)] = day
    return placed


def _endangered_first(cards: Sequence[Waiting], numbers: Iterable[int], day: int) -> list[int]:
    """Return the numbers of cards, the least likely to be remembered on ``day`` first.

    Of those as likely the longest due come first, then those of smaller id. Sorted by one number
    after the other: by all at once, a hundred thousand hold up other threads for 0.1 seconds.
    """
    order = sorted(numbers, key=lambda at: cards[at].card)
    order.sort(key=lambda at: cards[at].due_day)
    order.sort(key=lambda at: cards[at].recall(day))
    return order


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
    (``Waiting.earliest``); the others wait, the most endangered coming first.
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
    place = iter(_endangered_first(cards, waiting, after[0]))
    for day, share in zip(after, filled(len(waiting), loads), strict=True):
        for _ in range(share):
            placed[next(place)] = day
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
