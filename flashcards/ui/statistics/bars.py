"""Bars over an axis, plain or stacked; also used for histograms."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath

from flashcards.ui import theme
from flashcards.ui.statistics.axes import (
    Frame,
    frame_for,
    paint_labels,
    paint_lines,
    paint_pointer,
    round_steps,
)
from flashcards.ui.statistics.chart import Chart
from flashcards.ui.statistics.series import Bars

_WIDEST = 34.0
_ROUNDING = 2.5


class BarChart(Chart):
    """Draws ``Bars``; left and right move from bar to bar."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._data = Bars((), (), "")

    def show_data(self, data: Bars) -> None:
        """Draw other bars."""
        self._data = data
        self.renewed()

    def count(self) -> int:
        """Return how many bars there are."""
        return len(self._data.bars)

    def words(self, part: int) -> str:
        """Return what a bar says."""
        return self._data.bars[part].readout

    def summary(self) -> str:
        """Return the chart in a sentence."""
        return self._data.summary

    def part_at(self, position: QPointF) -> int | None:
        """Return the bar whose stretch of the axis the position belongs to."""
        return self._frame().slot_at(position)

    def sizeHint(self) -> QSize:
        """A low, wide picture."""
        return QSize(320, 168)

    def minimumSizeHint(self) -> QSize:
        """The least that can still be read."""
        return QSize(200, 140)

    def _steps(self) -> list[float]:
        top = max((sum(bar.parts) for bar in self._data.bars), default=0)
        return round_steps(top, whole=self._data.whole, unit=self._data.unit)

    def _frame(self) -> Frame:
        area = QRectF(self.rect())
        words = self._data.axis_words
        return frame_for(area, self.small_metrics(), self._steps(), words, self.count())

    def paint(self, painter: QPainter) -> None:
        """Draw lines, bars and words."""
        frame = self._frame()
        if self.current is not None:
            paint_pointer(painter, frame, self.current)
        paint_lines(painter, frame, self._steps(), self._data.axis_words)
        for number, bar in enumerate(self._data.bars):
            tokens = bar.tokens or tuple(key.token for key in self._data.keys)
            self._paint_bar(painter, frame, number, bar.parts, tokens)
        paint_labels(painter, frame, [bar.label for bar in self._data.bars])

    def _paint_bar(
        self,
        painter: QPainter,
        frame: Frame,
        number: int,
        parts: Sequence[float],
        tokens: Sequence[str],
    ) -> None:
        slot = frame.slot(number)
        gap = 0.0 if slot.width() < 2 else min(max(slot.width() * 0.25, 1.0), 10.0)
        width = min(slot.width() - gap, _WIDEST)
        left = slot.center().x() - width / 2
        total = sum(parts)
        if total <= 0:
            return
        top = min(frame.y(total), frame.plot.bottom() - 2)  # a little is not nothing
        whole = QRectF(left, top, width, frame.plot.bottom() - top)
        painter.save()
        painter.setClipPath(_rounded_above(whole, min(_ROUNDING, width / 2)))
        painter.setPen(Qt.PenStyle.NoPen)
        below = 0.0
        for part, token in zip(parts, tokens, strict=False):
            high = whole.bottom() - (below + part) / total * whole.height()
            low = whole.bottom() - below / total * whole.height()
            painter.fillRect(QRectF(left, high, width, low - high), theme.color(token))
            below += part
        painter.restore()


def _rounded_above(box: QRectF, radius: float) -> QPainterPath:
    """Return a box whose upper corners are round, to be stood on a line."""
    radius = min(radius, box.height())
    path = QPainterPath(box.bottomLeft())
    path.lineTo(box.left(), box.top() + radius)
    path.quadTo(box.topLeft(), QPointF(box.left() + radius, box.top()))
    path.lineTo(box.right() - radius, box.top())
    path.quadTo(box.topRight(), QPointF(box.right(), box.top() + radius))
    path.lineTo(box.bottomRight())
    path.closeSubpath()
    return path
