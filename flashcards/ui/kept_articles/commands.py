"""The ways to what is kept of articles, in force everywhere."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.ui.commands import Command

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

UNDO_KEY, REDO_KEY = "Z", "Shift+Z"
"""The same on every screen that has keys of one letter."""


def commands(window: "MainWindow") -> list[Command]:
    """Return the rows of this folder that stay in force for good."""
    return [
        Command(
            "article.fresh",
            "Cards to chec&k",
            partial(window.go, "article_fresh"),
            (),
            "eye",
            "Go",
            section=2,
            keywords=("article", "changed", "fresh look", "look at again", "update"),
        ),
        Command(
            "article.convert",
            "Lists and multiple c&hoice of articles…",
            partial(_convert, window),
            (),
            "list",
            "Edit",
            section=4,
            keywords=("article", "list", "multiple choice", "convert", "note type", "quiz"),
        ),
    ]


def _convert(window: "MainWindow") -> None:
    from flashcards.ui.kept_articles.convert_dialog import open_conversions

    open_conversions(window)


def undo_row(prefix: str, window: "MainWindow", menu: str) -> Command:
    """Return the row by which a screen without steps of its own undoes what was done last."""
    return Command(f"{prefix}.undo", "&Undo", window.undo, (UNDO_KEY,), "undo", menu, section=9,
                   enabled_when=window.can_undo, keywords=("back", "revert"))  # fmt: skip
