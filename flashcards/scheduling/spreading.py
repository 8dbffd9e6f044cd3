"""Spreads reviews over the days around the planned one: fuzz, load balance and easy days."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from flashcards.model.cards import MINUTES_PER_DAY, Memory
from flashcards.model.enums import CardState, Quality
from flashcards.model.messages import Message, message, sentences
from flashcards.scheduling.protocol import Load, Occasion, Outcome, Scheduler
from flashcards.scheduling.sm2 import LOWEST_PASS

NORMAL_DAY = 100
"""Per cent: a weekday with as much work as any other."""
LONGEST_BALANCED_DAYS = 90
"""Beyond, what other cards fall due is not known well enough to choose a day by."""
SHORTEST_SPREAD_DAYS = 3
"""Shorter intervals stay as they are: a day more or less is too much of them."""

_UNIT = 200
"""The window is reckoned in whole 200ths of a day, so that every machine finds the same one."""
_MASK = (1 << 64) - 1
_PASSES = (Quality.HARD, Quality.GOOD, Quality.PERFECT)


@dataclass(frozen=True, slots=True)
class Spread:
    """How intervals may be varied; the defaults vary nothing.

    Raises ValueError unless there are seven ``easy_days`` of 0 to 100, not all of them 0.
    """

    fuzz: bool = False
    """Draw the day from those around the planned one."""
    load_balance: bool = False
    """Choose the day that has least to do."""
    easy_days: tuple[int, ...] = (NORMAL_DAY,) * 7
    """Per cent of a normal day's work, Monday first; what counts is how they compare."""

    def __post_init__(self) -> None:
        days = self.easy_days
        if len(days) != 7 or not 0 <= min(days) <= max(days) <= NORMAL_DAY or not any(days):
            raise ValueError("easy days are seven of 0 to 100, not all 0")

    @property
    def active(self) -> bool:
        """Whether anything is varied at all."""
        return self.fuzz or self.load_balance or len(set(self.easy_days)) > 1

    @classmethod
    def from_values(cls, values: Any) -> "Spread":
        """Return the spread a scheduler's stored parameters have.

        Raises ValueError or TypeError when they are not what ``Spreading.parameters`` writes.
        """
        if set(values) != {"fuzz", "load_balance", "easy_days"}:
            raise ValueError("a spread has fuzz, load_balance and easy_days")
        fuzz, balance, days = values["fuzz"], values["load_balance"], values["easy_days"]
        if type(fuzz) is not bool or type(balance) is not bool or type(days) is not list:
            raise TypeError("a value of the spread has the wrong type")
        if any(type(day) is not int for day in days):
            raise TypeError("easy days are whole numbers")
        return cls(fuzz, balance, tuple(days))

    def weight(self, day: int) -> int:
        """Return how much work the weekday of a learner's day (date ordinal) shall have."""
        return self.easy_days[(day + 6) % 7]


@dataclass(frozen=True, slots=True)
class Spreading:
    """A scheduler whose passes are spread over the days around the one it plans.

    Only whole-day intervals of cards in review are varied, and only after a pass, within the
    window that ``window`` gives. With a load at hand (``load_balance``, up to 90 days ahead) the
    day with the least to do is taken, of equals the nearest; with ``fuzz`` one is drawn, easy days
    less often; without it the planned day stays unless its weekday is an easy one. Load balance
    and easy days use the window even where fuzz is off: without one there is nothing to choose.
    A weekday of 0 per cent is avoided whenever the window has any other.

    The draw comes from the card and the moment of its last answer, so buttons show what an answer
    gives and a replay gives it again; what was chosen by load is read from the log, since no
    replay can know how full a day was once. Hard never gives more than Good, Good never more than
    Easy.
    """

    inner: Scheduler
    spread: Spread
    maximum_interval_days: int

    @property
    def name(self) -> str:
        """The name of the scheduler that is spread."""
        return self.inner.name

    def review(self, memory: Memory, quality: Quality, occasion: Occasion) -> Outcome:
        """Return what follows from an answer, its interval spread."""
        outcome = self.inner.review(memory, quality, occasion)
        if quality < LOWEST_PASS or not _can_spread(outcome.memory):
            return outcome
        minutes = self._kept(outcome.memory, occasion)
        if minutes is None:
            minutes = self._spread_minutes(outcome.memory, occasion)
            for lower in _PASSES:
                if lower >= quality:
                    break
                below = self.inner.review(memory, lower, occasion).memory
                least = self._spread_minutes(below, occasion)
                # What is below may be a step that is no whole number of days.
                minutes = max(minutes, -(-least // MINUTES_PER_DAY) * MINUTES_PER_DAY)
        if minutes == outcome.interval_minutes:
            return outcome
        return Outcome(replace(outcome.memory, interval_minutes=minutes), outcome.drill)

    def after_drill(self, memory: Memory, quality: Quality, occasion: Occasion) -> Memory:
        """Return the memory after a drill, which plans nothing that could be spread."""
        return self.inner.after_drill(memory, quality, occasion)

    def explain(
        self, before: Memory, quality: Quality, after: Memory, occasion: Occasion
    ) -> Message:
        """Tell how the interval came about, and how it was spread."""
        planned = self.inner.review(before, quality, occasion).memory
        told = self.inner.explain(before, quality, planned, occasion)
        if planned.interval_minutes == after.interval_minutes or not _can_spread(planned):
            return told
        low, high = window(planned.interval_days, self.maximum_interval_days)
        if not low <= after.interval_days <= high:
            return told
        spread = message(
            "Spread over the days around it ({low:,} to {high:,}), it became {days:,} days.",
            low=low,
            high=high,
            days=after.interval_days,
        )
        return sentences(told, spread)

    def parameters(self) -> str:
        """Return the inner scheduler's parameters and the spread as canonical JSON."""
        values = json.loads(self.inner.parameters())
        if self.spread.active:
            values["spread"] = asdict(self.spread)
        return json.dumps(values, sort_keys=True, separators=(",", ":"))

    def _kept(self, planned: Memory, occasion: Occasion) -> int | None:
        """Return the interval a replay finds in the log, if it can have come from this plan."""
        logged = occasion.planned_minutes
        if logged is None or logged % MINUTES_PER_DAY:
            return None
        low, high = window(planned.interval_days, self.maximum_interval_days)
        return logged if low <= logged // MINUTES_PER_DAY <= high else None

    def _spread_minutes(self, planned: Memory, occasion: Occasion) -> int:
        """Return the spread interval of a plan; one that cannot be spread stays as it is."""
        if not _can_spread(planned):
            return planned.interval_minutes
        interval = planned.interval_days
        low, high = window(interval, self.maximum_interval_days)
        today = occasion.day
        seed = _mixed(_mixed(occasion.seed) ^ (occasion.last_at_ms or 0))
        load = occasion.load if self.spread.load_balance else None
        if occasion.planned_minutes is not None or interval > LONGEST_BALANCED_DAYS:
            load = None
        if load is not None:
            days = self._emptiest(interval, low, high, today, load)
        elif self.spread.fuzz:
            days = self._drawn(low, high, today, seed)
        else:
            days = self._nearest(interval, low, high, today, seed)
        return days * MINUTES_PER_DAY

    def _emptiest(self, interval: int, low: int, high: int, today: int, load: Load) -> int:
        """Return the day with the least to do for what it shall have, nearness counting a bit."""
        weights = [self.spread.weight(today + days) for days in range(low, high + 1)]
        if not any(weights):
            return interval
        size = 2 * len(weights)
        best = interval
        least: tuple[int, int, int] | None = None
        for days, weight in enumerate(weights, low):
            if weight:
                away = abs(days - interval)
                # At the window's edge a day must be emptier by up to a half to be taken.
                work = (load(today + days) + 1) * (size + away) * NORMAL_DAY**2 // weight
                if least is None or (work, away, days) < least:
                    best, least = days, (work, away, days)
        return best

    def _drawn(self, low: int, high: int, today: int, seed: int) -> int:
        """Return a day drawn from the window, each as likely as its weekday's share."""
        weights = [self.spread.weight(today + days) for days in range(low, high + 1)]
        if not any(weights):
            weights = [1] * len(weights)
        drawn = seed % sum(weights)
        for days, weight in enumerate(weights, low):
            drawn -= weight
            if drawn < 0:
                return days
        return high

    def _nearest(self, interval: int, low: int, high: int, today: int, seed: int) -> int:
        """Return the planned day or, as often as its weekday is an easy one, one close by."""
        most = max(self.spread.easy_days)
        found, weight_found = interval, self.spread.weight(today + interval)
        for days in _outwards(interval, low, high, seed):
            weight = self.spread.weight(today + days)
            seed = _mixed(seed)
            if seed % most < weight:
                return days
            if weight > weight_found:
                found, weight_found = days, weight
        return found


def window(days: int, maximum_interval_days: int) -> tuple[int, int]:
    """Return the shortest and longest interval (days) one of ``days`` may be varied to.

    Around it lie one day plus 0.15 of what is between 2.5 and 7 days, 0.10 of what is between
    7 and 20 and 0.05 of what is beyond; shorter ones have no window. Source: the fuzz ranges of
    Anki's manual and of FSRS.
    """
    if days < SHORTEST_SPREAD_DAYS or days > maximum_interval_days:
        return days, days
    reach = _UNIT + 30 * min(days, 7) - 75
    reach += 20 * max(0, min(days, 20) - 7) + 10 * max(0, days - 20)
    low = (2 * (days * _UNIT - reach) + _UNIT) // (2 * _UNIT)
    high = (2 * (days * _UNIT + reach) + _UNIT) // (2 * _UNIT)
    return max(1, low), min(high, maximum_interval_days)


def _can_spread(planned: Memory) -> bool:
    minutes = planned.interval_minutes
    whole = minutes % MINUTES_PER_DAY == 0
    long = minutes >= SHORTEST_SPREAD_DAYS * MINUTES_PER_DAY
    return planned.state is CardState.REVIEW and whole and long


def _outwards(interval: int, low: int, high: int, seed: int) -> list[int]:
    """Return the days of a window, nearest first; the seed says which of two equally near."""
    later_first = seed >> 63
    return sorted(
        range(low, high + 1),
        key=lambda days: (abs(days - interval), (days > interval) != later_first),
    )


def _mixed(number: int) -> int:
    """Return 64 bits that look random and depend on ``number`` alone.

    Source: SplitMix64 (Steele, Lea and Flood 2014), one step of it.
    """
    mixed = (number + 0x9E3779B97F4A7C15) & _MASK
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
    return mixed ^ (mixed >> 31)
