"""What is written stays in sight, and Esc leaves one thing at a time."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from flashcards.ui.editor.add_window import AddWindow
from flashcards.ui.editor.field_edit import FieldEdit
from flashcards.ui.editor.window import add_note
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.type_screen import ALT, CONTROL


def _adding(window: MainWindow, qtbot: QtBot) -> AddWindow:
    opened = add_note(window)
    qtbot.waitUntil(opened.isActiveWindow)
    opened.resize(opened.minimumSize())
    return opened


def _caret_in_sight(opened: AddWindow, edit: FieldEdit) -> bool:
    port = opened.form._scroll.viewport()
    caret = edit.cursorRect()
    corner = edit.viewport().mapTo(port, caret.topLeft())
    return port.rect().contains(QRect(corner, caret.size()))


def test_the_caret_is_in_sight_after_tab_from_a_long_front(
    window: MainWindow, qtbot: QtBot
) -> None:
    opened = _adding(window, qtbot)
    front, back = opened.form.edits
    front.setPlainText("\n".join(f"line {number}" for number in range(40)))
    back.setPlainText("\n".join(f"line {number}" for number in range(40)))
    for _ in range(2):
        front.setFocus()
        qtbot.waitUntil(lambda: _caret_in_sight(opened, front))
        qtbot.keyClick(front, Qt.Key.Key_Tab)
        assert back.hasFocus()
        qtbot.waitUntil(lambda: _caret_in_sight(opened, back))
        back.moveCursor(back.textCursor().MoveOperation.End)
        qtbot.waitUntil(lambda: _caret_in_sight(opened, back))


def test_the_caret_stays_in_sight_while_a_field_grows(window: MainWindow, qtbot: QtBot) -> None:
    opened = _adding(window, qtbot)
    front = opened.form.edits[0]
    for _ in range(20):
        qtbot.keyClicks(front, "word")
        qtbot.keyClick(front, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: _caret_in_sight(opened, front))


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_escape_closes_the_offered_tags_and_leaves_the_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.collection.add_note({"Front": "a", "Back": "b"}, "D", ["animal"])
    opened = _adding(window, qtbot)
    field = opened.form.tag_field
    field.setFocus()
    qtbot.keyClicks(field, "ani")
    popup = field.offers.popup()
    assert popup is not None
    assert popup.isVisible()
    target = QApplication.focusWidget() or popup
    qtbot.keyClick(QApplication.activePopupWidget() or target, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert opened.isVisible()
    assert field.text() == "ani"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not opened.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_escape_closes_the_offered_decks_and_leaves_the_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.collection.add_deck("French")
    opened = _adding(window, qtbot)
    line = opened.deck_field.lineEdit()
    assert line is not None
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "Fre")
    offers = opened.deck_field.completer()
    assert offers is not None
    popup = offers.popup()
    assert popup is not None
    assert popup.isVisible()
    qtbot.keyClick(QApplication.activePopupWidget() or line, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert opened.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("by_mnemonic", [False, True])
def test_keys_of_the_window_work_while_decks_are_offered(
    window: MainWindow, qtbot: QtBot, by_mnemonic: bool
) -> None:
    window.collection.add_deck("French")
    opened = _adding(window, qtbot)
    qtbot.keyClicks(opened.form.edits[0], "chien")
    qtbot.keyClicks(opened.form.edits[1], "dog")
    line = opened.deck_field.lineEdit()
    assert line is not None
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "French")
    assert QApplication.activePopupWidget() is not None
    key, held = (Qt.Key.Key_A, ALT) if by_mnemonic else (Qt.Key.Key_Return, CONTROL)
    QTest.keyClick(opened.windowHandle(), key, held)  # as the system gives it, to a window
    assert QApplication.activePopupWidget() is None
    qtbot.waitUntil(lambda: len(window.collection.search("deck:French chien")) == 1)
