"""Which days beside a holiday its cards go to."""

from collections.abc import Collection, Mapping

from flashcards.scheduling.backlog import Waiting

MOST_DAYS_AROUND = 30
"""The most days before a holiday, and after it, over which its cards are spread."""


def days_around(
    first: int, last: int, today: int, closed: Collection[int]
) -> tuple[list[int], list[int]]:
    """Return the days before a holiday and after it that may be used, both in order.

    As many each as the holiday has, at most 30, so that days become half as full again. Before
    it from tomorrow on, since today's work may be done already; today where the holiday begins
    tomorrow. ``closed`` are days of other holidays.
    """
    count = min(last - first + 1, MOST_DAYS_AROUND)
    earliest = max(today if first == today + 1 else today + 1, first - count)
    before = [day for day in range(earliest, first) if day not in closed]
    after: list[int] = []
    day = max(last, today) + 1
    while len(after) < count:
        if day not in closed:
            after.append(day)
        day += 1
    return before, after


def place_after_answer(
    card: Waiting, first: int, last: int, closed: Collection[int], load: Mapping[int, int]
) -> int:
    """Return the day a card just answered goes to that would fall due in a holiday.

    The emptiest of the days before it on which half its interval is over, or else the emptiest of
    those after it; of equals the day nearest to the holiday.
    """
    before, after = days_around(first, last, card.last_day, closed)
    able = [day for day in before if day >= max(card.earliest, card.last_day + 1)]
    if able and card.due_day - able[-1] <= after[0] - card.due_day:
        return min(able, key=lambda day: (load.get(day, 0), -day))
    return min(after, key=lambda day: (load.get(day, 0), day))
