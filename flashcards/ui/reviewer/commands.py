"""What can be asked of studying from every screen."""

from typing import TYPE_CHECKING

from flashcards.ui.commands import Command
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def commands(window: "MainWindow") -> list[Command]:
    """Return the rows that are in force everywhere."""
    return [
        Command(
            "study.all",
            "Study &all decks",
            window.study,
            (),
            "study",
            "Deck",
            section=7,
            keywords=("review", "start", "learn"),
        ),
        Command(
            "study.unbury",
            "Un&bury all cards",
            lambda: _unbury(window),
            (),
            "bury",
            "Card",
            section=5,
            keywords=("unbury", "today"),
        ),
    ]


def _unbury(window: "MainWindow") -> None:
    window.writes.do(window.collection.unbury, then=lambda count: _tell(window, count))


def _tell(window: "MainWindow", count: int) -> None:
    if not count:
        window.toast(tr("No cards are buried"))
        return
    words = plural(count, "Unburied {count} card", "Unburied {count} cards")
    window.toast(words, tr("Undo"), window.undo)
