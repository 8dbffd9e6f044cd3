"""Keys held down, and keys pressed one after another without looking, do no harm while studying."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from flashcards.ui.editor.edit_window import EditWindow
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.studying import card_text, is_asking, press, study_new

if TYPE_CHECKING:
    from flashcards.api import Collection

PLAIN = Qt.KeyboardModifier.NoModifier


def hold(window: MainWindow, key: Qt.Key, text: str, times: int = 20) -> None:
    """Press a key and keep it down until it has repeated so often."""
    widget = QApplication.focusWidget()
    where: QWidget = widget if widget is not None else window
    for number in range(times):
        QTest.simulateEvent(where, True, key, PLAIN, text, number > 0)
        QApplication.processEvents()
    QTest.simulateEvent(where, False, key, PLAIN, text, False)


def test_z_held_down_takes_one_answer_back(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 9)
    press(window, qtbot, " 3 3 3 3")
    hold(window, Qt.Key.Key_Z, "z")
    assert collection.review_count() == 3
    assert card_text(screen) == "front 4"


def test_space_held_down_shows_the_answer_and_rates_nothing(
    window: MainWindow, collection: "Collection"
) -> None:
    screen = study_new(window, collection, 3)
    hold(window, Qt.Key.Key_Space, " ")
    assert not is_asking(screen)
    assert collection.review_count() == 0


@pytest.mark.parametrize(("key", "text"), [(Qt.Key.Key_3, "3"), (Qt.Key.Key_B, "b")])
def test_a_rating_or_burying_held_down_concerns_one_card(
    window: MainWindow, collection: "Collection", qtbot: QtBot, key: Qt.Key, text: str
) -> None:
    screen = study_new(window, collection, 5)
    press(window, qtbot, " ")
    hold(window, key, text)
    assert screen.page.count.text() == "1 of 5"


def test_escape_held_down_goes_back_one_step(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    window.go("today")
    screen = study_new(window, collection, 2)
    press(window, qtbot, " W")
    assert screen.why.isVisible()
    hold(window, Qt.Key.Key_Escape, "")
    assert not screen.why.isVisible()
    assert window.front() == "study"


class Seconds:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_keys_pressed_while_an_editor_opens_are_not_written_into_the_note(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    study_new(window, collection, 3)
    press(window, qtbot, " 3E")
    editor = window.findChild(EditWindow)
    assert editor is not None
    handle = editor.windowHandle()
    seconds = editor.guard.clock = Seconds()
    editor.guard.begin()
    for key in "3E1 3":
        seconds.now += 0.2
        QTest.keyClick(handle, Qt.Key(ord(key)))
    assert not editor.keeper.is_dirty()
    seconds.now += 0.4
    QTest.keyClick(handle, Qt.Key.Key_A)
    assert editor.keeper.is_dirty()
    editor.keeper.discard()
    editor.close()
