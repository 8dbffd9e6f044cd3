"""Small articles for the tests of what the window does with articles that are kept."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from flashcards import Rating
from flashcards.ui.kept_articles.answer_screen import AnswerScreen
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reviewer.screen import ReviewerScreen
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from flashcards.api import Collection
    from tests.conftest import FixedClock

LIGHTS = """# Lights of the shore

A few words on lamps that stand by the sea.

## Words

Lantern room
: The glazed top of a lighthouse that holds the lamp.

Occulting light
: A light that is on for longer than it is dark.

## Why do lighthouses have stripes?

Stripes let sailors tell one tower from another by day.

## What a keeper did

A keeper had three duties:

- trim the wicks
- wind the clockwork
- write the log
"""
"""Two terms, a question and a list: four notes, six cards."""
OCCULTING = "A light that is on for longer than it is dark."
FIXED = "A lamp whose dark spells are shorter than its bright ones, seen from afar."
LANTERN = "The glazed top of a lighthouse that holds the lamp."
LARGER = "The glass room above the gallery, with its lens."
NEWER = (
    LIGHTS.replace(OCCULTING, FIXED)
    .replace(LANTERN, LARGER)
    .replace("## What a keeper did", "## Duties")
    .replace("## Why do lighthouses have stripes?\n\n", "")
    .replace("Stripes let sailors tell one tower from another by day.\n\n", "")
    + "\n## More words\n\nGallery\n: The outside walk around the lantern room.\n"
)
ADDRESS = "https://example.org/lights.md"
LAMPS, HEBREW = "https://example.org/lamps.md", "https://example.org/he.md"


def keep(collection: "Collection", text: str = LIGHTS, address: str = ADDRESS) -> int:
    """Make a deck of an article and return the article's id."""
    draft = collection.articles.read(text, address)
    collection.articles.accept(draft, draft.above(0))
    return next(s.id for s in collection.articles.sources() if s.address == address)


def learn(collection: "Collection", clock: "FixedClock", days: int = 90) -> None:
    """Answer everything well for a while, until all of it is known."""
    for _ in range(days):
        session = collection.study()
        while session.next() is not None:
            session.answer(Rating.EASY)
        session.close()
        clock.advance(days=1)


def press(window: MainWindow, qtbot: QtBot, *keys: Qt.Key) -> None:
    """Press keys one after the other wherever the keyboard is."""
    for key in keys:
        press_with(window, qtbot, key, Qt.KeyboardModifier.NoModifier)


def press_with(
    window: MainWindow, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    """Press a key together with another one."""
    focused = QApplication.focusWidget()
    target = focused if focused is not None and focused.window() is window else window
    qtbot.keyClick(target, key, modifier)


def runs(screen: AnswerScreen | ReviewerScreen) -> bool:
    """Tell whether the time of the card in front is being counted."""
    return screen.sitting.pacing.stopwatch.running
