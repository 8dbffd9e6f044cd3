"""Templates and style of a note type: written with names offered, seen at once, told before."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit

from flashcards import Rating
from flashcards.ui.main_window import MainWindow
from flashcards.ui.note_types.note_chooser import NoteChooser
from flashcards.ui.note_types.screen import NoteTypesScreen
from tests.qtbot import QtBot
from tests.ui.named import unnamed
from tests.ui.type_screen import (
    ALT,
    CONTROL,
    SHIFT,
    answer,
    idle,
    open_types,
    press,
    stored,
    told,
    write,
)


@pytest.fixture
def screen(window: MainWindow, qtbot: QtBot) -> NoteTypesScreen:
    window.collection.add_note({"Front": "moon", "Back": "Mond"}, "German")
    window.collection.add_note({"Front": "sun", "Back": "Sonne"}, "German")
    shown = open_types(window, qtbot)
    press(qtbot, Qt.Key.Key_PageDown, CONTROL)
    assert shown.cards.front.edit.hasFocus()
    return shown


def sides(screen: NoteTypesScreen) -> tuple[str, str]:
    """Return what the previews show."""
    screen.cards.preview.draw()
    preview = screen.cards.preview
    return preview.front.toPlainText(), preview.back.toPlainText()


def test_both_sides_are_seen_on_a_note_of_the_learners(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    front, back = sides(screen)
    assert front == "moon"
    assert "Mond" in back
    write(qtbot, screen.cards.front.edit, ["What is {{Front}} in German?"])
    assert sides(screen)[0] == "What is moon in German?"
    press(qtbot, Qt.Key.Key_Right, ALT)
    assert sides(screen)[0] == "What is sun in German?"
    assert stored(window).templates[0].question == "{{Front}}"
    assert unnamed(window) == []


def test_the_learner_chooses_the_note_to_see_cards_with(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_N, CONTROL | ALT)
    chooser = window.findChildren(NoteChooser)[0]
    qtbot.keyClicks(chooser.filter, "Sonne")
    qtbot.waitUntil(lambda: chooser.list.model().rowCount() == 1)
    idle(window, qtbot)
    qtbot.keyClick(chooser.filter, Qt.Key.Key_Return)
    assert sides(screen)[0] == "sun"


def test_without_notes_an_example_stands(window: MainWindow, qtbot: QtBot) -> None:
    screen = open_types(window, qtbot, "cloze")
    window.commands.trigger("types.next_page")
    front, back = sides(screen)
    assert front == "[...] …"
    assert "Text …" in back
    assert not window.commands.enabled("types.choose_note")


def test_names_are_offered_as_a_mark_is_begun(screen: NoteTypesScreen, qtbot: QtBot) -> None:
    edit = screen.cards.back.edit
    write(qtbot, edit, ["Answer: {{"])
    assert edit.words()[:3] == ["Front", "Back", "FrontSide"]
    qtbot.keyClicks(edit, "ba")
    assert edit.words() == ["Back"]
    popup = edit.offers.popup()
    assert popup is not None
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert edit.toPlainText() == "Answer: {{Back}}"
    qtbot.keyClick(edit, Qt.Key.Key_Space, CONTROL)
    assert "hint:" in edit.words()
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert edit.words() == []
    assert edit.hasFocus()


def test_a_problem_is_told_beneath_at_its_line_and_found_by_key(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    back = screen.cards.back
    write(qtbot, back.edit, ["{{Front}}", "{{Bck}} {{#Back}}"])
    back.edit.moveCursor(QTextCursor.MoveOperation.Start)
    back.edit.insertPlainText("😀")  # two of Qt's letters
    assert back.trouble.text() == "Line 2: There is no field “Bck”. And 1 more problem."
    assert screen.tabs.tabText(1) == "C&ards (problems)"
    screen.cards.front.edit.setFocus()
    press(qtbot, Qt.Key.Key_F8)
    assert back.edit.hasFocus()
    assert back.edit.textCursor().block().text() == "{{Bck}} {{#Back}}"
    assert back.edit.textCursor().positionInBlock() == len("{{Bck}}")
    press(qtbot, Qt.Key.Key_F8)
    assert back.edit.textCursor().atEnd()
    write(qtbot, back.edit, ["{{Back}}"])
    assert back.trouble.isHidden()
    assert screen.tabs.tabText(1) == "C&ards"


def test_a_front_without_a_field_is_not_saved_and_says_why(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    write(qtbot, screen.cards.front.edit, ["What?"])
    assert "shows no field" in told(screen, window, qtbot)
    press(qtbot, Qt.Key.Key_S, CONTROL)
    idle(window, qtbot)
    assert screen.told.property("role") == "error"
    assert stored(window).templates[0].question == "{{Front}}"
    assert screen.cards.front.edit.toPlainText() == "What?"


def test_a_card_added_is_told_in_numbers_and_made_for_every_note(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_I, CONTROL | SHIFT)
    assert screen.cards.cards.currentText() == "Card 2"
    assert screen.cards.front.edit.toPlainText() == "{{Back}}"
    assert sides(screen)[0] == "Mond"
    assert told(screen, window, qtbot) == "Saving: Makes 2 new cards"
    press(qtbot, Qt.Key.Key_S, CONTROL)
    idle(window, qtbot)
    assert len(window.collection.search("deck:German")) == 4
    window.undo_in_collection()
    idle(window, qtbot)
    assert len(window.collection.search("deck:German")) == 2
    assert screen.cards.cards.count() == 1


def test_cards_are_renamed_and_moved(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_I, CONTROL | SHIFT)
    press(qtbot, Qt.Key.Key_F2, SHIFT)
    answer_with(qtbot, "Reverse")
    press(qtbot, Qt.Key.Key_Up, ALT)
    assert [screen.cards.cards.itemText(at) for at in range(2)] == ["Reverse", "Card 1"]
    press(qtbot, Qt.Key.Key_S, CONTROL)
    idle(window, qtbot)
    assert [each.name for each in stored(window).templates] == ["Reverse", "Card 1"]


def answer_with(qtbot: QtBot, text: str) -> None:
    """Type into the dialog that asks for a line, and hand it in."""
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    field = dialog.findChildren(QLineEdit)[0]
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_answered_cards_go_only_when_agreed(window: MainWindow, qtbot: QtBot) -> None:
    collection = window.collection
    collection.add_note({"Front": "sun", "Back": "Sonne"}, "German", (), "basic-reverse")
    session = collection.study("German")
    session.next()
    session.answer(Rating.GOOD)
    session.close()
    screen = open_types(window, qtbot, "basic-reverse")
    window.commands.trigger("types.next_page")
    window.commands.trigger("types.remove")
    assert told(screen, window, qtbot) == "Saving: Removes 1 card, 1 of them answered (1 review)"
    assert screen.told.property("role") == "warning"
    window.commands.trigger("types.save")
    idle(window, qtbot)
    assert "1 of them answered" in answer("Cancel")
    assert len(collection.search("deck:German")) == 2
    window.commands.trigger("types.save")
    answer("Save and remove")
    idle(window, qtbot)
    assert len(collection.search("deck:German")) == 1


def test_saving_before_the_numbers_are_known_asks_all_the_same(
    window: MainWindow, qtbot: QtBot
) -> None:
    collection = window.collection
    collection.add_note({"Front": "sun", "Back": "Sonne"}, "German", (), "basic-reverse")
    session = collection.study("German")
    session.next()
    session.answer(Rating.GOOD)
    session.close()
    open_types(window, qtbot, "basic-reverse")
    window.commands.trigger("types.next_page")
    window.commands.trigger("types.remove")
    window.commands.trigger("types.save")
    idle(window, qtbot)
    assert "1 of them answered" in answer("Save and remove")
    idle(window, qtbot)
    assert len(collection.search("deck:German")) == 1


def test_the_style_is_seen_by_day_and_by_night_and_saved(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_PageDown, CONTROL)
    page = screen.style_page
    assert page.edit.hasFocus()
    qtbot.keyClicks(page.edit, "p { font-size: 40px; }")
    page.draw()
    assert "Mond" in page.light.toPlainText()
    assert page.light.toPlainText() == page.dark.toPlainText()
    assert page.light.tokens.name == "light"
    assert page.dark.tokens.name == "dark"
    press(qtbot, Qt.Key.Key_S, CONTROL)
    idle(window, qtbot)
    assert stored(window).css == "p { font-size: 40px; }"
    assert unnamed(window) == []


def test_typing_in_a_template_is_one_step_back_from_elsewhere(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClicks(screen.cards.front.edit, "ab")
    screen.list.setFocus()
    assert window.commands.row("edit.undo").plain_text == "Undo edit template"
    press(qtbot, Qt.Key.Key_Z, CONTROL)
    assert screen.cards.front.edit.toPlainText() == "{{Front}}"
    assert not screen.save_button.isEnabled()


def test_every_cloze_of_a_note_is_seen_in_turn(window: MainWindow, qtbot: QtBot) -> None:
    text = "The {{c1::sun}} is a {{c3::star}}."
    window.collection.add_note({"Text": text}, "Sky", (), "cloze")
    screen = open_types(window, qtbot, "cloze")
    press(qtbot, Qt.Key.Key_PageDown, CONTROL)
    assert sides(screen)[0] == "The [...] is a star."
    assert screen.cards.preview.note.text() == "Card 1 of 2"
    press(qtbot, Qt.Key.Key_PageDown, ALT)
    assert sides(screen)[0] == "The sun is a [...]."
    assert screen.cards.preview.note.text() == "Card 2 of 2"
    press(qtbot, Qt.Key.Key_PageDown, ALT)
    assert sides(screen)[0] == "The [...] is a star."


def test_marks_that_touch_are_coloured_each_by_what_it_does(
    screen: NoteTypesScreen, qtbot: QtBot
) -> None:
    edit = screen.cards.back.edit
    write(qtbot, edit, ["{{Front}}{{#Back}}x{{/Back}}"])
    block = edit.document().firstBlock()
    layout = block.layout()
    assert layout is not None
    places = [(each.start, each.length) for each in layout.formats()]
    assert places == [(0, 9), (9, 9), (19, 9)]
    colours = [each.format.foreground().color().name() for each in layout.formats()]
    assert colours[0] != colours[1] == colours[2]
