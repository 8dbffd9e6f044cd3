"""What stands beside the fields: every card of the note, as it is written; and fields that stay."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo

from flashcards.model.note_types import BASIC, CLOZE
from flashcards.model.notes import FieldSettings
from flashcards.ui.editor.add_window import AddWindow
from flashcards.ui.editor.window import add_note
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def adding(window: MainWindow, qtbot: QtBot) -> AddWindow:
    """The window for new notes, shown."""
    window.collection.add_deck("Geography::Europe")
    opened = add_note(window, "Geography::Europe")
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


def _shown(adding: AddWindow) -> str:
    return adding.preview.view.toPlainText()


def test_the_preview_knows_the_deck_and_the_tags(adding: AddWindow, qtbot: QtBot) -> None:
    template = replace(BASIC.templates[0], question="{{Front}} in {{Deck}} ({{Tags}})")
    adding.form.set_note(replace(BASIC, templates=(template,)), ["", ""], [])
    adding.form.tag_field.setFocus()
    qtbot.keyClicks(adding.form.tag_field, "capital")
    adding.form.edits[0].setFocus()
    qtbot.keyClicks(adding.form.edits[0], "Paris")
    qtbot.waitUntil(lambda: "Paris in Geography::Europe (capital)" in _shown(adding))
    adding.choose_deck("Geography")
    qtbot.waitUntil(lambda: "Paris in Geography (capital)" in _shown(adding))


def test_keys_turn_to_each_card_and_to_the_question_alone(adding: AddWindow, qtbot: QtBot) -> None:
    adding.form.set_note(CLOZE, ["{{c1::Paris}} in {{c2::France}}", ""], [])
    edit = adding.form.edits[1]
    edit.setFocus()
    adding.form.edited.emit()
    qtbot.waitUntil(lambda: "[...] in France" in _shown(adding))
    qtbot.keyClick(edit, Qt.Key.Key_PageDown, CONTROL)
    assert "Paris in [...]" in _shown(adding)
    assert "Paris in France" in _shown(adding)
    qtbot.keyClick(edit, Qt.Key.Key_P, CONTROL | SHIFT)
    assert "Paris in [...]" in _shown(adding)
    assert "Paris in France" not in _shown(adding)
    qtbot.keyClick(edit, Qt.Key.Key_PageUp, CONTROL)
    assert "[...] in France" in _shown(adding)
    assert adding.preview.one_side.isChecked()


def test_the_card_of_the_gap_one_writes_in_is_shown(adding: AddWindow, qtbot: QtBot) -> None:
    adding.form.set_note(CLOZE, ["{{c1::Paris}} in {{c2::France}}", ""], [])
    edit = adding.form.edits[0]
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_End)
    for _ in range(3):
        qtbot.keyClick(edit, Qt.Key.Key_Left)
    qtbot.keyClicks(edit, "X")
    qtbot.waitUntil(lambda: "Paris in [...]" in _shown(adding))
    assert "FrancXe" in _shown(adding)


def test_a_field_that_is_kept_stays_for_the_next_note_and_the_next_day(
    adding: AddWindow, window: MainWindow, qtbot: QtBot
) -> None:
    front, back = adding.form.edits
    front.setFocus()
    qtbot.keyClicks(front, "Europe")
    qtbot.keyClick(front, Qt.Key.Key_F8)
    back.setFocus()
    qtbot.keyClicks(back, "a continent")
    qtbot.keyClick(back, Qt.Key.Key_Return, CONTROL)
    assert adding.form.texts() == ["Europe", ""]
    assert back.hasFocus()  # the field that is to be written
    adding.close()
    again = add_note(window)
    qtbot.waitUntil(again.isActiveWindow)
    assert again.form.texts() == ["Europe", ""]
    assert again.last_added.text() == ""  # what was kept is no draft
    again.form.edits[0].setFocus()
    qtbot.keyClick(again.form.edits[0], Qt.Key.Key_F8)
    qtbot.keyClicks(again.form.edits[1], "one more")
    qtbot.keyClick(again.form.edits[1], Qt.Key.Key_Return, CONTROL)
    assert again.form.texts() == ["", ""]


def test_a_pin_beside_the_name_does_as_the_key_does(adding: AddWindow, qtbot: QtBot) -> None:
    push = adding.form._pin_buttons[1]
    assert push.accessibleName() == "Keep “Back” after adding"
    qtbot.mouseClick(push, Qt.MouseButton.LeftButton)
    assert push.isChecked()
    qtbot.keyClicks(adding.form.edits[0], "one")
    qtbot.keyClicks(adding.form.edits[1], "number")
    adding.add()
    assert adding.form.texts() == ["", "number"]


def test_fields_are_written_as_their_type_says(adding: AddWindow) -> None:
    settings = (FieldSettings(right_to_left=True), FieldSettings(size=23))
    adding.form.set_note(replace(BASIC, settings=settings), ["abc", ""], [])
    front, back = adding.form.edits
    option = front.document().defaultTextOption()
    assert option.textDirection() == Qt.LayoutDirection.RightToLeft
    assert option.alignment() & Qt.AlignmentFlag.AlignRight
    assert QFontInfo(back.document().defaultFont()).pointSize() == 23
    assert back.document().defaultTextOption().alignment() & Qt.AlignmentFlag.AlignLeft
