"""Duplicates by keys: found, merged, kept alone, tagged, deleted and opened."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from flashcards.model.enums import Rating
from flashcards.ui.browser.choosers import TagChooser
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.editor.edit_window import EditWindow
from flashcards.ui.main_window import MainWindow
from flashcards.ui.regrouping.dialog import MergeDialog
from flashcards.ui.tidying.duplicates_screen import DuplicatesScreen
from tests.qtbot import QtBot
from tests.ui.named import unnamed
from tests.ui.type_screen import ALT, CONTROL, SHIFT, answer, idle, press

if TYPE_CHECKING:
    from flashcards.api import Collection

ROLE = Qt.ItemDataRole.AccessibleTextRole
REVOLUTION = "When did the French Revolution begin?"


@pytest.fixture
def screen(window: MainWindow, collection: "Collection", qtbot: QtBot) -> DuplicatesScreen:
    """Two notes that ask the same, one that does nearly, and one of another type."""
    for front, back, kind in (
        (REVOLUTION, "1789", "basic"),
        (REVOLUTION.lower(), "In 1789", "basic"),
        ("When did the French Revoluton begin?", "1789", "basic"),
        (REVOLUTION, "1789", "basic-reverse"),
        ("lone", "x", "basic"),
    ):
        collection.add_note({"Front": front, "Back": back}, "History", note_type=kind)
    window.go("browse")
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_U, CONTROL | ALT)
    shown = window.built("duplicates")
    assert isinstance(shown, DuplicatesScreen)
    idle(window, qtbot)
    shown.groups.setFocus()
    return shown


def _groups(screen: DuplicatesScreen) -> list[str]:
    rows = screen.groups.rows
    return [str(rows.data(rows.index(row), ROLE)) for row in range(rows.rowCount())]


def _notes(screen: DuplicatesScreen) -> list[str]:
    rows = screen.notes.rows
    return [str(rows.data(rows.index(row), ROLE)) for row in range(rows.rowCount())]


def test_groups_and_their_notes_are_told(screen: DuplicatesScreen) -> None:
    assert _groups(screen) == [f"{REVOLUTION}, 2 notes"]
    assert screen.count.text() == "1 group, 2 notes"
    assert _notes(screen) == [
        f"{REVOLUTION} · 1789, 1 card · 0 reviews · added today · Basic · History",
        f"{REVOLUTION.lower()} · In 1789, 1 card · 0 reviews · added today · Basic · History",
    ]
    assert unnamed(screen) == []


def test_what_counts_as_the_same_is_chosen_by_keys(
    screen: DuplicatesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(screen.near, Qt.Key.Key_Space)
    idle(window, qtbot)
    assert _groups(screen) == [f"{REVOLUTION}, 3 notes, nearly the same"]
    qtbot.keyClick(screen.across, Qt.Key.Key_Space)
    idle(window, qtbot)
    assert _groups(screen) == [f"{REVOLUTION}, 4 notes, nearly the same"]
    screen.field.setFocus()
    qtbot.keyClicks(screen.field, "Extra")
    idle(window, qtbot)
    assert _groups(screen) == []
    assert screen._nothing.isVisible()
    qtbot.keyClick(screen.near, Qt.Key.Key_Space)
    screen.field.setFocus()
    while screen.field.currentText() != "Back":
        qtbot.keyClick(screen.field, Qt.Key.Key_Up)
    idle(window, qtbot)
    assert _groups(screen) == ["1789, 3 notes"]  # of two note types


def test_a_group_is_merged_by_keys_and_is_one_no_more(
    screen: DuplicatesScreen, window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    qtbot.keyClick(screen.groups, Qt.Key.Key_M, CONTROL | ALT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MergeDialog)
    dialog.finish_up()
    idle(window, qtbot)
    assert _groups(screen) == []
    assert len(collection.search_notes("")) == 4
    window.undo_in_collection()
    idle(window, qtbot)
    assert len(_groups(screen)) == 1


def test_enter_goes_to_the_notes_and_edits_one_and_escape_goes_back(
    screen: DuplicatesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(screen.groups, Qt.Key.Key_Return)
    qtbot.waitUntil(screen.notes.hasFocus)
    qtbot.keyClick(screen.notes, Qt.Key.Key_Escape)
    assert screen.groups.hasFocus()
    screen.notes.setFocus()
    qtbot.keyClick(screen.notes, Qt.Key.Key_Down)
    qtbot.keyClick(screen.notes, Qt.Key.Key_Return)
    assert window.findChildren(EditWindow)[0].form.texts()[0] == REVOLUTION.lower()


def test_keeping_one_note_asks_where_reviews_would_go(
    screen: DuplicatesScreen, window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    session = collection.study("History")
    assert session.next() is not None
    session.answer(Rating.GOOD)
    idle(window, qtbot)
    screen.notes.setFocus()
    qtbot.keyClick(screen.notes, Qt.Key.Key_End)
    qtbot.keyClick(screen.notes, Qt.Key.Key_Delete, SHIFT)
    words = answer("Delete")
    assert "Delete the other note? Its 1 review goes along." in words
    idle(window, qtbot)
    assert 1 not in collection.search_notes("")
    assert _groups(screen) == []
    window.undo_in_collection()
    assert len(collection.search_notes("")) == 5


def test_delete_takes_the_selected_note_alone(
    screen: DuplicatesScreen, window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    qtbot.keyClick(screen.groups, Qt.Key.Key_Delete)
    assert len(collection.search_notes("")) == 5, "no note is selected"
    screen.notes.setFocus()
    qtbot.keyClick(screen.notes, Qt.Key.Key_End)
    qtbot.keyClick(screen.notes, Qt.Key.Key_Delete)
    idle(window, qtbot)
    assert collection.search_notes("") == [1, 3, 4, 5]
    assert _groups(screen) == []


def test_a_group_is_tagged_and_shown_in_browse(
    screen: DuplicatesScreen, window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    qtbot.keyClick(screen.groups, Qt.Key.Key_T, CONTROL)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, TagChooser)
    qtbot.keyClicks(dialog.field, "twice")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert collection.search_notes("tag:twice") == [1, 2]
    idle(window, qtbot)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(screen.groups, Qt.Key.Key_Return, CONTROL)
    browse = window.built("browse")
    assert isinstance(browse, BrowserScreen)
    assert window.front() == "browse"
    assert browse.results.table.rowCount() == 2


def test_delete_pressed_again_leaves_the_last_note_and_the_next_group_alone(
    screen: DuplicatesScreen, window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    for _ in range(2):
        collection.add_note({"Front": "zinc", "Back": "Zn"}, "Chemistry")
    idle(window, qtbot)
    assert _groups(screen) == [f"{REVOLUTION}, 2 notes", "zinc, 2 notes"]
    qtbot.keyClick(screen.groups, Qt.Key.Key_Return)
    for _ in range(3):
        press(qtbot, Qt.Key.Key_Delete)
    idle(window, qtbot)
    for _ in range(2):
        press(qtbot, Qt.Key.Key_Delete)
    idle(window, qtbot)
    assert collection.search_notes("") == [2, 3, 4, 5, 6, 7]
    assert _groups(screen) == ["zinc, 2 notes"]
    assert screen.groups.hasFocus()
    window.undo()
    idle(window, qtbot)
    assert len(_notes(screen)) == 2


def test_of_three_delete_takes_two_at_most(
    screen: DuplicatesScreen, window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_note({"Front": REVOLUTION, "Back": "x"}, "History")
    idle(window, qtbot)
    qtbot.keyClick(screen.groups, Qt.Key.Key_Return)
    for _ in range(5):
        press(qtbot, Qt.Key.Key_Delete)
    idle(window, qtbot)
    assert len(collection.search_notes("")) == 4


def test_the_keyboard_stays_on_its_group_when_the_order_changes(
    screen: DuplicatesScreen, window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    for _ in range(3):
        collection.add_note({"Front": "zinc", "Back": "Zn"}, "Chemistry")
    idle(window, qtbot)
    assert _groups(screen) == ["zinc, 3 notes", f"{REVOLUTION}, 2 notes"]
    group = screen.groups.group()
    assert group is not None
    assert group.text == REVOLUTION
    qtbot.keyClick(screen.groups, Qt.Key.Key_Up)
    collection.add_note({"Front": "lone", "Back": "y"}, "History")
    idle(window, qtbot)
    group = screen.groups.group()
    assert group is not None
    assert group.text == "zinc"
    assert len(_notes(screen)) == 3


def test_a_field_that_is_gone_gives_way_to_the_first(
    screen: DuplicatesScreen, window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen.field.addItem("Former", "Former")
    screen.field.setCurrentIndex(screen.field.count() - 1)
    screen.search()
    idle(window, qtbot)
    assert screen.field.currentIndex() == 0
    assert _groups(screen) == [f"{REVOLUTION}, 2 notes"]
    assert len(collection.search_notes("")) == 5
