"""The bin's screen: what was deleted comes back, or goes for good when asked, by keys alone."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

from flashcards.ui.bin.screen import BinScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from flashcards.api import Collection
    from tests.conftest import FixedClock


@pytest.fixture
def screen(window: MainWindow, collection: "Collection", fixed_clock: "FixedClock") -> BinScreen:
    for word in ("sun", "moon", "star"):
        collection.add_note({"Front": f"**{word}**", "Back": word}, "Sky::Near")
    collection.add_note({"Front": "cat", "Back": "felis"}, "Animals")
    collection.delete_deck("Sky")
    fixed_clock.advance(days=3)
    collection.delete_notes(collection.search_notes("cat"))
    shown = window.go("bin")
    assert isinstance(shown, BinScreen)
    return shown


def said(screen: BinScreen) -> list[str]:
    model, role = screen.model, Qt.ItemDataRole.AccessibleTextRole
    return [model.data(model.index(number), role) for number in range(model.rowCount())]


def answer(text: str) -> str:
    """Press a button of the question that stands; return what it said."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    words = " ".join(part.text() for part in dialog.findChildren(QLabel))
    next(push for push in dialog.findChildren(QPushButton) if push.text() == text).click()
    return words


def test_the_list_says_what_went_when_and_until_when_it_is_kept(screen: BinScreen) -> None:
    cat, sky = said(screen)
    assert cat == "cat, 1 note · 1 card · 0 reviews, deleted today, kept for 30 more days"
    assert sky.startswith("Sky, Deck · 1 subdeck · 3 notes · 3 cards · 0 reviews, ")
    assert sky.endswith("deleted 3 days ago, kept for 27 more days")
    assert screen.list.hasFocus()


def test_enter_restores_and_undo_puts_it_back(
    screen: BinScreen, window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    qtbot.keyClick(screen.list, Qt.Key.Key_Down)
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(said(screen)) == 1)
    assert collection.deck_names() == ["Animals", "Sky", "Sky::Near"]
    qtbot.waitUntil(lambda: window.toasts.text.text() == "Restored “Sky” with 3 cards")
    qtbot.keyClick(screen.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert collection.deck_names() == ["Animals"]
    assert len(said(screen)) == 2


def test_for_good_is_asked_with_numbers_and_can_be_taken_back(
    screen: BinScreen, window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    qtbot.keyClick(screen.list, Qt.Key.Key_Delete)
    words = answer("Delete for good")
    assert "Delete “cat” for good?" in words
    assert "1 note" in words
    assert len(said(screen)) == 1
    window.commands.trigger("bin.empty")
    assert "3 notes with 0 reviews" in answer("Empty bin")
    assert said(screen) == []
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert len(said(screen)) == 1


def test_an_empty_bin_says_what_it_is_for(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    window.commands.trigger("go.bin")
    shown = window.built("bin")
    assert isinstance(shown, BinScreen)
    texts = [part.text() for part in shown.findChildren(QLabel) if part.isVisible()]
    assert "The bin is empty" in texts
    assert not window.commands.enabled("bin.restore")
