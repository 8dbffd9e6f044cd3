"""Numbers about the cards as they stand: states, intervals, ease, and what falls due."""

from collections import Counter
from collections.abc import Iterable, Sequence

from flashcards.model.cards import MINUTES_PER_DAY
from flashcards.model.enums import Standing
from flashcards.model.statistics import Distribution, Forecast
from flashcards.store.numbers import CardCount


def by_standing(cards: Iterable[CardCount]) -> dict[Standing, int]:
    """Return how many cards stand where."""
    counts = dict.fromkeys(Standing, 0)
    for standing, _, _, count in cards:
        counts[standing] += count
    return counts


def intervals(cards: Iterable[CardCount]) -> Distribution:
    """Return the planned intervals, in whole days, of cards that have one."""
    return _distribution(
        (minutes // MINUTES_PER_DAY, count) for minutes, _, count in _scheduled(cards)
    )


def eases(cards: Iterable[CardCount]) -> Distribution:
    """Return the ease factors, in hundredths, of the cards that have an interval."""
    return _distribution((ease, count) for _, ease, count in _scheduled(cards))


def _scheduled(cards: Iterable[CardCount]) -> Iterable[tuple[int, int, int]]:
    return (
        (minutes, ease, count)
        for standing, minutes, ease, count in cards
        if minutes > 0 and standing is not Standing.SUSPENDED
    )


def _distribution(values: Iterable[tuple[int, int]]) -> Distribution:
    counts: Counter[int] = Counter()
    for value, count in values:
        counts[value] += count
    return Distribution(tuple(sorted(counts.items())))


def forecast(due: Sequence[int], repeats: int) -> Forecast:
    """Read the counts of ``numbers.due_counts``: overdue first, then day by day."""
    overdue, today, *later = due
    return Forecast(overdue, (overdue + today, *later), repeats)
