"""Catches up after a break: spreads what is due over days, by steepest fall of recall."""

from collections.abc import Sequence

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
from flashcards.model.messages import Message, message, plural_message
from flashcards.model.plans import CatchUp, PlanKind
from flashcards.scheduling import backlog
from flashcards.scheduling.backlog import Waiting
from flashcards.scheduling.days import MS_BEFORE_1970
from flashcards.store import day_plans, moves
from flashcards.store.operation import Progress, course, operation
from flashcards.store.store import Connection, Store


def preview(
    store: Store, deck: str | None, days: int | None, progress: Progress | None = None
) -> CatchUp:
    """Return how the cards of a deck (None: of all) due now would be spread over ``days``.

    The days begin today; those of holidays are passed over. None for the days means as many as it
    takes to keep within the daily limits. Raises UserError where a year is too short for that,
    CancelledError when ``progress`` says stop.
    """
    with store.looking(progress) as conn:
        ground = ground_of(conn, store.now(), deck)
        cards = _due(conn, ground)
        return _told(conn, ground, cards, _chosen(conn, ground, cards, days))


def apply(
    store: Store,
    deck: str | None,
    days: int | None,
    name: str = "",
    progress: Progress | None = None,
) -> str:
    """Spread the cards due now over ``days`` and return the plan's uid.

    One undo step; ``planning.remove`` takes it back later. Days are as for ``preview``. Raises
    UserError as that does, and when nothing is due.
    """
    with store.writing(_label(days), progress=progress) as conn:
        work = operation(conn)
        ground = ground_of(conn, work.now, deck)
        cards = _due(conn, ground)
        chosen = _chosen(conn, ground, cards, days)
        if not cards:
            raise UserError(
                message("Nothing is due."), message("There is nothing to catch up with.")
            )
        uid = None if ground.deck is None else ground.deck.uid
        name = plan_name(name or str(_name(len(chosen))))
        span = chosen[0], chosen[-1]
        plan = day_plans.add(conn, PlanKind.CATCH_UP, name, span, uid, work.now_ms)
        work.ask()
        own = without(ground.loads(conn, chosen[-1], own=True), ground, cards)
        placed = zip(cards, backlog.catch_up(cards, chosen, own), strict=True)
        ahead = {card.card: day - ground.today for card, day in placed if day > ground.today}
        move(conn, ahead, plan.id)
    return plan.uid


def _label(days: int | None) -> Message:
    if days is None:
        return message("Plan catch-up")
    return plural_message(days, "Plan catch-up over {count} day", "Plan catch-up over {count} days")


def _name(days: int) -> Message:
    return plural_message(days, "Catch-up over {count} day", "Catch-up over {count} days")


def _chosen(
    conn: Connection, ground: Ground, cards: Sequence[Waiting], days: int | None
) -> list[int]:
    if days is None:
        days = 1 if not cards else _needed(conn, ground, cards)
    if days is None:
        raise UserError(
            message("The daily limit leaves no room for these cards within a year."),
            message("Raise the limit in the deck options, or give a number of days."),
        )
    if not 1 <= days <= MOST_DAYS:
        raise UserError(
            message("A catch-up takes 1 to {most} days.", most=MOST_DAYS),
            message("Give another number."),
        )
    return ground.open_days(ground.today, days)


def _due(conn: Connection, ground: Ground) -> list[Waiting]:
    """Return what is due today or has been for longer; learning steps take no part."""
    until = ground.begins_ms(ground.today + 1)
    found = moves.due_between(conn, ground.deck_ids, -MS_BEFORE_1970, until, ground.today)
    course(conn).ask()
    return ground.waiting(conn, found)


def _needed(conn: Connection, ground: Ground, cards: Sequence[Waiting]) -> int | None:
    """Return over how many days the cards go within the daily limits; None beyond a year."""
    year = ground.open_days(ground.today, MOST_DAYS)
    own = without(ground.loads(conn, year[-1], own=True), ground, cards)
    loads = [own.get(day, 0) for day in year]
    return backlog.days_within(len(cards), ground.reviews_per_day, loads)


def _told(
    conn: Connection, ground: Ground, cards: Sequence[Waiting], days: Sequence[int]
) -> CatchUp:
    ask = course(conn).ask
    ask()
    own = without(ground.loads(conn, days[-1], own=True), ground, cards)
    placed = backlog.catch_up(cards, days, own)
    ask()
    at_once = backlog.forgotten(cards, [ground.today] * len(cards))
    ask()
    spread = backlog.forgotten(cards, placed)
    ask()
    at_the_end = backlog.forgotten(cards, [days[-1]] * len(cards))
    limit, needed = ground.reviews_per_day, _needed(conn, ground, cards)
    others = without(ground.loads(conn, days[-1]), ground, cards)
    seconds = seconds_of(ground.pace(conn), cards, placed)
    loads = day_loads(days, others, placed, seconds)
    return CatchUp(len(cards), loads, at_once, spread, at_the_end, limit, needed)
