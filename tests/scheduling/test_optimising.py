"""Fitting FSRS to a learner's answers."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from flashcards.model.errors import CancelledError, UserError
from flashcards.scheduling.columns import AnswerLog
from flashcards.scheduling.evaluating import Predicted, fsrs_predictions, log_loss
from flashcards.scheduling.fitting import Request, packed, unpacked
from flashcards.scheduling.fsrs import FSRS
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS, Parameters
from flashcards.scheduling.optimising import HELD_OUT, LEAST_REVIEWS, fit, optimise
from tests.scheduling.real_logs import kanji, made_up, py_fsrs

FORGETFUL = (*DEFAULT_PARAMETERS[:8], 0.6, *DEFAULT_PARAMETERS[9:20], 0.6)
"""A learner whose memory grows slower and fades faster than most."""


def held_out_loss(log: AnswerLog, weights: Parameters) -> float:
    predicted = Predicted.of(log)
    newest = predicted.chosen(slice(len(predicted) - round(len(predicted) * HELD_OUT), None))
    return log_loss(fsrs_predictions(log, weights)[newest.rows], newest.recalled)


def test_parameters_fitted_to_a_log_predict_it_better() -> None:
    log = made_up(300, 10, FORGETFUL)
    found = optimise(log)
    assert not found.kept
    assert found.log_loss_after < found.log_loss_before
    assert found.reviews_used == 300 * 9
    assert FSRS(found.parameters).weights == found.parameters


@pytest.mark.parametrize("current", [DEFAULT_PARAMETERS, FORGETFUL])
@pytest.mark.parametrize("truth", [DEFAULT_PARAMETERS, FORGETFUL])
def test_what_is_returned_is_what_was_judged_and_never_worse_than_what_there_was(
    truth: Parameters, current: Parameters
) -> None:
    log = made_up(120, 8, tuple(truth))
    found = optimise(log, current)
    loss = held_out_loss(log, found.parameters)
    assert loss == (found.log_loss_before if found.kept else found.log_loss_after)
    assert found.log_loss_before == held_out_loss(log, current)
    assert loss <= min(held_out_loss(log, one) for one in (current, DEFAULT_PARAMETERS))


def test_the_defaults_come_back_where_nothing_predicts_better() -> None:
    log = made_up(300, 12, DEFAULT_PARAMETERS)
    strange = (*DEFAULT_PARAMETERS[:8], 0.1, *DEFAULT_PARAMETERS[9:])
    kept = optimise(log, DEFAULT_PARAMETERS)
    assert kept.kept
    assert kept.parameters == DEFAULT_PARAMETERS
    assert kept.log_loss_after >= kept.log_loss_before
    mended = optimise(log, strange)
    assert not mended.kept
    assert mended.parameters == DEFAULT_PARAMETERS


def test_answers_since_a_moment_can_be_what_is_held_out() -> None:
    log = made_up(300, 10, FORGETFUL)
    rows = Predicted.of(log).rows
    since = int(np.quantile(log.at_ms[rows], 0.6))
    found = optimise(log, since_ms=since)
    later = Predicted.of(log).chosen(slice(int((log.at_ms[rows] < since).sum()), None))
    predictions = fsrs_predictions(log, found.parameters)[later.rows]
    assert found.log_loss_after == log_loss(predictions, later.recalled)
    assert found.parameters != optimise(log).parameters


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
    assert f"{LEAST_REVIEWS - 90} more reviews" in str(refused.value.hint)


def test_a_fit_can_be_cancelled_and_nothing_goes_on() -> None:
    threads = threading.active_count()
    begun = []

    def stop(_done: int, _total: int) -> bool:
        begun.append(threading.active_count() > threads)
        return not begun[-1]

    with pytest.raises(CancelledError):
        optimise(made_up(100, 10), progress=stop)
    assert begun[-1]
    assert threading.active_count() == threads


def test_a_fit_can_be_cancelled_before_it_has_begun() -> None:
    told = []

    def stop(done: int, total: int) -> bool:
        told.append((done, total))
        return False

    with pytest.raises(CancelledError):
        optimise(made_up(100, 10), progress=stop)
    assert told == [(0, 100)]


def test_progress_rises_and_ends_with_everything_done() -> None:
    told = []

    def go_on(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    optimise(made_up(100, 10), progress=go_on)
    assert told == sorted(told)
    assert told[-1] == (100, 100)


def test_a_fit_that_fails_leaves_the_parameters_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", sys.executable)
    monkeypatch.setenv("PYTHONHASHSEED", "no number")
    with pytest.raises(UserError, match="could not be fitted"):
        optimise(made_up(100, 10))


def test_a_program_with_python_inside_starts_itself_to_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = made_up(100, 10)
    apart = optimise(log)
    program = tmp_path / "program"
    root = Path(__file__).parents[2]
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{root}" exec "{sys.executable}" -m flashcards "$@"')
    program.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    assert optimise(log) == apart


def test_where_no_python_can_be_started_the_learner_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(UserError, match="could not be fitted"):
        optimise(made_up(100, 10))


def test_a_request_comes_through_the_pipe_as_it_was() -> None:
    columns = [np.array(column) for column in ([7, 7, 9], [0, 10, 0], [3, 1, 4], [1])]
    cards, elapsed, ratings, predicted = columns
    back = unpacked(packed(Request(cards, elapsed, ratings, predicted, [1, 2])))
    for found, sent in zip((back.cards, back.elapsed_days, back.ratings, back.predicted), columns,
                           strict=True):  # fmt: skip
        assert found.tolist() == sent.tolist()
    assert back.prefixes == [1, 2]
