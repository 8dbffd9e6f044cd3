"""Deleting is safe: asked before where something was learnt, once a press, and taken back."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

from flashcards import Rating
from flashcards.ui import screens
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.at_home import delete_deck, home
from tests.ui.browsing import open_browser, search

if TYPE_CHECKING:
    from flashcards.api import Collection

CTRL = Qt.KeyboardModifier.ControlModifier


def asked() -> QDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    return dialog


def press(dialog: QDialog, text: str) -> None:
    next(push for push in dialog.findChildren(QPushButton) if push.text() == text).click()


@pytest.fixture
def decks(collection: "Collection") -> None:
    for deck in ("French", "French::Verbs", "Latin", "Zoology"):
        collection.add_note({"Front": f"a {deck}", "Back": "b"}, deck)
    session = collection.study("French")
    for _ in range(2):
        session.next()
        session.answer(Rating.GOOD)


def test_a_deck_with_a_past_asks_with_its_numbers(
    decks: None, window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen = home(window)
    delete_deck(screen, qtbot, "French")
    assert "French" in collection.deck_names()
    said = " ".join(part.text() for part in asked().findChildren(QLabel))
    assert "Delete the deck “French”?" in said
    assert "1 subdeck, 2 notes, 2 cards, 2 reviews" in said
    assert "30 days" in said
    press(asked(), "Cancel")
    assert "French" in collection.deck_names()
    qtbot.keyClick(screen.tree, Qt.Key.Key_Delete)
    press(asked(), "Delete deck")
    assert collection.deck_names() == ["Latin", "Zoology"]
    assert screen.deck() == "Latin"
    qtbot.keyClick(screen.tree, Qt.Key.Key_Z, CTRL)
    assert len(collection.deck_names()) == 4


def test_delete_pressed_again_takes_no_deck_that_nobody_chose(
    decks: None, window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen = home(window)
    delete_deck(screen, qtbot, "Latin")
    assert "Latin" not in collection.deck_names()
    assert screen.deck() == "Zoology"
    qtbot.keyClick(screen.tree, Qt.Key.Key_Delete)
    assert "Zoology" in collection.deck_names()
    press(asked(), "Cancel")


def test_no_key_held_down_does_more_than_go_about(decks: None, window: MainWindow) -> None:
    for row in screens.SCREENS:
        window.go(row.name)
    careful = ("delete", "undo", "redo", "bury", "suspend", "reset", "rate", "forget", "remove")
    rows = window.commands.rows()
    repeating = {row.id for row in rows if window.commands.action(row.id).autoRepeat()}
    assert not {name for name in repeating if any(word in name for word in careful)}
    assert "text.larger" in repeating
    assert "today.delete" not in repeating
    # Words of an article are selected by the same keys on two screens, and masks gone about by
    # those of the window that draws them.
    elsewhere = ("read.", "draw.")
    assert len({name for name in repeating if not name.startswith(elsewhere)}) < 30


def test_undo_takes_a_deletion_back_wherever_the_focus_went(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen = open_browser(window, qtbot)
    search(screen, qtbot, "ant")
    screen.view.setFocus()
    screen.view.selectAll()
    qtbot.keyClick(screen.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: collection.search("ant") == [])
    screen.search.setFocus()
    qtbot.keyClick(screen.search, Qt.Key.Key_Z, CTRL)
    assert len(collection.search("ant")) == 1
    assert screen.search.text() == "ant"
    qtbot.keyClicks(screen.search, "x")
    qtbot.keyClick(screen.search, Qt.Key.Key_Z, CTRL)
    assert screen.search.text() != "antx", "what is typed in a field is the field's to take back"
    assert len(collection.search("ant")) == 1


def test_enter_in_a_question_of_deleting_deletes_nothing(
    decks: None, window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen = home(window)
    delete_deck(screen, qtbot, "French")
    dialog = asked()
    defaults = [push.text() for push in dialog.findChildren(QPushButton) if push.isDefault()]
    assert defaults == ["Cancel"]
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert "French" in collection.deck_names()
    assert QApplication.activeModalWidget() is None
    window.commands.trigger("today.delete")
    dialog = asked()
    qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Tab)
    qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)
    assert "French" not in collection.deck_names(), "the learner went to the button"


def test_emptying_the_bin_is_not_what_enter_does(
    decks: None, window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    collection.delete_deck("Latin")
    window.go("bin")
    for command in ("bin.delete", "bin.empty"):
        window.commands.trigger(command)
        qtbot.keyClick(asked(), Qt.Key.Key_Return)
        assert len(collection.bin()) == 1


def test_undo_after_a_note_deleted_while_studying_is_of_the_deletion_in_any_field(
    decks: None, window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen = open_browser(window, qtbot)
    search(screen, qtbot, "ant")
    window.go("study", deck="Latin")
    window.commands.trigger("study.delete")
    assert collection.search("deck:Latin") == []
    window.go("browse", query=None)
    screen.search.setFocus()
    qtbot.keyClick(screen.search, Qt.Key.Key_Z, CTRL)
    assert len(collection.search("deck:Latin")) == 1
    assert screen.search.text() == "ant"


def test_undo_after_a_preset_was_deleted_is_of_that_in_any_field(
    decks: None, window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    from flashcards.ui.deck_options.preset_actions import delete_preset

    screen = open_browser(window, qtbot)
    search(screen, qtbot, "ant")
    collection.add_preset("Fast", deck="Latin")
    preset = collection.preset_of("Latin")
    delete_preset(window, preset)
    assert preset.id not in {each.id for each in collection.presets()}
    screen.search.setFocus()
    qtbot.keyClick(screen.search, Qt.Key.Key_Z, CTRL)
    assert preset.id in {each.id for each in collection.presets()}
    assert screen.search.text() == "ant"
