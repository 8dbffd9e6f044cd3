"""The command that opens what came from outside and waits."""

from typing import TYPE_CHECKING

from flashcards.ui.commands import Command

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def commands(window: "MainWindow") -> list[Command]:
    """Return the rows of this folder."""
    return [
        Command(
            "file.open_waiting",
            "Open the file that &waits",
            window.arrivals.open_next,
            (),
            "",
            "File",
            section=1,
            offered_when=lambda: bool(window.arrivals.waiting),
            keywords=("next", "queue", "double click", "handed over", "dropped"),
        )
    ]
