"""What formatting keys do to a text, and what the fields of a note accept."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QTextCursor

from flashcards.model.note_types import BASIC
from flashcards.ui.editor.drafts import Drafts, drafts_path
from flashcards.ui.editor.field_edit import FieldEdit
from flashcards.ui.editor.markup import cloze_number, headed, listed, numbered
from flashcards.ui.editor.note_form import NoteForm
from flashcards.ui.editor.tag_field import TagField
from flashcards.ui.main_window import MainWindow
from flashcards.ui.right_to_left import runs_left
from tests.qtbot import QtBot

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def test_lines_become_a_list_and_plain_again() -> None:
    assert listed("one\n\ntwo") == "- one\n\n- two"
    assert listed("- one\n\n- two") == "one\n\ntwo"
    assert listed("") == "- "


def test_lines_are_numbered_and_plain_again() -> None:
    assert numbered("one\n\n- two") == "1. one\n\n2. two"
    assert numbered("1. one\n\n2. two") == "one\n\ntwo"
    assert numbered("") == "1. "


def test_a_heading_gets_smaller_and_is_a_line_again() -> None:
    line = "Tides"
    for expected in ("# Tides", "## Tides", "### Tides", "Tides"):
        line = headed(line)
        assert line == expected


def test_a_new_cloze_counts_on_over_all_fields() -> None:
    assert cloze_number(["", ""], again=False) == 1
    assert cloze_number(["{{c1::a}} {{c3::b}}", "{{c4::c}}"], again=False) == 5
    assert cloze_number(["{{c1::a}} {{c3::b}}"], again=True) == 3
    assert cloze_number(["nothing yet"], again=True) == 1


def test_scripts_that_run_to_the_left_are_told_by_their_first_letter() -> None:
    assert runs_left("مرحبا world")
    assert runs_left("1. שלום")
    assert not runs_left("hello مرحبا")
    assert not runs_left("日本語")
    assert not runs_left("")


@pytest.fixture
def form(window: MainWindow, qtbot: QtBot) -> NoteForm:
    """A form for a cloze note, shown."""
    result = NoteForm(window)
    qtbot.addWidget(result)
    result.set_note(window.collection.note_type("cloze"), ["", ""], [])
    result.show()
    result.activateWindow()
    result.edits[0].setFocus()
    return result


def _select_all(edit: FieldEdit) -> None:
    cursor = edit.textCursor()
    cursor.select(QTextCursor.SelectionType.Document)
    edit.setTextCursor(cursor)


def test_keys_make_clozes_around_the_selection(form: NoteForm, qtbot: QtBot) -> None:
    edit = form.edits[0]
    qtbot.keyClicks(edit, "Paris")
    _select_all(edit)
    qtbot.keyClick(edit, Qt.Key.Key_C, CONTROL | SHIFT)
    assert edit.toPlainText() == "{{c1::Paris}}"
    cursor = edit.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    edit.setTextCursor(cursor)
    qtbot.keyClick(edit, Qt.Key.Key_C, CONTROL | SHIFT)
    qtbot.keyClicks(edit, "France")
    cursor.movePosition(QTextCursor.MoveOperation.End)
    edit.setTextCursor(cursor)
    qtbot.keyClick(edit, Qt.Key.Key_C, CONTROL | SHIFT | ALT)
    assert edit.toPlainText() == "{{c1::Paris}}{{c2::France}}{{c2::}}"


def test_bold_and_italic_have_keys_and_one_undo_takes_each_back(
    form: NoteForm, qtbot: QtBot
) -> None:
    edit = form.edits[0]
    edit.setPlainText("word")
    _select_all(edit)
    qtbot.keyClick(edit, Qt.Key.Key_B, CONTROL)
    assert edit.toPlainText() == "**word**"
    qtbot.keyClick(edit, Qt.Key.Key_I, CONTROL)
    assert edit.toPlainText() == "***word***"
    edit.undo()
    assert edit.toPlainText() == "**word**"


def test_bold_in_a_field_is_no_backup(window: MainWindow, qtbot: QtBot) -> None:
    window.collection.add_note({"Front": "q", "Back": "a"}, "Deck")
    screen = window.go("browse")
    edit = screen.findChildren(FieldEdit)[0] if screen.findChildren(FieldEdit) else None
    assert edit is None  # nothing is edited before a card is selected
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: bool(screen.findChildren(FieldEdit)))
    edit = screen.findChildren(FieldEdit)[0]
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_B, CONTROL)
    assert edit.toPlainText() == "****q"
    assert not window.jobs.running()


def test_tab_goes_on_to_the_next_field(form: NoteForm, qtbot: QtBot) -> None:
    qtbot.keyClick(form.edits[0], Qt.Key.Key_Tab)
    assert form.edits[1].hasFocus()
    qtbot.keyClick(form.edits[1], Qt.Key.Key_Tab)
    assert form.tag_field.hasFocus()


def _paste(form: NoteForm, data: QMimeData) -> None:
    form.edits[0].insertFromMimeData(data)


def test_pasted_html_keeps_its_formatting_and_loads_nothing(form: NoteForm) -> None:
    data = QMimeData()
    data.setHtml('<b>bold</b><img src="/etc/passwd"><script>x()</script>')
    data.setText("bold")
    _paste(form, data)
    assert form.texts()[0] == "**bold**"


def test_html_without_words_beside_it_is_read(form: NoteForm) -> None:
    data = QMimeData()
    data.setData("text/html", b"<p>one <b>two</b></p><script>three</script>")
    _paste(form, data)
    assert form.texts()[0] == "one **two**"


def test_text_that_looks_like_nothing_is_pasted_as_it_is(form: NoteForm) -> None:
    data = QMimeData()
    data.setHtml("<div><span style='color: red'>**so**</span></div>")
    data.setText("**so**")
    _paste(form, data)
    assert form.texts()[0] == "**so**"


def test_rows_of_a_spreadsheet_become_a_table(form: NoteForm) -> None:
    data = QMimeData()
    data.setText("Term\tMeaning\ncell\tunit of life\n")
    _paste(form, data)
    assert form.texts()[0] == "| Term | Meaning |\n| --- | --- |\n| cell | unit of life |"


def test_a_picture_within_copied_text_is_kept_by_its_content(
    form: NoteForm, window: MainWindow
) -> None:
    coded = QByteArray()
    buffer = QBuffer(coded)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _picture().save(buffer, "PNG")  # type: ignore[call-overload]  # its stub wants bytes
    data = QMimeData()
    source = bytes(coded.toBase64().data()).decode()
    data.setHtml(f'<p>See <img src="data:image/png;base64,{source}"></p>')
    _paste(form, data)
    name = form.texts()[0].removeprefix("See ![](").removesuffix(")")
    assert window.collection.media_path(name).is_file()


def test_a_key_pastes_the_words_alone(form: NoteForm, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("bold")
    QGuiApplication.clipboard().setMimeData(data)
    qtbot.keyClick(form.edits[0], Qt.Key.Key_V, CONTROL | SHIFT)
    assert form.texts()[0] == "bold"
    qtbot.keyClick(form.edits[0], Qt.Key.Key_Z, CONTROL)
    qtbot.keyClick(form.edits[0], Qt.Key.Key_V, CONTROL)
    assert form.texts()[0] == "**bold**"
    QGuiApplication.clipboard().clear()


def test_words_pasted_into_html_are_shown_as_they_are(form: NoteForm, window: MainWindow) -> None:
    html = replace(window.collection.note_type("cloze"), markup="html")
    form.set_note(html, ["", ""], [])
    data = QMimeData()
    data.setText("a <b> & c\nd")
    _paste(form, data)
    assert form.texts()[0] == "a &lt;b&gt; &amp; c<br>d"
    assert form.edits[0].document().toRawText() == "a <b> & c\u2029d"


def _picture() -> QImage:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    return image


def test_a_pasted_picture_is_kept_in_the_collection(form: NoteForm, window: MainWindow) -> None:
    data = QMimeData()
    data.setImageData(_picture())
    _paste(form, data)
    text = form.texts()[0]
    assert text.startswith("![](")
    assert window.collection.media_path(text[4:-1]).is_file()


def test_a_dropped_file_is_copied_by_its_content(
    form: NoteForm, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "Red Square (1).PNG"
    assert _picture().save(str(file))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    _paste(form, data)
    name = form.texts()[0][4:-1]
    assert window.collection.media_path(name).read_bytes() == file.read_bytes()


def test_a_file_that_only_calls_itself_a_picture_is_refused_in_words(
    form: NoteForm, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "fake.png"
    file.write_text("<html/>")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    with qtbot.waitSignal(form.complained) as said:
        _paste(form, data)
    assert "not a picture" in said.args[0]
    assert form.texts()[0] == ""


def test_changing_the_type_keeps_the_text(form: NoteForm, window: MainWindow) -> None:
    form.edits[0].setPlainText("front text")
    form.edits[1].setPlainText("back text")
    form.change_type(window.collection.note_type("basic"))
    assert form.fields() == {"Front": "front text", "Back": "back text"}


def test_a_field_aligns_to_the_right_for_arabic(form: NoteForm) -> None:
    edit = form.edits[0]
    edit.setPlainText("ما هي عاصمة مصر؟")
    assert edit.document().defaultTextOption().alignment() & Qt.AlignmentFlag.AlignRight
    edit.setPlainText("What?")
    assert edit.document().defaultTextOption().alignment() & Qt.AlignmentFlag.AlignLeft


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_tags_are_completed_word_by_word(qtbot: QtBot, window: MainWindow) -> None:
    field = TagField()
    qtbot.addWidget(field)
    field.set_names(["biology::cells", "chemistry"])
    field.show()
    field.setFocus()
    qtbot.keyClicks(field, "mine cell")
    popup = field.offers.popup()
    assert popup is not None
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert field.text() == "mine biology::cells "
    assert not popup.isVisible()


def test_the_same_tag_in_another_case_counts_once(qtbot: QtBot) -> None:
    field = TagField()
    qtbot.addWidget(field)
    field.setText("One, two one TWO")
    assert field.tags() == ["One", "two"]


def test_drafts_are_on_disk_at_once_and_leave_nothing_when_dropped(tmp_path: Path) -> None:
    path = tmp_path / "collection.flashcards"
    Drafts(path).put("new note", {"fields": {"Front": "half a thou\ud83d"}})
    assert Drafts(path).get("new note") == {"fields": {"Front": "half a thou\ud83d"}}
    Drafts(path).drop("new note")
    assert not drafts_path(path).exists()
    assert list(tmp_path.iterdir()) == []


def test_a_broken_file_of_drafts_counts_as_none(tmp_path: Path) -> None:
    path = tmp_path / "collection.flashcards"
    drafts_path(path).write_bytes(b"\xff[")
    assert Drafts(path).get("new note") == {}
    Drafts(path).put("new note", {"deck": "A"})
    assert Drafts(path).get("new note") == {"deck": "A"}


def test_fields_stand_in_the_order_their_type_shows_them_in(form: NoteForm) -> None:
    form.set_note(replace(BASIC, shown=(1, 0)), ["the front", "the back"], [])
    front, back = form.edits
    assert (front.toPlainText(), back.toPlainText()) == ("the front", "the back")
    assert form._rows.indexOf(back) < form._rows.indexOf(front)
    assert form.fields() == {"Front": "the front", "Back": "the back"}


def test_fields_are_written_as_large_as_cards_are_read(window: MainWindow, qtbot: QtBot) -> None:
    form = NoteForm(window)
    qtbot.addWidget(form)
    form.set_note(BASIC, ["Tides", ""], [])
    usual = form.edits[0].font().pointSizeF()
    window.change_settings(text_scale=2.0)
    assert [edit.font().pointSizeF() for edit in form.edits] == [2 * usual, 2 * usual]
    form.set_note(replace(BASIC, fields=("One", "Two", "Three")), ["", "", ""], [])
    assert form.edits[2].font().pointSizeF() == 2 * usual
    window.change_settings(text_scale=1.0)
    assert form.edits[0].font().pointSizeF() == usual
