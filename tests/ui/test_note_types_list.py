"""The list of note types: added, copied, renamed, reset and deleted, each one step."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from flashcards.model.notes import Template
from flashcards.settings import Settings
from flashcards.ui.main_window import MainWindow
from flashcards.ui.note_types import kept_state
from flashcards.ui.note_types.new_type import NewTypeDialog
from flashcards.ui.note_types.screen import NoteTypesScreen
from tests.qtbot import QtBot
from tests.ui.type_screen import CONTROL, SHIFT, idle, open_types, press, stored

_CARD = (Template("", "Card", "{{Back}}", "{{FrontSide}}"),)


@pytest.fixture
def screen(window: MainWindow, qtbot: QtBot) -> NoteTypesScreen:
    return open_types(window, qtbot)


def listed(screen: NoteTypesScreen) -> list[str]:
    """Return the names in the list."""
    return [row.note_type.name for row in screen.list.types.rows]


def hand_in(qtbot: QtBot, text: str) -> None:
    """Type a name into the dialog that asks for one."""
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    field = dialog.findChildren(QLineEdit)[0]
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_new_type_is_named_chosen_and_ready_to_be_changed(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_T, CONTROL)
    hand_in(qtbot, "Vocabulary")
    assert listed(screen)[-1] == "Vocabulary"
    assert screen.heading.text() == "Vocabulary"
    assert screen.about.text() == "Your own: Front, Back"
    window.undo_in_collection()
    assert "Vocabulary" not in listed(screen)


def test_a_new_type_can_be_a_copy_of_another(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_T, CONTROL)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewTypeDialog)
    at = dialog.begins.findText("A copy of “Term and definition”")
    dialog.begins.setCurrentIndex(at)
    hand_in(qtbot, "Word")
    made = window.collection.note_type("Word")
    assert made.fields == window.collection.note_type("term").fields
    assert len(made.templates) == 2


def test_a_copy_a_new_name_and_deleting_are_a_step_each(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_D, CONTROL)
    assert screen.heading.text() == "Basic 2"
    press(qtbot, Qt.Key.Key_F2)
    hand_in(qtbot, "Plain")
    assert listed(screen)[-1] == "Plain"
    assert screen.heading.text() == "Plain"
    press(qtbot, Qt.Key.Key_Delete, CONTROL)
    assert "Plain" not in listed(screen)
    assert window.toasts.text.text() == "Deleted “Plain”"
    window.undo_in_collection()
    assert "Plain" in listed(screen)


def test_a_type_with_notes_stays_and_says_why(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    own = window.collection.note_types.duplicate(stored(window).id, "Mine")
    window.collection.add_note({"Front": "a", "Back": "b"}, "D", (), own.uid)
    open_types(window, qtbot, own.uid)
    press(qtbot, Qt.Key.Key_Delete, CONTROL)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    words = " ".join(part.text() for part in dialog.findChildren(QLabel))
    assert "1 note is of the type “Mine”." in words
    dialog.close()
    press(qtbot, Qt.Key.Key_F, CONTROL | SHIFT)
    assert window.front() == "browse"
    idle(window, qtbot)


def test_what_comes_with_the_program_is_reset_and_never_deleted(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    assert not window.commands.enabled("types.delete")
    before = stored(window)
    press(qtbot, Qt.Key.Key_F6)
    screen.fields.rename()
    qtbot.keyClicks(screen.fields.name, "Question")
    press(qtbot, Qt.Key.Key_S, CONTROL)
    idle(window, qtbot)
    assert stored(window).fields[0] == "Question"
    window.commands.trigger("types.reset")
    assert screen.fields.name.text() == "Front"
    press(qtbot, Qt.Key.Key_S, CONTROL)
    idle(window, qtbot)
    assert stored(window) == before


def test_a_change_made_elsewhere_is_followed_and_a_draft_says_so(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    window.collection.note_types.rename(stored(window).id, "Simple")
    idle(window, qtbot)
    assert screen.heading.text() == "Simple"
    press(qtbot, Qt.Key.Key_F6)
    screen.fields.rename()
    qtbot.keyClicks(screen.fields.name, "Question")
    window.collection.note_types.rename(stored(window).id, "Plain")
    idle(window, qtbot)
    assert screen.fields.name.text() == "Question"
    assert "changed elsewhere since" in screen.draft_note.text()


def test_the_screen_is_found_as_it_was_left(
    window: MainWindow, qtbot: QtBot, saved_settings: list[Settings]
) -> None:
    screen = open_types(window, qtbot, "term")
    press(qtbot, Qt.Key.Key_PageDown, CONTROL)
    screen.splitter.setSizes([300, 400])
    sizes = screen.splitter.sizes()
    window.go("today")
    assert saved_settings
    window.put_screens_away()
    again = window.go("note_types")
    assert isinstance(again, NoteTypesScreen)
    idle(window, qtbot)
    assert again.heading.text() == "Term and definition"
    assert again.tabs.currentWidget() is again.cards
    assert again.splitter.sizes() == sizes


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"uid": 3, "page": "x", "sizes": ["a"]}'])
def test_nonsense_in_the_settings_is_as_if_nothing_was_kept(text: str) -> None:
    assert kept_state.read(text) == kept_state.KeptState()


def test_the_list_marks_what_is_not_saved(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_F6)
    screen.fields.rename()
    qtbot.keyClicks(screen.fields.name, "Question")
    assert [row.note_type.uid for row in screen.list.types.rows if row.drafted] == ["basic"]
    screen.list.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    assert [row.note_type.uid for row in screen.list.types.rows if row.drafted] == ["basic"]
    press(qtbot, Qt.Key.Key_Up)
    assert screen.fields.name.text() == "Question"
    window.commands.trigger("types.discard")
    assert not any(row.drafted for row in screen.list.types.rows)


def test_long_and_right_to_left_names_stand_in_their_place(
    window: MainWindow, qtbot: QtBot
) -> None:
    types = window.collection.note_types
    made = types.create(replace(types.new("א" * 90), fields=("ש" * 90, "Back"), templates=_CARD))
    screen = open_types(window, qtbot, made.uid)
    assert screen.heading.text() == "א" * 90
    assert screen.fields.name.text() == "ש" * 90
    assert screen.width() <= window.width()


def test_nothing_can_be_changed_while_a_type_is_written_and_a_cancelled_one_is_saved_again(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    changed = replace(screen.keeper.value, css=".card { color: red }")
    screen.keeper.take(changed, "Change style")
    screen.saving.save()
    assert not screen.tabs.isEnabled()
    for job in window.jobs.running():
        window.jobs.cancel(job)
    idle(window, qtbot)
    assert screen.tabs.isEnabled()
    screen.saving.save()
    idle(window, qtbot)
    assert stored(window).css == ".card { color: red }"
    assert not screen.keeper.is_dirty()
