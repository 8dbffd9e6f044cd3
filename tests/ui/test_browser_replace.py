"""Find and replace in Browse by keys: changes are shown first, made in one step, and undone."""

from PySide6.QtCore import Qt

from flashcards import Rating
from flashcards.ui.browser.replace_dialog import ReplaceDialog
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.browsing import search, shown
from tests.ui.named import unnamed
from tests.ui.type_screen import ALT, CONTROL, answer, idle


def opened(screen: BrowserScreen, window: MainWindow, qtbot: QtBot) -> ReplaceDialog:
    """Open it by its key from the table."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    screen.view.setFocus()
    qtbot.keyClick(screen.view, Qt.Key.Key_F, CONTROL | ALT)
    (dialog,) = [each for each in window.findChildren(ReplaceDialog) if each.isVisible()]
    idle(window, qtbot)
    return dialog


def look(dialog: ReplaceDialog, window: MainWindow, qtbot: QtBot, find: str, put: str) -> str:
    """Type what to find and what to put; return what is said of it."""
    for line, text in ((dialog.find_line, find), (dialog.put_line, put)):
        line.setFocus()
        line.selectAll()
        qtbot.keyClicks(line, text)
    dialog.settle()
    idle(window, qtbot)
    return dialog.told.text()


def test_changes_are_shown_made_by_enter_and_taken_back(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    search(browse, qtbot, "")
    dialog = opened(browse, window, qtbot)
    assert dialog.scope.currentText() == "All notes found"
    assert dialog.find_line.hasFocus()
    assert not dialog.done_button.isEnabled()
    assert look(dialog, window, qtbot, "a", "o") == "6 places in 3 notes"
    cells = [dialog.changes.index(0, column).data() for column in range(3)]
    assert cells == ["Front", "ant", "ont"]
    assert dialog.texts.panes[1].text.toPlainText() == "ont"
    assert unnamed(window) == []
    qtbot.keyClick(dialog.put_line, Qt.Key.Key_Return)
    idle(window, qtbot)
    assert window.toasts.text.text() == "Replaced 6 places in 3 notes"
    assert shown(browse)[:3] == ["beor", "cot", "dog"]
    window.undo_in_collection()
    idle(window, qtbot)
    assert shown(browse)[:3] == ["ant", "bear", "cat"]


def test_only_selected_notes_one_field_and_matching_case(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    browse.view.setFocus()
    browse.view.select_rows([0, 2], 0)
    dialog = opened(browse, window, qtbot)
    assert dialog.scope.currentText() == "Selected notes"
    dialog.field.setCurrentIndex(dialog.field.findText("Back"))
    dialog.field.activated.emit(dialog.field.currentIndex())
    assert look(dialog, window, qtbot, "a", "o") == "2 places in 2 notes"
    dialog.match_case.setFocus()
    qtbot.keyClick(dialog.match_case, Qt.Key.Key_Space)
    dialog.settle()
    idle(window, qtbot)
    assert dialog.told.text() == "Nothing to replace"
    assert not dialog.done_button.isEnabled()
    dialog.reject()


def test_a_mistake_in_an_expression_is_told_in_words(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    dialog = opened(browse, window, qtbot)
    dialog.expression.setChecked(True)
    assert "cannot be read" in look(dialog, window, qtbot, "(an", "x")
    assert not dialog.done_button.isEnabled()
    assert look(dialog, window, qtbot, "(an)t", r"\1ts").startswith("2 places in 1 note")
    assert dialog.changes.rows[0] == ("Front", "ant", "ants")
    dialog.reject()


def test_cards_that_would_go_with_their_past_are_asked_about(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    collection = window.collection
    note = collection.add_note({"Text": "{{c1::gnu}} {{c2::b}}"}, "Cloze", (), "cloze")
    browse.ask("deck:Cloze")
    dialog = opened(browse, window, qtbot)
    look(dialog, window, qtbot, "{{c1::gnu}}", "gnu")
    assert dialog.effect.text() == "Removes 1 card."
    dialog.reject()
    session = collection.study("Cloze")
    session.next()
    session.answer(Rating.GOOD)
    session.close()
    dialog = opened(browse, window, qtbot)
    look(dialog, window, qtbot, "{{c1::gnu}}", "gnu")
    assert dialog.effect.text() == "Removes 1 card with 1 review."
    qtbot.keyClick(dialog.put_line, Qt.Key.Key_Return)
    assert "Undo brings everything back" in answer("Replace and remove")
    idle(window, qtbot)
    assert len(collection.note_cards(note)) == 1
