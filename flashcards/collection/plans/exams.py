"""Prepares for the date of an exam: cards likely to be forgotten on it are asked shortly before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flashcards.collection.past.rescheduling import move
from flashcards.collection.plans.planning import MOST_DAYS, Ground, day_loads, ground_of, plan_name
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.plans import ExamPreview, PlanKind
from flashcards.scheduling.backlog import late_and_level
from flashcards.scheduling.exams import LAST_DAYS, Exam, Learned, Outlook, outlook
from flashcards.scheduling.registry import scheduler_for
from flashcards.scheduling.spreading import Spreading
from flashcards.store import day_plans, moves
from flashcards.store.operation import Progress, course, operation
from flashcards.store.paces import Pace
from flashcards.store.store import Connection, Store


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What becomes of the cards of a deck, and the days another look is given on."""

    exam: Exam
    cards: Sequence[Learned]
    outlooks: Sequence[Outlook]
    days: Sequence[int]
    """The day of each card whose outlook has any, in their order."""
    loads: dict[int, int]


def preview(
    store: Store, deck: str, day: date, retention: int = 90, progress: Progress | None = None
) -> ExamPreview:
    """Return what would be remembered of a deck on a day, as it is and with a plan.

    ``retention`` is how many of 100 answers shall be right. Raises CancelledError when
    ``progress`` says stop.
    """
    with store.looking(progress) as conn:
        ground = ground_of(conn, store.now(), deck)
        exam = _exam(ground, day, retention)
        prepared = _prepared(conn, ground, exam)
        new = moves.new_count(conn, ground.deck_ids)
        pace = ground.pace(conn)
    return _told(ground, prepared, new, pace)


def add(
    store: Store,
    deck: str,
    day: date,
    retention: int = 90,
    name: str = "",
    progress: Progress | None = None,
) -> str:
    """Bring a deck to a retention on a day and return the plan's uid.

    Cards that fall due before the last days are looked at again as they are answered. Raises
    UserError for a date that is not ahead, or more than a year, and for a retention outside 50
    to 99.
    """
    with store.writing(message("Plan for exam"), progress=progress) as conn:
        work = operation(conn)
        ground = ground_of(conn, work.now, deck)
        exam = _exam(ground, day, retention)
        prepared = _prepared(conn, ground, exam)
        assert ground.deck is not None
        name = plan_name(name or f"Exam: {ground.deck.name}")
        span = exam.day, exam.day
        plan = day_plans.add(
            conn, PlanKind.EXAM, name, span, ground.deck.uid, work.now_ms, retention
        )
        move(conn, _moved(ground, prepared), plan.id)
    return plan.uid


def _exam(ground: Ground, day: date, retention: int) -> Exam:
    on = day.toordinal()
    if on <= ground.today:
        raise UserError(message("The exam must lie ahead."), message("Choose a day after today."))
    if on - ground.today > MOST_DAYS:
        raise UserError(
            message("The exam is more than a year away."), message("Plan for it later.")
        )
    if not 50 <= retention <= 99:
        raise UserError(message("The retention must lie between 50% and 99%."))
    days = ground.open_days(ground.today, on - ground.today, on - 1)
    return Exam(on, retention / 100, tuple(days[-LAST_DAYS:]))


def _prepared(conn: Connection, ground: Ground, exam: Exam) -> _Prepared:
    found = moves.learned(conn, ground.deck_ids)
    known = ground.strengths(conn, found)
    cards = [
        Learned(one.card, one.memory, *ground.days_of(one), *strength, one.deck, one.seed)
        for one, strength in zip(found, known, strict=True)
    ]
    outlooks = _outlooks(conn, ground, exam, cards)
    helped = [(card, seen) for card, seen in zip(cards, outlooks, strict=True) if seen.recalls]
    loads = ground.loads(conn, exam.day)
    for card, seen in helped:
        if seen.now:
            due = max(ground.today, card.due_day)
            loads[due] = loads.get(due, 0) - 1
    placed = late_and_level([seen.earliest for _, seen in helped], exam.looks, loads)
    return _Prepared(exam, cards, outlooks, placed, loads)


def _outlooks(
    conn: Connection, ground: Ground, exam: Exam, cards: Sequence[Learned]
) -> list[Outlook]:
    """Return what becomes of each card; all of a deck at once, unless intervals are spread there:
    those are drawn card by card."""
    from flashcards.scheduling.exams_log import outlooks

    work = course(conn)
    places: dict[int, list[int]] = {}
    for place, card in enumerate(cards):
        places.setdefault(card.deck, []).append(place)
    found = [Outlook(0.0)] * len(cards)
    done = 0
    for deck, mine in places.items():
        options, weights = ground.presets[deck].options, ground.weights_of(deck)
        work.tick(done, len(cards))
        own = [cards[place] for place in mine]
        scheduler = scheduler_for(options)
        if isinstance(scheduler, Spreading):
            seen: list[Outlook] = []
            for card in own:
                work.tick(done + len(seen), len(cards))
                seen.append(outlook(card, scheduler, weights, exam, ground.today))
        else:
            seen = outlooks(own, options, weights, exam, ground.today, work.ask)
        for place, one in zip(mine, seen, strict=True):
            found[place] = one
        done += len(mine)
    return found


def _helped(prepared: _Prepared) -> list[tuple[Learned, Outlook]]:
    pairs = zip(prepared.cards, prepared.outlooks, strict=True)
    return [(card, found) for card, found in pairs if found.recalls]


def _moved(ground: Ground, prepared: _Prepared) -> dict[int, int]:
    """Return how many days ahead each card falls due whose present due moment is moved."""
    return {
        card.card: day - ground.today
        for (card, found), day in zip(_helped(prepared), prepared.days, strict=True)
        if found.now and day != max(ground.today, card.due_day)
    }


def _told(ground: Ground, prepared: _Prepared, new: int, pace: Pace) -> ExamPreview:
    exam, count = prepared.exam, len(prepared.cards)
    helped = _helped(prepared)
    gained, reached, seconds = 0.0, 0, list[float]()
    for (card, found), day in zip(helped, prepared.days, strict=True):
        seconds.append(pace.seconds(card.deck, found.before(day, exam)))
        likely = found.after(day, exam)
        gained += likely - found.instead
        reached += likely >= exam.retention
    as_it_is = sum(found.as_it_is for found in prepared.outlooks)
    below = sum(found.as_it_is < exam.retention for found in prepared.outlooks)
    return ExamPreview(
        count,
        as_it_is / count if count else 0.0,
        (as_it_is + gained) / count if count else 0.0,
        below,
        below - reached,
        len(_moved(ground, prepared)),
        sum(not found.now for _, found in helped),
        day_loads(exam.looks, prepared.loads, prepared.days, seconds),
        new,
        -(-new // (exam.day - ground.today)),
    )
