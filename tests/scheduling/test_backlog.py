"""Cards are placed on days: each once, level, by steepest fall of recall, none too early."""

from collections import Counter
from itertools import permutations
from math import exp, log
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.scheduling import backlog
from flashcards.scheduling.backlog import Waiting
from flashcards.scheduling.fsrs_formulas import DEFAULT_DECAY, DEFAULT_PARAMETERS, retrievability

TODAY = 739_700


def waiting(card: int, last: int, interval: int, decay: float) -> Waiting:
    return Waiting(card, TODAY - last + interval, TODAY - last, float(interval), decay, interval)


overdue = st.lists(
    st.tuples(st.integers(0, 900), st.integers(1, 400), st.sampled_from([DEFAULT_DECAY, 0.5])),
    max_size=120,
).map(lambda rows: [waiting(number, *row) for number, row in enumerate(rows)])
runs = st.integers(1, 30).map(lambda count: [TODAY + number for number in range(count)])
loads = st.dictionaries(st.integers(TODAY - 5, TODAY + 60), st.integers(0, 40))


def test_recall_is_nine_in_ten_when_stability_is_over() -> None:
    assert backlog.recall(10, 10.0, DEFAULT_DECAY) == pytest.approx(0.9)
    assert backlog.recall(10, 10.0, 0.5) == pytest.approx(0.9)
    assert backlog.recall(0, 10.0, DEFAULT_DECAY) == 1.0


def test_recall_with_a_stability_is_that_of_fsrs() -> None:
    for elapsed in (0, 1, 7, 400):
        assert backlog.recall(elapsed, 6.5, DEFAULT_DECAY) == pytest.approx(
            retrievability(6.5, float(elapsed), DEFAULT_PARAMETERS)
        )


@given(cards=overdue, days=runs)
def test_a_backlog_is_spread_level_over_the_days_and_nowhere_else(
    cards: list[Waiting], days: list[int]
) -> None:
    placed = backlog.catch_up(cards, days, {})
    assert len(placed) == len(cards)
    assert set(placed) <= set(days)
    counts = Counter(placed)
    per_day = [counts[day] for day in days]
    assert max(per_day) - min(per_day) <= 1
    assert per_day == sorted(per_day, reverse=True)


@pytest.mark.parametrize("seed", range(40))
def test_no_other_order_of_a_backlog_forgets_less(seed: int) -> None:
    chance = Random(seed)
    days = [TODAY + 3 * number for number in range(chance.randint(2, 4))]
    cards = []
    for number in range(7):
        interval = round(exp(chance.uniform(0, log(300))))
        late = chance.randint(0, 60)
        strength = interval * exp(chance.uniform(-1, 1))
        last = TODAY - interval - late
        cards.append(Waiting(number, TODAY - late, last, strength, DEFAULT_DECAY, interval))
    placed = backlog.catch_up(cards, days, {})
    orders = (list(order) for order in set(permutations(placed)))
    least = min(backlog.forgotten(cards, order) for order in orders)
    assert backlog.forgotten(cards, placed) == pytest.approx(least, abs=1e-12)


def test_what_was_learned_lately_falls_fastest_and_is_asked_before_what_is_gone() -> None:
    gone = Waiting(1, TODAY - 300, TODAY - 301, 1.0, DEFAULT_DECAY, 1)
    fresh = Waiting(2, TODAY, TODAY - 3, 3.0, DEFAULT_DECAY, 3)
    assert gone.recall(TODAY) < fresh.recall(TODAY)
    assert backlog.catch_up([gone, fresh], [TODAY, TODAY + 1], {}) == [TODAY + 1, TODAY]


@given(cards=overdue, days=runs)
def test_spreading_forgets_more_than_doing_all_at_once_and_less_than_waiting_for_the_end(
    cards: list[Waiting], days: list[int]
) -> None:
    spread = backlog.forgotten(cards, backlog.catch_up(cards, days, {}))
    at_once = backlog.forgotten(cards, [days[0]] * len(cards))
    never = backlog.forgotten(cards, [days[-1]] * len(cards))
    assert at_once - 1e-9 <= spread <= never + 1e-9


@given(count=st.integers(0, 300), full=st.lists(st.integers(0, 60), min_size=1, max_size=30))
def test_days_are_filled_so_that_the_fullest_is_least_full(count: int, full: list[int]) -> None:
    added = backlog.filled(count, full)
    assert sum(added) == count
    totals = [load + more for load, more in zip(full, added, strict=True)]
    # No card could be put on another day to make its own day less full than that one gets.
    highest_filled = max((t for t, more in zip(totals, added, strict=True) if more), default=0)
    assert highest_filled <= min(totals) + 1


@st.composite
def holidays(draw: st.DrawFn) -> tuple[list[Waiting], list[int], list[int]]:
    first = TODAY + draw(st.integers(0, 20))
    length = draw(st.integers(1, 20))
    before = list(range(max(TODAY, first - length), first))
    after = list(range(first + length, first + 2 * length))
    rows = draw(st.lists(st.tuples(st.integers(0, length - 1), st.integers(1, 90)), max_size=80))
    decay = draw(st.sampled_from([DEFAULT_DECAY, 0.3]))
    cards = [
        Waiting(number, first + due, first + due - interval, float(interval), decay, interval)
        for number, (due, interval) in enumerate(rows)
    ]
    return cards, before, after


@given(holiday=holidays(), load=loads)
def test_a_period_kept_free_has_every_card_before_or_after_it(
    holiday: tuple[list[Waiting], list[int], list[int]], load: dict[int, int]
) -> None:
    cards, before, after = holiday
    placed = backlog.around(cards, before, after, load)
    assert len(placed) == len(cards)
    assert set(placed) <= {*before, *after}
    for card, day in zip(cards, placed, strict=True):
        if day in before:
            assert day >= card.earliest
            assert day > card.last_day


@given(holiday=holidays(), load=loads)
def test_the_days_after_a_period_are_filled_level(
    holiday: tuple[list[Waiting], list[int], list[int]], load: dict[int, int]
) -> None:
    cards, before, after = holiday
    added = Counter(backlog.around(cards, before, after, load))
    totals = {day: load.get(day, 0) + added[day] for day in after}
    highest = max((totals[day] for day in after if added[day]), default=0)
    assert highest <= min(totals.values()) + 1


def test_what_would_be_forgotten_most_is_asked_before_the_period() -> None:
    first = TODAY + 10
    weak = [Waiting(n, first + 1, first - 9, 10.0, DEFAULT_DECAY, 10) for n in range(5)]
    strong = [Waiting(n, first + 1, first - 199, 200.0, DEFAULT_DECAY, 200) for n in range(5, 10)]
    placed = backlog.around([*strong, *weak], list(range(TODAY + 5, first)),
                            list(range(first + 5, first + 10)), {})  # fmt: skip
    assert all(day >= first + 5 for day in placed[:5])
    assert all(day < first for day in placed[5:])


@settings(max_examples=60)
@given(
    earliest=st.lists(st.integers(TODAY - 3, TODAY + 9), max_size=60),
    days=st.integers(1, 10).map(lambda count: [TODAY + 9 - n for n in range(count)][::-1]),
    load=loads,
)
def test_what_must_be_fresh_is_placed_level_and_never_too_early(
    earliest: list[int], days: list[int], load: dict[int, int]
) -> None:
    placed = backlog.late_and_level(earliest, days, load)
    totals = Counter(placed)
    full = {day: load.get(day, 0) + totals[day] for day in days}
    for first, day in zip(earliest, placed, strict=True):
        assert day in days
        assert day >= first
        # Any later or earlier day it could be on is as full, or would be.
        assert all(full[day] <= full[other] + 1 for other in days if other >= first)


def test_with_nothing_else_to_do_the_latest_days_are_taken() -> None:
    days = [TODAY + number for number in range(5)]
    assert sorted(backlog.late_and_level([TODAY] * 2, days, {})) == days[-2:]


@given(st.integers(0, 60), st.integers(0, 12), st.lists(st.integers(0, 15), max_size=9))
def test_the_days_a_limit_asks_for_are_just_enough(count: int, limit: int, full: list[int]) -> None:
    needed = backlog.days_within(count, limit, full)
    room = [max(0, limit - load) for load in full]
    enough = [days for days in range(1, len(full) + 1) if sum(room[:days]) >= count]
    assert needed == (enough[0] if enough else None)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6), st.integers(0, 30))
def test_a_backlog_goes_where_least_is_due_anyway(full: list[int], count: int) -> None:
    days = list(range(100, 100 + len(full)))
    cards = [Waiting(number, 90, 80, 10.0) for number in range(count)]
    placed = backlog.catch_up(cards, days, dict(zip(days, full, strict=True)))
    totals = [load + placed.count(day) for day, load in zip(days, full, strict=True)]
    lowest = min(totals)
    for total, load in zip(totals, full, strict=True):
        assert total == load or total <= lowest + 1
