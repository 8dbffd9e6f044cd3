"""Formatting keys in a field: what they write, what they select, and how they are undone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest

from flashcards.model.note_types import CLOZE
from flashcards.ui.editor.field_edit import FieldEdit
from flashcards.ui.editor.note_form import NoteForm
from flashcards.ui.editor.window import add_note
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEYS = {
    "bold": (Qt.Key.Key_B, CONTROL),
    "italic": (Qt.Key.Key_I, CONTROL),
    "underline": (Qt.Key.Key_U, CONTROL),
    "code": (Qt.Key.Key_K, CONTROL | SHIFT),
    "list": (Qt.Key.Key_L, CONTROL | SHIFT),
    "numbered": (Qt.Key.Key_O, CONTROL | SHIFT),
    "heading": (Qt.Key.Key_H, CONTROL | SHIFT),
    "link": (Qt.Key.Key_K, CONTROL),
    "formula": (Qt.Key.Key_M, CONTROL),
    "display_formula": (Qt.Key.Key_M, CONTROL | SHIFT),
    "clear": (Qt.Key.Key_R, CONTROL),
    "cloze": (Qt.Key.Key_C, CONTROL | SHIFT),
    "source": (Qt.Key.Key_X, CONTROL | SHIFT),
}


@pytest.fixture
def form(window: MainWindow, qtbot: QtBot) -> NoteForm:
    """A form for a cloze note, shown."""
    QGuiApplication.clipboard().clear()
    result = NoteForm(window)
    qtbot.addWidget(result)
    result.resize(700, 400)
    result.show()
    result.activateWindow()
    return result


def _field(form: NoteForm, source: str, markup: str = "markdown") -> FieldEdit:
    note_type = form._window.collection.note_type(CLOZE.uid)
    if markup == "html":
        note_type = replace(note_type, markup="html")
    form.set_note(note_type, [source, ""], [])
    form.edits[0].setFocus()
    return form.edits[0]


def _select(edit: FieldEdit, shown: str) -> None:
    """Select what is shown as this; lines are divided by the sign of a paragraph."""
    at = edit.document().toRawText().index(shown)
    cursor = edit.textCursor()
    cursor.setPosition(at)
    cursor.setPosition(at + len(shown), QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)


@pytest.mark.parametrize(
    ("name", "before", "select", "after"),
    [
        ("bold", "one two three", "two", "one **two** three"),
        ("italic", "one two three", " two ", "one *two* three"),
        ("underline", "one two", "two", "one <u>two</u>"),
        ("code", "one two", "two", "one `two`"),
        ("bold", "one\n\n- two\nthree", "one\u2029\u2029- two", "**one**\n\n- **two**\nthree"),
        ("bold", "**one**\ntwo", "**one**\u2029two", "**one**\n**two**"),
        ("bold", "**one**\n**two**", "**one**\u2029**two**", "one\ntwo"),
        ("list", "one\ntwo", "one\u2029two", "- one\n- two"),
        ("numbered", "- one\n- two", "- one\u2029- two", "1. one\n2. two"),
        ("heading", "one\ntwo", "one", "# one\ntwo"),
        ("link", "see here", "here", "see [here]()"),
        ("formula", "so x^2", "x^2", r"so \(x^2\)"),
        ("formula", r"so \(x^2\)", "x^2", "so x^2"),
        ("display_formula", "x^2", "x^2", r"\[x^2\]"),
        ("clear", "**one** `two` [three](http://a.b)", "**one** `two` [three]", "one two three"),
        ("cloze", "in Paris", "Paris", "in {{c1::Paris}}"),
        ("cloze", "{{c1::a}} and Paris", "Paris", "{{c1::a}} and {{c2::Paris}}"),
        ("cloze", "one\ntwo", "one\u2029two", "{{c1::one\ntwo}}"),
        ("bold", "😀 one", "one", "😀 **one**"),
    ],
)
def test_a_key_formats_what_is_selected_and_one_undo_takes_it_back(
    form: NoteForm, qtbot: QtBot, name: str, before: str, select: str, after: str
) -> None:
    edit = _field(form, before)
    at = before.index(select.replace("\u2029", "\n"))
    cursor = edit.textCursor()
    start = len(before[:at].encode("utf-16-le")) // 2
    cursor.setPosition(start)
    cursor.setPosition(start + len(select), QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    qtbot.keyClick(edit, *KEYS[name])
    assert edit.toPlainText() == after
    qtbot.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    assert edit.toPlainText() == before


@pytest.mark.parametrize(
    ("name", "before", "select", "after"),
    [
        ("bold", "one<br>two", "two", "one<br><b>two</b>"),
        ("bold", "<b>one two</b>", "two", "<b>one</b> two"),
        ("code", "a &lt; b", "a < b", "<code>a &lt; b</code>"),
        ("list", "one<br>two", "one\u2029two", "<ul><li>one</li><li>two</li></ul>"),
        ("link", "see here", "here", 'see <a href="">here</a>'),
        ("cloze", "in Paris", "Paris", "in {{c1::Paris}}"),
    ],
)
def test_html_notes_are_formatted_in_html(
    form: NoteForm, qtbot: QtBot, name: str, before: str, select: str, after: str
) -> None:
    edit = _field(form, before, "html")
    _select(edit, select)
    qtbot.keyClick(edit, *KEYS[name])
    assert edit.toPlainText() == after
    qtbot.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    assert edit.toPlainText() == before


def test_bold_is_switched_on_typed_and_switched_off(form: NoteForm, qtbot: QtBot) -> None:
    edit = _field(form, "")
    qtbot.keyClicks(edit, "a ")
    qtbot.keyClick(edit, *KEYS["bold"])
    qtbot.keyClicks(edit, "b")
    assert edit.toPlainText() == "a **b**"
    qtbot.keyClick(edit, *KEYS["bold"])
    qtbot.keyClicks(edit, " c")
    assert edit.toPlainText() == "a **b** c"


def test_the_word_around_the_caret_is_formatted(form: NoteForm, qtbot: QtBot) -> None:
    edit = _field(form, "one word here")
    cursor = edit.textCursor()
    cursor.setPosition(6)
    edit.setTextCursor(cursor)
    qtbot.keyClick(edit, *KEYS["bold"])
    assert edit.toPlainText() == "one **word** here"
    qtbot.keyClicks(edit, "X")
    assert edit.toPlainText() == "one **woXrd** here"


def test_a_link_takes_the_address_in_the_clipboard(form: NoteForm, qtbot: QtBot) -> None:
    edit = _field(form, "see tides here")
    _select(edit, "tides")
    QGuiApplication.clipboard().setText("https://example.org/tides")
    qtbot.keyClick(edit, *KEYS["link"])
    assert edit.toPlainText() == "see [tides](https://example.org/tides) here"


def test_the_source_is_one_key_away_and_is_remembered(
    form: NoteForm, window: MainWindow, qtbot: QtBot
) -> None:
    edit = _field(form, "a<br>b &amp; c", "html")
    assert edit.document().toRawText() == "a\u2029b & c"
    qtbot.keyClick(edit, *KEYS["source"])
    assert edit.document().toRawText() == "a<br>b &amp; c"
    assert edit.toPlainText() == "a<br>b &amp; c"
    assert form.buttons["source"].isChecked()
    opened = add_note(window)
    assert opened.form.edits[0].looks.raw
    opened.close()
    qtbot.keyClick(edit, *KEYS["source"])
    assert edit.document().toRawText() == "a\u2029b & c"
    assert not form.buttons["source"].isChecked()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_buttons_without_room_are_in_a_menu(form: NoteForm, qtbot: QtBot) -> None:
    edit = _field(form, "word")
    edit.selectAll()
    form.resize(260, 400)
    assert not form.buttons["clear"].isVisible()
    assert form.buttons["bold"].isVisible()
    menu = form.bar.menu
    QTest.mouseClick(form.bar.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(menu.isVisible)
    names = {action.text().partition("\t")[0]: action for action in menu.actions()}
    assert "Bold" not in names
    assert {"Strikethrough", "Clear formatting", "Show the source"} <= set(names)
    menu.close()
    names["Strikethrough"].trigger()
    assert edit.toPlainText() == "~~word~~"
    form.resize(900, 400)
    assert form.buttons["clear"].isVisible()
    QTest.mouseClick(form.buttons["clear"], Qt.MouseButton.LeftButton)
    assert edit.toPlainText() == "word"
