"""Minutes first: of today's cards, those worth most for the time the learner has."""

from collections.abc import Sequence

from flashcards.model.cards import Card
from flashcards.model.errors import UserError
from flashcards.store import cards, deck_counts, decks
from flashcards.store.operation import Progress, course
from flashcards.store.store import Connection, Store
from flashcards.study import gathering
from flashcards.study.catalogue import Catalogue
from flashcards.study.day import today_of
from flashcards.study.queue import Counts, Queue
from flashcards.study.recall_gain import LOOKED_BACK_DAYS, Costs, costs, worth
from flashcards.study.selection import Selection
from flashcards.study.session import StudySession

MOST_MINUTES = 24 * 60


def minutes_first(
    store: Store,
    catalogue: Catalogue,
    minutes: int,
    deck: str | None = None,
    progress: Progress | None = None,
) -> StudySession:
    """Return a session over those of today's cards that gain most recall in so many minutes.

    What was begun today (steps and drills) gets its time first, then what gains most a second, see
    ``recall_gain.worth``, until the time is used up; the cards are asked in the day's own order.
    ``left_for_tomorrow`` of the session counts the others. Daily limits hold. Raises UserError
    for an unknown deck and minutes out of range, CancelledError soon after ``progress`` answered
    False.
    """
    if type(minutes) is not int or not 1 <= minutes <= MOST_MINUTES:
        raise UserError(f"The minutes must lie between 1 and {MOST_MINUTES:,}.")
    presets = catalogue.presets
    options = {int(key): preset.options for key, preset in presets.items()}
    now = store.now()
    today = today_of(now, next(iter(options.values())).day_start_minutes)
    with store.looking(progress) as conn:
        work = course(conn)
        chosen = _decks(conn, deck)
        queue = gathering.gather(conn, chosen, options, today)
        spent = costs(*deck_counts.pace(conn, today.day - LOOKED_BACK_DAYS))
        waiting = cards.get_cards(conn, queue.main, catalogue.types.template_uids)
    preset_of = {deck.id: presets[deck.preset_id] for deck in chosen}
    budget = minutes * 60.0
    begun, budget = _begun(queue, spent, budget)
    rates: list[tuple[float, float, Card]] = []
    for number, card in enumerate(waiting):
        work.tick(number, len(waiting))
        preset = preset_of[card.deck_id]
        found = worth(card, catalogue.scheduler_of(preset), preset.options, now, spent)
        rates.append((found.rate, found.seconds, card))
    taken = _fitting(rates, budget, at_least_one=not begun)
    asked = [card_id for card_id in queue.main if card_id in taken]
    left_new = len(queue.new - taken)
    left = Counts(
        left_new,
        len(queue.drills) + len(queue.steps) - len(begun),
        len(queue.main) - len(asked) - left_new,
    )
    return StudySession(
        store, catalogue, deck, Selection((*begun, *asked), due_or_not=False, left=left)
    )


def _decks(conn: Connection, deck: str | None) -> Sequence[decks.Deck]:
    if deck is None:
        return gathering.studied_decks(conn, None)
    found = decks.deck_named(conn, deck)
    if found is None:
        raise UserError(f"There is no deck called “{deck}”.", "Check the spelling.")
    return gathering.studied_decks(conn, found.id)


def _begun(queue: Queue, spent: Costs, budget: float) -> tuple[list[int], float]:
    """Return the steps and drills there is time for, and the seconds that are left then."""
    waiting = [*queue.drills, *(card_id for _, card_id in sorted(queue.steps))]
    number = min(len(waiting), int(budget // spent.repeat))
    return waiting[:number], budget - number * spent.repeat


def _fitting(
    rates: Sequence[tuple[float, float, Card]], budget: float, *, at_least_one: bool
) -> set[int]:
    """Return the cards with the highest rates that fit into ``budget`` seconds."""
    taken: set[int] = set()
    for _, seconds, card in sorted(rates, key=lambda row: (-row[0], row[2].id)):
        if seconds <= budget or (at_least_one and not taken):
            taken.add(card.id)
            budget -= seconds
    return taken
