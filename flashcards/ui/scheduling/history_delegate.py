"""Paints a line of a card's past: what was answered, the new interval, and the words beneath."""

from PySide6.QtCore import QAbstractItemModel, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from flashcards.model.history import HistoryLine
from flashcards.ui import theme
from flashcards.ui.row_list import ROW, Index, RowDelegate, sides, small_font, strong_font
from flashcards.ui.scheduling.history_model import DETAILS, answer_words, interval, tint, when

_WRAPPED = Qt.TextFlag.TextWordWrap


class HistoryDelegate(RowDelegate):
    """Gives each line the height its words need at the width there is."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[int, int] = {}
        self._measured_at = -1

    def follow(self, model: QAbstractItemModel) -> None:
        """Measure anew when the lines of ``model`` change."""
        model.modelReset.connect(self.forget)

    def forget(self) -> None:
        """Measure all lines anew."""
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the width of the view and the height of the wrapped words."""
        width = self._view.viewport().width()
        if width != self._measured_at:
            self._measured_at = width
            self._heights.clear()
        height = self._heights.get(index.row())
        if height is None:
            height = self.height_at(width, option.font, index)
            self._heights[index.row()] = height
        return QSize(width, height)

    def height_at(self, width: int, font: QFont, index: Index) -> int:
        """Return how high a line is where it is so wide."""
        head, small = QFontMetrics(strong_font(font)), QFontMetrics(small_font(font))
        room = width - 2 * theme.SPACE.inside - _indent(index.data(ROW))
        words = small.boundingRect(QRect(0, 0, max(room, 1), 1), _WRAPPED, index.data(DETAILS))
        edges = 2 * theme.SPACE.inside
        return int(head.height() + small.height() + words.height() + theme.SPACE.hair + edges)

    def write(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Write one line of the past."""
        line = index.data(ROW)
        box = self._box(painter, option, line)
        begin, end = (side | Qt.AlignmentFlag.AlignAbsolute for side in sides(option))
        head = strong_font(option.font)
        head.setStrikeOut(not line.standing)
        below = self._text(painter, box, head, tint(line), begin, answer_words(line))
        figures = theme.number_font(option.font)
        self._text(painter, box, figures, "text", end, interval(line))
        small = theme.number_font(small_font(option.font))
        below = self._text(painter, below, small, "muted", begin, when(line))
        below.adjust(0, theme.SPACE.hair, 0, 0)
        token = "text" if line.standing else "muted"
        self._text(painter, below, small_font(option.font), token, begin, index.data(DETAILS))

    def _box(self, painter: QPainter, option: QStyleOptionViewItem, line: HistoryLine) -> QRect:
        """Divide a line from the next one, and return where its words go."""
        rect: QRect = option.rect
        edge, indent = theme.SPACE.inside, _indent(line)
        if not option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(QPen(theme.color("border"), 1))
            painter.drawLine(rect.left() + edge, rect.bottom(), rect.right() - edge, rect.bottom())
        if option.direction is Qt.LayoutDirection.RightToLeft:
            return rect.adjusted(edge, edge, -edge - indent, -edge)
        return rect.adjusted(edge + indent, edge, -edge, -edge)

    def _text(
        self,
        painter: QPainter,
        box: QRect,
        font: QFont,
        token: str,
        align: Qt.AlignmentFlag,
        text: str,
    ) -> QRect:
        """Write a text at the top of a box, and return what of the box is left beneath."""
        painter.setFont(font)
        painter.setPen(theme.color(token))
        flags = int(align | Qt.AlignmentFlag.AlignTop) | int(_WRAPPED)
        painter.drawText(box, flags, text)
        return box.adjusted(0, QFontMetrics(font).height(), 0, 0)


def _indent(line: HistoryLine) -> int:
    """Return how far a line is moved in: one that was corrected belongs to the one above it."""
    return int(theme.SPACE.between) if line.corrected_by is not None else 0
