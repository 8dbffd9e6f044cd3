"""The ways to what tidies a collection, in force everywhere."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.ui.commands import Command

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def commands(window: "MainWindow") -> list[Command]:
    """Return the rows of this folder that stay in force for good."""
    return [
        Command("go.duplicates", "&Duplicates", partial(window.go, "duplicates"),
                ("Ctrl+Alt+U",), "copy", "Go", section=2,
                keywords=("double", "twice", "same", "similar", "merge", "find", "dupe")),
        Command("go.empty_cards", "Empty &cards", partial(window.go, "empty_cards"),
                ("Ctrl+Alt+E",), "clear-format", "Go", section=2,
                keywords=("blank", "nothing", "without", "delete", "clean", "check")),
    ]  # fmt: skip
