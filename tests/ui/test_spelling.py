"""Misspelt words are marked while a note is written, and mended by a key or a menu."""

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QMenu

from flashcards import children
from flashcards.paths import data_dir
from flashcards.ui.editor.add_window import AddWindow
from flashcards.ui.editor.field_edit import FieldEdit
from flashcards.ui.editor.window import add_note, edit_note
from flashcards.ui.main_window import MainWindow
from flashcards.ui.spelling.spelling import LANGUAGE, NONE
from tests.qtbot import PATIENCE_MS, QtBot
from tests.spelling import write_dictionary

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
WORDS = ["the", "cell", "wall/S", "has", "café", "photosynthesis", "of"]
WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline


@pytest.fixture
def adding(window: MainWindow, qtbot: QtBot) -> AddWindow:
    """The window for new notes, with a small dictionary of English."""
    write_dictionary(data_dir() / "dictionaries", "en_GB", WORDS)
    window.change_settings(lists={LANGUAGE: "en-GB"})
    opened = add_note(window, "Biology")
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


def _write(qtbot: QtBot, edit: FieldEdit, text: str) -> None:
    edit.setFocus()
    qtbot.keyClicks(edit, text)


def marked(edit: FieldEdit) -> list[str]:
    """Return what is underlined as misspelt, in the order of the field."""
    found = []
    block = edit.document().begin()
    while block.isValid():
        text = block.text().encode("utf-16-le")
        for each in block.layout().formats():
            if each.format.underlineStyle() == WAVE:
                part = text[2 * each.start : 2 * (each.start + each.length)]
                found.append(part.decode("utf-16-le"))
        block = block.next()
    return found


def _wait_for(qtbot: QtBot, edit: FieldEdit, words: list[str]) -> None:
    qtbot.waitUntil(lambda: marked(edit) == words, timeout=PATIENCE_MS)


def _menu(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    return cast(QMenu, QApplication.activePopupWidget())


def _texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def _suggested(qtbot: QtBot, menu: QMenu, word: str) -> None:
    qtbot.waitUntil(lambda: word in _texts(menu), timeout=PATIENCE_MS)


def test_a_word_is_marked_once_it_is_left(adding: AddWindow, qtbot: QtBot) -> None:
    front, back = adding.form.edits[:2]
    _write(qtbot, front, "teh cell wal")
    _wait_for(qtbot, front, ["teh"])
    qtbot.keyClick(front, Qt.Key.Key_Space)
    _wait_for(qtbot, front, ["teh", "wal"])
    _write(qtbot, back, "haz")
    assert marked(back) == []
    front.setFocus()
    _wait_for(qtbot, back, ["haz"])
    assert front.toPlainText() == "teh cell wal "


def test_a_marked_word_stays_marked_when_the_caret_only_comes_by(
    adding: AddWindow, qtbot: QtBot
) -> None:
    front = adding.form.edits[0]
    _write(qtbot, front, "teh cell")
    _wait_for(qtbot, front, ["teh"])
    qtbot.keyClick(front, Qt.Key.Key_Home)
    qtbot.keyClick(front, Qt.Key.Key_Right)
    assert marked(front) == ["teh"]
    qtbot.keyClick(front, Qt.Key.Key_E)
    assert marked(front) == []
    qtbot.keyClick(front, Qt.Key.Key_End)
    _wait_for(qtbot, front, ["teeh"])


def test_the_key_offers_what_was_meant_and_one_undo_takes_it_back(
    adding: AddWindow, qtbot: QtBot
) -> None:
    front = adding.form.edits[0]
    _write(qtbot, front, "the cel has")
    _wait_for(qtbot, front, ["cel"])
    qtbot.keyClick(front, Qt.Key.Key_F7, CONTROL)
    assert front.textCursor().selectedText() == "cel"
    qtbot.keyClick(front, Qt.Key.Key_F7, CONTROL | SHIFT)
    menu = _menu(qtbot)
    _suggested(qtbot, menu, "cell")
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert front.toPlainText() == "the cell has"
    assert marked(front) == []
    front.undo()
    assert front.toPlainText() == "the cel has"
    _wait_for(qtbot, front, ["cel"])


def test_the_marks_within_a_word_outlive_its_mending(adding: AddWindow, qtbot: QtBot) -> None:
    front = adding.form.edits[0]
    _write(qtbot, front, "the **photo**sinthesis has")
    _wait_for(qtbot, front, ["photo", "sinthesis"])
    qtbot.keyClick(front, Qt.Key.Key_F7, CONTROL)
    qtbot.keyClick(front, Qt.Key.Key_F7, CONTROL | SHIFT)
    menu = _menu(qtbot)
    _suggested(qtbot, menu, "photosynthesis")
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert front.toPlainText() == "the **photo**synthesis has"


def test_the_next_misspelt_word_is_looked_for_in_all_fields(
    adding: AddWindow, qtbot: QtBot, window: MainWindow
) -> None:
    front, back = adding.form.edits[:2]
    front.insertPlainText("teh cell 😀 wal ")
    _write(qtbot, back, "cel ")
    _wait_for(qtbot, back, ["cel"])
    found = []
    for _ in range(4):
        edit = front if front.hasFocus() else back
        qtbot.keyClick(edit, Qt.Key.Key_F7, CONTROL)
        edit = front if front.hasFocus() else back
        found.append(edit.textCursor().selectedText())
    assert found == ["teh", "wal", "cel", "teh"]


def test_a_word_of_ones_own_is_right_from_then_on_and_can_be_taken_out(
    adding: AddWindow, qtbot: QtBot, window: MainWindow
) -> None:
    front = adding.form.edits[0]
    _write(qtbot, front, "krebs has ")
    _wait_for(qtbot, front, ["krebs"])
    front.moveCursor(front.textCursor().MoveOperation.Start)
    qtbot.keyClick(front, Qt.Key.Key_F7, CONTROL | SHIFT)
    menu = _menu(qtbot)
    qtbot.keyClick(menu, Qt.Key.Key_A)
    assert marked(front) == []
    kept = data_dir() / "dictionaries" / "en.words"
    assert kept.read_text(encoding="utf-8") == "krebs\n"
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    menu = _context_menu(qtbot, front)
    assert not any("Add" in text for text in _texts(menu))
    out = next(action for action in menu.actions() if "krebs" in action.text())
    out.trigger()
    menu.close()
    assert marked(front) == ["krebs"]
    assert kept.read_text(encoding="utf-8") == ""


def _context_menu(qtbot: QtBot, edit: FieldEdit) -> QMenu:
    at = edit.cursorRect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(
        edit.viewport(), QContextMenuEvent(reason, at, edit.viewport().mapToGlobal(at))
    )
    return _menu(qtbot)


def test_a_word_let_pass_in_one_note_is_marked_in_others(
    adding: AddWindow, qtbot: QtBot, window: MainWindow
) -> None:
    front, back = adding.form.edits[:2]
    _write(qtbot, front, "krebs has ")
    _wait_for(qtbot, front, ["krebs"])
    front.moveCursor(front.textCursor().MoveOperation.Start)
    menu = _context_menu(qtbot, front)
    next(action for action in menu.actions() if "Ignore" in action.text()).trigger()
    menu.close()
    assert marked(front) == []
    _write(qtbot, back, "wall")
    qtbot.keyClick(back, Qt.Key.Key_Return, CONTROL)
    _write(qtbot, front, "krebs has ")
    _wait_for(qtbot, front, ["krebs"])
    (card,) = window.collection.search("krebs")
    (row,) = window.collection.card_rows([card])
    edited = edit_note(window, row.note_id)
    assert edited is not None
    again = edited.form.edits[0]
    assert again.toPlainText() == "krebs has "
    again.setFocus()
    assert marked(again) == []
    menu = _context_menu(qtbot, again)
    next(action for action in menu.actions() if "again" in action.text()).trigger()
    menu.close()
    _wait_for(qtbot, again, ["krebs"])


def test_fields_are_checked_in_their_own_language(
    adding: AddWindow, qtbot: QtBot, window: MainWindow
) -> None:
    write_dictionary(data_dir() / "dictionaries", "de", ["der", "Zelle"])
    front = adding.form.edits[0]
    adding.form.spelling.watch(front, "de")
    _write(qtbot, front, "der Zelle cell ")
    _wait_for(qtbot, front, ["cell"])


def test_nothing_is_marked_while_it_is_switched_off(
    adding: AddWindow, qtbot: QtBot, window: MainWindow
) -> None:
    front = adding.form.edits[0]
    _write(qtbot, front, "teh cell")
    _wait_for(qtbot, front, ["teh"])
    qtbot.keyClick(front, Qt.Key.Key_F7, SHIFT)
    assert marked(front) == []
    qtbot.keyClick(front, Qt.Key.Key_F7, SHIFT)
    _wait_for(qtbot, front, ["teh"])


def test_a_language_without_dictionary_is_told_once(
    adding: AddWindow, qtbot: QtBot, window: MainWindow
) -> None:
    line = adding.form.spelling.line
    window.change_settings(lists={**window.settings.lists, LANGUAGE: "hu"})
    _write(qtbot, adding.form.edits[0], "sejt ")
    qtbot.waitUntil(line.isVisible)
    assert "Hungarian" in line.words.text()
    assert "hunspell-hu" in line.words.text()
    assert marked(adding.form.edits[0]) == []
    qtbot.mouseClick(line.pass_over, Qt.MouseButton.LeftButton)
    adding.close()
    again = add_note(window, "Biology")
    _write(qtbot, again.form.edits[0], "sejt ")
    assert not again.form.spelling.line.isVisible()


def test_a_file_that_is_no_dictionary_is_told(
    adding: AddWindow, qtbot: QtBot, window: MainWindow
) -> None:
    folder = data_dir() / "dictionaries"
    (folder / "cy.aff").write_bytes(b"\x00\xff" * 100)
    (folder / "cy.dic").write_bytes(b"\xff" * 100)
    window.change_settings(lists={**window.settings.lists, LANGUAGE: "cy"})
    _write(qtbot, adding.form.edits[0], "cell ")
    qtbot.waitUntil(adding.form.spelling.line.isVisible, timeout=PATIENCE_MS)
    assert "Welsh" in adding.form.spelling.line.words.text()


def test_html_is_checked_as_it_looks_and_as_it_is_written(
    window: MainWindow, qtbot: QtBot, adding: AddWindow
) -> None:
    front = adding.form.edits[0]
    front.markup = front.looks.markup = "html"
    front.setPlainText("<div>teh <b>c</b>el caf&eacute;</div>")
    _wait_for(qtbot, front, ["teh", "c", "el"])
    front.show_source(True)
    _wait_for(qtbot, front, ["teh", "c", "el"])


def test_the_menu_leads_to_where_a_field_is_given_its_language(
    adding: AddWindow, qtbot: QtBot, window: MainWindow
) -> None:
    menu = _context_menu(qtbot, adding.form.edits[0])
    (choose,) = [each for each in menu.actions() if "Language of the field" in each.text()]
    assert "English, British" in choose.text()
    choose.trigger()
    menu.close()
    assert window.front() == "note_types"


def test_what_was_suggested_once_is_there_at_once(adding: AddWindow, qtbot: QtBot) -> None:
    speller = adding.form.spelling.shared.speller("en-GB")
    assert speller is not None
    answers: list[list[str]] = []
    speller.suggest("cel", answers.append)
    qtbot.waitUntil(lambda: answers == [["cell"]], timeout=PATIENCE_MS)
    speller.stop()
    speller.suggest("cel", answers.append)
    assert answers == [["cell"], ["cell"]]


def test_one_word_that_ends_the_dictionary_is_found_and_the_others_are_checked(
    adding: AddWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "SPELLING", "tests.dying_speller")
    front = adding.form.edits[0]
    _write(qtbot, front, "")
    front.insertPlainText("teh cell deadly wal has ")
    _wait_for(qtbot, front, ["teh", "wal"])


def test_the_key_waits_for_words_that_are_being_looked_up(
    adding: AddWindow, qtbot: QtBot, window: MainWindow
) -> None:
    front = adding.form.edits[0]
    front.setFocus()
    front.insertPlainText("the teh ")
    qtbot.keyClick(front, Qt.Key.Key_F7, CONTROL)
    assert window.toasts.text.text() == "The words of this note are still being looked up."
    qtbot.waitUntil(lambda: front.textCursor().selectedText() == "teh", timeout=PATIENCE_MS)


def test_the_key_says_that_there_is_no_dictionary_and_no_language(
    adding: AddWindow, qtbot: QtBot, window: MainWindow
) -> None:
    front = adding.form.edits[0]
    window.change_settings(lists={**window.settings.lists, LANGUAGE: "hu"})
    _write(qtbot, front, "sejt ")
    qtbot.keyClick(front, Qt.Key.Key_F7, CONTROL)
    assert window.toasts.text.text().startswith("No Hungarian dictionary")
    window.change_settings(lists={**window.settings.lists, LANGUAGE: NONE})
    qtbot.keyClick(front, Qt.Key.Key_F7, CONTROL)
    assert window.toasts.text.text().startswith("The fields have no language.")


def test_a_dictionary_that_was_mended_is_used_once_the_key_asks_again(
    adding: AddWindow, qtbot: QtBot, window: MainWindow
) -> None:
    folder = data_dir() / "dictionaries"
    (folder / "cy.aff").write_bytes(b"\x00\xff" * 100)
    (folder / "cy.dic").write_bytes(b"\xff" * 100)
    window.change_settings(lists={**window.settings.lists, LANGUAGE: "cy"})
    front = adding.form.edits[0]
    _write(qtbot, front, "teh ")
    qtbot.waitUntil(adding.form.spelling.line.isVisible, timeout=PATIENCE_MS)
    qtbot.keyClick(front, Qt.Key.Key_F7, CONTROL)
    said = window.toasts.text
    failure = "The spelling of Welsh cannot be checked."
    qtbot.waitUntil(lambda: said.text().startswith(failure), timeout=PATIENCE_MS)
    write_dictionary(folder, "cy", WORDS)
    qtbot.keyClick(front, Qt.Key.Key_F7, CONTROL)
    qtbot.waitUntil(lambda: front.textCursor().selectedText() == "teh", timeout=PATIENCE_MS)
