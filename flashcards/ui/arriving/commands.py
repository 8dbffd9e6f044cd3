"""The commands that open another collection, and what came from outside and waits."""

from functools import partial
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
        ),
        Command(
            "collection.open",
            "Open another co&llection…",
            partial(_open, window),
            (),
            "",
            keywords=("file", "second", "switch", "profile", "other", "window"),
        ),
        Command(
            "collection.new",
            "Begin a new &collection…",
            partial(_new, window),
            (),
            "",
            keywords=("file", "second", "create", "profile", "separate", "window"),
        ),
    ]


def _open(window: "MainWindow") -> None:
    from flashcards.ui.arriving.choosing import choose_collection

    choose_collection(window)


def _new(window: "MainWindow") -> None:
    from flashcards.ui.arriving.choosing import choose_new

    choose_new(window)
