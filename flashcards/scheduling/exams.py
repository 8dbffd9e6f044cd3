"""Foretells what is remembered on the day of an exam, and which card needs another look before.

It is assumed that every card is asked on the day it falls due, an overdue one today, and answered
Good: forgetting one leads to more looks before the exam, not fewer.
"""

from dataclasses import dataclass

from flashcards.model.cards import MINUTES_PER_DAY, Memory
from flashcards.model.enums import Quality
from flashcards.scheduling.backlog import recall, strength_of
from flashcards.scheduling.days import EPOCH_DAY, MS_PER_DAY
from flashcards.scheduling.protocol import Occasion, Scheduler

LAST_DAYS = 7
"""How many days before an exam are used; a look on them is fresh still."""
_ANSWERS_A_DAY = 20
"""More answers of one card a day than any steps ask for; learning steps end after a few."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Where a card stands; days are the learner's, as date ordinals."""

    card: int
    memory: Memory
    last_day: int
    due_day: int


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
    now: bool = True
    """Whether it is the card's present due moment that is to be moved, not a later one."""

    def after(self, day: int, exam: Exam) -> float:
        """Return how likely the card is remembered after another look on one of those days."""
        return self.recalls[exam.looks.index(day) - exam.looks.index(self.earliest)]


def outlook(
    learned: Learned, scheduler: Scheduler, decay: float, exam: Exam, today: int
) -> Outlook:
    """Foretell what becomes of a card until ``exam``, and when another look would be of use.

    A look helps on every day from the earliest on after which the card is as likely to be
    remembered as wished, or, where none brings it so far, on the last one. It is brought forward
    and never put off: where a card falls due before those days, that answer is taken as given,
    and what comes after it is looked at.
    """
    as_it_is = _on_the_day(learned, scheduler, decay, exam, today)
    if as_it_is >= exam.retention or not exam.looks:
        return Outlook(as_it_is)
    before = _until(learned, scheduler, exam.looks[0], today)
    recalls, earliest = _looks(before, scheduler, decay, exam)
    for _ in exam.looks:
        due_day = max(before.due_day, today)
        if not recalls or due_day >= earliest:
            break
        before = _answered(before, scheduler, due_day)
        recalls, earliest = _looks(before, scheduler, decay, exam)
    if not recalls or recalls[-1] <= as_it_is:
        return Outlook(as_it_is)
    return Outlook(as_it_is, recalls, earliest, before == learned)


def _looks(
    before: Learned, scheduler: Scheduler, decay: float, exam: Exam
) -> tuple[tuple[float, ...], int]:
    """Return how likely a card is remembered after a look on the last days, and the first of them.

    Days are tried from the last one back, as long as a look on them is enough.
    """
    recalls: list[float] = []
    earliest = 0
    for day in reversed(exam.looks):
        if day <= before.last_day:
            break
        looked_at = _answered(before, scheduler, day)
        likely = _on_the_day(looked_at, scheduler, decay, exam, day)
        if recalls and likely < exam.retention:
            break
        recalls.append(likely)
        earliest = day
        if likely < exam.retention:
            break
    return tuple(reversed(recalls)), earliest


def _on_the_day(
    learned: Learned, scheduler: Scheduler, decay: float, exam: Exam, today: int
) -> float:
    reached = _until(learned, scheduler, exam.day, today)
    strength, curve = strength_of(reached.memory, decay)
    return recall(exam.day - reached.last_day, strength, curve)


def _until(learned: Learned, scheduler: Scheduler, day: int, today: int) -> Learned:
    """Return where a card stands on the morning of ``day``, the answers before it given."""
    asked = 0
    while max(learned.due_day, today) < day and asked < _ANSWERS_A_DAY:
        on = max(learned.due_day, today)
        learned = _answered(learned, scheduler, on)
        asked = asked + 1 if learned.due_day == on else 0
    return learned


def _answered(learned: Learned, scheduler: Scheduler, day: int) -> Learned:
    at_ms, last_ms = _noon(day), _noon(learned.last_day)
    occasion = Occasion(at_ms, 0, 0, last_ms, learned.card)
    memory = scheduler.review(learned.memory, Quality.GOOD, occasion).memory
    return Learned(learned.card, memory, day, day + memory.interval_minutes // MINUTES_PER_DAY)


def _noon(day: int) -> int:
    """Return a moment that counts as this day where days begin at midnight UTC."""
    return (day - EPOCH_DAY) * MS_PER_DAY + MS_PER_DAY // 2
