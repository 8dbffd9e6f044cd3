"""The first rows of a table as the cards they would become, one row at a time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from flashcards.ui.widgets import column, icon_button, label, row
from flashcards.ui.words import tr, worded

if TYPE_CHECKING:
    from flashcards.collection.files.samples import SampleRow
    from flashcards.ui.editor.preview import Preview
    from flashcards.ui.main_window import MainWindow

SCALE = 0.75


class CardsPart(QWidget):
    """Turns from row to row; says why a row becomes no note."""

    turned = Signal(int)
    """Another of the rows is shown, counted from 0."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._rows: Sequence[SampleRow] = ()
        self._deck = ""
        self._at = 0
        self.which = label("", "muted")
        self.before = icon_button("chevron-up", tr("Previous row"), lambda: self.step(-1))
        self.after = icon_button("chevron-down", tr("Next row"), lambda: self.step(1))
        self._window = window
        self._made: Preview | None = None
        self.turning = QWidget()
        """Says which row is shown, and turns to others; it stands beside the tabs."""
        self.turning.setProperty("role", "bare")
        row(self.turning, self.which, self.before, self.after, gap="hair")
        self._layout = column(self, gap="none", margins="inside")

    @property
    def cards(self) -> "Preview":
        """What draws the cards; it is made for the first table, since the screen opens at once."""
        if self._made is None:
            from flashcards.ui.editor.preview import Preview

            self._made = Preview(self._window, scale=SCALE)
            self._made.tags_and_deck = self._tags_and_deck
            self._layout.addWidget(self._made)
        return self._made

    def show_rows(self, rows: "Sequence[SampleRow]", deck: str) -> None:
        """Show the rows of a table; ``deck`` is where notes go whose row names none."""
        self._rows, self._deck = rows, deck
        self._at = min(self._at, max(0, len(rows) - 1))
        self._show()

    def step(self, by: int) -> None:
        """Show another row."""
        if self._rows:
            self._at = (self._at + by) % len(self._rows)
            self._show()

    @property
    def at(self) -> int:
        """Which of the rows is shown."""
        return self._at

    def _show(self) -> None:
        for push in (self.before, self.after):
            push.setEnabled(len(self._rows) > 1)
        if not self._rows:
            self.which.setText("")
            self.cards.clear()
            return
        shown = self._rows[self._at]
        self.which.setText(tr("Line {line}", line=shown.line))
        if shown.note_type is None or shown.fields is None:
            self.cards.clear(worded(shown.problem) if shown.problem is not None else "")
        else:
            self.cards.show_note(shown.note_type, shown.fields, 0)
        self.turned.emit(self._at)

    def _tags_and_deck(self) -> tuple[Sequence[str], str]:
        if not self._rows:
            return (), ""
        shown = self._rows[self._at]
        return shown.tags, shown.deck or self._deck
