"""A scroll bar that is seen only where there is something to scroll."""

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar


class QuietScrollBar(QScrollBar):
    """Keeps its place, so that nothing moves when there is suddenly more to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar, or nothing at all, on the colour of the card."""
        holder = self.parent()
        view = holder.parent() if holder is not None else None
        colour = getattr(view, "card_colour", None)
        if isinstance(colour, QColor):
            with QPainter(self) as painter:
                painter.fillRect(self.rect(), colour)
        if self.maximum() > self.minimum():
            super().paintEvent(event)
