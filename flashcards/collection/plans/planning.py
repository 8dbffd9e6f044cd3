"""Plans for the days ahead: the ground they stand on, their list, and taking them back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flashcards.collection.cleaning import clean_field
from flashcards.collection.decks.organising import required_deck
from flashcards.collection.files.checking import replay_cards, schedulers
from flashcards.collection.past.rescheduling import presets_of_decks
from flashcards.model.enums import ReviewKind
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.plans import DayLoad, DayPlan, PlanKind
from flashcards.model.presets import Preset
from flashcards.scheduling.backlog import Waiting
from flashcards.scheduling.days import (
    EPOCH_DAY,
    MS_BEFORE_1970,
    MS_PER_MINUTE,
    day_of_ms,
    day_start,
    learner_day,
    moment_ms,
    offset_minutes_of,
)
from flashcards.scheduling.replay import LogRow, due_without, effective
from flashcards.store import day_plans, decks, moves, plans, presets, reviews, strengths, verify
from flashcards.store.day_plans import StoredPlan
from flashcards.store.decks import SEPARATOR, Deck
from flashcards.store.moves import Standing
from flashcards.store.operation import Progress, operation
from flashcards.store.paces import Pace
from flashcards.store.reviews import Mark
from flashcards.store.store import Connection, Store
from flashcards.store.strengths import Strength

MOST_DAYS = 366
"""The longest plan."""
_BATCH = 500
_PLANNED = (ReviewKind.ANSWER, ReviewKind.MANUAL, ReviewKind.IMPORTED)
_REMOVED = {
    PlanKind.CATCH_UP: message("Remove catch-up"),
    PlanKind.HOLIDAY: message("Remove holiday"),
    PlanKind.EXAM: message("Remove exam"),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What a plan is made on: its decks, the learner's present day, and the days kept free.

    Days are the learner's, as date ordinals.
    """

    deck: Deck | None
    """None for all decks."""
    deck_ids: tuple[int, ...]
    now: datetime
    day_start_minutes: int
    today: int
    closed: frozenset[int]
    """Days of holidays that concern these decks."""
    presets: dict[int, Preset]
    """By deck id."""
    reviews_per_day: int
    """How many the limits allow on an ordinary day."""

    def begins_ms(self, day: int) -> int:
        """Return when a day begins (UTC ms)."""
        zone = self.now.tzinfo
        assert zone is not None
        return moment_ms(day_start(day, zone, self.day_start_minutes))

    def day_of(self, at_ms: int) -> int:
        """Return the day of a moment, by the learner's present offset.

        Due moments lie in the middle of their day, so that no change of the clocks moves them.
        """
        return day_of_ms(at_ms, offset_minutes_of(self.now), self.day_start_minutes)

    def open_days(self, first: int, count: int, until: int | None = None) -> list[int]:
        """Return up to ``count`` days without holidays, from ``first`` to ``until``, in order."""
        last = first + count + len(self.closed) if until is None else until
        return [day for day in range(first, last + 1) if day not in self.closed][:count]

    def weights_of(self, deck_id: int) -> tuple[float, ...]:
        """Return the parameters of FSRS that memory follows in a deck."""
        return strengths.weights_of(self.presets[deck_id].options)

    def strengths(self, conn: Connection, cards: Sequence[Standing]) -> list[Strength]:
        """Return how well each of these cards is remembered, by its log."""
        return strengths.of_standing(conn, cards, self.weights_of, self.day_start_minutes)

    def waiting(self, conn: Connection, cards: Sequence[Standing]) -> list[Waiting]:
        """Return what placing cards needs to know of each."""
        known = self.strengths(conn, cards)
        found = []
        for card, (stability, _) in zip(cards, known, strict=True):
            last_day, due_day = self.days_of(card)
            decay, days = self.weights_of(card.deck)[20], card.memory.interval_days
            found.append(Waiting(card.card, due_day, last_day, stability, decay, days, card.deck))
        return found

    def pace(self, conn: Connection) -> Pace:
        """Return how long cards take in these decks."""
        options = {deck: self.presets[deck].options for deck in self.deck_ids}
        measured = None if self.deck is None else self.deck_ids
        return Pace.of(conn, options, measured, self.today)

    def days_of(self, card: Standing) -> tuple[int, int]:
        """Return the day a card was answered last, or its interval began, and its due day."""
        offset = offset_minutes_of(self.now)
        return card.last_day(offset, self.day_start_minutes), self.day_of(card.due_ms)

    def loads(self, conn: Connection, last: int, *, own: bool = False) -> dict[int, int]:
        """Return how many cards fall due on each day up to ``last``, overdue ones counted today.

        Of all decks, or of these (``own``) alone.
        """
        shift_ms = (offset_minutes_of(self.now) - self.day_start_minutes) * MS_PER_MINUTE
        found: dict[int, int] = {}
        until_ms, decks = self.begins_ms(last + 1), self.deck_ids if own else None
        counted = moves.loads(conn, -MS_BEFORE_1970, until_ms, shift_ms, decks)
        for number, cards in counted.items():
            day = max(self.today, number + EPOCH_DAY)
            found[day] = found.get(day, 0) + cards
        return found


def ground_of(conn: Connection, now: datetime, deck: str | None) -> Ground:
    """Return what plans for a deck with its subdecks (None: for all) are made on.

    Raises UserError when there is no such deck.
    """
    top = None if deck is None else required_deck(conn, deck)
    chosen = decks.all_decks(conn) if top is None else decks.subtree(conn, top.name)
    start = presets.day_start(conn)
    closed: set[int] = set()
    for holiday in day_plans.of_kinds(conn, [PlanKind.HOLIDAY]):
        if holiday.deck_uid is None or _lies_in(conn, top, holiday.deck_uid):
            closed.update(range(holiday.first, holiday.last + 1))
    ids = tuple(int(found.id) for found in chosen)
    today = learner_day(now, start)
    known = presets_of_decks(conn)
    limited = chosen[:1] if top else [one for one in chosen if SEPARATOR not in one.name]
    limit = sum(
        replace(one.limits, reviews_today=None).reviews(known[one.id].options.reviews_per_day)
        for one in limited
    )
    return Ground(top, ids, now, start, today, frozenset(closed), known, limit)


def _lies_in(conn: Connection, deck: Deck | None, uid: str) -> bool:
    above = decks.deck_with_uid(conn, uid)
    if deck is None or above is None:
        return False
    name, top = deck.name.casefold(), above.name.casefold()
    return name == top or name.startswith(top + SEPARATOR)


def day_loads(
    days: Iterable[int],
    loads: dict[int, int],
    placed: Sequence[int],
    seconds: Sequence[float],
) -> tuple[DayLoad, ...]:
    """Return what there is to do on each of the days when cards are ``placed`` on some of them.

    ``loads`` is what there is to do without these cards, ``seconds`` what each of them takes.
    """
    added: dict[int, int] = {}
    taken: dict[int, float] = {}
    for day, one in zip(placed, seconds, strict=True):
        added[day] = added.get(day, 0) + 1
        taken[day] = taken.get(day, 0.0) + one
    return tuple(
        DayLoad(date.fromordinal(day), loads.get(day, 0), added.get(day, 0), taken.get(day, 0.0))
        for day in days
    )


def seconds_of(pace: Pace, cards: Sequence[Waiting], days: Sequence[int]) -> list[float]:
    """Return what each card takes when it is asked on its day."""
    return [
        pace.seconds(card.deck, card.recall(day)) for card, day in zip(cards, days, strict=True)
    ]


def without(loads: dict[int, int], ground: Ground, cards: Sequence[Waiting]) -> dict[int, int]:
    """Return loads without these cards on the days they are due as it is."""
    left = dict(loads)
    for card in cards:
        day = max(ground.today, card.due_day)
        left[day] = left.get(day, 0) - 1
    return left


# The list ---------------------------------------------------------------------------


def listed(store: Store, kinds: Sequence[PlanKind] = tuple(PlanKind)) -> list[DayPlan]:
    """Return the plans of these kinds, the next one first."""
    with store.reading() as conn:
        names = {deck.uid: deck.name for deck in decks.all_decks(conn)}
        names |= {uid: names.get(shown, "") for uid, shown in decks.twins(conn).items()}
        found = day_plans.of_kinds(conn, kinds)
    found.sort(key=lambda plan: (plan.first, plan.id))
    return [_told(plan, names) for plan in found]


def _told(plan: StoredPlan, names: dict[str, str]) -> DayPlan:
    deck = None if plan.deck_uid is None else names.get(plan.deck_uid, "")
    first, last = date.fromordinal(plan.first), date.fromordinal(plan.last)
    return DayPlan(plan.uid, plan.kind, plan.name, first, last, deck, plan.retention)


def rename(store: Store, uid: str, name: str) -> None:
    """Give a plan another name; raise UserError for an empty one, or when there is no such plan."""
    with store.writing(message("Rename plan")) as conn:
        _required(conn, uid)
        plans.rename(conn, uid, plan_name(name), operation(conn).now_ms)


def plan_name(name: str) -> str:
    """Return a plan's name, trimmed; raise UserError for an empty one."""
    name = " ".join(clean_field(name, message("The name")).split())
    if not name:
        raise UserError(message("A plan needs a name."))
    return name


def remove(store: Store, uid: str, progress: Progress | None = None) -> int:
    """Remove a plan; return how many cards it had moved fall due as without it.

    Cards answered since stay where they are: what the plan did to them is over. Raises UserError
    when there is no such plan.
    """
    with store.reading() as conn:
        label = _REMOVED[_required(conn, uid).kind]
    with store.writing(label, progress=progress) as conn:
        plan = _required(conn, uid)
        cards = moves.moved_by(conn, plan.id)
        freed = 0
        for first in range(0, len(cards), _BATCH):
            operation(conn).tick(first, len(cards))
            freed += _free(conn, cards[first : first + _BATCH], plan.id)
        plans.delete(conn, uid)
    return freed


def _required(conn: Connection, uid: str) -> StoredPlan:
    found = day_plans.with_uid(conn, uid)
    if found is None:
        raise UserError(message("This plan does not exist any more."))
    return found


def _free(conn: Connection, card_ids: Sequence[int], plan_id: int) -> int:
    """Let cards that a plan moved fall due as without it, if not answered since; return how many.

    The rows it moved them by are struck.
    """
    scheduler_of = schedulers(presets.all_versions(conn))
    pasts = verify.pasts(conn, card_ids)
    marks: list[Mark] = []
    due: list[tuple[int, int]] = []
    others = set(card_ids)
    for card, minutes, newest, rows in verify.log_tails(conn, card_ids):
        gone = _moved_since_planned(rows, plan_id)
        judging = scheduler_of, pasts.get(card)
        moment = due_without({row[0] for row in gone}, rows, newest, minutes, judging)
        if moment is None:
            continue
        others.discard(card)
        if gone:
            marks += [(card, row[0], row[5], True) for row in gone]
            due.append((moment, card))
    moves.set_due(conn, due)
    return len(due) + _free_one_by_one(conn, sorted(others), plan_id, marks)


def _free_one_by_one(
    conn: Connection, card_ids: Sequence[int], plan_id: int, marks: list[Mark]
) -> int:
    """Do it for cards whose logs must be read whole; strike the rows of ``marks`` as well."""
    freed: list[int] = []
    for card, rows in verify.log_by_card(conn, card_ids):
        gone = _moved_since_planned(rows, plan_id)
        if gone:
            marks += [(card, row[0], row[5], True) for row in gone]
            freed.append(card)
    if marks:
        reviews.mark_older(conn, marks)
    if freed:
        replayed = replay_cards(conn, freed)
        verify.set_replayed(conn, list(replayed.items()))
    return len(freed)


def _moved_since_planned(rows: Iterable[LogRow], plan_id: int) -> list[LogRow]:
    """Return the rows by which a plan moved a card since its due moment was last planned."""
    found = []
    for row in reversed(effective(rows)):
        if row[3] in _PLANNED:
            break
        if row[3] == ReviewKind.MOVED and row[7] == plan_id:
            found.append(row)
    return found
