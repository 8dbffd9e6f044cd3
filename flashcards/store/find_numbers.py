"""The parts of a search that speak of what FSRS makes of a card's log, and of what the log says."""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import Connection

from flashcards.model.enums import Rating, ReviewKind
from flashcards.model.rows import Strength
from flashcards.scheduling.days import MS_PER_DAY
from flashcards.scheduling.fsrs_formulas import retrievability
from flashcards.search.tree import COMPARE, Answered, Attribute, Comparison, Number
from flashcards.store import moves, presets, strengths
from flashcards.store.find_scope import FindContext, Scope, rows
from flashcards.store.log_order import STANDING

REMEMBERED = (Attribute.STABILITY, Attribute.DIFFICULTY, Attribute.RETRIEVABILITY)
"""The numbers that no column holds, in the order of ``Strength``."""

QUALITIES = {Rating.AGAIN: (0, 2), Rating.HARD: (3, 3), Rating.GOOD: (4, 4), Rating.EASY: (5, 5)}
"""Which qualities of the log a rating stands for, the lowest and the highest."""

_OF_LOG = f"(SELECT {{which}}(r.at_ms) FROM reviews r WHERE r.card_id = c.id AND {STANDING} AND "
_ANSWERS = f"r.kind IN ({ReviewKind.ANSWER:d}, {ReviewKind.DRILL:d}))"
_SET = f"r.kind IN ({ReviewKind.MANUAL:d}, {ReviewKind.MOVED:d}))"
INTRODUCED = _OF_LOG.format(which="min") + _ANSWERS
"""When a card ``c`` was answered first, as SQL; NULL for never."""
RESCHEDULED = _OF_LOG.format(which="max") + _SET
"""When the schedule of a card ``c`` was last set, reset or moved by hand or by a plan, as SQL."""
_SOME_ANSWER = (
    "EXISTS (SELECT 1 FROM reviews r WHERE r.card_id = c.id AND {times} "
    "AND r.quality BETWEEN ? AND ? AND " + STANDING + " AND r.kind < 2)"
)


def remembered(number: Number, scope: Scope) -> str:
    """Ask for begun cards by stability, difficulty or retrievability.

    All three follow from the log by the parameters of the card's deck, whichever scheduler plans.
    """
    holds, wanted = COMPARE[number.comparison], float(number.value)
    place = REMEMBERED.index(number.attribute)
    found = [
        card
        for card, known in strengths_now(scope.conn, moves.begun(scope.conn), scope.context)
        if holds(known[place], wanted)
    ]
    return scope.chosen("c.id", found)


def strengths_now(
    conn: Connection, begun: Sequence[moves.Standing], context: FindContext
) -> Iterator[tuple[int, Strength]]:
    """Give how well each of some begun cards is remembered now, by the parameters of its deck."""
    options = {int(each.id): each.options for each in presets.all_presets(conn)}
    weights = {
        deck: strengths.weights_of(options[preset])
        for deck, preset in rows(conn, "SELECT id, preset_id FROM decks")
    }
    known = strengths.of_standing(conn, begun, weights.__getitem__, context.day_start_minutes)
    now_ms = context.start_ms(context.day) if context.now_ms is None else context.now_ms
    for card, (stability, difficulty) in zip(begun, known, strict=True):
        days = max(0.0, (now_ms - card.began_ms) / MS_PER_DAY)
        recall = float(retrievability(stability, days, weights[card.deck]))
        yield card.card, Strength(stability, difficulty, recall)


def answered(meant: Answered, scope: Scope) -> str:
    """Ask for cards with an answer (of one rating) on a day that compares so."""
    day = scope.context.day - meant.days
    begin, end = scope.context.start_ms(day), scope.context.start_ms(day + 1)
    times, bound = _TIMES[meant.comparison](begin, end)
    low, high = QUALITIES[meant.rating] if meant.rating else (0, 5)
    scope.bind(*bound, low, high)
    return _SOME_ANSWER.format(times=times)


_TIMES: dict[Comparison, Callable[[int, int], tuple[str, tuple[int, ...]]]] = {
    # More days ago is earlier.
    Comparison.GREATER: lambda begin, _: ("r.at_ms < ?", (begin,)),
    Comparison.GREATER_OR_EQUAL: lambda _, end: ("r.at_ms < ?", (end,)),
    Comparison.LESS: lambda _, end: ("r.at_ms >= ?", (end,)),
    Comparison.LESS_OR_EQUAL: lambda begin, _: ("r.at_ms >= ?", (begin,)),
    Comparison.EQUAL: lambda begin, end: ("r.at_ms >= ? AND r.at_ms < ?", (begin, end)),
    Comparison.NOT_EQUAL: lambda begin, end: ("(r.at_ms < ? OR r.at_ms >= ?)", (begin, end)),
}
