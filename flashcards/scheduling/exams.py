"""Foretells what is remembered on the day of an exam, and which card needs another look before.

Memory is FSRS's, by the log, whichever scheduler plans. It is assumed that every card is asked on
the day it falls due, an overdue one today, and answered Good if it is remembered then, else Again.
Of what may be forgotten on the way one time a card is reckoned with: forgetting it twice before
the same exam is rare, and leads to a look short before it anyway.
"""

from dataclasses import dataclass, replace

from flashcards.model.cards import MINUTES_PER_DAY, Memory
from flashcards.model.enums import Quality
from flashcards.scheduling.backlog import recall
from flashcards.scheduling.days import EPOCH_DAY, MS_PER_DAY
from flashcards.scheduling.fsrs import next_strength
from flashcards.scheduling.fsrs_formulas import GOOD, RATINGS
from flashcards.scheduling.protocol import Occasion, Scheduler

LAST_DAYS = 7
"""How many days before an exam are used; a look on them is fresh still."""
CERTAIN = 0.9995
"""From this recall on, forgetting is not reckoned with."""
ANSWERS_A_DAY = 20
"""More answers of one card a day than any steps ask for; learning steps end after a few."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Where a card stands; days are the learner's, as date ordinals."""

    card: int
    memory: Memory
    """What its scheduler holds of it."""
    last_day: int
    due_day: int
    stability: float
    """How well it is remembered, by its log: days after which 90% remember it."""
    difficulty: float
    """1 to 10."""
    deck: int = 0
    seed: int = 0
    """What its fuzz is drawn from."""

    def recall(self, day: int, weights: tuple[float, ...]) -> float:
        """Return how likely it is remembered on a day when it is not asked before."""
        return recall(max(0, day - self.last_day), self.stability, weights[20])


@dataclass(frozen=True, slots=True)
class Exam:
    """When to know how much."""

    day: int
    """The learner's day of the exam."""
    retention: float
    """How likely each card shall be remembered on that day, 0 to 1."""
    looks: tuple[int, ...]
    """The days shortly before it on which cards may be brought forward, in order."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What becomes of a card until an exam."""

    as_it_is: float
    """How likely it is remembered on the day when nothing is done about it."""
    recalls: tuple[float, ...] = ()
    """The same after another look on each of the exam's last days, for those that may be chosen;
    empty where nothing need be done, or nothing can."""
    earliest: int = 0
    """The first of those days; they run to the last of the exam's ``looks``."""
    instead: float = 0.0
    """How likely it is remembered without that look, where it was remembered until then."""
    known: tuple[float, ...] = ()
    """How likely it is remembered when that look is asked, one for each of those days."""
    now: bool = True
    """Whether it is the card's present due moment that is to be moved, not a later one."""

    def after(self, day: int, exam: Exam) -> float:
        """Return how likely the card is remembered after another look on one of those days."""
        return self.recalls[exam.looks.index(day) - exam.looks.index(self.earliest)]

    def before(self, day: int, exam: Exam) -> float:
        """Return how likely the card is remembered when it is asked on one of those days."""
        return self.known[exam.looks.index(day) - exam.looks.index(self.earliest)]


def outlook(
    learned: Learned, scheduler: Scheduler, weights: tuple[float, ...], exam: Exam, today: int
) -> Outlook:
    """Foretell what becomes of a card until ``exam``, and when another look would be of use.

    A look helps on every day from the earliest on after which the card is as likely to be
    remembered as wished, or, where none brings it so far, on the last one. It is brought forward
    and never put off: where a card falls due before those days, that answer is taken as given,
    and what comes after it is looked at. ``weights`` are the parameters of FSRS.
    """
    judge = _Judge(scheduler, weights, exam)
    as_it_is = judge.expected(learned, today)
    if as_it_is >= exam.retention or not exam.looks:
        return Outlook(as_it_is)
    before = judge.passed_until(learned, exam.looks[0], today)
    recalls, earliest = judge.looks(before)
    for _ in exam.looks:
        due_day = max(before.due_day, today)
        if not recalls or due_day >= earliest:
            break
        before = judge.answered(before, due_day)
        recalls, earliest = judge.looks(before)
    now = before == learned
    instead = as_it_is if now else judge.expected(before, today)
    if not recalls or recalls[-1] <= instead:
        return Outlook(as_it_is)
    days = exam.looks[-len(recalls) :]
    known = tuple(before.recall(day, weights) for day in days)
    return Outlook(as_it_is, recalls, earliest, instead, known, now)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Foretells what becomes of single cards."""

    scheduler: Scheduler
    weights: tuple[float, ...]
    exam: Exam

    def looks(self, before: Learned) -> tuple[tuple[float, ...], int]:
        """Return how likely a card is remembered after a look on the last days, and the first day.

        Days are tried from the last one back, as long as a look on them is enough.
        """
        recalls: list[float] = []
        earliest = 0
        for day in reversed(self.exam.looks):
            if day <= before.last_day:
                break
            likely = self.expected(replace(before, due_day=day), day)
            if recalls and likely < self.exam.retention:
                break
            recalls.append(likely)
            earliest = day
            if likely < self.exam.retention:
                break
        return tuple(reversed(recalls)), earliest

    def expected(self, learned: Learned, today: int, *, forgets: bool = True) -> float:
        """Return how likely a card is remembered on the day, over what may happen until then.

        ``forgets``: whether it may be forgotten once on the way.
        """
        found, share, asked = 0.0, 1.0, 0
        while max(learned.due_day, today) < self.exam.day and asked < ANSWERS_A_DAY:
            on = max(learned.due_day, today)
            known = learned.recall(on, self.weights) if forgets else 1.0
            if known < CERTAIN:
                lapsed = self.answered(learned, on, Quality.WRONG)
                found += share * (1 - known) * self.expected(lapsed, on, forgets=False)
                share *= known
            learned = self.answered(learned, on)
            asked = asked + 1 if learned.due_day == on else 0
        return found + share * learned.recall(self.exam.day, self.weights)

    def passed_until(self, learned: Learned, day: int, today: int) -> Learned:
        """Return where a card stands on the morning of ``day``, the answers before it passed."""
        asked = 0
        while max(learned.due_day, today) < day and asked < ANSWERS_A_DAY:
            on = max(learned.due_day, today)
            learned = self.answered(learned, on)
            asked = asked + 1 if learned.due_day == on else 0
        return learned

    def answered(self, learned: Learned, day: int, quality: Quality = Quality.GOOD) -> Learned:
        """Return where a card stands after an answer, and after the drill that it may lead to."""
        occasion = Occasion(_noon(day), 0, 0, _noon(learned.last_day), learned.seed)
        outcome = self.scheduler.review(learned.memory, quality, occasion)
        known = next_strength(
            learned.stability,
            learned.difficulty,
            RATINGS[quality],
            max(0, day - learned.last_day),
            self.weights,
        )
        if outcome.drill:
            known = next_strength(*known, GOOD, 0, self.weights)
        due_day = day + outcome.interval_minutes // MINUTES_PER_DAY
        known_of = (*known, learned.deck, learned.seed)
        return Learned(learned.card, outcome.memory, day, due_day, *known_of)


def _noon(day: int) -> int:
    """Return a moment that counts as this day where days begin at midnight UTC."""
    return (day - EPOCH_DAY) * MS_PER_DAY + MS_PER_DAY // 2
