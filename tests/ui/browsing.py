"""What tests of the browser share: a screen on six notes, and ways to read it."""

from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot

ANIMALS = ("ant", "bear", "cat", "dog", "eel", "fox")


def open_browser(window: MainWindow, qtbot: QtBot) -> BrowserScreen:
    """The screen on six notes, a to f, in two decks."""
    for number, animal in enumerate(ANIMALS):
        deck = "Animals::Small" if number % 2 == 0 else "Animals::Large"
        window.collection.add_note({"Front": animal, "Back": animal.upper()}, deck, [animal[0]])
    screen = window.go("browse")
    assert isinstance(screen, BrowserScreen)
    qtbot.waitUntil(window.isActiveWindow)
    screen.sort("question")
    return screen


def shown(screen: BrowserScreen) -> list[str]:
    table = screen.results.table
    cards = [table.card(row) for row in range(table.rowCount())]
    return [card.question for card in cards if card is not None]


def selected(screen: BrowserScreen) -> list[str]:
    rows = [screen.results.table.card(row) for row in screen.view.selected_rows()]
    return [card.question for card in rows if card is not None]


def search(screen: BrowserScreen, qtbot: QtBot, text: str) -> None:
    screen.search.setFocus()
    screen.search.selectAll()
    qtbot.keyClicks(screen.search, text)
    qtbot.waitUntil(lambda: screen.results.query == text)
