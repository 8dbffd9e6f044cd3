"""Minutes first: of today's cards, those worth most for the time the learner has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.presets import Options
from flashcards.scheduling.days import learner_day, offset_minutes_of
from flashcards.store import cards, decks, moves, strengths
from flashcards.store.moves import Standing
from flashcards.store.operation import Progress, course
from flashcards.store.paces import Pace
from flashcards.store.store import Connection, Store
from flashcards.study import gathering
from flashcards.study.catalogue import Catalogue
from flashcards.study.clock import today_of
from flashcards.study.queue import Counts, Queue
from flashcards.study.selection import Selection
from flashcards.study.session import StudySession

MOST_MINUTES = 24 * 60
_STAGES = 3
"""What choosing goes through: the queue, the learner's times, and what each card is worth."""


def minutes_first(
    store: Store,
    catalogue: Catalogue,
    minutes: int,
    deck: str | None = None,
    progress: Progress | None = None,
) -> StudySession:
    """Return a session over those of today's cards that gain most recall in so many minutes.

    What was begun today (steps and drills) gets its time first, then the due cards that gain most
    a second (``recall_gain.gains``), in that order. New cards are begun only where every due card
    has its time, in the day's own order. ``left_for_tomorrow`` of the session counts the others.
    Daily limits hold. Raises UserError for an unknown deck and minutes out of range,
    CancelledError soon after ``progress`` answered False.
    """
    if type(minutes) is not int or not 1 <= minutes <= MOST_MINUTES:
        raise UserError(message("The minutes must lie between 1 and {most:,}.", most=MOST_MINUTES))
    now = store.now()
    today = today_of(now, catalogue.day_start_minutes)
    with store.looking(progress) as conn:
        tick = course(conn).tick
        options = catalogue.options_of(decks.all_decks(conn))
        chosen = _decks(conn, deck)
        queue = gathering.gather(conn, chosen, options, today)
        tick(1, _STAGES)
        ids = None if deck is None else [int(one.id) for one in chosen]
        of_deck = {int(one.id): options[one.preset_id] for one in chosen}
        pace = Pace.of(conn, of_deck, ids, today.day)
        times = pace.times
        budget = minutes * 60.0
        waiting = max(one.repeat for one in times.values()) if times else 1.0
        begun, budget = _begun(queue, waiting, budget)
        due = [card for card in queue.main if card not in queue.new]
        tick(2, _STAGES)
        worth = _worth(conn, moves.with_ids(conn, due), of_deck, pace, now)
        tick(3, _STAGES)
        asked, budget = _fitting(worth, budget, at_least_one=not begun)
        new: list[int] = []
        if len(asked) == len(due):
            fresh = [card for card in queue.main if card in queue.new]
            homes = cards.decks_of(conn, fresh)
            costs = [_Worth(card, 0.0, times[homes[card]].new) for card in fresh]
            new, budget = _fitting(costs, budget, at_least_one=not (begun or asked))
    left = Counts(
        len(queue.new) - len(new),
        len(queue.drills) + len(queue.steps) - len(begun),
        len(due) - len(asked),
    )
    found = Selection(
        (*begun, *asked, *new),
        due_or_not=False,
        left=left,
        seconds=minutes * 60 - budget,
        minutes=minutes,
    )
    return StudySession(store, catalogue, deck, found)


@dataclass(frozen=True, slots=True)
class _Worth:
    """What asking a card today gains and costs."""

    card: int
    gain: float
    seconds: float


def _worth(
    conn: Connection,
    due: Sequence[Standing],
    options: Mapping[int, Options],
    pace: Pace,
    now: datetime,
) -> list[_Worth]:
    """Return what the due cards are worth, those that gain most a second first."""
    if not due:
        return []
    import numpy as np

    from flashcards.scheduling.fsrs_formulas import retrievability
    from flashcards.scheduling.recall_gain import gains

    shift = offset_minutes_of(now), next(iter(options.values())).day_start_minutes
    today = learner_day(now, shift[1])
    by_deck = pace.weights
    known = strengths.of_standing(conn, due, by_deck.__getitem__, shift[1])
    course(conn).ask()
    found = []
    for weights in dict.fromkeys(by_deck.values()):
        places = [at for at, card in enumerate(due) if by_deck[card.deck] == weights]
        stability, difficulty = np.array([known[at] for at in places]).reshape(-1, 2).T
        last = [due[at].last_day(*shift) for at in places]
        elapsed = np.maximum(today - np.array(last, np.int64), 0)
        gained = gains(stability, difficulty, elapsed, weights).tolist()
        recall = retrievability(stability, elapsed.astype(np.float64), weights).tolist()
        found += [
            _Worth(due[at].card, gain, pace.seconds(due[at].deck, share))
            for at, gain, share in zip(places, gained, recall, strict=True)
        ]
    found.sort(key=lambda one: (-one.gain / one.seconds, one.card))
    return found


def _decks(conn: Connection, deck: str | None) -> Sequence[decks.Deck]:
    if deck is None:
        return gathering.studied_decks(conn, None)
    found = decks.deck_named(conn, deck)
    if found is None:
        raise UserError(
            message("There is no deck called “{deck}”.", deck=deck), message("Check the spelling.")
        )
    return gathering.studied_decks(conn, found.id)


def _begun(queue: Queue, seconds: float, budget: float) -> tuple[list[int], float]:
    """Return the steps and drills there is time for, and the seconds that are left then."""
    waiting = [*queue.drills, *(card_id for _, card_id in sorted(queue.steps))]
    number = min(len(waiting), int(budget // seconds))
    return waiting[:number], budget - number * seconds


def _fitting(
    worth: Sequence[_Worth], budget: float, *, at_least_one: bool
) -> tuple[list[int], float]:
    """Return the cards, of those given in order, that fit into so many seconds, and what is left.

    A card for which there is no more time is passed over: a quicker one may fit.
    """
    taken: list[int] = []
    for one in worth:
        if one.seconds <= budget or (at_least_one and not taken):
            taken.append(one.card)
            budget -= one.seconds
    return taken, budget
