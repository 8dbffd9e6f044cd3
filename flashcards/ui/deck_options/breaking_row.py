"""A row of parts that stands one over the other where there is no room side by side."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from flashcards.ui import theme
from flashcards.ui.widgets import row

WORDS_EM = 15
"""What running text needs beside a field, in heights of a line."""


class BreakingRow(QWidget):
    """Parts from left to right; ``words``, which may wrap, take what room is left."""

    broken = Signal(bool)
    """Whether the parts stand one over the other now."""

    def __init__(self, *parts: QWidget, words: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._parts = parts
        self._words = words
        self._layout = row(self, gap="inside")
        if words is not None:
            self._layout.addWidget(words, 1)
        for part in parts:
            beside = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            self._layout.addWidget(part, 0, beside)
        if words is None:
            self._layout.addStretch(1)

    def _needed(self) -> int:
        widths: list[int] = [part.sizeHint().width() for part in self._parts if not part.isHidden()]
        if self._words is not None:
            widths.append(WORDS_EM * self.fontMetrics().height())
        gaps: int = theme.SPACE.inside * len(widths)
        return sum(widths) + gaps

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn the row where the width asks for it."""
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        """Turn the row also where a part says more, or less, than before."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return super().event(event)

    def _turn(self) -> None:
        directions = QBoxLayout.Direction
        fits = self.width() >= self._needed()
        wanted = directions.LeftToRight if fits else directions.TopToBottom
        if wanted != self._layout.direction():
            self._layout.setDirection(wanted)
            self.updateGeometry()
            self.broken.emit(not fits)

    def minimumSizeHint(self) -> QSize:
        """No wider than the widest part needs, since the row can break."""
        widths = [part.minimumSizeHint().width() for part in self._parts]
        if self._words is not None:
            widths.append(self._words.minimumSizeHint().width())
        return QSize(max(widths, default=0), super().minimumSizeHint().height())
