"""Figures of merit against the library's own, and schedulers tried on real logs."""

import math
from collections.abc import Callable

import fsrs_rs_python as library
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.model.errors import UserError
from flashcards.scheduling.columns import AnswerLog
from flashcards.scheduling.evaluating import (
    Predicted,
    calibration,
    fsrs_predictions,
    log_loss,
    moving_average,
    rmse_bins,
    sm2_predictions,
)
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS
from flashcards.scheduling.sm2 import SM2
from flashcards.scheduling.trial import Algorithm, trial
from tests.scheduling.real_logs import kanji, made_up, py_fsrs

LOGS = (py_fsrs, kanji, lambda: made_up(200, 10))


def items(log: AnswerLog, predicted: Predicted) -> tuple[list[library.FSRSItem], list[int]]:
    """Return what is predicted as the library wants it, and whose it is."""
    ratings, elapsed = log.ratings.tolist(), log.elapsed_days.tolist()
    firsts = np.maximum.accumulate(np.where(log.first, np.arange(len(log)), 0)).tolist()
    return [
        library.FSRSItem(
            [library.FSRSReview(ratings[i], elapsed[i]) for i in range(firsts[row], row + 1)]
        )
        for row in predicted.rows.tolist()
    ], [firsts[row] for row in predicted.rows.tolist()]


@pytest.mark.parametrize("read", LOGS)
def test_log_loss_and_rmse_bins_are_those_of_the_library(read: Callable[[], AnswerLog]) -> None:
    log = read()
    predicted = Predicted.of(log)
    predictions = fsrs_predictions(log, DEFAULT_PARAMETERS)[predicted.rows]
    # The library lets newer answers count for more, from 0.25 up to 1.
    weights = 0.25 + 0.75 * np.linspace(0, 1, len(predicted)) ** 3
    theirs = library.FSRS(library.DEFAULT_PARAMETERS).evaluate(items(log, predicted)[0])
    ours = log_loss(predictions, predicted.recalled, weights)
    assert ours == pytest.approx(theirs.log_loss, abs=1e-5)
    ours = rmse_bins(predictions, predicted.recalled, predicted.bins, weights)
    assert ours == pytest.approx(theirs.rmse_bins, abs=1e-5)


@pytest.mark.parametrize("read", LOGS)
def test_a_trial_of_fitted_fsrs_is_the_librarys_own_split_by_time(
    read: Callable[[], AnswerLog],
) -> None:
    log = read()
    ours = trial(log).metrics[Algorithm.FSRS_FITTED]
    theirs = library.evaluate_with_time_series_splits(*items(log, Predicted.of(log)))
    assert ours.log_loss <= theirs.log_loss + 1e-3


@pytest.mark.parametrize("read", [py_fsrs, kanji])
def test_on_real_logs_sm2_predicts_worst_by_far_and_fitted_fsrs_best(
    read: Callable[[], AnswerLog],
) -> None:
    tried = trial(read())
    loss = {one: metrics.log_loss for one, metrics in tried.metrics.items()}
    assert min(loss, key=loss.__getitem__) is Algorithm.FSRS_FITTED is tried.best
    others = [value for one, value in loss.items() if one is not Algorithm.SM2]
    assert loss[Algorithm.SM2] > 1.09 * max(others)
    gap = {one: metrics.rmse_bins for one, metrics in tried.metrics.items()}
    assert max(gap, key=gap.__getitem__) is Algorithm.SM2
    assert gap[Algorithm.FSRS_FITTED] < gap[Algorithm.FSRS_DEFAULT] < gap[Algorithm.SM2]


def test_a_trial_predicts_the_same_answers_with_each_algorithm() -> None:
    log = made_up(60, 8)
    tried = trial(log)
    assert {metrics.reviews for metrics in tried.metrics.values()} == {tried.reviews}
    assert tried.reviews == 60 * 7 - 60 * 7 // 6
    for metrics in tried.metrics.values():
        assert sum(group.count for group in metrics.calibration) == tried.reviews


def test_a_trial_of_hardly_any_answers_is_refused_in_plain_words() -> None:
    with pytest.raises(UserError, match="too few answers to compare"):
        trial(made_up(5, 5))
    with pytest.raises(UserError, match=r"0 of 60"):
        trial(AnswerLog.of([], [], []))


def test_sm2_is_taken_to_aim_at_ninety_per_cent() -> None:
    day = 86_400_000
    log = AnswerLog.of([1] * 4, [0, 1 * day, 1 * day + 1, 13 * day], [4, 4, 4, 4])
    first, due, again, late = sm2_predictions(log, SM2())
    assert due == pytest.approx(0.9)
    assert late == pytest.approx(0.9**2)
    assert math.isnan(first)
    assert math.isnan(again)


def test_the_moving_average_comes_near_the_share_remembered() -> None:
    recalled = np.array([True, True, True, False] * 100)
    found = moving_average(recalled)
    assert found[0] == pytest.approx(1 / (1 + math.exp(-1.2)))
    assert found[-100:].mean() == pytest.approx(0.75, abs=0.03)


def test_perfect_predictions_cost_nothing_and_the_opposite_is_bounded() -> None:
    recalled = np.array([True, False])
    assert log_loss(np.array([1.0, 0.0]), recalled) == pytest.approx(0)
    assert 10 < log_loss(np.array([0.0, 1.0]), recalled) < 100
    assert rmse_bins(np.array([1.0, 0.0]), recalled, np.array([1, 2])) == 0
    assert rmse_bins(np.array([0.5, 0.5]), recalled, np.array([1, 1])) == 0
    assert rmse_bins(np.array([0.5, 0.5]), recalled, np.array([1, 2])) == 0.5


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=200))
def test_calibration_groups_hold_each_answer_once_and_climb(
    found: list[tuple[float, bool]],
) -> None:
    predictions, recalled = (np.array(column) for column in zip(*found, strict=True))
    groups = calibration(predictions, recalled)
    assert sum(group.count for group in groups) == len(found)
    assert len(groups) <= 10
    means = [group.predicted for group in groups]
    assert means == sorted(means)
    total = sum(group.recalled * group.count for group in groups)
    assert total == pytest.approx(sum(recalled))
