"""How the answers of a sitting were rated, as one bar in the colours of the buttons."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.model.enums import Quality
from flashcards.ui import theme
from flashcards.ui.answering.ratings import kind_of, word_of
from flashcards.ui.hints import set_hint
from flashcards.ui.right_to_left import turned

HEIGHT_PX = 10
GAP_PX = 2


class SplitBar(QWidget):
    """One part for each quality that was given, worst first, as wide as its share."""

    def __init__(self, counts: Mapping[Quality, int]) -> None:
        super().__init__()
        self._counts = [(quality, counts[quality]) for quality in sorted(counts)]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(split_words(counts))
        set_hint(self, split_words(counts))

    def sizeHint(self) -> QSize:
        """Return a line's height and any width."""
        return QSize(200, HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the parts, the outer corners rounded."""
        total = sum(count for _, count in self._counts)
        if not total:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            outline = QPainterPath()
            outline.addRoundedRect(QRectF(self.rect()), HEIGHT_PX / 2, HEIGHT_PX / 2)
            painter.setClipPath(outline)
            room = self.width() - GAP_PX * (len(self._counts) - 1)
            left = 0.0
            for quality, count in self._counts:
                width = room * count / total
                part = turned(self, QRectF(left, 0, width, self.height()))
                painter.fillRect(part, theme.brush(kind_of(quality)))
                left += width + GAP_PX


def split_words(counts: Mapping[Quality, int]) -> str:
    """Return the same in words: ``Again 3, Good 12``."""
    return ", ".join(f"{word_of(quality)} {counts[quality]}" for quality in sorted(counts))
