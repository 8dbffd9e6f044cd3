"""Heeds the plans for days ahead as cards are answered: no due moment in a holiday, and a card
that would be forgotten by an exam comes back shortly before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flashcards.model.cards import MINUTES_PER_DAY, Card, Memory
from flashcards.model.enums import Quality, ReviewKind
from flashcards.model.plans import PlanKind
from flashcards.model.presets import Options
from flashcards.scheduling.backlog import Waiting
from flashcards.scheduling.days import (
    EPOCH_DAY,
    MS_PER_DAY,
    MS_PER_MINUTE,
    day_of_ms,
    due_ms,
    moment_ms,
    offset_minutes_of,
)
from flashcards.scheduling.exams import LAST_DAYS, Exam, Learned, outlook
from flashcards.scheduling.holidays import place_after_answer
from flashcards.scheduling.protocol import Scheduler
from flashcards.store import day_plans, decks, moves, reviews, strengths
from flashcards.store.day_plans import StoredPlan
from flashcards.store.operation import operation
from flashcards.store.store import Connection
from flashcards.store.strengths import Strength


@dataclass(frozen=True, slots=True)
class Heeded:
    """A plan that answers are to heed, and the decks whose answers."""

    plan: StoredPlan
    deck_ids: frozenset[int] | None
    """None for all."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that is given, and what it leads to."""

    card: Card
    deck_id: int
    memory: Memory
    """What its scheduler holds of it after the answer."""
    quality: Quality
    now: datetime
    options: Options
    scheduler: Scheduler
    recorded: bool = True
    """Whether the answer is in the log, and the card due by it; else it stands as before."""

    @property
    def day(self) -> int:
        """The learner's day of the answer."""
        return self.day_of(moment_ms(self.now))

    def day_of(self, at_ms: int) -> int:
        """The learner's day of a moment, by the offset of the answer."""
        return day_of_ms(at_ms, offset_minutes_of(self.now), self.options.day_start_minutes)

    def strength(self, conn: Connection) -> Strength:
        """Return how well the card is remembered after the answer."""
        answer = moment_ms(self.now), offset_minutes_of(self.now), int(self.quality)
        return strengths.strength(
            conn, self.card.id, self.memory, self.options, None if self.recorded else answer
        )


def heeded_plans(conn: Connection) -> tuple[Heeded, ...]:
    """Return the holidays and exams that are planned for, in the order of their days."""
    found = []
    for plan in day_plans.of_kinds(conn, [PlanKind.HOLIDAY, PlanKind.EXAM]):
        if plan.deck_uid is None:
            found.append(Heeded(plan, None))
            continue
        deck = decks.deck_with_uid(conn, plan.deck_uid)
        if deck is not None:
            below = decks.subtree(conn, deck.name)
            found.append(Heeded(plan, frozenset(int(one.id) for one in below)))
    return tuple(sorted(found, key=lambda heeded: (heeded.plan.first, heeded.plan.id)))


def heed(conn: Connection, heeded: Sequence[Heeded], given: Given, version_id: int) -> int | None:
    """Move the due moment of a card just answered to where the plans want it.

    Returns the new moment (UTC ms); None where no plan minds the one the answer led to.
    """
    found = foretold(conn, heeded, given)
    return None if found is None else _move(conn, given, found[0], found[1], version_id)


def foretold(
    conn: Connection, heeded: Sequence[Heeded], given: Given
) -> tuple[int, StoredPlan] | None:
    """Return in how many days the plans want a card back that is answered, and which of them.

    None where no plan minds the day the answer leads to. Learning steps are left alone.
    """
    if given.memory.interval_minutes < MINUTES_PER_DAY:
        return None
    day = given.day
    concerned = [
        one.plan
        for one in heeded
        if one.plan.last >= day and (one.deck_ids is None or given.deck_id in one.deck_ids)
    ]
    if not concerned:
        return None
    planned = day + given.memory.interval_days
    due_day, by = _wanted(conn, concerned, given, planned)
    if by is None or due_day == planned:
        return None
    return due_day - day, by


def _wanted(
    conn: Connection, plans: Sequence[StoredPlan], given: Given, due_day: int
) -> tuple[int, StoredPlan | None]:
    """Return the day a card is to fall due, and the plan that wants it so, if any."""
    holidays = [plan for plan in plans if plan.kind is PlanKind.HOLIDAY]
    closed = {day for plan in holidays for day in range(plan.first, plan.last + 1)}
    by: StoredPlan | None = None
    for plan in plans:
        if plan.kind is PlanKind.EXAM and plan.last > given.day:
            wanted = _before_exam(conn, plan, given, due_day, closed)
            if wanted is not None:
                due_day, by = wanted, plan
    for plan in holidays:
        if plan.first <= due_day <= plan.last:
            card = _waiting(conn, given, due_day)

            def load(day: int) -> int:
                return _loads(conn, given, day, day).get(day, 0)

            return place_after_answer(card, plan.first, plan.last, closed, load), plan
    return due_day, by


def _before_exam(
    conn: Connection, plan: StoredPlan, given: Given, due_day: int, closed: set[int]
) -> int | None:
    days = [day for day in range(given.day + 1, plan.last) if day not in closed]
    exam = Exam(plan.last, (plan.retention or 0) / 100, tuple(days[-LAST_DAYS:]))
    if not exam.looks or due_day < exam.looks[0]:
        return None
    known, seed = given.strength(conn), given.card.seed
    learned = Learned(given.card.id, given.memory, given.day, due_day, *known, seed=seed)
    weights = strengths.weights_of(given.options)
    found = outlook(learned, given.scheduler, weights, exam, given.day)
    if not (found.recalls and found.now):
        return None
    load = _loads(conn, given, exam.looks[0], plan.last)
    able = [day for day in exam.looks if day >= found.earliest]
    return min(able, key=lambda day: (load.get(day, 0), -day))


def _waiting(conn: Connection, given: Given, due_day: int) -> Waiting:
    (stability, _), decay = given.strength(conn), strengths.weights_of(given.options)[20]
    interval = given.memory.interval_days
    return Waiting(given.card.id, due_day, given.day, stability, decay, interval)


def _loads(conn: Connection, given: Given, first: int, last: int) -> dict[int, int]:
    """Return how many cards of all decks fall due on each of these days."""
    start = given.options.day_start_minutes
    shift_ms = (offset_minutes_of(given.now) - start) * MS_PER_MINUTE
    from_ms, until_ms = ((day - EPOCH_DAY) * MS_PER_DAY - shift_ms for day in (first, last + 1))
    counted = moves.loads(conn, from_ms, until_ms, shift_ms)
    found = {number + EPOCH_DAY: count for number, count in counted.items()}
    if not given.recorded:
        _take_as_answered(found, given, range(first, last + 1))
    return found


def _take_as_answered(loads: dict[int, int], given: Given, days: range) -> None:
    """Count the card on the day the answer will lead to, in place of the one it is due on now."""
    card, planned = given.card, given.day + given.memory.interval_days
    if card.due_at is not None and (due := given.day_of(moment_ms(card.due_at))) in days:
        loads[due] = loads.get(due, 0) - 1
    if planned in days:
        loads[planned] = loads.get(planned, 0) + 1


def _move(conn: Connection, given: Given, days: int, plan: StoredPlan, version_id: int) -> int:
    at_ms, offset = moment_ms(given.now), offset_minutes_of(given.now)
    minutes = days * MINUTES_PER_DAY
    due = due_ms(at_ms, offset, minutes, given.options.day_start_minutes)
    row = (
        int(given.card.id), operation(conn).next_review_id(conn), at_ms, offset,
        int(ReviewKind.MOVED), 0, 0, version_id, minutes, plan.id,
    )  # fmt: skip
    reviews.append(conn, [row])
    moves.set_due(conn, [(due, given.card.id)])
    return due
