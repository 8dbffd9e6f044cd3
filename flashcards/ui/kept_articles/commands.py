"""The ways to what is kept of articles, in force everywhere."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.ui.commands import Command

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


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
    ]
