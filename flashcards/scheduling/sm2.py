"""The SM-2 algorithm to the letter, in whole numbers: no rounding error can creep in."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from flashcards.model.cards import MINUTES_PER_DAY, Memory
from flashcards.model.enums import CardState, Profile, Quality
from flashcards.model.messages import Argument, Message, message, plural_message, sentences
from flashcards.scheduling.protocol import ANSWER_WORDS, Occasion, Outcome

FIRST_INTERVAL_DAYS = 1
SECOND_INTERVAL_DAYS = 6
LOWEST_EASE = 130
LOWEST_PASS = 3
"""The lowest quality that counts as remembered."""
LOWEST_WITHOUT_DRILL = 4
"""Below this quality a card is repeated the same day."""

EASE_CHANGES = (-80, -54, -32, -14, 0, 10)
"""Per quality, 0.1 - (5 - q) * (0.08 + (5 - q) * 0.02) in hundredths."""

LONGEST = message(", the longest allowed")
"""Said behind an interval that reached the most the options allow."""

LATENESS = message("In SM-2, answering late or early changes nothing.")
FIRST_TWO = message(
    "In SM-2 the first two intervals are always 1 and 6 days. Good and Easy differ from the "
    "third on."
)

_ORDINALS = (
    message("0th"),
    message("first"),
    message("second"),
    message("third"),
    message("fourth"),
    message("fifth"),
    message("sixth"),
    message("seventh"),
    message("eighth"),
)


@dataclass(frozen=True, slots=True)
class SM2:
    """SM-2 as P. A. Wozniak described it in 1990.

    ``paper`` follows the published text: the ease factor is changed first and multiplies, fractions
    of a day round up, and a forgotten card keeps its ease factor. ``source`` follows the code
    SuperMemo published: the ease factor from before the answer multiplies, the product is rounded
    to the nearest day (a half to the even one, as Delphi's ``Round`` does), and a forgotten
    card loses ease too. The ease factor never falls below 1.30 and has no ceiling.

    SM-2 ignores lateness: it multiplies the planned interval, however long the card waited.

    Raises ValueError when ``maximum_interval_days`` is below 1.
    """

    profile: Profile = Profile.PAPER
    drill: bool = True
    """Ask answers below quality 4 again the same day until they reach 4."""
    maximum_interval_days: int = 36_500

    name: ClassVar[str] = "sm2"

    def __post_init__(self) -> None:
        if self.maximum_interval_days < 1:
            raise ValueError("the longest interval must be at least one day")

    def step(
        self, repetitions: int, ease: int, interval_days: int, quality: int
    ) -> tuple[int, int, int]:
        """Return repetitions, ease (hundredths) and interval (days) after one answer.

        The bare arithmetic, for replaying long logs without making a value per row.
        """
        if quality < LOWEST_PASS:
            if self.profile is not Profile.PAPER:
                ease += EASE_CHANGES[quality]
            return 0, ease if ease > LOWEST_EASE else LOWEST_EASE, FIRST_INTERVAL_DAYS
        new_ease = ease + EASE_CHANGES[quality]
        if new_ease < LOWEST_EASE:
            new_ease = LOWEST_EASE
        if repetitions <= 0:
            days = FIRST_INTERVAL_DAYS
        elif repetitions == 1:
            days = SECOND_INTERVAL_DAYS
        elif self.profile is Profile.PAPER:
            days = -(-interval_days * new_ease // 100)
        else:
            days = _nearest(interval_days * ease)
        # A memory brought in from elsewhere may hold an interval of less than a day.
        days = 1 if days < 1 else days
        limit = self.maximum_interval_days
        return repetitions + 1, new_ease, days if days < limit else limit

    def review(self, memory: Memory, quality: Quality, occasion: Occasion) -> Outcome:
        """Return what follows from an answer; ``occasion`` plays no part: SM-2 ignores lateness.

        What other schedulers remember (step, stability, difficulty) is dropped: it would be stale.
        """
        state = memory.state
        lapses = memory.lapses
        repetitions, ease, days = self.step(
            memory.repetitions, memory.ease, memory.interval_minutes // MINUTES_PER_DAY, quality
        )
        if quality >= LOWEST_PASS:
            after = CardState.REVIEW
        else:
            after = state_after_lapse(state)
            lapses += state is CardState.REVIEW
        return Outcome(
            Memory(after, repetitions, ease, days * MINUTES_PER_DAY, lapses),
            self.drill and quality < LOWEST_WITHOUT_DRILL,
        )

    def review_all(self, memory: Memory, qualities: Iterable[int]) -> Outcome:
        """Return what follows from several answers in a row; the same as one after the other."""
        state, lapses = memory.state, memory.lapses
        repetitions, ease = memory.repetitions, memory.ease
        days = memory.interval_minutes // MINUTES_PER_DAY
        step = self.step
        quality = None
        for quality in qualities:
            repetitions, ease, days = step(repetitions, ease, days, quality)
            if quality >= LOWEST_PASS:
                state = CardState.REVIEW
            else:
                lapses += state is CardState.REVIEW
                state = state_after_lapse(state)
        if quality is None:
            return Outcome(memory, drill=False)
        return Outcome(
            Memory(state, repetitions, ease, days * MINUTES_PER_DAY, lapses),
            self.drill and quality < LOWEST_WITHOUT_DRILL,
        )

    def after_drill(self, memory: Memory, quality: Quality, occasion: Occasion) -> Memory:
        """Return the memory as it is: SM-2 takes no notice of drills."""
        return memory

    def explain(
        self, before: Memory, quality: Quality, after: Memory, occasion: Occasion
    ) -> Message:
        """Tell in one or two sentences which numbers made the interval."""
        answered = message(
            "You answered {answer} (SM-2’s quality {quality})",
            answer=ANSWER_WORDS[quality],
            quality=int(quality),
        )
        ease = ease_words(before.ease, after.ease)
        days = day_words(after.interval_days)
        if quality < LOWEST_PASS:
            return message(
                "{answered}: the card starts over and comes back in {days}{ease}.",
                answered=answered,
                days=days,
                ease=ease,
            )
        passed = message(
            "{answered}, the {ordinal} pass in a row",
            answered=answered,
            ordinal=_ordinal(after.repetitions),
        )
        limit: Argument = LONGEST if after.interval_days == self.maximum_interval_days else ""
        if after.repetitions <= 2:
            first = message(
                "{passed}: the interval is {days}{limit}{ease}.",
                passed=passed,
                days=days,
                limit=limit,
                ease=ease,
            )
            return sentences(first, FIRST_TWO)
        multiplier = after.ease if self.profile is Profile.PAPER else before.ease
        said = message(
            "{passed}: {interval} × ease {multiplier} = {result}{ease}.",
            passed=passed,
            interval=day_words(before.interval_days),
            multiplier=hundredths(multiplier),
            result=self._result_words(before.interval_days * multiplier, after, limit),
            ease=ease,
        )
        return sentences(said, LATENESS)

    def _result_words(self, product: int, after: Memory, limit: Argument) -> Message:
        """Return what the product in hundredths of a day became."""
        days, number = day_words(after.interval_days), _decimal(product)
        if product == after.interval_minutes // MINUTES_PER_DAY * 100:
            return message("{number} days", number=number)
        if limit:
            return message("{number}, held at {days}{limit}", number=number, days=days, limit=limit)
        if self.profile is Profile.PAPER:
            return message("{number}, rounded up to {days}", number=number, days=days)
        return message("{number}, rounded to {days}", number=number, days=days)

    def parameters(self) -> str:
        """Return the parameters as canonical JSON."""
        values = {
            "drill": self.drill,
            "maximum_interval_days": self.maximum_interval_days,
            "profile": self.profile.value,
        }
        return json.dumps(values, sort_keys=True, separators=(",", ":"))


def state_after_lapse(state: CardState) -> CardState:
    """Return the state of a card that was just forgotten: learned once, it is learned again."""
    known = state is CardState.REVIEW or state is CardState.RELEARNING
    return CardState.RELEARNING if known else CardState.LEARNING


def _nearest(hundredths: int) -> int:
    """Return the nearest whole number, the even one of two equally near."""
    whole, rest = divmod(hundredths, 100)
    return whole + (rest > 50 or (rest == 50 and whole & 1))


def ease_words(before: int, after: int) -> Argument:
    """Return how the ease changed, to be put behind a sentence; "" where it did not."""
    if before == after:
        return ""
    old, new = hundredths(before), hundredths(after)
    if after > before:
        return message("; its ease rises from {before} to {after}", before=old, after=new)
    return message("; its ease falls from {before} to {after}", before=old, after=new)


def day_words(days: int) -> Message:
    """Return a number of days with its word."""
    return plural_message(days, "{count} day", "{count} days")


def hundredths(value: int) -> str:
    """Return a number of hundredths as a decimal number with two digits."""
    return f"{value // 100}.{value % 100:02d}"


def _decimal(value: int) -> str:
    return hundredths(value).rstrip("0").rstrip(".")


def _ordinal(number: int) -> Message:
    if number < len(_ORDINALS):
        return _ORDINALS[number]
    if number % 100 in (11, 12, 13):
        return message("{number}th", number=number)
    match number % 10:
        case 1:
            return message("{number}st", number=number)
        case 2:
            return message("{number}nd", number=number)
        case 3:
            return message("{number}rd", number=number)
        case _:
            return message("{number}th", number=number)
