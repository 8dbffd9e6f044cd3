"""The keys of writing: chosen by the learner once, and heeded wherever a note is written."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from flashcards.ui.editor.add_window import AddWindow
from flashcards.ui.editor.note_form import NoteForm
from flashcards.ui.editor.window import add_note, edit_note
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def adding(window: MainWindow, qtbot: QtBot) -> AddWindow:
    """The window for new notes, shown."""
    opened = add_note(window)
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


def test_a_key_chosen_for_bold_marks_text_and_the_first_one_no_more(
    window: MainWindow, adding: AddWindow, qtbot: QtBot
) -> None:
    window.commands.set_shortcuts("format.bold", ["Ctrl+J"])
    front = adding.form.edits[0]
    qtbot.keyClicks(front, "word")
    front.selectAll()
    qtbot.keyClick(front, Qt.Key.Key_B, CTRL)
    assert front.toPlainText() == "word"
    qtbot.keyClick(front, Qt.Key.Key_J, CTRL)
    assert front.toPlainText() == "**word**"
    assert adding.form.buttons["bold"].toolTip() == "Bold (Ctrl+J)"


def test_a_letter_chosen_for_a_format_still_types(
    window: MainWindow, adding: AddWindow, qtbot: QtBot
) -> None:
    window.commands.set_shortcuts("format.bold", ["B"])
    qtbot.keyClicks(adding.form.edits[0], "bib")
    assert adding.form.edits[0].toPlainText() == "bib"


def test_a_key_chosen_for_done_adds_and_saves_in_windows_open_and_new(
    window: MainWindow, adding: AddWindow, qtbot: QtBot
) -> None:
    window.commands.set_shortcuts("editor.done", ["F9"])
    qtbot.keyClicks(adding.form.edits[0], "one")
    qtbot.keyClicks(adding.form.edits[1], "two")
    qtbot.keyClick(adding.form.edits[0], Qt.Key.Key_Return, CTRL)
    assert window.collection.search("one") == []
    qtbot.keyClick(adding.form.edits[0], Qt.Key.Key_F9)
    (card,) = window.collection.search("one")
    assert adding.push.toolTip() == "Add (F9)"
    opened = edit_note(window, window.collection.card_rows([card])[0].note_id)
    assert opened is not None
    qtbot.waitUntil(opened.isActiveWindow)
    qtbot.keyClick(opened.form.edits[0], Qt.Key.Key_F9)
    assert not opened.isVisible()


def test_the_keys_page_of_a_window_shows_the_keys_chosen(
    window: MainWindow, adding: AddWindow, qtbot: QtBot
) -> None:
    window.commands.set_shortcuts("format.code", ["Ctrl+J"])
    qtbot.keyClick(adding.form.edits[0], Qt.Key.Key_F1)
    texts = {found.text() for found in adding.findChildren(QLabel)}
    assert "Ctrl+J" in texts
    assert "Ctrl+Shift+K" not in texts


def test_the_preview_names_the_key_that_hides_text(
    window: MainWindow, adding: AddWindow, qtbot: QtBot
) -> None:
    window.commands.set_shortcuts("format.cloze", ["Ctrl+J"])
    adding.type_field.setCurrentIndex(adding.type_field.findText("Cloze"))
    adding.type_field.activated.emit(adding.type_field.currentIndex())
    qtbot.waitUntil(lambda: "press Ctrl+J." in adding.preview.empty.text())


def test_keys_of_writing_leave_the_same_keys_elsewhere_alone(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert window.commands.shortcuts("collection.backup") == ("Ctrl+B",)
    assert window.commands.conflicts("format.bold", "Ctrl+B") == []
    assert not window.commands.action("format.bold").isVisible()
    form = NoteForm(window)
    qtbot.addWidget(form)
    assert form.buttons["bold"].toolTip() == "Bold (Ctrl+B)"
