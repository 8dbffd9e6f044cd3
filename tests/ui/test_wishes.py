"""What the menu of the program's icon asks for is done by the window that is open."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDialog

from flashcards.desktop.wishes import REMIND
from flashcards.handing_over import bell
from flashcards.ui import messages
from flashcards.ui.arriving.fulfilling import fulfil
from flashcards.ui.editor.add_window import AddWindow
from flashcards.ui.everyday.beginning import begin, begin_quietly
from flashcards.ui.everyday.reminding import Reminding
from flashcards.ui.main_window import MainWindow
from flashcards.ui.raising import RaiseWatch
from tests.effort import PATIENCE_S
from tests.qtbot import QtBot
from tests.ui.planned import idle
from tests.ui.studying import add_cards

if TYPE_CHECKING:
    from flashcards.api import Collection


@pytest.fixture
def opened(window: MainWindow, collection: "Collection") -> Iterator[MainWindow]:
    """A window with three cards, minimised, that hears a second start."""
    add_cards(collection, 3)
    window.go("today")
    window.showMinimized()
    watch = RaiseWatch(collection.path, window.arrivals.called, window)
    yield window
    watch.end()


def _start(window: MainWindow, qtbot: QtBot, *words: str) -> str:
    """Start the program a second time, and return what it said."""
    path = os.fspath(window.collection.path)
    second = subprocess.Popen(
        [sys.executable, "-m", "flashcards", "--collection", path, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    qtbot.waitUntil(lambda: second.poll() is not None)
    said, _ = second.communicate(timeout=PATIENCE_S)
    assert second.returncode == 0, said
    idle(window, qtbot)
    return said


def test_five_minutes_are_studied_in_the_window_that_is_open(
    opened: MainWindow, qtbot: QtBot
) -> None:
    said = _start(opened, qtbot, "--minutes=5")
    assert "brought to the front" in said
    qtbot.waitUntil(lambda: opened.front() == "study")
    assert not opened.isMinimized()
    screen = opened.built("study")
    session = getattr(screen, "sitting").session  # noqa: B009  (of a screen loaded late)
    assert session.minutes == 5


def test_all_that_waits_is_studied(opened: MainWindow, qtbot: QtBot) -> None:
    _start(opened, qtbot, "--study")
    qtbot.waitUntil(lambda: opened.front() == "study")


def test_a_note_is_begun(opened: MainWindow, qtbot: QtBot) -> None:
    _start(opened, qtbot, "--add-note")
    qtbot.waitUntil(lambda: any(each.isVisible() for each in opened.findChildren(AddWindow)))


def test_a_start_at_login_leaves_an_open_window_where_it_is(
    opened: MainWindow, qtbot: QtBot
) -> None:
    assert _start(opened, qtbot, "--minimised") == ""
    assert opened.isMinimized()
    assert opened.front() == "today"


def test_the_timer_leaves_the_reminder_to_an_open_window(opened: MainWindow, qtbot: QtBot) -> None:
    Reminding(opened)
    opened.change_settings(reminder=True, reminder_minutes=9 * 60)
    fulfil(opened, REMIND)
    idle(opened, qtbot)
    assert opened.toasts.text.text() == "3 cards to study, about 1 minute."
    assert opened.isMinimized()


def test_a_dialog_is_answered_first(opened: MainWindow, qtbot: QtBot) -> None:
    opened.showNormal()
    done: list[bool] = []
    dialog = messages.ask(opened, "What?", action="This", on_yes=lambda: done.append(True))
    fulfil(opened, "study")
    assert opened.front() == "today"
    dialog.accept()
    qtbot.waitUntil(lambda: opened.front() == "study")
    assert done == [True]


def test_words_of_a_later_version_do_nothing(opened: MainWindow) -> None:
    for words in ("dance", "minutes", "minutes 0", "minutes 9999999999999", "minutes ٣", ""):
        fulfil(opened, words)
    assert opened.front() == "today"
    assert not opened.jobs.running()


def test_where_no_tray_is_wanted_a_quiet_start_is_a_minimised_window(window: MainWindow) -> None:
    window.hide()
    window.go("today")
    begin_quietly(window)
    assert window.isMinimized()


def test_where_the_tray_is_missing_a_quiet_start_is_a_minimised_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.hide()
    window.go("today")
    window.change_settings(tray=True)
    begin_quietly(window)
    qtbot.waitUntil(window.isMinimized)
    assert window.isVisible()


def test_beginning_beside_a_window_leaves_it_as_it_is(window: MainWindow) -> None:
    window.go("today")
    presence = begin(window)
    assert window.isVisible()
    assert not presence.keeps_running
    assert not [each for each in window.findChildren(QDialog) if each.isVisible()]
    assert not bell(Path(window.collection.path)).exists()
