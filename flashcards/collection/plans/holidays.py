"""Keeps a period free of reviews: what is due in it is asked before, or waits until after."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from flashcards.collection.past.rescheduling import move
from flashcards.collection.plans.planning import (
    MOST_DAYS,
    Ground,
    day_loads,
    ground_of,
    plan_name,
    seconds_of,
    without,
)
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.plans import HolidayPreview, PlanKind
from flashcards.scheduling import backlog
from flashcards.scheduling.backlog import Waiting
from flashcards.scheduling.days import MS_BEFORE_1970
from flashcards.scheduling.holidays import days_around
from flashcards.store import day_plans, decks, moves
from flashcards.store.operation import Progress, course, operation
from flashcards.store.store import Connection, Store


@dataclass(frozen=True, slots=True)
class _Placed:
    """The cards due in a period, and the days they go to."""

    cards: Sequence[Waiting]
    days: Sequence[int]
    before: Sequence[int]
    """Days before the period that may be used."""
    after: Sequence[int]
    loads: dict[int, int]
    """What all days have to do without these cards."""

    def ahead(self, today: int) -> dict[int, int]:
        """Return how many days from today each card goes to."""
        pairs = zip(self.cards, self.days, strict=True)
        return {card.card: day - today for card, day in pairs}


def preview(
    store: Store,
    first: date,
    last: date,
    deck: str | None = None,
    progress: Progress | None = None,
) -> HolidayPreview:
    """Return where the cards due from ``first`` to ``last`` (both included) would go.

    Raises CancelledError when ``progress`` says stop.
    """
    with store.looking(progress) as conn:
        ground = ground_of(conn, store.now(), deck)
        placed = _placed(conn, ground, *_period(ground, first, last))
        return _told(placed, seconds_of(ground.pace(conn), placed.cards, placed.days))


def add(
    store: Store,
    first: date,
    last: date,
    deck: str | None = None,
    name: str = "",
    progress: Progress | None = None,
) -> str:
    """Keep a period free, for a deck with its subdecks or for all, and return the plan's uid.

    Cards answered later that would fall due in it are moved as well, as they are answered.
    Raises UserError for a period that is over, ends before it begins, or is longer than a year.
    """
    with store.writing(message("Add holiday"), progress=progress) as conn:
        work = operation(conn)
        ground = ground_of(conn, work.now, deck)
        period = _period(ground, first, last)
        placed = _placed(conn, ground, *period)
        uid = None if ground.deck is None else ground.deck.uid
        name = plan_name(name or "Holiday")
        plan = day_plans.add(conn, PlanKind.HOLIDAY, name, period, uid, work.now_ms)
        move(conn, placed.ahead(ground.today), plan.id)
    return plan.uid


def keep(store: Store, progress: Progress | None = None) -> int:
    """Move out of the holidays what has come to fall due in them since; return how many cards.

    Answers, other rules for the past and corrections see to it by themselves; released cards and
    dates set by hand do not. One undo step.
    """
    with store.writing(message("Keep holidays free"), progress=progress) as conn:
        return keep_free(conn)


def keep_free(conn: Connection, only: Collection[int] | None = None) -> int:
    """Do what ``keep`` does, for these cards or for all, as a part of the operation under way."""
    if only is not None and not only:
        return 0
    moved = 0
    now = operation(conn).now
    for plan in day_plans.of_kinds(conn, [PlanKind.HOLIDAY]):
        deck = None if plan.deck_uid is None else decks.deck_with_uid(conn, plan.deck_uid)
        if deck is None and plan.deck_uid is not None:
            continue
        ground = ground_of(conn, now, None if deck is None else deck.name)
        if plan.last >= ground.today:
            placed = _placed(conn, ground, plan.first, plan.last, only)
            move(conn, placed.ahead(ground.today), plan.id)
            moved += len(placed.cards)
    return moved


def _period(ground: Ground, first: date, last: date) -> tuple[int, int]:
    begins, ends = first.toordinal(), last.toordinal()
    if ends < begins:
        raise UserError(
            message("The holiday ends before it begins."), message("Swap the two dates.")
        )
    if ends < ground.today:
        raise UserError(message("The holiday is over."), message("Choose days to come."))
    if ends - begins >= MOST_DAYS:
        raise UserError(message("A holiday lasts a year at most."), message("Choose fewer days."))
    return begins, ends


def _placed(
    conn: Connection, ground: Ground, first: int, last: int, only: Collection[int] | None = None
) -> _Placed:
    from_ms = -MS_BEFORE_1970 if first <= ground.today else ground.begins_ms(first)
    until = ground.begins_ms(last + 1)
    found = moves.due_between(conn, ground.deck_ids, from_ms, until, last)
    course(conn).ask()
    cards = ground.waiting(conn, [one for one in found if only is None or one.card in only])
    course(conn).ask()
    before, after = days_around(first, last, ground.today, ground.closed)
    loads = without(ground.loads(conn, after[-1]), ground, cards)
    return _Placed(cards, backlog.around(cards, before, after, loads), before, after, loads)


def _told(placed: _Placed, seconds: Sequence[float]) -> HolidayPreview:
    before = sum(day in placed.before for day in placed.days)
    return HolidayPreview(
        before,
        len(placed.days) - before,
        day_loads([*placed.before, *placed.after], placed.loads, placed.days, seconds),
        backlog.forgotten(placed.cards, placed.days),
        backlog.forgotten(placed.cards, [card.due_day for card in placed.cards]),
    )
