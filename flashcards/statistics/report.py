"""Puts together all numbers of the statistics screen for some decks and a period."""

from collections.abc import Sequence
from datetime import tzinfo

from flashcards.model.enums import Standing
from flashcards.model.statistics import DayWork, Statistics
from flashcards.scheduling.days import day_start, moment_ms
from flashcards.statistics import card_states, looking_back
from flashcards.store import numbers
from flashcards.store.numbers import Connection
from flashcards.store.queues import Today
from flashcards.store.schema import DELETED_DECK

YEAR_DAYS = 53 * 7
"""Days the heatmap of the year may show: whole weeks around 365 days."""

SHORTEST_FORECAST_DAYS, LONGEST_FORECAST_DAYS = 30, 365


def statistics(
    conn: Connection,
    deck_ids: Sequence[int] | None,
    today: Today,
    days: int | None,
    *,
    zone: tzinfo,
    day_start_minutes: int,
) -> Statistics:
    """Return the numbers about ``deck_ids`` over the last ``days`` days, today included.

    None for ``deck_ids`` is everything, deleted cards' answers included; None for ``days`` all
    time. ``zone`` and ``day_start_minutes`` say where the coming days begin.
    """
    studied = [DayWork(*row) for row in numbers.answers_by_day(conn, deck_ids)]
    since = today.day - days + 1 if days is not None else 0
    answers = numbers.answer_counts(conn, deck_ids, since)
    cards = numbers.card_counts(conn, deck_ids, today)
    bounds = _bounds(today.day, days, zone, day_start_minutes)
    by_standing = card_states.by_standing(cards)
    any_buried = by_standing[Standing.BURIED] > 0
    due = numbers.due_counts(conn, deck_ids, today, bounds, any_buried=any_buried)
    return Statistics(
        day=today.day,
        period_days=days,
        today=looking_back.today_numbers(answers, today.day),
        streak=looking_back.streak([work.day for work in studied], today.day),
        year=tuple(work for work in studied if work.day > today.day - YEAR_DAYS),
        forecast=card_states.forecast(due, numbers.repeat_count(conn, deck_ids, today)),
        retention=looking_back.retention(answers),
        answers=looking_back.answer_numbers(answers),
        work=looking_back.work(studied, since, today.day),
        intervals=card_states.intervals(cards),
        eases=card_states.eases(cards),
        cards=by_standing,
        of_deleted=_of_deleted(conn, since) if deck_ids is None else 0,
    )


def _of_deleted(conn: Connection, since: int) -> int:
    """Return how many answers from day ``since`` on were given to cards that are gone."""
    gone = numbers.answers_by_day(conn, [DELETED_DECK])
    return sum(answers for day, answers, _ in gone if day >= since)


def forecast_days(days: int | None) -> int:
    """Return how many days the forecast reaches for a period of ``days``: as far ahead as back."""
    longest = LONGEST_FORECAST_DAYS
    return longest if days is None else min(max(days, SHORTEST_FORECAST_DAYS), longest)


def _bounds(day: int, days: int | None, zone: tzinfo, day_start_minutes: int) -> list[int]:
    """Return where today and each forecast day begins and the last one ends, UTC ms."""
    ahead = range(day, day + forecast_days(days) + 2)
    return [moment_ms(day_start(number, zone, day_start_minutes)) for number in ahead]
