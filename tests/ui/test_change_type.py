"""Notes become ones of another type: fields and cards are mapped, counted, and undone in a step."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QMenu
from shiboken6 import isValid

from flashcards import Rating
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.editor.edit_window import EditWindow
from flashcards.ui.editor.window import edit_note
from flashcards.ui.main_window import MainWindow
from flashcards.ui.note_types.change_dialog import ChangeTypeDialog
from tests.qtbot import QtBot
from tests.ui.browsing import search
from tests.ui.named import unnamed
from tests.ui.type_screen import ALT, CONTROL, answer, idle


@pytest.fixture
def answered(window: MainWindow) -> int:
    """A note asked both ways, of which the first card was answered."""
    collection = window.collection
    note = collection.add_note({"Front": "chien", "Back": "dog"}, "French", (), "basic-reverse")
    session = collection.study("French")
    session.next()
    session.answer(Rating.GOOD)
    session.close()
    return note


@pytest.fixture
def dialog(window: MainWindow, answered: int, qtbot: QtBot) -> Iterator[ChangeTypeDialog]:
    """What asks for the type of that note."""
    opened = ChangeTypeDialog(window, [answered], "basic")
    opened.open()
    yield opened
    idle(window, qtbot)


def told(dialog: ChangeTypeDialog, window: MainWindow, qtbot: QtBot) -> str:
    """Return what the change would do, once it is worked out."""
    dialog.settle()
    idle(window, qtbot)
    return dialog.told.text()


def choose(field: QComboBox, text: str) -> None:
    """Choose a row by what it says."""
    field.setCurrentIndex(field.findText(text))
    field.activated.emit(field.currentIndex())


def rows(dialog: ChangeTypeDialog) -> dict[str, str]:
    """Return what is chosen for each field and card."""
    fields = (*dialog.fields.choices, *dialog.cards.choices)
    return {each.accessibleName(): each.currentText() for each in fields}


def test_what_survives_is_told_before_and_history_stays(
    dialog: ChangeTypeDialog, window: MainWindow, qtbot: QtBot, answered: int
) -> None:
    collection = window.collection
    before = collection.note_cards(answered)
    assert dialog.heading.text() == "1 note of “Basic with reverse”"
    assert rows(dialog) == {
        "Front": "Front", "Back": "Back", "Card 1": "Card 1", "Card 2": "(removed)"
    }  # fmt: skip
    assert told(dialog, window, qtbot) == "Removes 1 card · Keeps 1 card with its history"
    assert "chien" in dialog.preview.view.toPlainText()
    assert unnamed(window) == []
    qtbot.keyClick(dialog.type_field, Qt.Key.Key_Return)
    idle(window, qtbot)
    assert collection.note_cards(answered) == before[:1]
    assert window.toasts.text.text() == "Changed the type of 1 note"
    window.undo_in_collection()
    idle(window, qtbot)
    assert collection.note_cards(answered) == before


def test_the_learner_chooses_which_card_keeps_its_history(
    dialog: ChangeTypeDialog, window: MainWindow, qtbot: QtBot, answered: int
) -> None:
    choose(dialog.cards.choices[1], "Card 1")
    assert rows(dialog)["Card 1"] == "(removed)"
    words = told(dialog, window, qtbot)
    assert words.startswith("Removes 1 card, 1 of them answered (1 review)")
    dialog.change()
    assert "Undo brings everything back." in answer("Cancel")
    assert len(window.collection.note_cards(answered)) == 2
    dialog.change()
    answer("Change and remove")
    idle(window, qtbot)
    assert len(window.collection.note_cards(answered)) == 1


def test_fields_are_mapped_and_what_is_left_out_is_told(
    dialog: ChangeTypeDialog, window: MainWindow, qtbot: QtBot, answered: int
) -> None:
    choose(dialog.type_field, "Term and definition")
    assert rows(dialog)["Term"] == "Front"
    choose(dialog.fields.choices[0], "Back")
    choose(dialog.fields.choices[1], "(nothing)")
    assert dialog.lost.text() == "Not taken over: Front"
    choose(dialog.fields.choices[1], "Front")
    assert dialog.lost.isHidden()
    told(dialog, window, qtbot)
    dialog.change()
    idle(window, qtbot)
    assert window.collection.note(answered).fields[:2] == ("dog", "chien")


def test_many_notes_of_several_types_change_from_browse_in_one_step(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    collection = window.collection
    collection.add_note({"Front": "g", "Back": "G"}, "Letters", (), "basic-reverse")
    search(browse, qtbot, "")
    browse.view.setFocus()
    browse.view.selectAll()
    qtbot.keyClick(browse.view, Qt.Key.Key_Y, CONTROL | ALT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ChangeTypeDialog)
    idle(window, qtbot)
    assert dialog.heading.text() == "7 notes of 2 note types"
    assert dialog.maps.isHidden()
    choose(dialog.type_field, "Term and definition")
    told(dialog, window, qtbot)
    dialog.change()
    idle(window, qtbot)
    assert len(collection.search_notes('note:"Term and definition"')) == 7
    window.undo_in_collection()
    idle(window, qtbot)
    assert collection.search_notes('note:"Term and definition"') == []


def test_a_note_being_written_is_saved_and_changed_by_key(
    window: MainWindow, qtbot: QtBot, answered: int
) -> None:
    opened = edit_note(window, answered)
    assert isinstance(opened, EditWindow)
    qtbot.waitUntil(opened.isActiveWindow)
    opened.form.edits[1].setFocus()
    qtbot.keyClick(opened.form.edits[1], Qt.Key.Key_End, CONTROL)
    qtbot.keyClicks(opened.form.edits[1], "gy")
    qtbot.keyClick(opened.form.edits[1], Qt.Key.Key_Y, CONTROL | ALT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ChangeTypeDialog)
    choose(dialog.type_field, "Type the answer")
    told(dialog, window, qtbot)
    dialog.change()
    idle(window, qtbot)
    note = window.collection.note(answered)
    assert note.fields == ("chien", "doggy")
    assert opened.form.note_type is not None
    assert opened.form.note_type.uid == "type-answer"
    opened.close()


def test_the_editor_offers_more_by_a_button_that_says_the_keys(
    window: MainWindow, qtbot: QtBot, answered: int
) -> None:
    opened = edit_note(window, answered)
    assert isinstance(opened, EditWindow)
    qtbot.waitUntil(opened.isActiveWindow)
    opened.more.setFocus()
    qtbot.keyClick(opened.more, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    said = [(each.text().replace("&", ""), each.shortcut().toString()) for each in menu.actions()]
    assert said == [("Change note type…", "Ctrl+Alt+Y"), ("Split note…", "Ctrl+Alt+X")]
    menu.close()
    opened.close()


def test_a_change_that_is_cancelled_as_it_is_made_changes_nothing(
    window: MainWindow, qtbot: QtBot
) -> None:
    collection = window.collection
    notes = [collection.add_note({"Front": f"q{n}", "Back": "a"}, "French") for n in range(300)]
    dialog = ChangeTypeDialog(window, notes, "basic-reverse")
    dialog.open()
    told(dialog, window, qtbot)
    dialog.change()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    idle(window, qtbot)
    types = collection.note_types.of_notes(notes)
    assert types in ({"basic": 300}, {"basic-reverse": 300})  # as it came too late, or not
    if types == {"basic-reverse": 300}:
        assert window.toasts.text.text().startswith("Changed the type of 300 notes")


def test_a_change_cancelled_in_the_progress_line_can_be_asked_for_again(
    window: MainWindow, dialog: ChangeTypeDialog, qtbot: QtBot
) -> None:
    told(dialog, window, qtbot)
    dialog.change()
    for job in window.jobs.running():
        window.jobs.cancel(job)
    idle(window, qtbot)
    assert not isValid(dialog) or dialog.done_button.isEnabled()  # it may have come too late
