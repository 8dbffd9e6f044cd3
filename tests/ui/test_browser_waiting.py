"""While Browse looks for something else, nothing is done to the rows that are about to go."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import flashcards.ui.browser.results as results_module
from flashcards.model.errors import CancelledError
from flashcards.subjects.browsing import Browsing
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.browsing import ANIMALS, search, selected, shown
from tests.ui.type_screen import CONTROL, idle, press


class Gate:
    """Holds searches until it is opened."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.fails = False


@pytest.fixture
def gate(
    browse: BrowserScreen, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Gate]:
    """Every search is done in the background, and ends when the test says so."""
    held, found = Gate(), Browsing.found

    def slow(self, *asked):  # type: ignore[no-untyped-def]  # as it is
        held.open.wait(20)
        progress = asked[-1]
        if not progress(0, 0):
            raise CancelledError
        if held.fails:
            held.fails = False
            raise KeyError("surprise")
        return found(self, *asked)

    monkeypatch.setattr(results_module, "LARGE", 0)
    monkeypatch.setattr(Browsing, "found", slow)
    yield held
    held.open.set()
    window.jobs.stop_all()


def test_keys_pressed_while_a_search_goes_on_do_nothing_to_the_old_rows(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot, gate: Gate
) -> None:
    browse.search.setFocus()
    qtbot.keyClicks(browse.search, "dog")
    qtbot.keyClick(browse.search, Qt.Key.Key_Return)
    for key, modifier in (
        (Qt.Key.Key_A, CONTROL),
        (Qt.Key.Key_Delete, None),
        (Qt.Key.Key_Down, None),
        (Qt.Key.Key_J, CONTROL),
        (Qt.Key.Key_Delete, None),
    ):
        press(qtbot, key, modifier)
    qtbot.mouseClick(browse.view.viewport(), Qt.MouseButton.LeftButton)
    press(qtbot, Qt.Key.Key_Delete)
    assert browse.search.text() == "dog"
    assert not browse.has_selection()
    gate.open.set()
    qtbot.waitUntil(lambda: shown(browse) == ["dog"])
    idle(window, qtbot)
    assert len(window.collection.search("")) == len(ANIMALS)
    assert not window.collection.search("is:suspended")
    assert selected(browse) == ["dog"]
    assert QApplication.focusWidget() is browse.view
    press(qtbot, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(window.collection.search("")) == len(ANIMALS) - 1)
    assert not window.collection.search("dog")


def test_nothing_is_done_to_rows_before_what_is_typed_was_searched_for(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    browse.select_all()
    browse.search.setFocus()
    qtbot.keyClicks(browse.search, "d")
    browse.view.setFocus()
    press(qtbot, Qt.Key.Key_Delete)
    assert len(window.collection.search("")) == len(ANIMALS)
    qtbot.waitUntil(lambda: browse.results.query == "d")
    assert browse.has_selection()


def test_the_keyboard_goes_back_to_the_box_when_the_query_means_nothing(
    browse: BrowserScreen, qtbot: QtBot, gate: Gate
) -> None:
    browse.search.setFocus()
    qtbot.keyClicks(browse.search, "interval>soon")
    qtbot.keyClick(browse.search, Qt.Key.Key_Down)
    gate.open.set()
    qtbot.waitUntil(browse.error.isVisible)
    assert browse.search.hasFocus()
    assert not browse.has_selection()


def test_a_stopped_sort_leaves_the_order_that_is_shown(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot, gate: Gate
) -> None:
    titles = browse.view.horizontalHeader()
    before = (titles.sortIndicatorSection(), titles.sortIndicatorOrder(), shown(browse))
    browse.sort("due")
    press(qtbot, Qt.Key.Key_Delete)
    for job in window.jobs.running():
        window.jobs.cancel(job)
    gate.open.set()
    idle(window, qtbot)
    after = (titles.sortIndicatorSection(), titles.sortIndicatorOrder(), shown(browse))
    assert after == before
    assert window.toasts.text.text() == "The search was stopped."
    assert browse.results.order == "question"
    assert len(window.collection.search("")) == len(ANIMALS)
    browse.select_all()
    assert len(selected(browse)) == len(ANIMALS), "the rows are still what the box says"
    browse.sort("question")
    qtbot.waitUntil(lambda: shown(browse) == sorted(ANIMALS, reverse=True))


def test_searching_goes_on_after_an_error_nobody_expected(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot, gate: Gate
) -> None:
    gate.fails = True
    gate.open.set()
    told: list[BaseException] = []
    window.jobs.failed.disconnect()
    window.jobs.failed.connect(lambda _job, error: told.append(error))
    browse.ask("dog")
    qtbot.waitUntil(browse.error.isVisible)
    assert [type(error) for error in told] == [KeyError]
    assert browse.error.text().startswith("The search could not be finished.")
    assert not browse.has_selection()
    search(browse, qtbot, "cat")
    assert shown(browse) == ["cat"]
    assert not browse.error.isVisible()
