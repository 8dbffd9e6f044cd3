"""What the charts are given to draw agrees with the numbers it is made from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.model.enums import Standing
from flashcards.model.statistics import (
    AnswerNumbers,
    DayWork,
    Distribution,
    Forecast,
    Recall,
    Retention,
    Statistics,
    Streak,
    TodayNumbers,
    Work,
)
from flashcards.ui.statistics import card_figures, phrases, time_figures
from flashcards.ui.statistics.axes import round_steps

TODAY = 739_677  # 2 March 2026
counts = st.integers(0, 3_000)
six = st.tuples(*[counts] * 6)


@st.composite
def statistics(draw: st.DrawFn) -> Statistics:
    """Some numbers, not all of them likely."""
    ago = draw(st.lists(st.integers(0, 1_500), unique=True, max_size=30))
    days = tuple(
        DayWork(TODAY - back, draw(st.integers(1, 500)), draw(st.integers(0, 20_000_000)))
        for back in sorted(ago, reverse=True)
    )
    overdue = draw(counts)
    ahead = draw(st.lists(counts, min_size=31, max_size=366))
    values = st.lists(st.tuples(st.integers(0, 40_000), st.integers(1, 99)), max_size=20)

    def spread() -> Distribution:
        return Distribution(tuple(sorted(dict(draw(values)).items())))

    return Statistics(
        day=TODAY,
        period_days=None,
        today=TodayNumbers(),
        streak=Streak(),
        year=tuple(day for day in days if day.day > TODAY - 371),
        forecast=Forecast(overdue, (overdue + ahead[0], *ahead[1:])),
        retention=Retention(Recall(), Recall(), ()),
        answers=AnswerNumbers(draw(six), draw(six), draw(six), draw(six)),
        work=Work(days, days[0].day if days else TODAY, TODAY),
        intervals=spread(),
        eases=spread(),
        cards={standing: draw(counts) for standing in Standing},
    )


@given(statistics())
def test_no_answer_and_no_card_is_lost_on_the_way_to_a_chart(found: Statistics) -> None:
    work = time_figures.time_spent(found)
    assert sum(sum(bar.parts) for bar in work.places) == found.work.taken_ms
    due = time_figures.forecast(found)
    assert sum(sum(bar.parts) for bar in due.places) == sum(found.forecast.days)
    assert all(len(bar.parts) == len(due.keys) for bar in due.places)
    intervals, eases = card_figures.intervals(found), card_figures.eases(found)
    assert sum(sum(bar.parts) for bar in intervals.places) == found.intervals.total
    assert sum(sum(bar.parts) for bar in eases.places) == found.eases.total
    rated = card_figures.answers(found)
    shown = sum(segment.value for row in rated.rows for segment in row.segments)
    assert shown == found.answers.total
    (standing,) = card_figures.standings(found).rows
    assert sum(segment.value for segment in standing.segments) == found.card_total


@given(statistics())
def test_the_year_ends_today_and_every_day_of_study_is_marked(found: Statistics) -> None:
    year = time_figures.year(found)
    assert [day.day for day in year.days] == list(range(TODAY - 370, TODAY + 1))
    assert {day.day for day in year.days if day.level} == {day.day for day in found.year}


@given(st.floats(0.001, 1e12), st.booleans())
def test_an_axis_reaches_what_it_shows_in_few_round_steps(top: float, whole: bool) -> None:
    steps = round_steps(top, whole=whole)
    assert steps[0] == 0
    assert steps[-1] >= top * 0.999999
    assert 2 <= len(steps) <= 6
    if whole:
        assert all(step == int(step) for step in steps)


@pytest.mark.parametrize(
    ("ms", "expected"),
    [
        (0, "0 s"),
        (40_000, "40 s"),
        (59_400, "59 s"),
        (59_600, "1 min"),
        (3_599_999, "1 h"),
        (4_320_000, "1 h 12 min"),
        (468_000_000, "130 h"),
    ],
)
def test_a_time_is_told_in_two_units_at_most(ms: int, expected: str) -> None:
    assert phrases.time_words(ms) == expected


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 0, "–"),
        (0, 9, "0%"),
        (1, 2, "50%"),
        (999, 1000, "99.9%"),
        (9_999, 10_000, "99.9%"),
        (1, 1_000, "under 1%"),
        (7, 7, "100%"),
    ],
)
def test_what_is_not_all_is_never_called_all(part: int, whole: int, expected: str) -> None:
    assert phrases.percent(part, whole) == expected
