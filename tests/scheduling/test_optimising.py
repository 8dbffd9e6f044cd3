"""Fitting FSRS to a learner's answers."""

import sys
import threading
from collections.abc import Callable

import pytest

from flashcards.model.errors import CancelledError, UserError
from flashcards.scheduling.columns import AnswerLog
from flashcards.scheduling.evaluating import Predicted, fsrs_predictions, log_loss
from flashcards.scheduling.fitting import Request, packed, unpacked
from flashcards.scheduling.fsrs import FSRS
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS
from flashcards.scheduling.optimising import LEAST_REVIEWS, fit, optimise
from tests.scheduling.real_logs import kanji, made_up, py_fsrs

FORGETFUL = (*DEFAULT_PARAMETERS[:8], 0.6, *DEFAULT_PARAMETERS[9:20], 0.6)
"""A learner whose memory grows slower and fades faster than most."""


def test_parameters_fitted_to_a_log_predict_it_better() -> None:
    log = made_up(300, 10, FORGETFUL)
    found = optimise(log)
    assert not found.kept
    assert found.log_loss_after < found.log_loss_before
    assert found.reviews_used == 300 * 9
    predicted = Predicted.of(log)
    loss = [
        log_loss(fsrs_predictions(log, weights)[predicted.rows], predicted.recalled)
        for weights in (found.parameters, DEFAULT_PARAMETERS)
    ]
    assert loss[0] < loss[1]
    assert FSRS(found.parameters).weights == found.parameters


def test_parameters_that_predict_worse_are_dropped() -> None:
    log = made_up(300, 12, DEFAULT_PARAMETERS)
    found = optimise(log, DEFAULT_PARAMETERS)
    assert found.kept
    assert found.parameters == DEFAULT_PARAMETERS
    assert found.log_loss_after >= found.log_loss_before


@pytest.mark.parametrize("read", [py_fsrs, kanji])
def test_real_logs_get_parameters_of_their_own(read: Callable[[], AnswerLog]) -> None:
    found = optimise(read())
    assert not found.kept
    assert found.parameters != DEFAULT_PARAMETERS


def test_the_same_log_gives_the_same_parameters() -> None:
    log = made_up(100, 10)
    predicted = Predicted.of(log)
    first, second = (fit(log, predicted, (300, 900)) for _ in range(2))
    assert first == second
    assert first[0] != first[1]


def test_too_few_answers_are_refused_with_their_number() -> None:
    with pytest.raises(UserError, match="90 of the 400") as refused:
        optimise(made_up(10, 10))
    assert f"{LEAST_REVIEWS - 90} more reviews" in refused.value.hint


def test_without_the_optimiser_the_learner_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    with pytest.raises(UserError, match="optimiser is missing") as refused:
        optimise(made_up(100, 10))
    assert "-m pip install fsrs-rs-python" in refused.value.hint


def test_a_fit_can_be_cancelled_and_nothing_goes_on() -> None:
    threads = threading.active_count()
    told = []
    begun = []

    def stop(done: int, total: int) -> bool:
        told.append((done, total))
        begun.append(threading.active_count() > threads)
        return not begun[-1]

    with pytest.raises(CancelledError):
        optimise(made_up(100, 10), progress=stop)
    assert begun[-1]
    assert set(told) == {(0, 2)}
    assert threading.active_count() == threads


def test_a_fit_can_be_cancelled_before_it_has_begun() -> None:
    told = []

    def stop(done: int, total: int) -> bool:
        told.append((done, total))
        return False

    with pytest.raises(CancelledError):
        optimise(made_up(100, 10), progress=stop)
    assert told == [(0, 2)]


def test_progress_ends_with_everything_done() -> None:
    told = []

    def go_on(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    optimise(made_up(100, 10), progress=go_on)
    assert told[-1] == (2, 2)


def test_a_fit_that_fails_leaves_the_parameters_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", sys.executable)
    monkeypatch.setenv("PYTHONHASHSEED", "no number")
    with pytest.raises(UserError, match="could not be fitted"):
        optimise(made_up(100, 10))


def test_a_program_in_one_file_fits_without_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    log = made_up(100, 10)
    apart = optimise(log)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "")
    assert optimise(log) == apart


def test_where_no_python_can_be_started_the_learner_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(UserError, match="could not be fitted"):
        optimise(made_up(100, 10))


def test_a_request_comes_through_the_pipe_as_it_was() -> None:
    request = Request([[3, 0], [1, 10]], b"\n\0\0\0", b"", b"\x01\n\n\n", [1, 2], 2)
    assert unpacked(packed(request)) == request
