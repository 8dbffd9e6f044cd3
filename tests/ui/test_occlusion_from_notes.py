"""From a note to the masks over its picture, and from a picture in a field to a note with masks."""

from PySide6.QtCore import Qt

from flashcards.ui.editor.add_window import AddWindow
from flashcards.ui.editor.window import add_note, edit_note
from flashcards.ui.main_window import MainWindow
from flashcards.ui.occlusion.window import OcclusionWindow
from tests.qtbot import QtBot
from tests.ui.masked import LEFT, picture

CONTROL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def _drawing(window: MainWindow) -> OcclusionWindow:
    (opened,) = window.findChildren(OcclusionWindow)
    return opened


def _note(window: MainWindow) -> int:
    name = window.collection.import_media(picture())
    fields = {"Occlusion": LEFT, "Image": f'<img src="{name}">', "Header": "Heart"}
    return window.collection.add_note(fields, "Anatomy", note_type="image-occlusion")


def test_a_note_with_masks_shows_its_other_fields_and_opens_its_masks(
    window: MainWindow, qtbot: QtBot
) -> None:
    opened = edit_note(window, _note(window))
    assert opened is not None
    qtbot.waitUntil(opened.isActiveWindow)
    assert opened.form.focus_first() is opened.form.edits[1]
    assert opened.form.edits[0].isHidden()
    assert opened.form.masks_line.isVisible()
    qtbot.keyClick(opened.form.edits[2], Qt.Key.Key_O, CONTROL_ALT)
    drawing = _drawing(window)
    qtbot.waitUntil(lambda: not drawing.canvas.image.isNull())
    assert drawing.canvas.board.occlusion().written() == LEFT


def test_the_source_shows_the_masks_as_they_are_written(window: MainWindow, qtbot: QtBot) -> None:
    opened = edit_note(window, _note(window))
    assert opened is not None
    opened.form.apply("source")
    assert not opened.form.edits[0].isHidden()
    assert opened.form.edits[0].toPlainText() == LEFT
    opened.form.apply("source")
    assert opened.form.edits[0].isHidden()


def test_masks_changed_while_the_note_is_open_are_shown_there(
    window: MainWindow, qtbot: QtBot
) -> None:
    note_id = _note(window)
    opened = edit_note(window, note_id)
    assert opened is not None
    qtbot.waitUntil(opened.isActiveWindow)
    opened.form.edits[2].setFocus()
    qtbot.keyClicks(opened.form.edits[2], "The ")
    opened.form.masks_line.push.click()
    drawing = _drawing(window)
    qtbot.waitUntil(lambda: not drawing.canvas.image.isNull())
    drawing.canvas.setFocus()
    for key in (Qt.Key.Key_E, Qt.Key.Key_Return):
        qtbot.keyClick(drawing.canvas, key)
    drawing.push.click()
    assert "ellipse" in opened.form.texts()[0]
    assert "The" in window.collection.note(note_id).fields[2], "what was typed is saved, too"
    assert len(window.collection.note_cards(note_id)) == 2


def test_a_picture_in_a_field_can_be_covered(window: MainWindow, qtbot: QtBot) -> None:
    name = window.collection.import_media(picture())
    opened = add_note(window, "French")
    qtbot.waitUntil(opened.isActiveWindow)
    first = opened.form.edits[0]
    first.setPlainText(f"What is this?\n![]({name})")
    qtbot.keyClick(first, Qt.Key.Key_O, CONTROL_ALT)
    drawing = _drawing(window)
    qtbot.waitUntil(lambda: not drawing.canvas.image.isNull())
    assert drawing.now().picture == name
    assert "What is this?" in opened.form.texts()[0]


def test_the_note_type_opens_the_window_and_leaves_what_was_begun(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.collection.add_deck("French")
    opened = add_note(window, "French")
    assert isinstance(opened, AddWindow)
    opened.form.edits[0].setPlainText("begun")
    opened.type_field.setCurrentIndex(opened.type_field.findData("image-occlusion"))
    opened.type_field.activated.emit(opened.type_field.currentIndex())
    assert _drawing(window).fields.deck.deck() == "French"
    assert opened.type_field.currentData() == "basic"
    assert opened.form.texts()[0] == "begun"
