"""A picture in a field is made larger and smaller by its corners."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from flashcards.ui import theme
from flashcards.ui.editor.add_window import AddWindow
from flashcards.ui.editor.field_edit import FieldEdit
from flashcards.ui.editor.window import add_note
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.masked import picture

LEFT = Qt.MouseButton.LeftButton
Shown = Callable[[str], FieldEdit]


@pytest.fixture
def adding(window: MainWindow, qtbot: QtBot) -> AddWindow:
    """The window for new notes."""
    opened = add_note(window, "French")
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


@pytest.fixture
def shown(window: MainWindow, adding: AddWindow, qtbot: QtBot) -> Shown:
    """Shows a text in a field, ``NAME`` being a picture of 200 x 100, the caret behind it."""

    def opened(text: str) -> FieldEdit:
        name = window.collection.import_media(picture(200, 100))
        edit = adding.form.edits[0]
        edit.setPlainText(text.replace("NAME", name))
        edit.setFocus()
        edit.moveCursor(QTextCursor.MoveOperation.End)
        assert edit.pictures is not None
        qtbot.waitUntil(edit.pictures.settled)
        return edit

    return opened


def _box(edit: FieldEdit, inside: tuple[int, int] = (30, 30)) -> tuple[QPoint, QPoint, float]:
    """Return the lower corners of the picture around a point, and how wide it is shown."""
    found = edit.places.picture_at(QPointF(*inside), 0)
    assert found is not None
    box = found[2]
    return box.bottomLeft().toPoint(), box.bottomRight().toPoint(), box.width()


def _drag(edit: FieldEdit, qtbot: QtBot, start: QPoint, by: int, release: bool = True) -> None:
    view = edit.viewport()
    qtbot.mouseMove(view, start)
    qtbot.mousePress(view, LEFT, pos=start)
    qtbot.mouseMove(view, start + QPoint(by // 2, 0))
    qtbot.mouseMove(view, start + QPoint(by, 0))
    if release:
        qtbot.mouseRelease(view, LEFT, pos=start + QPoint(by, 0))


def _width(edit: FieldEdit) -> int:
    return int(edit.toPlainText().partition('width="')[2].partition('"')[0] or 0)


def test_a_corner_makes_a_picture_smaller_and_one_undo_takes_it_back(
    shown: Shown, qtbot: QtBot
) -> None:
    edit = shown("![cat](NAME)\n\nx")
    before = edit.toPlainText()
    _, right, wide = _box(edit)
    assert round(wide) == 200
    _drag(edit, qtbot, right, -80)
    assert abs(_width(edit) - 120) <= 3
    assert 'alt="cat"' in edit.toPlainText()
    assert abs(_box(edit)[2] - _width(edit)) <= 1
    edit.undo()
    assert edit.toPlainText() == before


def test_the_left_corner_pulls_the_other_way(shown: Shown, qtbot: QtBot) -> None:
    edit = shown('<img src="NAME" width="100">\n\nx')
    left, _, wide = _box(edit)
    assert round(wide) == 100
    _drag(edit, qtbot, left, -40)
    assert abs(_width(edit) - 140) <= 3


def test_near_its_own_width_a_picture_takes_it(shown: Shown, qtbot: QtBot) -> None:
    edit = shown('<img src="NAME" width="100">\n\nx')
    _drag(edit, qtbot, _box(edit)[1], 98)
    assert "width" not in edit.toPlainText()


def test_escape_lets_go_of_a_corner(shown: Shown, qtbot: QtBot, adding: AddWindow) -> None:
    edit = shown("![](NAME)\n\nx")
    before = edit.toPlainText()
    start = _box(edit)[1]
    _drag(edit, qtbot, start, -80, release=False)
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    qtbot.mouseRelease(edit.viewport(), LEFT, pos=start)
    assert edit.toPlainText() == before
    assert adding.isVisible()


def test_a_picture_stays_within_what_a_card_can_show(shown: Shown, qtbot: QtBot) -> None:
    edit = shown('<img src="NAME" width="20">\n\nx')
    start = _box(edit, (15, 15))[1]
    _drag(edit, qtbot, start, -400)
    assert _width(edit) == 16


def test_elsewhere_the_mouse_selects_as_ever(shown: Shown, qtbot: QtBot) -> None:
    edit = shown("![](NAME)\n\nsome words")
    before = edit.toPlainText()
    line = edit.cursorRect().center()
    qtbot.mousePress(edit.viewport(), LEFT, pos=QPoint(4, line.y()))
    qtbot.mouseMove(edit.viewport(), line)
    qtbot.mouseRelease(edit.viewport(), LEFT, pos=line)
    assert edit.textCursor().selectedText() == "some words"
    assert edit.toPlainText() == before


def test_a_field_of_html_keeps_what_else_the_tag_says(
    shown: Shown, qtbot: QtBot, adding: AddWindow
) -> None:
    adding.form.edits[0].markup = adding.form.edits[0].looks.markup = "html"
    edit = shown('<div>a<br><img class="x" src="NAME"><br>caf&eacute;</div>')
    _drag(edit, qtbot, _box(edit, (30, 60))[1], -80)
    text = edit.toPlainText()
    assert abs(_width(edit) - 120) <= 3
    assert 'class="x"' in text
    assert text.endswith("<br>caf&eacute;</div>")


def test_what_is_pulled_is_what_is_seen_afterwards(
    shown: Shown, qtbot: QtBot, window: MainWindow, adding: AddWindow
) -> None:
    adding.resize(1_000, adding.height())  # room to pull into, however small the screen is
    name = window.collection.import_media(picture(1_000, 500, "#ff0000"))
    edit = shown(f"![]({name})\n\nx")
    start, wide = _box(edit)[1:]
    assert wide < 400
    _drag(edit, qtbot, start, 60)
    assert abs(_width(edit) - (wide + 60)) <= 3
    assert abs(_box(edit)[2] - _width(edit)) <= 1


def test_handles_are_there_while_the_mouse_is_over_a_picture(shown: Shown, qtbot: QtBot) -> None:
    edit = shown("![](NAME)\n\nx")
    corner = _box(edit)[1] - QPoint(1, 1)
    at = edit.viewport().mapTo(edit, corner)
    assert edit.grab().toImage().pixelColor(at).name() == "#1060a0"
    over, none = QPointF(30, 30), Qt.MouseButton.NoButton
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        over,
        edit.viewport().mapToGlobal(over),
        none,
        none,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(edit.viewport(), moved)
    assert edit.grab().toImage().pixelColor(at).name() == theme.tokens().accent
    qtbot.keyClick(edit, Qt.Key.Key_Left)
    assert edit.grab().toImage().pixelColor(at).name() == "#1060a0"
