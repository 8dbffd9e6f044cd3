"""The search for the parameters of FSRS: its loss, the gradient of it, and the way down."""

import numpy as np
import pytest

from flashcards.scheduling import fsrs_fit
from flashcards.scheduling.columns import AnswerLog, Floats
from flashcards.scheduling.evaluating import Predicted, fsrs_predictions
from flashcards.scheduling.fsrs_fit import fitted, recency_weights
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS, within_bounds
from flashcards.scheduling.fsrs_gradient import loss_and_gradient
from flashcards.scheduling.fsrs_histories import Histories
from flashcards.scheduling.minimising import MOST_STEPS, minimum
from tests.scheduling.real_logs import made_up

DAY_MS = 86_400_000


def mixed(cards: int, reviews: int) -> AnswerLog:
    """Return a log with same-day answers, lapses, every rating, and intervals of years."""
    chance = np.random.default_rng(3)
    gaps = chance.choice([0, 0, 1, 2, 5, 20, 90, 1_000], (cards, reviews))
    at_ms = (np.cumsum(gaps, axis=1) + chance.integers(0, 50, (cards, 1))) * DAY_MS
    owners = np.repeat(np.arange(cards), reviews)
    qualities = chance.choice([1, 3, 4, 5], cards * reviews)
    return AnswerLog.of(owners, at_ms.ravel(), qualities)


def histories(log: AnswerLog) -> tuple[Histories, Floats]:
    rows = Predicted.of(log).rows
    weights = np.zeros(len(log))
    weights[rows] = recency_weights(len(rows))
    return Histories.of(log.cards, log.elapsed_days, log.ratings, weights), weights


def strange(number: int) -> tuple[float, ...]:
    chance = np.random.default_rng(number)
    return within_bounds((np.array(DEFAULT_PARAMETERS) * chance.uniform(0.6, 1.5, 21)).tolist())


@pytest.mark.parametrize("number", range(6))
def test_the_loss_is_that_of_the_predictions(number: int) -> None:
    log = mixed(60, 12)
    found, weights = histories(log)
    recall = fsrs_predictions(log, strange(number))
    rows = np.flatnonzero(weights)
    losses = -np.log(np.where(log.ratings > 1, recall, 1 - recall)[rows])
    loss, _ = loss_and_gradient(found, strange(number))
    assert loss == pytest.approx(losses @ weights[rows], rel=1e-12)
    assert found.weight == pytest.approx(weights.sum())


@pytest.mark.parametrize("number", range(6))
def test_the_gradient_is_how_the_loss_changes(number: int) -> None:
    found, _ = histories(mixed(60, 12))
    at = np.array(strange(number))
    _, gradient = loss_and_gradient(found, at.tolist())
    for place in range(21):
        little = np.zeros(21)
        little[place] = 1e-6
        above, below = (
            loss_and_gradient(found, (at + sign * little).tolist())[0] for sign in (1, -1)
        )
        assert (above - below) / 2e-6 == pytest.approx(
            gradient[place], rel=1e-4, abs=1e-6 * np.abs(gradient).max()
        )


def test_histories_that_are_equal_are_followed_once() -> None:
    log = AnswerLog.of(
        [1, 1, 1, 2, 2, 2, 3], [0, DAY_MS, 3 * DAY_MS] * 2 + [0], [4, 4, 1, 4, 4, 4, 4]
    )
    found, _ = histories(log)
    assert [len(step.parents) for step in found.steps] == [1, 2]


def test_without_a_predicted_answer_there_is_nothing_to_learn() -> None:
    log = AnswerLog.of([1, 1, 2], [0, 1, 0], [4, 4, 4])
    assert histories(log)[0].steps == ()
    loss, gradient = loss_and_gradient(Histories((), 1.0), DEFAULT_PARAMETERS)
    assert loss == 0
    assert not gradient.any()


def test_a_made_up_learner_is_predicted_as_by_the_parameters_that_made_the_log() -> None:
    truth = (*DEFAULT_PARAMETERS[:8], 1.2, *DEFAULT_PARAMETERS[9:20], 0.4)
    log = made_up(1_500, 12, truth)
    rows = Predicted.of(log).rows
    found = fitted(log.cards, log.elapsed_days, log.ratings, rows)
    right = fsrs_predictions(log, truth)[rows]
    gap, usual = (
        np.abs(fsrs_predictions(log, weights)[rows] - right).mean()
        for weights in (found, DEFAULT_PARAMETERS)
    )
    assert gap < usual / 3


def test_cards_followed_in_parts_are_fitted_to_as_all_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log = made_up(300, 8)
    rows = Predicted.of(log).rows
    whole = fitted(log.cards, log.elapsed_days, log.ratings, rows)
    monkeypatch.setattr(fsrs_fit, "CARDS_AT_ONCE", 7)
    parts = fitted(log.cards, log.elapsed_days, log.ratings, rows)
    assert parts == pytest.approx(whole, abs=1e-3)


def test_with_few_answers_the_parameters_stay_near_the_defaults() -> None:
    log = mixed(60, 12)
    rows = Predicted.of(log).rows
    few, many = (
        np.abs(np.array(fitted(log.cards, log.elapsed_days, log.ratings, rows[:count]))
               - DEFAULT_PARAMETERS).sum()
        for count in (3, len(rows))
    )  # fmt: skip
    assert few < many / 5


def rosenbrock(point: Floats) -> tuple[float, Floats]:
    x, y = point
    value = (1 - x) ** 2 + 100 * (y - x * x) ** 2
    slope = np.array([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)])
    return float(value) / 1000, slope / 1000


def test_the_bottom_of_a_bent_valley_is_found() -> None:
    wide = np.full(2, 5.0)
    found = minimum(rosenbrock, np.array([-1.2, 1.0]), -wide, wide)
    assert found == pytest.approx([1, 1], abs=0.02)


def test_a_bottom_outside_the_bounds_is_approached_as_far_as_they_go() -> None:
    found = minimum(rosenbrock, np.array([-1.2, 1.0]), np.full(2, -2.0), np.array([0.5, 2.0]))
    assert found == pytest.approx([0.5, 0.25], abs=1e-3)


def test_each_step_is_told_and_none_goes_up() -> None:
    values: list[float] = []
    told: list[int] = []

    def watched(point: Floats) -> tuple[float, Floats]:
        value, slope = rosenbrock(point)
        values.append(value)
        return value, slope

    wide = np.full(2, 5.0)
    found = minimum(watched, np.array([-1.2, 1.0]), -wide, wide, told.append)
    assert told == list(range(1, len(told) + 1))
    assert len(told) <= MOST_STEPS
    assert rosenbrock(found)[0] == min(values)
