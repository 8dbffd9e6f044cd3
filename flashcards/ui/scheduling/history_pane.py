"""A card's past with the buttons for what one does to a line of it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from flashcards.ui.scheduling.history_list import HistoryList
from flashcards.ui.widgets import FlowRow, column, command_button, label
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class HistoryPane(QWidget):
    """The list of a card's past; beneath it one corrects, strikes and restores."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.list = HistoryList(window)
        words = tr("This is a new card: you have not answered it yet.")
        self.empty = label(words, "muted", wrap=True)
        self.correct = command_button(window, "history.correct")
        self.strike = command_button(window, "history.strike")
        self.restore = command_button(window, "history.restore")
        self._buttons = FlowRow(self.correct, self.strike, self.restore)
        column(self, self.empty, self.list, self._buttons, gap="inside").setStretch(1, 1)
        self.list.line_changed.connect(self._show_buttons)

    def show_card(self, card_id: int) -> None:
        """Show the past of a card."""
        self.list.show_card(card_id)
        some = bool(self.list.lines.rows)
        self.empty.setVisible(not some)
        self.list.setVisible(some)
        self._buttons.setVisible(some)

    def _show_buttons(self) -> None:
        line = self.list.line()
        standing = line is None or line.standing
        self.strike.setVisible(standing)
        self.restore.setVisible(not standing)
