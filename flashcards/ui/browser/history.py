"""A card's past: its numbers, every answer, and why the interval is what it is."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from flashcards.ui import theme
from flashcards.ui.browser.columns import BY_NAME, Today
from flashcards.ui.scheduling.history_pane import HistoryPane
from flashcards.ui.widgets import column, label
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.model.rows import CardRow
    from flashcards.ui.main_window import MainWindow

_FACTS = ("deck", "state", "due", "interval", "ease", "reviews", "lapses", "created", "changed")


class History(QWidget):
    """Shows the past of one card."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._facts = {name: label("") for name in _FACTS}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE.inside)
        grid.setVerticalSpacing(theme.SPACE.hair)
        for number, (name, value) in enumerate(self._facts.items()):
            down, side = (0, 0) if name == "deck" else divmod(number + 1, 2)
            caption = label(tr(BY_NAME[name].title), "caption")
            grid.addWidget(caption, down, side * 2)
            grid.addWidget(value, down, side * 2 + 1, 1, 3 if name == "deck" else 1)
            value.setWordWrap(name == "deck")
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.past = HistoryPane(window)
        column(self, grid, self.past, gap="inside", margins="inside").setStretch(1, 1)

    def show_card(self, row: "CardRow", today: Today) -> None:
        """Show the past of a card."""
        for name, value in self._facts.items():
            value.setText(BY_NAME[name].text(row, today) or "–")
        self.past.show_card(int(row.id))
