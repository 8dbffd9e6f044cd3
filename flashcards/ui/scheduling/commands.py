"""Commands about the schedule: the past of a card, due dates by hand, rules for the past."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.ui.commands import Command
from flashcards.ui.scheduling import current_selection
from flashcards.ui.scheduling.history_commands import history_commands

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def commands(window: "MainWindow") -> list[Command]:
    """Return every row."""
    return [*_by_hand(window), *history_commands(window), *_rules(window)]


def _by_hand(window: "MainWindow") -> list[Command]:
    some = partial(current_selection.has_cards, window)
    return [
        Command("scheduling.set_due", "Set d&ue date…", partial(_ask_due, window),
                ("Ctrl+Shift+U",), "calendar", "Card", section=4, enabled_when=some,
                places=current_selection.WITH_CARDS,
                keywords=("schedule", "postpone", "later", "interval")),
        Command("scheduling.reposition", "Re&position…", partial(_ask_place, window),
                ("Ctrl+Shift+O",), "sort", "Card", section=4, enabled_when=some,
                places=current_selection.WITH_CARDS,
                keywords=("schedule", "new", "order", "place")),
    ]  # fmt: skip


def _rules(window: "MainWindow") -> list[Command]:
    return [
        Command("scheduling.apply_to_past", "Reschedule &past reviews…",
                partial(_open_past, window), ("Ctrl+Shift+H",), "history", "Deck", section=9,
                keywords=("replay", "scheduler", "options", "apply", "fsrs")),
        Command("scheduling.optimise", "&Fit FSRS to my answers…", partial(_open_fit, window),
                (), "stats", "Deck", section=9,
                keywords=("optimise", "optimize", "parameters", "scheduler")),
    ]  # fmt: skip


def _ask_due(window: "MainWindow") -> None:
    from flashcards.ui.scheduling.moving import ask_due

    ask_due(window)


def _ask_place(window: "MainWindow") -> None:
    from flashcards.ui.scheduling.moving import ask_place

    ask_place(window)


def _open_past(window: "MainWindow") -> None:
    window.go("past", deck=current_selection.deck(window))


def _open_fit(window: "MainWindow") -> None:
    from flashcards.ui.scheduling.fit_dialog import open_fit

    open_fit(window, current_selection.deck(window))
