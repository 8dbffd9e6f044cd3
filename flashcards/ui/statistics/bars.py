"""Bars over an axis, plain or stacked; also used for histograms."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from flashcards.ui import theme
from flashcards.ui.statistics.axes import Frame, round_steps
from flashcards.ui.statistics.axis_chart import AxisChart
from flashcards.ui.statistics.series import Bars

_WIDEST = 34.0
_ROUNDING = 2.5


class BarChart(AxisChart[Bars]):
    """Draws ``Bars``."""

    def __init__(self, name: str) -> None:
        super().__init__(name, Bars((), (), ""))

    def steps(self) -> list[float]:
        """Return round numbers from 0 to above the highest bar."""
        top = max((sum(bar.parts) for bar in self._data.places), default=0)
        return round_steps(top, whole=self._data.whole, unit=self._data.unit)

    def paint_series(self, painter: QPainter, frame: Frame) -> None:
        """Draw the bars."""
        usual = tuple(key.token for key in self._data.keys)
        for number, bar in enumerate(self._data.places):
            parts = list(zip(bar.parts, bar.tokens or usual, strict=False))
            self.paint_bar(painter, frame, frame.slot(number), parts)

    def paint_bar(
        self, painter: QPainter, frame: Frame, slot: QRectF, parts: Sequence[tuple[float, str]]
    ) -> None:
        """Draw the heights of one place in their colours, one on the other."""
        gap = 0.0 if slot.width() < 2 else min(max(slot.width() * 0.25, 1.0), 10.0)
        width = min(slot.width() - gap, _WIDEST)
        left = slot.center().x() - width / 2
        total = sum(part for part, _ in parts)
        if total <= 0:
            return
        top = min(frame.y(total), frame.plot.bottom() - 2)  # a little is not nothing
        whole = QRectF(left, top, width, frame.plot.bottom() - top)
        painter.save()
        painter.setClipPath(_rounded_above(whole, min(_ROUNDING, width / 2)))
        painter.setPen(Qt.PenStyle.NoPen)
        below = 0.0
        for part, token in parts:
            high = whole.bottom() - (below + part) / total * whole.height()
            low = whole.bottom() - below / total * whole.height()
            painter.fillRect(QRectF(left, high, width, low - high), theme.brush(token))
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
