"""Which days beside a holiday its cards go to."""

from collections.abc import Callable, Collection
from zlib import crc32

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
    card: Waiting, first: int, last: int, closed: Collection[int], load: Callable[[int], int]
) -> int:
    """Return the day a card just answered goes to that would fall due in a holiday.

    A day before it on which half the interval is over, or else one after it, whichever side is
    nearer. Of that side two days are drawn by the card's id and the one with less to do is taken,
    which keeps days about as level as looking at all of them would (the power of two choices:
    Mitzenmacher 1996) and costs two short counts. ``load`` says how many cards a day has.
    """
    before, after = days_around(first, last, card.last_day, closed)
    side = [day for day in before if day >= max(card.earliest, card.last_day + 1)]
    if not side or card.due_day - side[-1] > after[0] - card.due_day:
        side = after
    drawn = crc32(b"%d/%d" % (card.card, card.last_day))
    one, other = side[drawn % len(side)], side[drawn // len(side) % len(side)]
    if one == other:
        return one
    return min(one, other, key=lambda day: (load(day), abs(day - card.due_day)))
