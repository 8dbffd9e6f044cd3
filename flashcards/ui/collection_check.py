"""Compares everything derived with the facts in the background, and offers to mend what differs."""

from typing import TYPE_CHECKING

from flashcards.model.messages import Message
from flashcards.ui import messages
from flashcards.ui.words import plural, tr, worded

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

_TOLD = 12
"""So many problems are told one by one."""


def check(window: "MainWindow") -> None:
    """Check the collection of a window and say what was found."""
    window.jobs.run(
        tr("Checking the collection"),
        lambda progress: window.collection.check(progress=progress),
        on_done=lambda problems: _tell(window, problems),
    )


def _tell(window: "MainWindow", problems: list[Message]) -> None:
    if not problems:
        window.toast(tr("No problems found"))
        return
    messages.ask(
        window,
        plural(
            len(problems),
            "{count} problem found in the collection",
            "{count} problems found in the collection",
        ),
        "\n".join(map(worded, problems[:_TOLD])),
        action=tr("Repair"),
        on_yes=lambda: _repair(window),
    )


def _repair(window: "MainWindow") -> None:
    window.jobs.run(
        tr("Repairing the collection"),
        lambda progress: window.collection.check(repair=True, progress=progress),
        on_done=lambda _: window.toast(tr("The collection was repaired")),
        writes=True,
    )
