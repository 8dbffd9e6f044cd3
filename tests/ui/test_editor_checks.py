"""Weak cards are named while they are written, quietly, with what would mend them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from flashcards.ui.editor.add_window import AddWindow
from flashcards.ui.editor.window import add_note, edit_note
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def adding(window: MainWindow, qtbot: QtBot) -> AddWindow:
    """The window for new notes, shown."""
    opened = add_note(window, "Physics")
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


def _write(adding: AddWindow, qtbot: QtBot, front: str, back: str) -> None:
    for edit, text in zip(adding.form.edits, (front, back), strict=False):
        edit.setFocus()
        edit.insertPlainText(text)
    qtbot.waitUntil(lambda: not adding.checks._timer.isActive())


def test_a_weakness_is_told_once_the_keys_rest_and_can_be_left(
    adding: AddWindow, qtbot: QtBot
) -> None:
    assert not adding.checks.isVisible()
    _write(adding, qtbot, "What is a cell and how does it divide?", "By mitosis")
    assert adding.checks.words.text() == "It asks two things at once."
    assert not adding.checks.push.isVisible()
    qtbot.mouseClick(adding.checks.pass_over, Qt.MouseButton.LeftButton)
    assert not adding.checks.isVisible()
    qtbot.keyClicks(adding.form.edits[1], " here")
    qtbot.waitUntil(lambda: not adding.checks._timer.isActive())
    assert not adding.checks.isVisible()


def test_a_key_hides_the_answer_in_the_question_and_takes_it_back(
    adding: AddWindow, window: MainWindow, qtbot: QtBot
) -> None:
    _write(adding, qtbot, "The moon raises the ocean tides.", "The moon")
    assert adding.checks.push.text() == "Hide it there"
    qtbot.keyClick(adding.form.edits[1], Qt.Key.Key_Period, CONTROL)
    assert adding.form.texts() == ["{{c1::The moon}} raises the ocean tides.", ""]
    assert adding.type_field.uid() == "cloze"
    assert adding.checks.push.text() == "Undo"
    qtbot.keyClick(adding.form.edits[0], Qt.Key.Key_Period, CONTROL)
    assert adding.form.texts() == ["The moon raises the ocean tides.", "The moon"]
    assert adding.type_field.uid() == "basic"
    qtbot.keyClick(adding.form.edits[0], Qt.Key.Key_Period, CONTROL)
    qtbot.keyClick(adding.form.edits[0], Qt.Key.Key_Return, CONTROL)
    (card,) = window.collection.search("moon")
    assert window.collection.card_rows([card])[0].deck == "Physics"


def test_a_word_that_will_mean_nothing_is_selected(adding: AddWindow, qtbot: QtBot) -> None:
    _write(adding, qtbot, "What does it do?", "It carries oxygen")
    qtbot.mouseClick(adding.checks.push, Qt.MouseButton.LeftButton)
    assert adding.form.edits[0].selected_text() == "it"
    assert adding.form.edits[0].hasFocus()


def test_a_picture_that_is_spoken_of_can_be_inserted(adding: AddWindow, qtbot: QtBot) -> None:
    _write(adding, qtbot, "Which bone is shown below?", "femur")
    qtbot.keyClick(adding.form.edits[0], Qt.Key.Key_Period, CONTROL)
    dialogs = [top for top in QApplication.topLevelWidgets() if isinstance(top, QFileDialog)]
    assert [each.isVisible() for each in dialogs] == [True]
    dialogs[0].close()


def test_checks_are_switched_off_for_good_and_on_again(
    adding: AddWindow, window: MainWindow, qtbot: QtBot
) -> None:
    _write(adding, qtbot, "What does it do?", "It carries oxygen")
    assert adding.checks.isVisible()
    qtbot.keyClick(adding.form.edits[0], Qt.Key.Key_F7)
    assert not adding.checks.isVisible()
    assert adding.notice.text() == "Cards are not checked any more."
    adding.close()
    again = add_note(window)
    qtbot.waitUntil(again.isActiveWindow)
    again.checks.look()
    assert not again.checks.isVisible()
    qtbot.keyClick(again.form.edits[0], Qt.Key.Key_F7)
    assert again.checks.isVisible()


def test_an_existing_note_is_checked_but_keeps_its_type(window: MainWindow, qtbot: QtBot) -> None:
    note = window.collection.add_note({"Front": "The moon raises tides.", "Back": "moon"}, "D")
    opened = edit_note(window, note)
    assert opened is not None
    opened.checks.look()
    assert "already holds the answer" in opened.checks.words.text()
    assert not opened.checks.push.isVisible()
