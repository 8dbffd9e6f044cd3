"""AltGr, which Windows tells as Ctrl+Alt, writes its sign in a text field and does nothing else."""

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.editor.window import add_note
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot

pytestmark = pytest.mark.skipif(sys.platform == "darwin", reason="a Mac has no AltGr")

ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
SIGNS = {
    Qt.Key.Key_E: "\u20ac",
    Qt.Key.Key_M: "\u00b5",
    Qt.Key.Key_N: "\u0144",
    Qt.Key.Key_O: "\u00f3",
    Qt.Key.Key_S: "\u015b",
    Qt.Key.Key_U: "\u00fa",
}


@pytest.fixture(autouse=True)
def _passed_on_whole(qtbot: QtBot) -> None:
    """Pass over it all where the binding tells Qt of a sign by the bytes of its UTF-8."""
    field = QLineEdit()
    qtbot.addWidget(field)
    QTest.sendKeyEvent(QTest.KeyAction.Click, field, Qt.Key.Key_E, "\u20ac", ALT_GR)
    if field.text() != "\u20ac":
        pytest.skip("this version of the binding presses no keys with signs beyond ASCII")


def write(window: MainWindow, key: Qt.Key, text: str) -> None:
    """Press a key of the window as a keyboard does that puts so a sign into a text."""
    focused = window.window().focusWidget()
    assert focused is not None
    QTest.sendKeyEvent(QTest.KeyAction.Click, focused, key, text, ALT_GR)


def test_a_search_takes_signs_of_the_third_level(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    browse.search.setFocus()
    for key, sign in SIGNS.items():
        write(window, key, sign)
        assert browse.search.hasFocus()
    assert browse.search.text() == "".join(SIGNS.values())
    assert window.front() == "browse"


def test_the_bare_keys_go_on_to_their_commands(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    browse.search.setFocus()
    qtbot.keyClick(browse.search, Qt.Key.Key_E, ALT_GR)
    assert browse.search.text() == ""
    assert window.front() != "browse"


def test_a_field_of_a_note_takes_signs_of_the_third_level(window: MainWindow, qtbot: QtBot) -> None:
    adding = add_note(window, "Biology")
    qtbot.waitUntil(adding.isActiveWindow)
    front = adding.form.edits[0]
    front.setFocus()
    for key, sign in SIGNS.items():
        QTest.sendKeyEvent(QTest.KeyAction.Click, front, key, sign, ALT_GR)
    assert front.toPlainText() == "".join(SIGNS.values())
    assert front.hasFocus()
