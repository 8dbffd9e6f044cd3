"""Undo takes back what was asked for last, also while that is only about to be written."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import flashcards.ui.browser.bulk as bulk_module
import flashcards.ui.taking_back as undo_module
from flashcards.subjects.browsing import Browsing
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.browsing import ANIMALS
from tests.ui.type_screen import CONTROL, idle, press


@pytest.fixture
def gate(
    browse: BrowserScreen, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> Iterator[threading.Event]:
    """All notes are selected, and one was suspended; bulk work reads until the test goes on."""
    go_on, cards_of = threading.Event(), Browsing.cards_of_notes

    def slow(self: Browsing, note_ids: list[int]) -> list[int]:
        if threading.current_thread() is not threading.main_thread():
            go_on.wait(20)
        return cards_of(self, note_ids)

    window.collection.suspend(window.collection.search("ant"))
    monkeypatch.setattr(bulk_module, "JOB_FROM", 2)
    monkeypatch.setattr(Browsing, "cards_of_notes", slow)
    browse.show_notes(True)
    browse.select_all()
    yield go_on
    go_on.set()
    window.jobs.stop_all()


@pytest.mark.parametrize("long_from", [100, 1])
def test_undo_right_after_a_bulk_action_takes_that_one_back(
    window: MainWindow,
    qtbot: QtBot,
    gate: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
    long_from: int,
) -> None:
    monkeypatch.setattr(undo_module, "LONG_STEP_ROWS", long_from)
    press(qtbot, Qt.Key.Key_J, CONTROL)
    assert window.jobs.writing()
    assert not window.collection.busy, "it reads first"
    press(qtbot, Qt.Key.Key_Z, CONTROL)
    window.writes.do(lambda: window.collection.flag(window.collection.search("bear"), 1))
    assert window.collection.search("is:suspended") == window.collection.search("ant")
    gate.set()
    qtbot.waitUntil(lambda: window.writes.pending() == 0)
    idle(window, qtbot)
    assert window.collection.search("is:suspended") == window.collection.search("ant")
    assert window.collection.search("flag:1") == window.collection.search("bear")
    assert window.toasts.text.text().startswith("Undid: ")
    assert "6 cards" in window.toasts.text.text()


def test_undo_that_waits_at_the_end_takes_nothing_else_back(
    window: MainWindow, qtbot: QtBot, gate: threading.Event
) -> None:
    press(qtbot, Qt.Key.Key_J, CONTROL)
    press(qtbot, Qt.Key.Key_Z, CONTROL)
    assert window.writes.pending() == 1
    gate.set()
    window.jobs.stop_all()
    window.writes.finish()
    assert len(window.collection.search("is:suspended")) == len(ANIMALS)
    assert QApplication.activeModalWidget() is None
