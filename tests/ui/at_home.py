"""What tests of the first screen share: the screen itself, and a deck to delete."""

from PySide6.QtCore import Qt

from flashcards.ui.home.screen import HomeScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot


def home(window: MainWindow) -> HomeScreen:
    """Bring the first screen to the front."""
    screen = window.go("today")
    assert isinstance(screen, HomeScreen)
    return screen


def delete_deck(screen: HomeScreen, qtbot: QtBot, deck: str) -> None:
    """Choose a deck and press Delete."""
    screen.choose_deck(deck)
    screen.tree.setFocus()
    qtbot.keyClick(screen.tree, Qt.Key.Key_Delete)
