"""The way to the media files, in force everywhere."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.ui.commands import Command

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def commands(window: "MainWindow") -> list[Command]:
    """Return the rows of this folder that stay in force for good."""
    return [
        Command(
            "go.media",
            "&Media",
            partial(window.go, "media"),
            (),
            "image",
            "Go",
            section=2,
            keywords=("pictures", "sounds", "unused", "missing", "files", "check media"),
        )
    ]
