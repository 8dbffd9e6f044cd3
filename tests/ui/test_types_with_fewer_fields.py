"""Choosing a type with fewer fields loses no text without a word."""

from PySide6.QtCore import Qt

from flashcards.ui.editor.add_window import AddWindow
from flashcards.ui.editor.drafts import NEW_NOTE
from flashcards.ui.editor.window import add_note, edit_note
from flashcards.ui.main_window import MainWindow
from flashcards.ui.note_types.change_dialog import ChangeTypeDialog
from tests.qtbot import QtBot
from tests.ui.test_editor_cards_going import _choose_type
from tests.ui.type_screen import idle

CONTROL = Qt.KeyboardModifier.ControlModifier
TEXTS = ["osmosis", "water moves", "a raisin swells"]
LEFT_OUT = "Not taken over: Example"


def _written(window: MainWindow, qtbot: QtBot) -> AddWindow:
    adding = add_note(window, "D")
    qtbot.waitUntil(adding.isActiveWindow)
    _choose_type(adding, "term")
    for edit, text in zip(adding.form.edits, TEXTS, strict=False):
        edit.setPlainText(text)
    return adding


def test_a_new_note_says_what_is_left_out_and_keeps_it(window: MainWindow, qtbot: QtBot) -> None:
    adding = _written(window, qtbot)
    _choose_type(adding, "basic")
    assert adding.form.texts() == TEXTS[:2]
    qtbot.keyClicks(adding.form.edits[0], "x")
    assert adding.notice.text() == LEFT_OUT
    adding.keep_draft()
    assert TEXTS[2] in window.drafts.get(NEW_NOTE)["fields"].values()
    _choose_type(adding, "term")
    assert adding.form.texts()[2] == TEXTS[2]
    assert not adding.notice.isVisible()


def test_what_was_left_out_does_not_come_into_the_next_note(
    window: MainWindow, qtbot: QtBot
) -> None:
    adding = _written(window, qtbot)
    _choose_type(adding, "basic")
    qtbot.keyClick(adding.form.edits[0], Qt.Key.Key_Return, CONTROL)
    assert adding.form.texts() == ["", ""]
    _choose_type(adding, "term")
    assert not any(adding.form.texts())


def test_a_note_in_the_collection_asks_what_becomes_of_its_texts(
    window: MainWindow, qtbot: QtBot
) -> None:
    collection = window.collection
    names = collection.note_type("term").fields
    note = collection.add_note(dict(zip(names, TEXTS, strict=False)), "D", note_type="term")
    before = collection.note(note).fields
    opened = edit_note(window, note)
    assert opened is not None
    qtbot.waitUntil(opened.isActiveWindow)
    _choose_type(opened, "basic")
    (dialog,) = opened.findChildren(ChangeTypeDialog)
    assert dialog.new_type().uid == "basic"
    assert LEFT_OUT in dialog.lost.text()
    idle(window, qtbot)
    dialog.reject()
    assert opened.type_field.uid() == "term"
    opened.close()
    assert collection.note(note).fields == before
