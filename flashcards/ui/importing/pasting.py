"""Takes rows that were copied from a spreadsheet, a page or an editor, to become notes."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

_ELSEWHERE = ("article", "reading", "study")
"""How the names of screens begin where the key to paste means something else, or would disturb."""
_SAMPLE, _LINES = 100_000, 50


def can_paste(window: "MainWindow") -> bool:
    """Whether the screen in front has no other use for what was copied."""
    return not window.front().startswith(_ELSEWHERE)


def paste_notes(window: "MainWindow") -> None:
    """Show what was copied as a table on the import screen; files are looked at as such."""
    copied: QMimeData | None = QApplication.clipboard().mimeData()
    if copied is not None and copied.hasUrls():
        files = [Path(url.toLocalFile()) for url in copied.urls() if url.isLocalFile()]
        if files:
            window.go("import", paths=files)
            return
    text = "" if copied is None else copied.text()
    if not text.strip():
        window.toast(tr("There is nothing to paste: copy rows of a table first"))
        return
    take_text(window, text)


def take_text(window: "MainWindow", text: str) -> None:
    """Show a text as a table on the import screen."""
    from flashcards.ui.importing.screen import ImportScreen

    deck = _deck_chosen(window)
    screen = window.go("import")
    if isinstance(screen, ImportScreen):
        screen.look_at_copied(text, deck)


def is_table(text: str) -> bool:
    """Whether a text is rows of a spreadsheet: as many tabs in each line, and some."""
    counts = {line.count("\t") for line in text[:_SAMPLE].strip("\n").split("\n")[:_LINES]}
    return len(counts) == 1 and 0 not in counts


def _deck_chosen(window: "MainWindow") -> str:
    """Return the deck chosen among those on Today, if that is in front."""
    from flashcards.ui.home.screen import HomeScreen

    if window.front() != HomeScreen.name:
        return ""
    home = window.built(HomeScreen.name)
    return home.deck() if isinstance(home, HomeScreen) else ""
