"""The learner's day at a glance: what is due, how long it takes, what comes, the streak."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from flashcards.model.enums import ReviewOrder
from flashcards.model.presets import Options
from flashcards.scheduling.days import current_streak, day_start, moment_ms, offset_minutes_of
from flashcards.store import moves, numbers, queues, reviews, strengths
from flashcards.store.paces import Pace
from flashcards.store.queues import Today
from flashcards.store.store import Connection
from flashcards.study.queue import Counts
from flashcards.study.tree import DeckNode, DeckTree

MOST_LOOKED_AT = 30
"""The minutes of a day are told by about so many of its due cards."""
MANY = 400
"""Of more that are due they are taken from all of them, not from those due for longest."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first screen says."""

    waiting: Counts
    """What a session over all decks would ask now."""
    estimate_seconds: int
    """By the learner's own times and by how well the cards are remembered (``store.paces``)."""
    streak_days: int
    """Days in a row with an answer, up to today or, before today's first, yesterday."""
    last_days: tuple[bool, ...]
    """Whether there was an answer on each of the last seven days, today last."""
    forecast: tuple[int, ...]
    """Cards falling due today and on each of the six days after, limits not applied.

    A buried card counts on the day it returns, as in the statistics.
    """
    answered_today: int
    taken_today_ms: int


def overview(
    conn: Connection,
    tree: DeckTree,
    options: Mapping[int, Options],
    today: Today,
    now: datetime,
    day_start_minutes: int,
) -> Overview:
    """Return the day at a glance; ``options`` are those of each deck in the tree."""
    days = reviews.days_with_answers(conn)
    answered, taken = reviews.totals_of_day(conn, today.day)
    zone, offset = now.tzinfo, offset_minutes_of(now)
    assert zone is not None
    bounds = [
        moment_ms(day_start(today.day + ahead, zone, day_start_minutes)) for ahead in range(8)
    ]
    overdue, due_today, *later = numbers.due_counts(conn, None, today, bounds)
    return Overview(
        waiting=tree.waiting,
        estimate_seconds=round(_seconds(conn, tree, options, today, (offset, day_start_minutes))),
        streak_days=current_streak(days, today.day),
        last_days=tuple(today.day - back in days for back in range(6, -1, -1)),
        forecast=(overdue + due_today, *later),
        answered_today=answered,
        taken_today_ms=taken,
    )


def _seconds(
    conn: Connection,
    tree: Sequence[DeckNode],
    options: Mapping[int, Options],
    today: Today,
    shift: tuple[int, int],
) -> float:
    """Return about how long the cards that wait take, all told; ``shift`` is the learner's UTC
    offset and the day's start, in minutes."""
    pace = Pace.of(conn, options, None, today.day)
    found = 0.0
    for node in tree:
        times = pace.times.get(node.id)
        if times is None:  # it has gone since the tree was read
            continue
        found += node.new * times.new + node.learning * times.repeat
        if node.due:
            found += node.due * _mean_due(conn, node, pace, today, shift)
    return found


def _mean_due(
    conn: Connection, node: DeckNode, pace: Pace, today: Today, shift: tuple[int, int]
) -> float:
    """Return the mean seconds of the due cards of a deck, those that are due for longest.

    Of many only some at equal distances are looked at: it would take longer than what can be seen
    of it is worth.
    """
    every = -(-node.due // MOST_LOOKED_AT)
    if node.due > MANY:
        # More than the limit lets in may be due.
        found = queues.some_due(conn, _below(node), today, every)
        chosen = found[:: max(1, len(found) // MOST_LOOKED_AT)]
    else:
        rows = queues.due_cards(conn, _below(node), today, ReviewOrder.DUE)
        chosen = [row[0] for row in islice(rows, 0, node.due, every)]
    cards = moves.with_ids(conn, chosen)
    if not cards:
        return 0.0
    known = strengths.of_standing(conn, cards, pace.weights.__getitem__, shift[1])
    taken = 0.0
    for card, (stability, _) in zip(cards, known, strict=True):
        elapsed = today.day - card.last_day(*shift)
        taken += pace.seconds(card.deck, pace.recall(card.deck, stability, elapsed))
    return taken / len(cards)


def _below(node: DeckNode) -> list[int]:
    """Return the ids of a deck and its subdecks."""
    return [node.id, *(deck for child in node.children for deck in _below(child))]
