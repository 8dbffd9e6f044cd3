"""SM-2 with learning steps and adjustable multipliers: the variant most learners know."""

import json
import math
from dataclasses import asdict, dataclass, fields
from struct import Struct
from typing import ClassVar

from flashcards.model.cards import DAYS_PLACE, MINUTES_PER_DAY, Memory
from flashcards.model.enums import CardState, Quality
from flashcards.model.messages import Message
from flashcards.scheduling.protocol import Occasion, Outcome
from flashcards.scheduling.sm2 import LOWEST_EASE, LOWEST_PASS

MOST_STEPS = 10
"""How many learning or relearning steps there may be."""
EASE_AFTER_LAPSE = -20
EASE_AFTER_HARD = -15
EASE_AFTER_EASY = 15

_SINGLE = Struct("f")
_STEPS = ("learning_steps", "relearning_steps")


@dataclass(frozen=True, slots=True)
class Steps:
    """SM-2 with learning steps, as Anki's version 3 scheduler plans without FSRS and fuzz.

    Learning: Again goes back to the first step, Hard repeats the step, Good goes on to the next or
    on to reviews, Easy straight to them. Reviews: Again is a lapse, which the relearning steps
    follow; Hard multiplies by ``hard_multiplier``, Good by the ease factor, Easy by that and
    ``easy_bonus``. Half the days a card was late count for Good, all of them for Easy; a card
    asked ahead is planned by the days it really waited. Qualities 0 to 2 are Again, 3 is Hard,
    4 Good, 5 Easy.

    Products are made and rounded in single precision, a half up, since that is what Anki does and
    the numbers shall be the same to the day. Source: Anki's manual, "Deck Options" and "Filtered
    Decks", and the behaviour of the ``anki`` package, with which the oracle tests compare it.

    In three things it parts from Anki, each where options contradict each other: Hard never gives
    more than Good, Easy never less (long steps before a short first interval), no interval is
    above the longest allowed, and steps count in whole minutes (5.5 become 6).

    Raises ValueError for values that make no sense.
    """

    learning_steps: tuple[int, ...] = (1, 10)
    """Minutes."""
    relearning_steps: tuple[int, ...] = (10,)
    """Minutes."""
    graduating_interval_days: int = 1
    easy_interval_days: int = 4
    starting_ease: int = 250
    """Hundredths, as all factors here."""
    hard_multiplier: int = 120
    easy_bonus: int = 130
    interval_modifier: int = 100
    lapse_multiplier: int = 0
    minimum_lapse_interval_days: int = 1
    maximum_interval_days: int = 36_500

    name: ClassVar[str] = "sm2-steps"

    def __post_init__(self) -> None:
        for steps in (self.learning_steps, self.relearning_steps):
            if len(steps) > MOST_STEPS or min(steps, default=1) < 1:
                raise ValueError(f"steps are at most {MOST_STEPS}, each of a minute or more")
        days = (
            self.graduating_interval_days,
            self.easy_interval_days,
            self.minimum_lapse_interval_days,
            self.maximum_interval_days,
        )
        if min(days) < 1:
            raise ValueError("an interval is at least one day")
        if self.starting_ease < LOWEST_EASE or self.easy_bonus < 100:
            raise ValueError("ease and easy bonus must not shrink intervals")
        if min(self.hard_multiplier, self.interval_modifier) < 1 or self.lapse_multiplier < 0:
            raise ValueError("a multiplier must not be negative")

    def review(self, memory: Memory, quality: Quality, occasion: Occasion) -> Outcome:
        """Return what follows from an answer; there is no drill, since the steps do its work."""
        if memory.state is CardState.REVIEW:
            return Outcome(self._reviewed(memory, quality, occasion))
        if memory.state is CardState.RELEARNING:
            return Outcome(self._relearned(memory, quality))
        return Outcome(self._learned(memory, quality))

    def after_drill(self, memory: Memory, quality: Quality, occasion: Occasion) -> Memory:
        """Return the memory as it is: drills are no steps."""
        return memory

    def explain(
        self, before: Memory, quality: Quality, after: Memory, occasion: Occasion
    ) -> Message:
        """Tell in one or two sentences which rule and numbers made the interval."""
        from flashcards.scheduling.steps_words import explained

        return explained(self, before, quality, after, occasion)

    def parameters(self) -> str:
        """Return the parameters as canonical JSON."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, parameters: str) -> "Steps":
        """Return what ``parameters`` wrote; raise ValueError or TypeError for anything else."""
        values = json.loads(parameters)
        if not isinstance(values, dict) or set(values) - {field.name for field in fields(cls)}:
            raise ValueError("unknown parameters")
        for name in _STEPS:
            if name in values:
                if not isinstance(values[name], list):
                    raise TypeError("steps are a list")
                values[name] = tuple(values[name])
        for value in values.values():
            for number in value if isinstance(value, tuple) else (value,):
                if type(number) is not int:
                    raise TypeError("a parameter is no whole number")
        return cls(**values)

    def passing_days(
        self, memory: Memory, occasion: Occasion, quality: int = Quality.PERFECT
    ) -> tuple[int, ...]:
        """Return the intervals (days) of Hard, Good and Easy for a review, up to ``quality``."""
        planned = max(1, memory.interval_days)
        # Where no earlier answer is known, the card is taken to be on time.
        waited = planned if occasion.last_at_ms is None else occasion.elapsed_days
        ease = single(max(memory.ease, LOWEST_EASE) / 100)
        count = quality - LOWEST_PASS + 1
        if waited < planned:
            return self._early_days(planned, waited, ease)[:count]
        return self._usual_days(planned, waited - planned, ease, count)

    def days_after_lapse(self, days: int) -> int:
        """Return what is left of an interval of so many days once the card was forgotten."""
        kept = rounded(single(max(1, days) * single(self.lapse_multiplier / 100)))
        return self._limited(max(kept, self.minimum_lapse_interval_days))

    def _usual_days(self, planned: int, late: int, ease: float, count: int) -> tuple[int, ...]:
        harder = self.hard_multiplier > 100
        least = planned + 1
        product = single(planned * single(self.hard_multiplier / 100))
        hard = self._modified(product, least if harder else 1)
        if count == 1:
            return (hard,)
        product = single(single(planned + late / 2) * ease)
        good = self._modified(product, hard + 1 if harder else max(hard, least))
        if count == 2:
            return hard, good
        product = single(single((planned + late) * ease) * single(self.easy_bonus / 100))
        return hard, good, self._modified(product, good + 1)

    def _early_days(self, planned: int, waited: int, ease: float) -> tuple[int, ...]:
        factor = single(self.hard_multiplier / 100)
        hard = self._modified(max(single(waited * factor), single(planned * factor / 2)), 1)
        product = max(single(waited * ease), float(planned))
        good = self._modified(product, hard)
        bonus = single(self.easy_bonus / 100)
        easy = single(product * single(bonus - single(single(bonus - 1) / 2)))
        return hard, good, self._modified(easy, good)

    def _modified(self, product: float, least: int) -> int:
        days = rounded(single(product * single(self.interval_modifier / 100)))
        return self._limited(max(days, least))

    def _limited(self, days: int) -> int:
        return max(1, min(days, self.maximum_interval_days))

    def _reviewed(self, memory: Memory, quality: Quality, occasion: Occasion) -> Memory:
        ease = max(memory.ease, LOWEST_EASE)
        if quality < LOWEST_PASS:
            days = self.days_after_lapse(memory.interval_days)
            ease = max(ease + EASE_AFTER_LAPSE, LOWEST_EASE)
            lapses = memory.lapses + 1
            if not self.relearning_steps:
                return Memory(CardState.REVIEW, 0, ease, days * MINUTES_PER_DAY, lapses)
            minutes = self._step_minutes(self.relearning_steps[0])
            step = _packed(0, days)
            return Memory(CardState.RELEARNING, 0, ease, minutes, lapses, step)
        days = self.passing_days(memory, occasion, quality)[-1]
        change = {Quality.HARD: EASE_AFTER_HARD, Quality.PERFECT: EASE_AFTER_EASY}
        ease = max(ease + change.get(quality, 0), LOWEST_EASE)
        return self._to_review(memory.repetitions + 1, ease, days, memory.lapses)

    def _learned(self, memory: Memory, quality: Quality) -> Memory:
        first = self._limited(self.graduating_interval_days)
        minutes, index = self._stepped(
            self.learning_steps, memory.step_index, quality, first, self.easy_interval_days
        )
        if index is None:
            days = minutes // MINUTES_PER_DAY
            return self._to_review(1, self.starting_ease, days, memory.lapses)
        return Memory(CardState.LEARNING, 0, memory.ease, minutes, memory.lapses, index)

    def _relearned(self, memory: Memory, quality: Quality) -> Memory:
        days = self.coming_days(memory)
        if quality < LOWEST_PASS:
            days = self.days_after_lapse(days)
        minutes, index = self._stepped(
            self.relearning_steps, memory.step_index, quality, days, days + 1
        )
        ease = max(memory.ease, LOWEST_EASE)
        if index is None:
            return self._to_review(1, ease, minutes // MINUTES_PER_DAY, memory.lapses)
        step = _packed(index, days)
        return Memory(CardState.RELEARNING, 0, ease, minutes, memory.lapses, step)

    def coming_days(self, memory: Memory) -> int:
        """Return the interval (days) a card that is relearned gets after its last step.

        Another scheduler may have left none: then the shortest one after a lapse.
        """
        known = memory.days_after_steps or memory.interval_days
        return self._limited(known or self.minimum_lapse_interval_days)

    def _stepped(
        self, steps: tuple[int, ...], index: int, quality: int, days: int, easy_days: int
    ) -> tuple[int, int | None]:
        """Return the minutes until, and the index of, the step an answer leads to.

        The index is None where the steps are over; ``days`` is the interval then, or ``easy_days``
        after Easy.
        """
        over = days * MINUTES_PER_DAY
        if not steps:
            days = max(days, self._limited(easy_days)) if quality == Quality.PERFECT else days
            return days * MINUTES_PER_DAY, None
        index = min(index, len(steps) - 1)
        if quality < LOWEST_PASS:
            return self._step_minutes(steps[0]), 0
        last = index + 1 == len(steps)
        good = over if last else self._step_minutes(steps[index + 1])
        if quality == Quality.HARD:
            return min(self._step_minutes(hard_minutes(steps, index)), good), index
        if quality == Quality.GOOD:
            return good, None if last else index + 1
        days = max(self._limited(easy_days), -(-good // MINUTES_PER_DAY))
        return days * MINUTES_PER_DAY, None

    def _step_minutes(self, minutes: int) -> int:
        return min(minutes, self.maximum_interval_days * MINUTES_PER_DAY)

    def _to_review(self, repetitions: int, ease: int, days: int, lapses: int) -> Memory:
        return Memory(CardState.REVIEW, repetitions, ease, days * MINUTES_PER_DAY, lapses)


def hard_minutes(steps: tuple[int, ...], index: int) -> int:
    """Return the minutes until Hard repeats a step.

    That is the step itself; for the first of several the mean of the first two; for the only one
    half as much again, at most a day more. Beyond a day these means are in whole days.
    """
    if index:
        return steps[index]
    first = steps[0]
    following = steps[1] if len(steps) > 1 else first + min(first, 2 * MINUTES_PER_DAY)
    twice = first + following
    if twice > 2 * MINUTES_PER_DAY:
        return (twice + MINUTES_PER_DAY) // (2 * MINUTES_PER_DAY) * MINUTES_PER_DAY
    return (twice + 1) // 2


def single(value: float) -> float:
    """Return the nearest number of single precision."""
    return float(_SINGLE.unpack(_SINGLE.pack(value))[0])


def rounded(value: float) -> int:
    """Return the nearest whole number, a half up."""
    return math.floor(value + 0.5)


def _packed(index: int, days: int) -> int:
    return index + DAYS_PLACE * days
