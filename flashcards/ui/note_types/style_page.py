"""The style sheet of a note type, and a card dressed in it by day and by night."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from flashcards.ui.note_types.card_preview import DELAY_MS, SCALE, ExampleLine, rendered
from flashcards.ui.note_types.edited import as_shown
from flashcards.ui.note_types.example import Example
from flashcards.ui.note_types.gaps import keep_apart
from flashcards.ui.note_types.keeper import TypeKeeper
from flashcards.ui.note_types.source_edit import SourceEdit
from flashcards.ui.rich_text import CardView
from flashcards.ui.tokens import DARK, LIGHT
from flashcards.ui.widgets import column, label, row
from flashcards.ui.widgets.splitter import Splitter
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class StylePage(QWidget):
    """The source at one side, the card at the other."""

    def __init__(self, window: "MainWindow", keeper: TypeKeeper, example: Example) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._keeper, self._example = keeper, example
        self._place = 0
        self.edit = SourceEdit(tr("Style sheet"))
        self.edit.written.connect(self._write)
        self.edit.setPlaceholderText(tr("Rules in CSS, such as .card { font-size: 20px; }"))
        self.light = CardView(window, scale=SCALE, tokens=LIGHT)
        self.light.setAccessibleName(tr("Preview in the light theme"))
        self.dark = CardView(window, scale=SCALE, tokens=DARK)
        self.dark.setAccessibleName(tr("Preview in the dark theme"))
        caption = label(tr("St&yle for all cards of this type"), "caption")
        caption.setBuddy(self.edit)
        left = QWidget()
        left.setProperty("role", "bare")
        column(left, caption, self.edit, gap="hair")
        right = QWidget()
        right.setProperty("role", "bare")
        sheets = column(None, _paper("light", self.light), _paper("dark", self.dark), gap="inside")
        column(right, ExampleLine(example), sheets, gap="hair").setStretch(1, 1)
        both = Splitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(left)
        both.addWidget(right)
        keep_apart(both)
        both.setStretchFactor(0, 1)
        both.setStretchFactor(1, 1)
        row(self, both)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.draw)
        example.changed.connect(self._timer.start)

    def show_type(self) -> None:
        """Show the style as it is now."""
        self.edit.show_text(self._keeper.value.css)
        self._timer.start()

    def show_template(self, place: int) -> None:
        """Show the card of a template."""
        self._place = place
        self._timer.start()

    def draw(self) -> None:
        """Dress the card in the style as it is now."""
        self._timer.stop()
        if not self._keeper.is_open or self._keeper.stored is None:
            return
        value = self._keeper.value
        shown = as_shown(value, self._keeper.stored)
        card = rendered(shown, self._example.texts(value), self._place)
        for view in (self.light, self.dark):
            view.set_html(card.answer_html, shown.css, number=card.number, keep_scroll=True)

    def _write(self, css: str) -> None:
        self._keeper.take(replace(self._keeper.value, css=css), "Edit style", "css")


def _paper(name: str, view: CardView) -> QFrame:
    view.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    view.setMinimumWidth(1)
    frame = QFrame()
    frame.setProperty("role", f"paper-{name}")
    column(frame, view, margins="hair")
    return frame
