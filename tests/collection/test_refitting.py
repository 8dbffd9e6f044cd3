"""FSRS is fitted every month where the learner agreed to it, and only what is better is kept."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from flashcards.collection.past.fitting import log_of_preset
from flashcards.model.enums import SchedulerKind
from flashcards.model.errors import CancelledError
from flashcards.model.ids import PresetId
from flashcards.scheduling import optimising
from flashcards.scheduling.evaluating import Predicted
from tests.collection.forgetful import DAYS, go_on
from tests.conftest import FixedClock


@pytest.fixture
def collection(
    forgetful: Path, collection_path: Path, fixed_clock: FixedClock
) -> Iterator[Collection]:
    """The forgetful learner's, opened on the day after its last answer, planned by FSRS."""
    shutil.copy(forgetful, collection_path)
    fixed_clock.advance(days=DAYS)
    with flashcards.open(collection_path, fixed_clock) as opened:
        opened.set_options("One", scheduler=SchedulerKind.FSRS, learning_steps=())
        yield opened


def agree(collection: Collection) -> PresetId:
    """Agree to it; the month begins."""
    collection.set_options("One", refit_monthly=True)
    assert collection.scheduling.refits_due() == []
    return collection.preset_of("One").id


def test_a_month_after_agreeing_what_predicts_better_is_adopted_in_one_step(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    preset = agree(collection)
    go_on(collection, fixed_clock, 29)
    assert collection.scheduling.refits_due() == []
    go_on(collection, fixed_clock, 1)
    assert collection.scheduling.refits_due() == [preset]
    found = collection.scheduling.refit(preset)
    assert found is not None
    assert found.result.log_loss_after < found.result.log_loss_before
    assert collection.options("One").fsrs_parameters == found.result.parameters
    assert str(collection.undo_name) == "Fit parameters"
    assert collection.check() == []
    # Undone it stays undone: the next month has begun.
    collection.undo()
    assert collection.options("One").fsrs_parameters == ()
    assert collection.scheduling.refits_due() == []


def test_parameters_that_do_better_than_a_new_fit_stay_for_another_month(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    preset = agree(collection)
    go_on(collection, fixed_clock, 30)
    # Fitted to the newest answers too: a fit to the older ones alone predicts these no better.
    with collection._store.looking() as conn:
        log = log_of_preset(conn, collection.preset_of("One"))
    predicted = Predicted.of(log)
    (best,) = optimising.fit(log, predicted, [len(predicted)])
    collection.set_options("One", fsrs_parameters=best)
    step = collection.undo_name
    assert collection.scheduling.refit(preset) is None
    assert collection.options("One").fsrs_parameters == best
    assert collection.undo_name == step
    assert collection.scheduling.refits_due() == []


def test_without_answers_to_judge_by_nothing_is_tried(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    preset = agree(collection)
    fixed_clock.advance(days=31)
    assert collection.scheduling.refits_due() == [preset]
    assert collection.scheduling.refit(preset) is None
    assert collection.scheduling.refits_due() == [preset]


def test_who_has_not_agreed_or_uses_another_scheduler_is_left_alone(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    preset = collection.preset_of("One").id
    assert collection.scheduling.refits_due() == []
    go_on(collection, fixed_clock, 31)
    assert collection.scheduling.refits_due() == []
    assert collection.scheduling.refit(preset) is None
    agree(collection)
    fixed_clock.advance(days=31)
    collection.set_options("One", scheduler=SchedulerKind.SM2)
    assert collection.scheduling.refits_due() == []


def test_it_can_be_stopped(collection: Collection, fixed_clock: FixedClock) -> None:
    preset = agree(collection)
    go_on(collection, fixed_clock, 30)
    with pytest.raises(CancelledError):
        collection.scheduling.refit(preset, lambda done, _: done < 3)
    assert collection.options("One").fsrs_parameters == ()
    assert collection.scheduling.refits_due() == [preset]
