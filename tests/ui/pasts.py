"""What tests of a card's past share: a card answered on several days, and the list of its past."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from flashcards import Collection, Rating
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.main_window import MainWindow
from flashcards.ui.scheduling.history_list import HistoryList
from flashcards.ui.scheduling.history_model import answer_words
from tests.conftest import FixedClock
from tests.qtbot import QtBot

DAYS = (0, 1, 6)


def answered_card(collection: Collection, clock: FixedClock, *ratings: Rating) -> int:
    """Add a card and answer it on its days (Good, Good, Good by default); return its id."""
    collection.add_note({"Front": "front", "Back": "back"}, deck="French")
    asked = 0
    for days, rating in zip(DAYS, ratings or (Rating.GOOD,) * 3, strict=True):
        clock.advance(days=days)
        session = collection.study()
        card = session.next()
        assert card is not None
        asked = int(card.id)
        session.answer(rating, 2_000)
    return asked


def open_past(window: MainWindow, qtbot: QtBot) -> HistoryList:
    """Show the past of the only card in the browser, with the keyboard in it."""
    window.search("")
    screen = window.built("browse")
    assert isinstance(screen, BrowserScreen)
    qtbot.waitUntil(window.isActiveWindow)
    screen.view.select_row(0)
    screen.detail.settle()
    screen.detail.tabs.setCurrentIndex(1)
    shown = screen.detail.history.past.list
    shown.setFocus()
    return shown


def headings(shown: HistoryList) -> list[str]:
    """Return what the lines say was done, newest first; what is struck in brackets."""
    return [
        answer_words(line) if line.standing else f"({answer_words(line)})"
        for line in shown.lines.rows
    ]


def down(qtbot: QtBot, shown: HistoryList, times: int = 1) -> None:
    """Go down some lines by the arrow key."""
    for _ in range(times):
        qtbot.keyClick(shown, Qt.Key.Key_Down)


def press_in_menu(qtbot: QtBot, text: str) -> None:
    """Choose the entry of the open menu whose text begins so, by the keyboard."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for action in menu.actions():
        if action.isVisible() and action.text().replace("&", "").startswith(text):
            menu.setActiveAction(action)
            qtbot.keyClick(menu, Qt.Key.Key_Return)
            return
    raise AssertionError([action.text() for action in menu.actions() if action.isVisible()])
