"""What the simulator and the scheduler trial say agrees with the numbers they are given."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.collection.plans.experiments import TrialReport
from flashcards.model.enums import SchedulerKind
from flashcards.model.experiments import Simulation
from flashcards.model.habits import Habits, Source
from flashcards.model.presets import Options
from flashcards.scheduling.evaluating import CalibrationGroup, Metrics
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS
from flashcards.scheduling.trial import Algorithm, Trial
from flashcards.ui.simulator import figures, trial_words
from flashcards.ui.simulator.curve_chart import CurveChart
from flashcards.ui.simulator.series import MARKS, Curves, Place
from flashcards.ui.simulator.setting_form import SettingForm

TODAY = 739_677  # 2 March 2026


def days(
    reviews: list[int], cards: int = 100, waiting: int = 0, memorised: float = 80.0
) -> Simulation:
    count = len(reviews)
    return Simulation(
        TODAY,
        tuple(reviews),
        (2,) * count,
        (1,) * count,
        tuple(0.25 * one for one in reviews),
        (memorised,) * count,
        (0,) * (count - 1) + (waiting,),
        sum(reviews) * 9 // 10,
        cards,
        Habits(),
        False,
    )


simulations = st.lists(st.integers(0, 3_000), min_size=1, max_size=900).map(days)


@given(simulations)
def test_no_day_is_lost_on_the_way_to_a_chart(found: Simulation) -> None:
    stretches = figures.spans(len(found.reviews))
    assert stretches[0][0] == 0
    assert stretches[-1][1] == len(found.reviews)
    assert all(one[1] == other[0] for one, other in pairwise(stretches))
    curves = figures.reviews([found, found])
    total = sum(
        place.values[0] * (after - first)
        for place, (first, after) in zip(curves.places, stretches, strict=True)
    )
    assert total == pytest.approx(sum(found.reviews) + sum(found.new) + sum(found.repeats))
    assert len(curves.places) <= 116
    assert figures.memorised([found]).places[-1].values == (found.memorised[-1],)


def test_a_month_is_drawn_day_by_day_and_a_year_week_by_week() -> None:
    assert len(figures.spans(30)) == 30
    assert len(figures.spans(365)) == 52
    assert figures.spans(365)[-1] == (357, 365)
    assert len(figures.spans(1_825)) == 65


def test_each_place_says_when_and_how_much_of_both() -> None:
    month = figures.reviews([days([4] * 30), days([7] * 30)])
    assert month.places[0].readout == "Today: A 7, B 10 reviews a day"
    assert month.places[3].readout == "Thu 5 Mar: A 7, B 10 reviews a day"
    year = figures.minutes([days([40] * 365), days([60] * 365)])
    assert year.places[0].readout == "2 Mar – 8 Mar 2026: A 10 min, B 15 min a day"
    assert [place.label for place in year.places if place.label][:3] == ["Mar", "Apr", "May"]
    assert "2027" in [place.label for place in year.places]
    assert year.summary == "A from 10 min to 10 min, B from 15 min to 15 min a day"


def test_the_totals_tell_answers_time_and_what_is_remembered() -> None:
    told = figures.totals("A", days([10] * 10))
    assert told == (
        "A: 130 reviews in 25 min over 10 days; 80 of 100 cards remembered in the end, "
        "90% of the reviews correct."
    )
    late = figures.totals("B", days([10] * 10, waiting=340))
    assert late.endswith("The limit of reviews is too low: 340 cards are late on the last day.")
    assert "right" not in figures.totals("B", days([0]))


def test_the_verdict_compares_time_and_memory() -> None:
    first = days([10] * 10)
    assert "the same" in figures.verdict([first, first])
    less = days([8] * 10, memorised=83.0)
    assert figures.verdict([first, less]) == (
        "B takes 20% less time than A, and 3 more cards are remembered in the end."
    )
    more = days([15] * 10, memorised=79.0)
    assert figures.verdict([first, more]) == (
        "B takes 50% more time than A, and 1 card fewer is remembered in the end."
    )
    alike = replace(first, passed=3)
    assert "about as long as A, and as many cards" in figures.verdict([first, alike])
    nothing = days([0], cards=0)
    assert "no cards to simulate" in figures.verdict([nothing, nothing])


def test_it_says_whose_numbers_are_used() -> None:
    assumed = figures.method(days([1]))
    assert "as published" in assumed
    assert "a new card 15.0, remembered 13.0" in assumed
    assert "assumed, until you have given more answers" in assumed
    own = Habits(new_s=7.25, new_from=Source.DECK, passed_s=4.0, passed_from=Source.ALL)
    told = figures.method(replace(days([1]), habits=own, fitted=True))
    assert "fitted to you" in told
    assert "a new card 7.2 (measured on your answers to these cards)" in told
    assert "remembered 4.0 (measured on your answers to all cards)" in told


def metrics(loss: float, predicted: float = 0.9, recalled: float = 0.88) -> Metrics:
    groups = (CalibrationGroup(predicted, recalled, 100),)
    return Metrics(loss, 0.05, groups, 100)


def report(
    sm2: float,
    fsrs: float,
    fitted: float | None = None,
    average: float = 0.6,
    scheduler: SchedulerKind = SchedulerKind.SM2,
    moved: int | None = 212,
) -> TrialReport:
    found = {
        Algorithm.SM2: metrics(sm2, 0.71),
        Algorithm.FSRS_DEFAULT: metrics(fsrs),
        Algorithm.FSRS_FITTED: metrics(fsrs if fitted is None else fitted),
        Algorithm.MOVING_AVERAGE: metrics(average),
    }
    switch = None if moved is None else Options(scheduler=SchedulerKind.FSRS)
    return TrialReport(Trial(found, 100, DEFAULT_PARAMETERS), scheduler, "paper", switch, moved)


def test_fsrs_is_said_to_predict_better_where_it_does() -> None:
    found = report(0.52, 0.47, 0.44)
    assert trial_words.headline(found) == (
        "FSRS would have predicted your answers better (log loss 0.440 against 0.520)."
    )
    told = " ".join(trial_words.meaning(found))
    assert "moves 212 cards" in told
    assert "SM-2: 71% expected, 88% remembered." in told
    assert "no reason to switch" not in told
    assert "moving average" not in told
    assert trial_words.worth_switching(found)


def test_nobody_is_talked_into_a_switch_that_brings_nothing() -> None:
    worse = report(0.40, 0.47)
    assert trial_words.headline(worse) == (
        "SM-2 predicts your answers better than FSRS (log loss 0.400 against 0.470)."
    )
    assert "no reason to switch" in " ".join(trial_words.meaning(worse))
    assert not trial_words.worth_switching(worse)
    alike = report(0.402, 0.40)
    assert "about as well" in trial_words.headline(alike)
    assert not trial_words.worth_switching(alike)


def test_where_fsrs_is_in_use_it_is_compared_the_other_way_round() -> None:
    good = report(0.52, 0.44, scheduler=SchedulerKind.FSRS, moved=None)
    assert trial_words.headline(good).startswith("FSRS predicts your answers better than SM-2")
    bad = report(0.44, 0.52, scheduler=SchedulerKind.FSRS, moved=None)
    assert trial_words.headline(bad).startswith("SM-2 would have predicted your answers better")
    told = " ".join(trial_words.meaning(good))
    assert "Choose a deck" not in told
    assert "moves" not in told
    assert trial_words.used(good, own_parameters=False) is Algorithm.FSRS_DEFAULT


def test_losses_that_are_told_apart_never_read_alike() -> None:
    assert "(log loss 0.436 against 0.442)" in trial_words.headline(report(0.442, 0.436))


def test_who_plans_by_the_published_fsrs_is_told_that_fitting_it_would_help() -> None:
    found = report(0.52, 0.47, 0.44, scheduler=SchedulerKind.FSRS, moved=None)
    assert trial_words.used(found, own_parameters=False) is Algorithm.FSRS_DEFAULT
    told = " ".join(trial_words.meaning(found, own_parameters=False))
    assert "Fitted to you, FSRS would have predicted your answers better" in told
    assert trial_words.used(found, own_parameters=True) is Algorithm.FSRS_FITTED
    assert "Fitted to you" not in " ".join(trial_words.meaning(found, own_parameters=True))
    unfit = report(0.52, 0.44, 0.47, scheduler=SchedulerKind.FSRS, moved=None)
    assert "Fitted to you" not in " ".join(trial_words.meaning(unfit, own_parameters=False))


def test_what_is_missing_or_stands_for_another_is_said() -> None:
    told = " ".join(trial_words.meaning(report(0.52, 0.44, moved=None, average=0.4)))
    assert "Choose a deck above" in told
    assert "moving average does no worse" in told
    steps = " ".join(trial_words.meaning(report(0.5, 0.4, scheduler=SchedulerKind.STEPS)))
    assert "plain SM-2 stands for it" in steps


def test_each_dot_of_the_plot_says_what_it_stands_for() -> None:
    plot = trial_words.calibration(report(0.52, 0.47, 0.44))
    assert [mark.name for mark in plot.marks] == ["SM-2", "FSRS, fitted to you"]
    assert [dot.readout for dot in plot.dots] == [
        "SM-2: 71% predicted, 88% of 100 reviews correct",
        "FSRS, fitted to you: 90% predicted, 88% of 100 reviews correct",
    ]
    assert "SM-2: 71" in plot.summary


@pytest.mark.usefixtures("qapp")
def test_a_close_up_keeps_all_values_inside_the_axis() -> None:
    chart = CurveChart("Cards")

    def steps(*values: float) -> list[float]:
        places = tuple(Place((value, value), "") for value in values)
        chart.show_data(Curves(MARKS, places, "", close_up=True))
        return chart.steps()

    assert steps(128, 131, 126) == [125, 130, 135]
    assert steps(0, 131)[0] == 0
    assert steps(0, 0) == [0, 1]
    for value in (1, 7, 1_000, 99_999):
        found = steps(value, value)
        assert found[0] <= value <= found[-1]
        assert found[0] < found[-1]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("scheduler", SchedulerKind)
def test_a_form_gives_back_the_options_it_was_given(scheduler: SchedulerKind) -> None:
    options = Options(
        scheduler=scheduler, desired_retention=83, new_per_day=7, maximum_interval_days=400
    )
    form = SettingForm(MARKS[0])
    form.show_options(options, "")
    assert form.options() == options
