"""Tells, after a change that decides intervals, that they follow it from the next answer on."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from flashcards.ui.widgets import button, column, label, row
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

APPLY_TO_PAST = "scheduling.apply_to_past"
OPTIMISE = "scheduling.optimise"


def knows(window: "MainWindow", command_id: str) -> bool:
    """Whether the program can do what a command stands for."""
    return any(row.id == command_id for row in window.commands.rows())


class FollowingNote(QFrame):
    """One line, and the way to judge the past by the new options as well."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._window = window
        self.apply = button(tr("Apply to the past…"), self._apply)
        words = label(tr("Intervals follow from the next answer on."), wrap=True)
        self._beside = row(None, gap="inside")
        self._beside.addWidget(words, 1)
        self._beside.addWidget(self.apply)
        column(self, self._beside, margins="inside")
        self.hide()

    def offer(self, *, changed: bool) -> None:
        """Show the line where something was changed."""
        self.apply.setVisible(knows(self._window, APPLY_TO_PAST))
        self.setVisible(changed)

    def _apply(self) -> None:
        self._window.commands.trigger(APPLY_TO_PAST)
