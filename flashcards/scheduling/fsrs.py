"""FSRS-6: plans a card for the day its predicted recall falls to a chosen share."""

import json
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

from flashcards.model.cards import MINUTES_PER_DAY, Memory
from flashcards.model.enums import CardState, Quality
from flashcards.model.messages import Message, message, sentences
from flashcards.scheduling import fsrs_formulas as formulas
from flashcards.scheduling.days import interval_words
from flashcards.scheduling.fsrs_formulas import (
    AGAIN,
    DEFAULT_PARAMETERS,
    HIGHEST_DIFFICULTY,
    HIGHEST_STABILITY,
    LOWEST_DIFFICULTY,
    LOWEST_STABILITY,
    RATINGS,
)
from flashcards.scheduling.fsrs_steps import Plan, Plans, plans
from flashcards.scheduling.protocol import ANSWER_WORDS, Occasion, Outcome
from flashcards.scheduling.sm2 import LONGEST, LOWEST_PASS, day_words
from flashcards.scheduling.steps import MOST_STEPS

_KEYS = (
    "counts_drills",
    "desired_retention",
    "learning_steps",
    "maximum_interval_days",
    "parameters",
    "relearning_steps",
)


@dataclass(frozen=True, slots=True)
class FSRS:
    """FSRS-6, the free spaced repetition scheduler, as its project describes and programs it.

    Formulas and sources are in ``fsrs_formulas``, the rules of the steps in ``fsrs_steps``.
    SM-2's qualities 0 to 2 count as again, 3 as hard, 4 as good, 5 as easy. Days are the learner's:
    an answer on the day of the last one changes stability by the same-day rule. So does a drill of
    that day, which leaves the interval alone. FSRS asks for none: learning steps do their work.

    A card that comes from another scheduler, with an interval of a day or more and no stability,
    keeps its interval as stability, and gets the difficulty at which FSRS would multiply by the
    card's ease (as if SM-2 had kept 90 %). So does one being learned again with the interval it was
    to come back with; where that is not known, it counts as one whose first answer was again. A
    card in its first learning steps counts as new.

    Raises ValueError for parameters out of bounds, more than ten steps, a step below a minute, a
    longest interval below a day, or a retention outside 1 to 99.
    """

    weights: tuple[float, ...] = DEFAULT_PARAMETERS
    """The 21 parameters."""
    desired_retention: int = 90
    """How many of 100 answers shall be right when a card comes due."""
    learning_steps: tuple[int, ...] = (1, 10)
    """In minutes; may be empty."""
    relearning_steps: tuple[int, ...] = (10,)
    maximum_interval_days: int = 36_500
    counts_drills: bool = True
    """Whether drills change stability and difficulty; they did not before this was kept."""
    plans: Plans = field(init=False, repr=False, compare=False)
    """What follows an answer by state, step and rating."""

    name: ClassVar[str] = "fsrs"

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", formulas.checked(self.weights))
        if not 1 <= self.desired_retention <= 99:
            raise ValueError("the desired retention must be 1 to 99 per cent")
        for steps in (self.learning_steps, self.relearning_steps):
            if len(steps) > MOST_STEPS or min(steps, default=1) < 1:
                raise ValueError(f"steps are at most {MOST_STEPS}, each of a minute or more")
        if self.maximum_interval_days < 1:
            raise ValueError("the longest interval must be at least one day")
        found = plans(self.learning_steps, self.relearning_steps, self.maximum_interval_days)
        object.__setattr__(self, "plans", found)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the scheduler whose ``parameters()`` are ``text``; what is absent is as usual.

        Drills do not count where the text says nothing of them: it was written before they did.

        Raises ValueError or TypeError when the text is no such thing.
        """
        values = json.loads(text)
        if not isinstance(values, dict) or not values.keys() <= set(_KEYS):
            raise ValueError("not the parameters of FSRS")
        usual = cls()
        retention = values.get("desired_retention", usual.desired_retention)
        longest = values.get("maximum_interval_days", usual.maximum_interval_days)
        learning = values.get("learning_steps", usual.learning_steps)
        relearning = values.get("relearning_steps", usual.relearning_steps)
        if any(type(number) is not int for number in (retention, longest, *learning, *relearning)):
            raise TypeError("a parameter has the wrong type")
        drills = values.get("counts_drills", False)
        if type(drills) is not bool:
            raise TypeError("a parameter has the wrong type")
        weights = tuple(values.get("parameters", usual.weights))
        if any(type(weight) not in (int, float) for weight in weights):
            raise TypeError("a parameter has the wrong type")
        return cls(weights, retention, tuple(learning), tuple(relearning), longest, drills)

    def parameters(self) -> str:
        """Return the parameters as canonical JSON."""
        values: tuple[object, ...] = (
            self.counts_drills,
            self.desired_retention,
            self.learning_steps,
            self.maximum_interval_days,
            self.weights,
            self.relearning_steps,
        )
        kept = dict(zip(_KEYS, values, strict=True))
        if not self.counts_drills:
            del kept["counts_drills"]
        return json.dumps(kept, sort_keys=True, separators=(",", ":"))

    def review(self, memory: Memory, quality: Quality, occasion: Occasion) -> Outcome:
        """Return what follows from an answer; ease is left as it was."""
        rating = RATINGS[quality]
        known = strength(memory, self.weights)
        if known is None:
            stability, difficulty = first_strength(rating, self.weights)
        else:
            elapsed = _elapsed_days(memory, occasion)
            stability, difficulty = next_strength(*known, rating, elapsed, self.weights)
        plan = self._plan(memory, rating)
        state = memory.state
        passed = quality >= LOWEST_PASS
        return Outcome(
            Memory(
                plan.state,
                memory.repetitions + 1 if passed else 0,
                memory.ease,
                plan.minutes or self._minutes(plan, rating, stability, known is None),
                memory.lapses + (not passed and state is CardState.REVIEW),
                plan.step,
                stability,
                difficulty,
            )
        )

    def after_drill(self, memory: Memory, quality: Quality, occasion: Occasion) -> Memory:
        """Return the memory after a drill: on the day of the last answer stability and difficulty
        change as by one more answer, where FSRS holds them; else nothing does."""
        planned_here = memory.stability is not None and memory.difficulty is not None
        if not self.counts_drills or not planned_here:
            return memory
        known = strength(memory, self.weights)
        if known is None or occasion.last_at_ms is None or occasion.elapsed_days:
            return memory
        stability, difficulty = next_strength(*known, RATINGS[quality], 0, self.weights)
        return replace(memory, stability=stability, difficulty=difficulty)

    def interval_days(self, stability: float) -> int:
        """Return the interval for the desired retention, 1 to the longest, in whole days."""
        days = formulas.interval_for(stability, self.desired_retention / 100, self.weights)
        # Not by round() alone: at 1 % an interval may be longer than any whole number of days.
        return max(1, round(min(days, self.maximum_interval_days)))

    def _plan(self, memory: Memory, rating: int) -> Plan:
        steps = self.plans[memory.state]
        return steps[min(memory.step_index, len(steps) - 1)][rating - 1]

    def _minutes(self, plan: Plan, rating: int, stability: float, first: bool) -> int:
        if first:
            # Nothing in FSRS bars a first stability after hard above that after good.
            stability = max(self.weights[:rating])
        days = max(self.interval_days(stability), plan.least_days)
        return days * MINUTES_PER_DAY

    def explain(
        self, before: Memory, quality: Quality, after: Memory, occasion: Occasion
    ) -> Message:
        """Tell in a few sentences which numbers made the interval."""
        answer, known = ANSWER_WORDS[quality], strength(before, self.weights)
        stability, difficulty = after.stability or 0.0, after.difficulty or 0.0
        if known is None:
            begins = message(
                "You answered {answer}, and the card begins with a stability of {stability} and "
                "a difficulty of {difficulty:.1f} of 10.",
                answer=answer,
                stability=_days(stability),
                difficulty=difficulty,
            )
            return sentences(begins, self._interval_words(after))
        elapsed = _elapsed_days(before, occasion)
        changes = _changed((known[0], stability), (known[1], difficulty))
        if elapsed:
            recall = formulas.retrievability(known[0], elapsed, self.weights)
            told = message(
                "You answered {answer} after {days}, when recall was {recall:.0f}% likely: "
                "{changes}.",
                answer=answer,
                days=day_words(elapsed),
                recall=recall * 100,
                changes=changes,
            )
        else:
            told = message(
                "You answered {answer} on the day of the last answer: {changes}.",
                answer=answer,
                changes=changes,
            )
        if before.stability is None:
            told = sentences(told, _TAKEN_OVER)
        return sentences(told, self._interval_words(after))

    def _interval_words(self, after: Memory) -> Message:
        if after.state is not CardState.REVIEW:
            time = interval_words(after.interval_minutes)
            return message("Its learning step lasts {time}.", time=time)
        longest = after.interval_days == self.maximum_interval_days
        return message(
            "At {retention}% retention that gives an interval of {days}{limit}.",
            retention=self.desired_retention,
            days=day_words(after.interval_days),
            limit=LONGEST if longest else "",
        )


_TAKEN_OVER = message("What it had before was worked out from its interval and ease.")


def strength(memory: Memory, weights: tuple[float, ...]) -> tuple[float, float] | None:
    """Return stability and difficulty of a memory; None when the next answer is its first.

    A memory that another scheduler left is converted as the class's docstring says.
    """
    stability, difficulty = memory.stability, memory.difficulty
    if memory.state is CardState.NEW:
        return None
    # The comparison is false for what is not a number.
    if stability is not None and difficulty is not None and stability > 0 and difficulty > 0:
        return _held(stability), _held_difficulty(difficulty)
    days = memory.interval_days
    if days < 1:
        if memory.state is CardState.LEARNING:
            return None
        days = memory.days_after_steps
        if days < 1:
            return first_strength(AGAIN, weights)
    stability = _held(days)
    converted = formulas.difficulty_from_ease(memory.ease / 100, stability, weights)
    return stability, _held_difficulty(converted)


def first_strength(rating: int, weights: tuple[float, ...]) -> tuple[float, float]:
    """Return stability and difficulty after a card's first answer."""
    return (
        _held(formulas.initial_stability(rating, weights)),
        _held_difficulty(formulas.initial_difficulty(rating, weights)),
    )


def next_strength(
    stability: float, difficulty: float, rating: int, elapsed_days: int, weights: tuple[float, ...]
) -> tuple[float, float]:
    """Return stability and difficulty after a later answer."""
    if elapsed_days < 1:
        factor = formulas.same_day_factor(stability, rating, weights)
        changed = stability * (factor if factor > 1 or rating == AGAIN else 1.0)
    else:
        recall = formulas.retrievability(stability, elapsed_days, weights)
        if rating == AGAIN:
            left = formulas.stability_after_lapse(stability, difficulty, recall, weights)
            changed = min(left, formulas.most_after_lapse(stability, weights))
        else:
            bonus = formulas.pass_bonus(rating, weights)
            changed = formulas.stability_after_pass(stability, difficulty, recall, bonus, weights)
    return _held(changed), _held_difficulty(formulas.next_difficulty(difficulty, rating, weights))


def _held(stability: float) -> float:
    if stability < LOWEST_STABILITY:
        return LOWEST_STABILITY
    return stability if stability < HIGHEST_STABILITY else HIGHEST_STABILITY


def _held_difficulty(difficulty: float) -> float:
    if difficulty < LOWEST_DIFFICULTY:
        return LOWEST_DIFFICULTY
    return difficulty if difficulty < HIGHEST_DIFFICULTY else HIGHEST_DIFFICULTY


def _elapsed_days(memory: Memory, occasion: Occasion) -> int:
    """Return the learner's days since the last answer; where none is known, as planned."""
    if occasion.last_at_ms is None:
        return memory.interval_days
    return occasion.elapsed_days


def changed_words(before: Memory, after: Memory) -> Message:
    """Tell how stability and difficulty have changed, as part of a sentence."""
    return _changed(
        (before.stability or 0.0, after.stability or 0.0),
        (before.difficulty or 0.0, after.difficulty or 0.0),
    )


def _changed(stability: tuple[float, float], difficulty: tuple[float, float]) -> Message:
    return message(
        "{stability}, {difficulty} of 10",
        stability=_stability_words(*stability),
        difficulty=_difficulty_words(*difficulty),
    )


def _stability_words(before: float, after: float) -> Message:
    old, new = _days(before), _days(after)
    if old == new:
        return message("stability stays at {after}", after=new)
    if after > before:
        return message("stability rises from {before} to {after}", before=old, after=new)
    return message("stability falls from {before} to {after}", before=old, after=new)


def _difficulty_words(before: float, after: float) -> Message:
    old, new = round(before, 1), round(after, 1)
    if old == new:
        return message("difficulty stays at {after}", after=new)
    if after > before:
        return message("difficulty rises from {before} to {after}", before=old, after=new)
    return message("difficulty falls from {before} to {after}", before=old, after=new)


def _days(days: float) -> Message:
    """Return days in two or three digits: stability may be minutes or years."""
    if days >= 99.95:
        return message("{days:.0f} days", days=days)
    if days >= 0.995:
        return message("{days:.1f} days", days=days)
    return message("{days:.2g} days", days=days)
