"""FSRS is fitted to the learner's answers from a dialog; nothing changes before Keep."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS
from flashcards.scheduling.optimising import OptimiseResult
from flashcards.ui.main_window import MainWindow
from flashcards.ui.scheduling import fit_words
from flashcards.ui.scheduling.fit_dialog import FitDialog
from tests.collection.forgetful import DAYS, go_on
from tests.qtbot import QtBot
from tests.ui.named import unnamed

if TYPE_CHECKING:
    from flashcards.api import Collection
    from tests.conftest import FixedClock


@pytest.fixture
def collection_path(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Where a test's collection goes; the forgetful learner's where it asks for ``learned``."""
    path = tmp_path / "collection.flashcards"
    if "learned" in request.fixturenames:
        shutil.copy(request.getfixturevalue("forgetful"), path)
    return path


@pytest.fixture
def learned(collection: "Collection", fixed_clock: "FixedClock") -> "Collection":
    """The collection of that learner, on the day after the last answer."""
    fixed_clock.advance(days=DAYS)
    return collection


def open_dialog(window: MainWindow) -> FitDialog:
    window.commands.trigger("scheduling.optimise")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FitDialog)
    return dialog


def test_with_too_few_answers_it_is_said_how_many_are_missing(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_note({"Front": "one", "Back": "back"}, deck="French")
    dialog = open_dialog(window)
    assert unnamed(dialog) == []
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "0 of the 400" in dialog.words.text())
    assert "install" not in dialog.words.text()
    assert not dialog.keep_button.isVisible()
    assert dialog.fit_button.isEnabled()


def test_better_parameters_are_kept_in_one_step_that_undo_takes_back(
    window: MainWindow, learned: "Collection", qtbot: QtBot
) -> None:
    dialog = open_dialog(window)
    dialog.fit()
    qtbot.waitUntil(lambda: dialog.result_found is not None)
    result = dialog.result_found
    assert result is not None
    assert dialog.verdict.text() == "The fitted parameters predict your answers better."
    assert learned.options("One").fsrs_parameters == ()
    dialog.keep_button.click()
    assert learned.options("One").fsrs_parameters == result.parameters
    assert window.toasts.text.text().startswith("FSRS is fitted to your answers")
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert learned.options("One").fsrs_parameters == ()


def test_what_is_discarded_changes_nothing(
    window: MainWindow, learned: "Collection", qtbot: QtBot
) -> None:
    step = learned.undo_name
    dialog = open_dialog(window)
    dialog.fit()
    qtbot.waitUntil(lambda: dialog.result_found is not None)
    assert dialog.close_button.text() == "Discard"
    dialog.close_button.click()
    assert learned.undo_name == step
    assert learned.options("One").fsrs_parameters == ()


def test_escape_stops_the_fit_first_and_closes_the_dialog_then(
    window: MainWindow, learned: "Collection", qtbot: QtBot
) -> None:
    dialog = open_dialog(window)
    dialog.fit()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog.words.text() == "Stopped. Nothing was changed.")
    assert dialog.isVisible()
    closed: list[int] = []
    dialog.finished.connect(closed.append)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert closed == [0]


def test_parameters_that_predict_worse_are_refused_with_both_errors() -> None:
    worse = OptimiseResult((1.0,) * 21, 2_000, 0.3512, 0.3655, kept=True)
    assert "stay" in fit_words.verdict(worse)
    assert "Log loss: 0.3655 instead of 0.3512, 4.1% more." in fit_words.figures(worse)
    assert "newest fifth of 2,000 reviews" in fit_words.figures(worse)


def test_that_the_published_parameters_do_best_is_said() -> None:
    published = OptimiseResult(DEFAULT_PARAMETERS, 2_000, 0.3655, 0.3512, kept=False)
    assert "The published parameters" in fit_words.verdict(published)
    assert "0.3512 instead of 0.3655" in fit_words.figures(published)


def test_fitting_every_month_is_agreed_to_with_what_is_kept(
    window: MainWindow, learned: "Collection", qtbot: QtBot
) -> None:
    learned.set_options("One", scheduler="fsrs")
    dialog = open_dialog(window)
    assert not dialog.monthly.isVisible()
    dialog.fit()
    qtbot.waitUntil(lambda: dialog.result_found is not None)
    assert dialog.monthly.isVisible()
    assert not dialog.monthly.isChecked()
    qtbot.keyClick(dialog.monthly, Qt.Key.Key_Space)
    assert dialog.monthly.isChecked()
    dialog.keep_button.click()
    assert learned.options("One").refit_monthly
    assert learned.options("One").fsrs_parameters
    learned.undo()
    assert not learned.options("One").refit_monthly


def test_what_was_agreed_to_is_done_a_month_later_and_told_in_a_sentence(
    window: MainWindow, learned: "Collection", fixed_clock: "FixedClock", qtbot: QtBot
) -> None:
    learned.set_options("One", scheduler="fsrs", learning_steps=(), refit_monthly=True)
    window.caretaker.rest()
    qtbot.waitUntil(lambda: not window.jobs.running())
    go_on(learned, fixed_clock, 30)
    assert window.toasts.isHidden()
    window.caretaker.rest()
    qtbot.waitUntil(lambda: learned.options("One").fsrs_parameters != ())
    qtbot.waitUntil(lambda: not window.toasts.isHidden())
    assert "FSRS was fitted again" in window.toasts.text.text()
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: learned.options("One").fsrs_parameters == ())


def test_without_a_deck_there_is_nothing_to_fit(window: MainWindow) -> None:
    window.commands.trigger("scheduling.optimise")
    assert QApplication.activeModalWidget() is None
    assert window.toasts.text.text() == "There is no deck yet"
