"""Tells, after a change that decides intervals, that they follow it from the next answer on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from flashcards.ui.deck_options.breaking_row import BreakingRow
from flashcards.ui.widgets import button, column, label
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

APPLY_TO_PAST = "scheduling.apply_to_past"
OPTIMISE = "scheduling.optimise"


def knows(window: "MainWindow", command_id: str) -> bool:
    """Whether the program can do what a command stands for."""
    return any(row.id == command_id for row in window.commands.rows())


class FollowingNote(QWidget):
    """One line, and the way to judge the past by the new options as well."""

    came = Signal(bool)
    """Whether the line is shown now."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._window = window
        self.apply = button(tr("Reschedule past reviews…"), self._apply)
        words = label(tr("Takes effect from the next answer on."), wrap=True)
        column(self, BreakingRow(self.apply, words=words))
        self.hide()

    def offer(self, *, changed: bool) -> None:
        """Show the line where something was changed."""
        self.apply.setVisible(knows(self._window, APPLY_TO_PAST))
        self.setVisible(changed)
        self.came.emit(changed)

    def _apply(self) -> None:
        self._window.commands.trigger(APPLY_TO_PAST)
