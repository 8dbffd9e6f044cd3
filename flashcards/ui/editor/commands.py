"""The editor's commands that are in force everywhere."""

from typing import TYPE_CHECKING

from flashcards.ui.commands import Command

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def commands(window: "MainWindow") -> list[Command]:
    """Return the row that opens the window for a new note."""
    return [
        Command(
            "note.add",
            "&Add note",
            window.add_note,
            ("Ctrl+N",),
            "add",
            "Edit",
            section=2,
            keywords=("new", "create", "write", "card"),
        )
    ]
