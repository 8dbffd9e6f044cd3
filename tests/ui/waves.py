"""An article about waves on the review screen, and what a learner does there by key."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from flashcards.ui.deck_from_article.deciding import Choice, ReviewCard
from flashcards.ui.deck_from_article.screen import ArticleScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot

WAVES = """# Waves

**Wave**: A disturbance that carries energy. It moves no matter along.

**Medium**: The stuff a wave travels through.

**Crest**: The highest point of a wave.

## Questions

### What does sound need?

A medium such as air or water.

### What does light not need?

A medium; it travels through empty space.
"""


def open_article(window: MainWindow, qtbot: QtBot, path: Path) -> ArticleScreen:
    """Open an article file and wait until it is read."""
    screen = window.go("article", path=path)
    assert isinstance(screen, ArticleScreen)
    qtbot.waitUntil(lambda: not window.jobs.running())
    return screen


def press(
    screen: ArticleScreen,
    qtbot: QtBot,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key where the keyboard is."""
    qtbot.keyClick(QApplication.focusWidget() or screen, key, modifier)


def cards(screen: ArticleScreen) -> tuple[ReviewCard, ...]:
    """Return the cards in their order."""
    opened = screen.opened()
    assert opened is not None
    return opened.review.cards


def fronts(screen: ArticleScreen, choice: Choice = Choice.CHOSEN) -> list[str]:
    """Return the questions of the cards with a choice."""
    return [card.card.front for card in cards(screen) if card.choice is choice]


def current(screen: ArticleScreen) -> ReviewCard:
    """Return the card in hand."""
    card = screen.card_actions.card()
    assert card is not None
    return card


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the window has no work left."""
    qtbot.waitUntil(lambda: not window.jobs.running())
