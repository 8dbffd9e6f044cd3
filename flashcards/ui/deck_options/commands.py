"""Commands of the deck options that exist everywhere."""

from typing import TYPE_CHECKING

from flashcards.ui.commands import Command

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def commands(window: "MainWindow") -> list[Command]:
    """Return none: the way here leads over a deck, the rest belongs to the screen in front."""
    return []
