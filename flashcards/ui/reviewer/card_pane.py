"""The card as it is studied: nothing moves when the answer appears below the question."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QScrollBar

from flashcards.ui import theme
from flashcards.ui.rich_text import CardView
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

TOP_SHARE = 0.14
"""Air above the question, as a share of the height: short cards should not stick to the top."""
OVERLAP_PX = 48
"""How much of a page is seen again after paging down."""


class _QuietScrollBar(QScrollBar):
    """Keeps its place, and shows itself only where there is something to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar, or nothing at all."""
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class CardPane(CardView):
    """Shows the question, then the answer under it, with the question in the same place."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.setVerticalScrollBar(_QuietScrollBar(Qt.Orientation.Vertical))
        # A bar that comes with the answer would narrow the text and move the question.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(tr("Card"))

    def ask(self, html: str, css: str) -> None:
        """Show a question from its beginning."""
        self.set_html(html, css)

    def reveal(self, html: str, css: str) -> None:
        """Show the answer side and stay where the learner was reading."""
        self.set_html(html, css, keep_scroll=True)

    def has_more_below(self) -> bool:
        """Whether part of the text, not of the air beneath it, lies below the edge."""
        bar = self.verticalScrollBar()
        return bar.maximum() - bar.value() > int(theme.SPACE.around)

    def page_down(self) -> None:
        """Go on reading, with the last lines still in sight."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + max(OVERLAP_PX, bar.pageStep() - OVERLAP_PX))

    def _air_above(self) -> float:
        return float(max(theme.SPACE.around, round(self.viewport().height() * TOP_SHARE)))
