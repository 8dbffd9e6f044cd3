"""How wide a picture in a field is shown, what it shows, and how large its file is."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QImage, QTextCursor

from flashcards.ui.editor.add_window import AddWindow
from flashcards.ui.editor.field_edit import FieldEdit
from flashcards.ui.editor.window import add_note
from flashcards.ui.main_window import MainWindow
from flashcards.ui.picture_dialog import PictureDialog
from tests.qtbot import QtBot
from tests.ui.masked import picture
from tests.ui.named import unnamed

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
Opened = Callable[[str], tuple[FieldEdit, PictureDialog]]


@pytest.fixture
def adding(window: MainWindow, qtbot: QtBot) -> AddWindow:
    """The window for new notes."""
    opened = add_note(window, "French")
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


@pytest.fixture
def options(window: MainWindow, adding: AddWindow, qtbot: QtBot) -> Opened:
    """Opens the options of the picture in a text, ``NAME`` being a picture of 400 x 200."""

    def opened(text: str) -> tuple[FieldEdit, PictureDialog]:
        name = window.collection.import_media(picture())
        edit = adding.form.edits[0]
        edit.setPlainText(text.replace("NAME", name))
        edit.moveCursor(QTextCursor.MoveOperation.End)
        qtbot.keyClick(edit, Qt.Key.Key_I, CONTROL | ALT)
        (dialog,) = adding.findChildren(PictureDialog)
        return edit, dialog

    return opened


def _name(edit: FieldEdit) -> str:
    return edit.toPlainText().partition('src="')[2].partition('"')[0]


def test_width_and_words_are_written_and_undone_as_one(options: Opened, qtbot: QtBot) -> None:
    edit, dialog = options("What? ![](NAME) x")
    before = edit.toPlainText()
    assert dialog.facts.text() == "400 × 200 pixels, 1 kB"
    qtbot.keyClicks(dialog.words, "a square")
    dialog.width_field.setValue(120)
    assert dialog.slider.value() == 120
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    assert edit.toPlainText() == (f'What? <img src="{_name(edit)}" alt="a square" width="120"> x')
    edit.undo()
    assert edit.toPlainText() == before


def test_its_own_width_leaves_markdown_as_it_was(options: Opened, qtbot: QtBot) -> None:
    edit, dialog = options("![cat](NAME)")
    before = edit.toPlainText()
    assert (dialog.words.text(), dialog.width_field.value()) == ("cat", 400)
    dialog.accept()
    assert edit.toPlainText() == before


def test_escape_changes_nothing(options: Opened, qtbot: QtBot) -> None:
    edit, dialog = options("![](NAME)")
    before = edit.toPlainText()
    dialog.width_field.setValue(50)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert edit.toPlainText() == before


def test_the_file_is_made_smaller_only_on_request(
    window: MainWindow, options: Opened, qtbot: QtBot
) -> None:
    edit, dialog = options("![](NAME)")
    first = edit.toPlainText()[4:-1]
    dialog.width_field.setValue(100)
    assert dialog.smaller.isEnabled()
    assert not dialog.smaller.isChecked()
    dialog.smaller.setChecked(True)
    dialog.accept()
    qtbot.waitUntil(lambda: "width" in edit.toPlainText())
    assert _name(edit) != first
    assert QImage(str(window.collection.media_path(_name(edit)))).width() == 200
    assert QImage(str(window.collection.media_path(first))).width() == 400


def test_another_picture_beside_the_cursor_is_not_written_over(
    window: MainWindow, options: Opened, qtbot: QtBot
) -> None:
    other = window.collection.import_media(picture(300, 200, "#a01060"))
    edit, dialog = options(f"![]({other})\n\n![](NAME)")
    first = edit.toPlainText().rpartition("(")[2][:-1]
    dialog.width_field.setValue(100)
    dialog.smaller.setChecked(True)
    dialog.accept()
    edit.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.waitUntil(lambda: "width" in edit.toPlainText(), timeout=10_000)
    assert edit.toPlainText().startswith(f"![]({other})")
    assert first not in edit.toPlainText()


def test_a_picture_that_went_meanwhile_is_not_written(
    window: MainWindow, adding: AddWindow, options: Opened, qtbot: QtBot
) -> None:
    other = window.collection.import_media(picture(300, 200, "#a01060"))
    edit, dialog = options("![](NAME)")
    dialog.width_field.setValue(100)
    dialog.smaller.setChecked(True)
    dialog.accept()
    edit.setPlainText(f"![]({other})")
    qtbot.waitUntil(adding.notice.isVisible, timeout=10_000)
    assert adding.notice.text() == (
        "The picture was changed meanwhile, so nothing was written. Try again."
    )
    assert edit.toPlainText() == f"![]({other})"


def test_no_picture_in_the_line_is_told(adding: AddWindow, qtbot: QtBot) -> None:
    edit = adding.form.edits[0]
    qtbot.keyClicks(edit, "none")
    qtbot.keyClick(edit, Qt.Key.Key_I, CONTROL | ALT)
    assert adding.notice.text().startswith("There is no picture in this line.")


def test_two_clicks_on_a_picture_open_its_options(
    window: MainWindow, adding: AddWindow, qtbot: QtBot
) -> None:
    name = window.collection.import_media(picture())
    edit = adding.form.edits[0]
    edit.setPlainText(f"![]({name})\n\nx")
    edit.setFocus()
    edit.moveCursor(QTextCursor.MoveOperation.End)
    assert edit.pictures is not None
    qtbot.waitUntil(edit.pictures.settled)
    qtbot.mousePress(edit.viewport(), pos=QPoint(60, 60))
    qtbot.mouseRelease(edit.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    qtbot.mouseDClick(edit.viewport(), pos=QPoint(60, 60))
    assert len(adding.findChildren(PictureDialog)) == 1


def test_every_part_of_the_dialog_has_a_name(options: Opened) -> None:
    assert unnamed(options("![](NAME)")[1]) == []


def test_a_screenshot_is_kept_and_shown(adding: AddWindow, qtbot: QtBot) -> None:
    shot = QImage(30, 20, QImage.Format.Format_RGB32)
    shot.fill(Qt.GlobalColor.red)
    data = QMimeData()
    data.setImageData(shot)
    edit = adding.form.edits[0]
    edit.insertFromMimeData(data)
    qtbot.waitUntil(lambda: edit.toPlainText().startswith("![]("))
