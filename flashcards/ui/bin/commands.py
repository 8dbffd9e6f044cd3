"""The way to the bin, in force everywhere."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.ui.commands import Command

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def commands(window: "MainWindow") -> list[Command]:
    """Return the rows of this folder that stay in force for good."""
    return [
        Command(
            "go.bin",
            "Bi&n",
            partial(window.go, "bin"),
            (),
            "delete",
            "Go",
            section=2,
            keywords=("trash", "deleted", "recycle", "restore", "recover"),
        )
    ]
