"""The days beside a holiday: as many before as after, none closed, none too early for a card."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from flashcards.scheduling.backlog import Waiting
from flashcards.scheduling.holidays import days_around, place_after_answer

TODAY = 739_700

closed_days = st.frozensets(st.integers(TODAY - 5, TODAY + 60), max_size=20)


@given(start=st.integers(-10, 60), length=st.integers(1, 90), closed=closed_days)
def test_cards_go_to_open_days_beside_the_holiday(
    start: int, length: int, closed: frozenset[int]
) -> None:
    first = TODAY + start
    last = first + length - 1
    before, after = days_around(first, last, TODAY, closed)
    assert not closed & {*before, *after}
    assert before == sorted(before)
    assert after == sorted(after)
    assert all(max(TODAY, first - length) <= day < first for day in before)
    assert all(day > last and day > TODAY for day in after)
    assert len(after) == min(length, 30)


def test_today_is_used_only_when_the_holiday_begins_tomorrow() -> None:
    assert days_around(TODAY + 1, TODAY + 3, TODAY, ())[0] == [TODAY]
    assert days_around(TODAY + 3, TODAY + 9, TODAY, ())[0] == [TODAY + 1, TODAY + 2]


@given(
    start=st.integers(1, 30),
    length=st.integers(1, 30),
    within=st.integers(0, 29),
    load=st.dictionaries(st.integers(TODAY, TODAY + 90), st.integers(0, 9)),
)
def test_an_answered_card_leaves_the_holiday_and_is_not_asked_too_early(
    start: int, length: int, within: int, load: dict[int, int]
) -> None:
    first, last = TODAY + start, TODAY + start + length - 1
    due = first + within % length
    card = Waiting(1, due, TODAY, float(due - TODAY), interval_days=due - TODAY)
    placed = place_after_answer(
        card, first, last, range(first, last + 1), lambda day: load.get(day, 0)
    )
    assert not first <= placed <= last
    assert placed > TODAY
    assert placed > last or placed >= TODAY + (due - TODAY) / 2


def test_the_nearer_side_of_a_holiday_is_taken_where_it_may_be() -> None:
    first, last = TODAY + 20, TODAY + 30
    for card in range(50):
        early = Waiting(card, TODAY + 21, TODAY, 21.0, interval_days=21)
        late = Waiting(card, TODAY + 29, TODAY, 29.0, interval_days=29)
        assert place_after_answer(early, first, last, (), lambda day: 0) < first
        assert place_after_answer(late, first, last, (), lambda day: 0) > last


def test_cards_answered_one_after_the_other_come_back_on_about_as_full_days() -> None:
    first, last = TODAY + 1, TODAY + 10
    full: Counter[int] = Counter()
    for card in range(1_000):
        waiting = Waiting(card, TODAY + 4, TODAY, 4.0, interval_days=4)
        full[place_after_answer(waiting, first, last, (), full.__getitem__)] += 1
    assert sum(full.values()) == 1_000
    assert len(full) == 10
    assert max(full.values()) - min(full.values()) <= 10
