"""Measures how a learner answers: how long it takes, and which buttons are pressed how often."""

from collections.abc import Callable, Collection, Sequence

from sqlalchemy import Connection

from flashcards.model.enums import Phase, ReviewKind
from flashcards.model.habits import Habits, Source
from flashcards.scheduling.sm2 import LOWEST_PASS
from flashcards.store import numbers

LEAST_ANSWERS = 30
"""From so many answers of a kind on, times and shares are the learner's own."""
HABIT_DAYS = 365
"""Habits are measured over so many days."""


def habits(conn: Connection, deck_ids: Sequence[int] | None, today: int) -> Habits:
    """Return how the learner answered lately, up to the learner's day ``today``.

    By the cards of these decks (None: of all), or where there are too few answers by all cards.
    """
    since = today - HABIT_DAYS
    everywhere = numbers.answers_by_kind(conn, None, since)
    deck = everywhere if deck_ids is None else numbers.answers_by_kind(conn, deck_ids, since)
    return habits_of(deck, everywhere)


def habits_of(
    deck: Collection[numbers.AnswerCount], everywhere: Collection[numbers.AnswerCount]
) -> Habits:
    """Return how the learner answers: by the deck's cards, by all, or as many learners do.

    Each number is taken where there are enough answers of its kind.
    """
    usual = Habits()
    new_s, new_from, first = _measured(deck, everywhere, _is_new, usual.new_s)
    passed_s, passed_from, passes = _measured(deck, everywhere, _is_passed, usual.passed_s)
    failed_s, failed_from, _ = _measured(deck, everywhere, _is_failed, usual.failed_s)
    repeat_s, repeat_from, repeats = _measured(deck, everywhere, _is_repeat, usual.repeat_s)
    return Habits(
        new_s,
        passed_s,
        failed_s,
        repeat_s,
        first or usual.first,
        passes[1:] if passes else usual.passes,
        repeats or usual.repeats,
        new_from,
        passed_from,
        failed_from,
        repeat_from,
    )


def _measured(
    deck: Collection[numbers.AnswerCount],
    everywhere: Collection[numbers.AnswerCount],
    wanted: Callable[[numbers.AnswerCount], bool],
    usual_s: float,
) -> tuple[float, Source, tuple[float, ...]]:
    """Return the seconds an answer takes, where that comes from, and the four buttons' shares."""
    for source, counts in ((Source.DECK, deck), (Source.ALL, everywhere)):
        rows = [row for row in counts if wanted(row)]
        total = sum(row[4] for row in rows)
        if total < LEAST_ANSWERS:
            continue
        by_button = [0, 0, 0, 0]
        for row in rows:
            by_button[max(0, row[2] - LOWEST_PASS + 1)] += row[4]
        shares = tuple(count / total for count in by_button)
        taken_s = sum(row[5] for row in rows) / total / 1000
        return (taken_s or usual_s), source, shares
    return usual_s, Source.ASSUMED, ()


def _is_new(row: numbers.AnswerCount) -> bool:
    return row[1] == ReviewKind.ANSWER and row[3] == Phase.NEW


def _is_review(row: numbers.AnswerCount) -> bool:
    return row[1] == ReviewKind.ANSWER and row[3] in (Phase.YOUNG, Phase.MATURE)


def _is_passed(row: numbers.AnswerCount) -> bool:
    return _is_review(row) and row[2] >= LOWEST_PASS


def _is_failed(row: numbers.AnswerCount) -> bool:
    return _is_review(row) and row[2] < LOWEST_PASS


def _is_repeat(row: numbers.AnswerCount) -> bool:
    return row[1] == ReviewKind.DRILL or row[3] == Phase.STEP
