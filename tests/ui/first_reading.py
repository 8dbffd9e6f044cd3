"""Articles that are read first, and what a test sees of them."""

from typing import TYPE_CHECKING

from flashcards.ui.main_window import MainWindow
from flashcards.ui.reading.screen import ReadingScreen
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from flashcards.api import Collection

LONG = "# The sea\n\n" + "\n\n".join(
    f"Wave {number} breaks on the shore. It was made by wind far away. Another follows it."
    for number in range(120)
)
TIDES = (
    "# Tides\n\nThe water rises twice a day. The moon draws it. Ebb: the falling of the water.\n"
)


def kept(collection: "Collection", text: str = TIDES) -> int:
    return collection.reading.keep(collection.articles.read(text, "sea.md"))


def reading(window: MainWindow, qtbot: QtBot, source_id: int) -> ReadingScreen:
    screen = window.go("reading", source_id=source_id)
    assert isinstance(screen, ReadingScreen)
    qtbot.waitUntil(lambda: screen.opened is not None)
    screen.page.view.setFocus()
    return screen


def here(screen: ReadingScreen) -> str:
    span = screen.page.view.here
    assert span is not None
    return screen.text()[slice(*span)]


def marks(collection: "Collection", source_id: int) -> list[str]:
    return [each.quote for each in collection.reading.highlights(source_id)]


def fields(collection: "Collection", source_id: int) -> list[tuple[str, ...]]:
    found = collection.articles.passages(source_id)
    return [tuple(collection.note(each.note_id).fields) for each in found]


def is_writing(screen: ReadingScreen) -> bool:
    return screen.page.editor is not None


def select(screen: ReadingScreen, words: str) -> None:
    start = screen.text().index(words)
    screen.page.view.select(start, start + len(words))
