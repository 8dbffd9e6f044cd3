"""The ways to the simulator and the scheduler trial, which exist everywhere."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.ui.commands import Command

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

SIMULATOR, TRIAL = "simulator", "trial"
"""The pages of the screen."""


def commands(window: "MainWindow") -> list[Command]:
    """Return the rows of this folder that stay in force for good."""
    return [
        Command(
            "go.foresight",
            "Si&mulator",
            partial(look_ahead, window, SIMULATOR),
            (),
            "calendar",
            "Go",
            section=2,
            keywords=("simulate", "forecast", "future", "workload", "retention", "trial"),
        ),
        Command(
            "go.trial",
            "Sc&heduler trial",
            partial(look_ahead, window, TRIAL),
            (),
            "check",
            "Go",
            section=2,
            keywords=("fsrs", "sm-2", "compare", "predict", "log loss", "calibration", "simulator"),
        ),
    ]


def look_ahead(window: "MainWindow", page: str) -> None:
    """Open a page for the deck that the screen in front is about, if it is about one."""
    screen = window.built(window.front())
    deck = screen.current_deck() if screen is not None else None
    if deck is None:
        window.go("foresight", page=page)
    else:
        window.go("foresight", page=page, deck=deck)
