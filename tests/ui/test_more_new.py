"""More new cards once the day is done: a button and a key, never by Enter unasked."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.at_home import home
from tests.ui.gone_to import recorded_ways
from tests.ui.studying import add_cards, card_text, press, press_with, study

if TYPE_CHECKING:
    from flashcards.api import Collection

CONTROL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def limited(collection: "Collection") -> "Collection":
    """Nine new cards, two a day."""
    add_cards(collection, 9)
    collection.set_options("French", new_per_day=2)
    return collection


def test_the_summary_lets_in_more_and_asks_them(
    window: MainWindow, limited: "Collection", qtbot: QtBot
) -> None:
    screen = study(window)
    press(window, qtbot, " 4 4")
    found = [each.text() for each in screen.ending.findChildren(QPushButton)]
    assert found[:2] == ["Back to Today", "2 more &new cards"]
    press_with(window, qtbot, Qt.Key.Key_L, CONTROL)
    qtbot.waitUntil(lambda: card_text(screen) == "front 3")
    press(window, qtbot, " 4 4")
    assert limited.review_count() == 4
    assert screen.ending.isVisible()


def test_enter_at_the_end_begins_nothing_beyond_the_limits(
    window: MainWindow, limited: "Collection", qtbot: QtBot
) -> None:
    add_cards(limited, 9, "French::More")
    home(window)
    screen = study(window)
    press(window, qtbot, " 4 4")
    assert screen.ending.isVisible()
    ways = recorded_ways(window)
    press_with(window, qtbot, Qt.Key.Key_Return, PLAIN)
    assert ways == [("today", {})]


def test_today_lets_in_more_when_all_is_done_and_undo_takes_it_back(
    window: MainWindow, limited: "Collection", qtbot: QtBot
) -> None:
    screen = home(window)
    assert not screen.hero.more_new.isVisible()
    study(window)
    press(window, qtbot, " 4 4")
    home(window)
    assert screen.hero.big.text() == "Done for today"
    assert screen.hero.more_new.text() == "2 more &new cards"
    assert screen.hero.more_new_key.text() == "Ctrl+L"
    qtbot.mouseClick(screen.hero.more_new, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.hero.big.text() == "2 cards")
    assert not screen.hero.more_new.isVisible()
    assert screen.hero.study.isVisible()
    window.undo()
    qtbot.waitUntil(lambda: screen.hero.big.text() == "Done for today")


def test_where_today_allows_some_still_the_key_says_so(
    window: MainWindow, limited: "Collection", qtbot: QtBot
) -> None:
    screen = home(window)
    press_with(window, qtbot, Qt.Key.Key_L, CONTROL)
    assert screen.hero.big.text() == "2 cards"
    assert str(limited.undo_name) == "Change options"
