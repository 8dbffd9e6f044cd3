"""A card's past: its numbers, every answer, and why the interval is what it is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from flashcards.ui import theme
from flashcards.ui.browser.columns import BY_NAME, Today
from flashcards.ui.hints import set_hint
from flashcards.ui.scheduling.history_pane import HistoryPane
from flashcards.ui.widgets import ElidedLabel, column, command_button, label
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.model.rows import CardRow
    from flashcards.ui.main_window import MainWindow
    from flashcards.ui.widgets.buttons import CommandButton

_FACTS = ("deck", "state", "due", "interval", "ease", "reviews", "lapses", "created", "changed")


class History(QWidget):
    """Shows the past of one card."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._facts = {name: label("") for name in _FACTS}
        self._captions = {name: label(tr(BY_NAME[name].title), "caption") for name in _FACTS}
        self._facts["deck"] = ElidedLabel()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.SPACE.inside)
        self._grid.setVerticalSpacing(theme.SPACE.hair)
        self._in_row = 0
        self._arrange(2)
        self.past = HistoryPane(window)
        self._window = window
        self._of_note: CommandButton | None = None
        """Leads to what the note said before; of a command that comes later than this."""
        self._column = column(self, self._grid, self.past, gap="inside", margins="inside")
        self._column.setStretch(1, 1)

    def show_card(self, row: "CardRow", today: Today) -> None:
        """Show the past of a card."""
        if self._of_note is None:
            self._of_note = command_button(self._window, "browse.note_history", kind="link")
            self._column.addWidget(self._of_note, 0, Qt.AlignmentFlag.AlignLeading)
        for name, value in self._facts.items():
            value.setText(BY_NAME[name].text(row, today) or "–")
        set_hint(self._facts["deck"], self._facts["deck"].text())
        self._fit()
        self.past.show_card(int(row.id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each fact a line of its own where two have no room beside one another."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.contentsRect().width() - 2 * theme.SPACE.inside - 3 * theme.SPACE.inside
        self._arrange(2 if self._needed() <= room else 1)

    def _needed(self) -> int:
        """Return how wide two facts are beside one another."""
        beside = 0
        for side in (_FACTS[1::2], _FACTS[2::2]):
            beside += max(self._captions[name].sizeHint().width() for name in side)
            beside += max(self._facts[name].sizeHint().width() for name in side)
        return beside

    def _arrange(self, in_row: int) -> None:
        if in_row == self._in_row:
            return
        self._in_row = in_row
        for number, (name, value) in enumerate(self._facts.items()):
            down, side = (0, 0) if name == "deck" else divmod(number + in_row - 1, in_row)
            span = 2 * in_row - 1 if name == "deck" else 1
            self._grid.addWidget(self._captions[name], down, side * 2)
            self._grid.addWidget(value, down, side * 2 + 1, 1, span)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, in_row - 1)
