"""A field is edited as it looks, and its source stays what it was but for what is typed."""

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QImage, QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from flashcards.ui import theme
from flashcards.ui.editor.field_edit import FieldEdit
from flashcards.ui.editor.field_looks import LETTERS_AT_ONCE
from flashcards.ui.formulas import formulas_of
from flashcards.ui.main_window import MainWindow
from flashcards.ui.pictures import Pictures
from tests.qtbot import QtBot
from tests.text.test_field_units import SOURCES

Field = Callable[..., FieldEdit]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def make(window: MainWindow, qtbot: QtBot) -> Field:
    """Open a field with a source, the keyboard elsewhere."""

    def opened(source: str, markup: str = "markdown") -> FieldEdit:
        pictures = Pictures(window.jobs, window.collection.media_path, window)
        edit = FieldEdit("Front", window.commands, markup, pictures)
        qtbot.addWidget(edit)
        edit.setPlainText(source)
        edit.resize(500, edit.height())
        edit.show()
        return edit

    return opened


def _width(edit: FieldEdit, words: str) -> float:
    """Return how much room characters of a field's first line take, in pixels."""
    line = edit.document().firstBlock()
    at = line.text().index(words)
    laid = line.layout().lineForTextPosition(at)
    ends: list[Any] = [laid.cursorToX(place) for place in (at, at + len(words))]
    return abs(float(ends[1][0]) - float(ends[0][0]))


def _write_at(edit: FieldEdit, place: int) -> None:
    edit.activateWindow()
    edit.setFocus()
    QApplication.processEvents()
    assert edit.hasFocus()
    cursor = edit.textCursor()
    cursor.setPosition(place)
    edit.setTextCursor(cursor)


@given(source=SOURCES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_a_field_gives_the_source_it_was_given(make: Field, source: str) -> None:
    for markup in ("markdown", "html"):
        edit = make(source, markup)
        assert edit.toPlainText() == source
        edit.show_source(True)
        assert edit.toPlainText() == source
        edit.show_source(False)
        assert edit.toPlainText() == source
        edit.hide()


@given(source=SOURCES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_a_letter_typed_and_taken_back_changes_nothing_else(make: Field, source: str) -> None:
    edit = make(source, "html")
    cursor = edit.textCursor()
    while True:
        before = edit.source_between(0, cursor.position())
        cursor.insertText("Q")
        assert edit.toPlainText() == before + "Q" + source.removeprefix(before)
        edit.undo()
        assert edit.toPlainText() == source
        if not cursor.movePosition(QTextCursor.MoveOperation.NextCharacter):
            break
    edit.hide()


def test_marks_take_no_room_but_beside_the_caret(make: Field, qtbot: QtBot) -> None:
    edit = make("so **bold** and `code`")
    edit.clearFocus()
    assert _width(edit, "**bold") < _width(edit, "bold") + 3
    _write_at(edit, 7)
    assert _width(edit, "**bold") > _width(edit, "bold") + 6
    assert _width(edit, "`code`") < _width(edit, "code") + 3
    qtbot.keyClick(edit, Qt.Key.Key_End)
    assert _width(edit, "**bold") < _width(edit, "bold") + 3
    assert _width(edit, "`code`") > _width(edit, "code") + 3
    assert edit.toPlainText() == "so **bold** and `code`"
    assert not edit.document().isUndoAvailable()


def test_typed_letters_look_as_they_are_meant_at_once(make: Field, qtbot: QtBot) -> None:
    edit = make("")
    _write_at(edit, 0)
    qtbot.keyClicks(edit, "a **b** c")
    formats = edit.document().firstBlock().layout().formats()
    bold = [each for each in formats if each.format.fontWeight() > 500]
    assert [(each.start, each.length) for each in bold] == [(4, 1)]


def test_a_line_looks_as_before_when_composing_a_word_was_given_up(make: Field) -> None:
    edit = make("**bold** ")
    _write_at(edit, 9)
    before = [(each.start, each.length) for each in edit.document().begin().layout().formats()]
    for composed in ("に", ""):
        QApplication.sendEvent(edit, QInputMethodEvent(composed, []))
    after = [(each.start, each.length) for each in edit.document().begin().layout().formats()]
    assert after == before
    assert edit.toPlainText() == "**bold** "


def test_letters_beyond_the_first_plane_shift_no_look(make: Field) -> None:
    edit = make("😀😀 **bold** 😀")
    formats = edit.document().firstBlock().layout().formats()
    assert [(f.start, f.length) for f in formats if f.format.fontWeight() > 500] == [(7, 4)]
    assert edit.toPlainText() == "😀😀 **bold** 😀"


def test_a_picture_has_its_place_and_its_source_beside_the_caret(
    make: Field, window: MainWindow
) -> None:
    image = QImage(120, 80, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    path = window.collection.media_path("x").parent
    path.mkdir(exist_ok=True)
    assert image.save(str(path / "a1.png"))
    edit = make("![](a1.png) end")
    edit.clearFocus()
    shown = edit.viewport().grab().toImage()
    red = sum(
        shown.pixelColor(x, y) == Qt.GlobalColor.red
        for x in range(0, shown.width(), 4)
        for y in range(0, shown.height(), 4)
    )
    assert red > 400
    _write_at(edit, 3)
    assert _width(edit, "![](a1.png)") < 119
    assert edit.toPlainText() == "![](a1.png) end"


def test_a_formula_is_drawn_in_its_place_and_written_beside_the_caret(
    window: MainWindow, qtbot: QtBot
) -> None:
    formulas = formulas_of(window.jobs)
    edit = FieldEdit("Front", window.commands, formulas=formulas)
    qtbot.addWidget(edit)
    source = r"so \(\frac{a}{b}\) is {{c1::$x$}}, not \(\frac{\)"
    edit.setPlainText(source)
    edit.resize(500, edit.height())
    edit.show()
    written = r"\(\frac{a}{b}\)"
    qtbot.waitUntil(lambda: _width(edit, written) < 40)
    assert _width(edit, r"\(\frac{\)") > 50  # what cannot be drawn stays as it is written
    _write_at(edit, 6)
    assert _width(edit, written) > 60
    assert edit.toPlainText() == source
    formulas.stop()


@pytest.mark.parametrize("name", ["/etc/passwd", "../a.png", "file:///dev/zero", "http://x/a.png"])
def test_a_picture_from_elsewhere_is_never_read(
    window: MainWindow, qtbot: QtBot, name: str, tmp_path: Path
) -> None:
    asked: list[str] = []

    def path_of(each: str) -> Path:
        asked.append(each)
        return tmp_path / "none"

    edit = FieldEdit("Front", window.commands, pictures=Pictures(window.jobs, path_of, window))
    qtbot.addWidget(edit)
    edit.setPlainText(f"![]({name}) ![](a1.png)")
    edit.grab()
    assert set(asked) == {"a1.png"}


def test_html_shows_its_lines_and_enter_writes_one(make: Field, qtbot: QtBot) -> None:
    edit = make("one<br>two &amp; three", "html")
    assert [edit.document().findBlockByNumber(n).text() for n in (0, 1)] == ["one", "two & three"]
    _write_at(edit, 3)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "more < less")
    assert edit.toPlainText() == "one<br>more < less<br>two &amp; three"
    qtbot.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    qtbot.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    assert edit.toPlainText() == "one<br>two &amp; three"


def test_an_authors_colour_is_shown_where_it_can_be_read(make: Field, window: MainWindow) -> None:
    source = '<font color="#c00000">red</font> <span style="color: rgb(250, 250, 250)">pale</span>'
    edit = make(source, "html")

    def colour_of(words: str) -> str:
        at = edit.document().firstBlock().text().index(words)
        formats = edit.document().firstBlock().layout().formats()
        found = [each.format for each in formats if each.start <= at < each.start + each.length]
        return found[0].foreground().color().name() if found else ""

    assert colour_of("red<") == "#c00000"
    assert colour_of("pale<") != "#fafafa"
    window.theme.set_mode("dark")
    QApplication.processEvents()
    assert colour_of("pale<") == "#fafafa"
    window.theme.set_mode("light")
    assert edit.toPlainText() == source


def test_letters_typed_at_either_end_of_html_belong_to_its_text(make: Field, qtbot: QtBot) -> None:
    edit = make("<div>one</div>", "html")
    _write_at(edit, 0)
    qtbot.keyClick(edit, Qt.Key.Key_End, CONTROL)
    qtbot.keyClicks(edit, "!")
    assert edit.toPlainText() == "<div>one!</div>"
    qtbot.keyClick(edit, Qt.Key.Key_End, CONTROL)
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.toPlainText() == "<div>one</div>"
    qtbot.keyClick(edit, Qt.Key.Key_Home, CONTROL)
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    qtbot.keyClicks(edit, "O")
    assert edit.toPlainText() == "<div>One</div>"
    edit.setPlainText("<ul><li>one</li><li>two</li></ul>")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Home):
        qtbot.keyClick(edit, key)
    qtbot.keyClicks(edit, "T")
    assert edit.toPlainText() == "<ul><li>one</li><li>Ttwo</li></ul>"


def test_backspace_takes_a_line_of_html_back_whole(make: Field, qtbot: QtBot) -> None:
    edit = make("<div>one</div><div>two</div>", "html")
    _write_at(edit, edit.document().findBlockByNumber(1).position())
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.toPlainText() == "<div>onetwo</div>"


def test_enter_goes_on_with_a_list_and_an_empty_item_ends_it(make: Field, qtbot: QtBot) -> None:
    edit = make("- one")
    _write_at(edit, 5)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "two")
    assert edit.toPlainText() == "- one\n- two"
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.toPlainText() == "- one\n- two\n"
    edit.setPlainText("9. nine")
    _write_at(edit, 7)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.toPlainText() == "9. nine\n10. "


def test_an_item_of_html_is_followed_by_another(make: Field, qtbot: QtBot) -> None:
    edit = make("<ul><li>one</li></ul>", "html")
    _write_at(edit, edit.document().characterCount() - 2)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "two")
    assert edit.toPlainText() == "<ul><li>one</li><li>two</li></ul>"


def test_a_long_field_is_dressed_bit_by_bit_to_its_end(make: Field, qtbot: QtBot) -> None:
    source = "plain **bold** word\n" * (3 * LETTERS_AT_ONCE // 20)
    edit = make(source)
    assert not edit.document().lastBlock().previous().layout().formats()
    qtbot.waitUntil(lambda: bool(edit.document().lastBlock().previous().layout().formats()))
    assert edit.toPlainText() == source


def test_code_that_is_opened_dresses_the_lines_below(make: Field, qtbot: QtBot) -> None:
    edit = make("\na **b**\nc")
    _write_at(edit, 0)
    qtbot.keyClicks(edit, "```")
    below = edit.document().findBlockByNumber(1)
    assert [each.look for each in edit.looks.line(below).spans] == ["fence"]
    assert [(each.start, each.length) for each in below.layout().formats()] == [(0, 7)]


def test_a_field_is_dressed_anew_for_the_dark(make: Field, window: MainWindow) -> None:
    edit = make("a [link](https://example.org)")

    def link() -> str:
        formats = edit.document().firstBlock().layout().formats()
        return next(
            each.format.foreground().color().name()
            for each in formats
            if each.format.fontUnderline()
        )

    assert link() == theme.color("accent").name()
    window.theme.set_mode("dark")
    QApplication.sendPostedEvents(None, QEvent.Type.None_.value)
    assert link() == theme.color("accent").name()
    window.theme.set_mode("light")


def test_text_copied_in_one_field_is_the_same_source_in_another(make: Field, qtbot: QtBot) -> None:
    source = "a<br><b>b</b> &lt; c"
    one, other = make(source, "html"), make("", "html")
    _write_at(one, 0)
    qtbot.keyClick(one, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(one, Qt.Key.Key_C, CONTROL)
    gc.collect()
    _write_at(other, 0)
    qtbot.keyClick(other, Qt.Key.Key_V, CONTROL)
    assert (one.toPlainText(), other.toPlainText()) == (source, source)
    assert QGuiApplication.clipboard().text() == source
    qtbot.keyClick(one, Qt.Key.Key_X, CONTROL)
    qtbot.keyClick(one, Qt.Key.Key_V, CONTROL)
    assert one.toPlainText() == source
    QGuiApplication.clipboard().clear()


def test_a_picture_keeps_its_size_when_a_scroll_bar_comes(make: Field, window: MainWindow) -> None:
    image = QImage(2_000, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    path = window.collection.media_path("x").parent
    path.mkdir(exist_ok=True)
    assert image.save(str(path / "a1.png"))
    edit = make("![](a1.png) end")
    edit.clearFocus()
    sizes = []
    for lines in (1, 60):
        edit.setPlainText("![](a1.png) end" + "\nline" * lines)
        QApplication.processEvents()
        assert edit.verticalScrollBar().isVisible() == (lines > 1)
        sizes.append(_width(edit, "![](a1.png)"))
    assert sizes[0] == sizes[1] > 300
    edit.resize(480, edit.height())
    narrow = _width(edit, "![](a1.png)")
    assert narrow < sizes[0]
    edit.resize(500, edit.height())  # as where the bar of what lies around it goes again
    assert _width(edit, "![](a1.png)") == narrow
    edit.resize(700, edit.height())
    assert _width(edit, "![](a1.png)") > sizes[0]
