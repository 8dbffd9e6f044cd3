"""Nothing on the screen is taken down by Python, whenever it looks for garbage."""

import gc
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QListView, QMenu

from flashcards.ui import screens
from flashcards.ui.home.screen import HomeScreen
from flashcards.ui.main_window import MainWindow
from flashcards.ui.text_keys import FocusKeys
from tests.qtbot import QtBot
from tests.ui.planned import idle
from tests.ui.studying import add_cards
from tests.ui.wrappers import left_over, misplaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flashcards.api import Collection

CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
SCREENS = {
    Qt.Key.Key_2: "study",
    Qt.Key.Key_3: "browse",
    Qt.Key.Key_1: "today",
    Qt.Key.Key_4: "articles",
    Qt.Key.Key_5: "statistics",
    Qt.Key.Key_6: "planning",
    Qt.Key.Key_Comma: "preferences",
}


@pytest.fixture
def closing(window: MainWindow) -> "Iterator[None]":
    """Close the collection the window ended up with; the first one is closed by its fixture."""
    yield
    window.collection.close()


def _press(
    window: MainWindow, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE
) -> None:
    """Press a key wherever the keyboard is, and let Python look for garbage."""
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)
    QApplication.processEvents()
    gc.collect()


def test_panels_over_the_window_leave_menus_and_screens_alive(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    add_cards(collection, 3)
    window.go("today")
    for key, name in SCREENS.items():
        _press(window, qtbot, key, CONTROL)
        idle(window, qtbot)
        assert window.front() == name
        for panel, modifier in ((Qt.Key.Key_F1, NONE), (Qt.Key.Key_K, CONTROL)):
            _press(window, qtbot, panel, modifier)
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            _press(window, qtbot, Qt.Key.Key_Escape)
        assert misplaced() == []
    titles = [action.text() for action in window.menuBar().actions() if action.isVisible()]
    assert titles[0] == "&File"


@pytest.mark.usefixtures("closing")
def test_a_backup_is_restored_from_the_palette(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    add_cards(collection, 2)
    collection.backup()
    add_cards(collection, 3)
    window.go("today")
    _press(window, qtbot, Qt.Key.Key_F1)
    _press(window, qtbot, Qt.Key.Key_Escape)
    _press(window, qtbot, Qt.Key.Key_K, CONTROL)
    qtbot.keyClicks(QApplication.focusWidget(), "restore")
    _press(window, qtbot, Qt.Key.Key_Return)
    idle(window, qtbot)
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    gc.collect()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.collection is not collection)
    idle(window, qtbot)
    gc.collect()
    screen = window.built("today")
    assert isinstance(screen, HomeScreen)
    assert screen.hero.big.text() == "2 cards"
    window.activateWindow()  # what a window manager does when a dialog closes
    qtbot.waitUntil(window.isActiveWindow)
    _press(window, qtbot, Qt.Key.Key_3, CONTROL)
    assert window.front() == "browse"
    assert misplaced() == []


def test_menus_drawn_anew_do_not_pile_up(window: MainWindow, qtbot: QtBot) -> None:
    def menus_after_a_round() -> int:
        for name in ("study", "browse", "statistics", "today"):
            window.go(name)
            idle(window, qtbot)
        window.commands.fill(window.menuBar())
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return len(window.menuBar().findChildren(QMenu))

    first = menus_after_a_round()  # a screen's own menus come with it once
    assert menus_after_a_round() == first


def test_nothing_is_kept_of_screens_that_were_drawn_anew(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    add_cards(collection, 3)
    before = left_over()
    for scale in (0.8, 1.0):
        for row in screens.SCREENS:
            window.go(row.name)
            idle(window, qtbot)
        window.add_note()
        idle(window, qtbot)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        window.go("today")
        window.change_settings(text_scale=scale)
        idle(window, qtbot)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert left_over() == before


def test_what_is_deleted_while_it_has_the_keyboard_raises_nothing(window: MainWindow) -> None:
    popup = QListView(window)
    keys = FocusKeys(window)
    shiboken6.delete(popup)
    keys.follow(popup, window)
    assert QApplication.focusWidget() is not popup
