"""The editor's commands that are in force everywhere."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.ui.commands import Command

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def commands(window: "MainWindow") -> list[Command]:
    """Return the rows that open the windows for new notes."""
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
        ),
        Command(
            "note.occlusion",
            "&Image occlusion…",
            partial(_cover_picture, window),
            ("Ctrl+Alt+O",),
            "occlusion",
            "Edit",
            section=2,
            keywords=("new", "add", "picture", "mask", "cover", "hide", "draw", "screenshot"),
        ),
    ]


def _cover_picture(window: "MainWindow") -> None:
    from flashcards.ui.occlusion.opening import add_occlusion

    add_occlusion(window)
