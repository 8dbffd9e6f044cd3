"""The learner's day at a glance: what is due, how long it takes, what comes, the streak."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flashcards.model.presets import Options
from flashcards.scheduling.days import current_streak, day_start, moment_ms
from flashcards.scheduling.times import times_of
from flashcards.store import habits, numbers, reviews
from flashcards.store.queues import Today
from flashcards.store.store import Connection
from flashcards.study.queue import Counts
from flashcards.study.tree import DeckNode, DeckTree


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first screen says."""

    waiting: Counts
    """What a session over all decks would ask now."""
    estimate_seconds: int
    """By the same times a session for some minutes is chosen by."""
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
    zone = now.tzinfo
    assert zone is not None
    bounds = [
        moment_ms(day_start(today.day + ahead, zone, day_start_minutes)) for ahead in range(8)
    ]
    overdue, due_today, *later = numbers.due_counts(conn, None, today, bounds)
    return Overview(
        waiting=tree.waiting,
        estimate_seconds=round(_seconds(conn, tree, options, today)),
        streak_days=current_streak(days, today.day),
        last_days=tuple(today.day - back in days for back in range(6, -1, -1)),
        forecast=(overdue + due_today, *later),
        answered_today=answered,
        taken_today_ms=taken,
    )


def _seconds(
    conn: Connection, tree: Sequence[DeckNode], options: Mapping[int, Options], today: Today
) -> float:
    """Return about how long the cards that wait take, all told.

    By the same times as everywhere (``scheduling.times``); of the due ones as many are taken to be
    remembered as lately were, since the memory of each single card takes longer to work out.
    """
    answers = habits.habits(conn, None, today.day)
    found = 0.0
    for node in tree:
        times = times_of(answers, options[node.id])
        found += node.new * times.new + node.learning * times.repeat
        found += node.due * times.due(answers.known)
    return found
