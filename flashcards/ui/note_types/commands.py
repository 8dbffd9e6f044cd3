"""The way to the note types, in force everywhere."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.ui.commands import Command

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def commands(window: "MainWindow") -> list[Command]:
    """Return the rows of this folder that stay in force for good."""
    return [
        Command(
            "go.note_types",
            "N&ote types",
            partial(window.go, "note_types"),
            ("Ctrl+Shift+Y",),
            "list",
            "Go",
            section=2,
            keywords=("template", "fields", "style", "css", "model", "kind", "layout", "manage"),
        )
    ]
