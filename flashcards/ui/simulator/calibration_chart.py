"""Predicted against remembered: the closer to the slanting line, the better the prediction."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from flashcards.ui import theme
from flashcards.ui.right_to_left import turned
from flashcards.ui.simulator.marks import paint_dot, pen_of
from flashcards.ui.simulator.series import Calibration
from flashcards.ui.statistics.axes import Frame, frame_for, paint_lines
from flashcards.ui.statistics.chart import Chart
from flashcards.ui.statistics.series import whole_percent
from flashcards.ui.words import tr

_SMALLEST, _LARGEST = 3.0, 9.0
"""Radius of the dots, in pixels; their area stands for how many answers there were."""
_REACH = 16.0
"""So far from a dot the mouse still points at it, in pixels."""


class CalibrationChart(Chart):
    """Draws ``Calibration``; left and right move from dot to dot."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._data = Calibration((), (), "")

    def show_data(self, data: Calibration) -> None:
        """Draw other dots."""
        self._data = data
        self.renewed()

    def count(self) -> int:
        """Return how many dots there are."""
        return len(self._data.dots)

    def words(self, part: int) -> str:
        """Return what a dot says."""
        return self._data.dots[part].readout

    def summary(self) -> str:
        """Return the chart in a sentence."""
        return self._data.summary

    def part_at(self, position: QPointF) -> int | None:
        """Return the dot closest to a position, if any is near."""
        frame = self._frame()
        away = [
            (self._point(frame, number) - position).manhattanLength()
            for number in range(self.count())
        ]
        nearest = min(range(len(away)), key=away.__getitem__, default=None)
        return nearest if nearest is not None and away[nearest] <= _REACH else None

    def sizeHint(self) -> QSize:
        """Nearly square."""
        return QSize(360, 280)

    def minimumSizeHint(self) -> QSize:
        """The least that can still be read."""
        return QSize(220, 220)

    def _steps(self) -> list[float]:
        lowest = min(
            (share for dot in self._data.dots for share in (dot.predicted, dot.recalled)),
            default=0.0,
        )
        for low in (0.8, 0.6, 0.4, 0.2):
            if lowest >= low:
                return [low + number * (1 - low) / 4 for number in range(5)]
        return [0.0, 0.25, 0.5, 0.75, 1.0]

    def _frame(self) -> Frame:
        # Below the plot stand the numbers of the axis and its name.
        area = QRectF(self.rect()).adjusted(
            0, 0, -_LARGEST, -self.small_metrics().height() - theme.SPACE.hair
        )
        metrics, right = self.small_metrics(), self.isRightToLeft()
        area = turned(self, area)
        return frame_for(area, metrics, self._steps(), whole_percent, 1, turned=right)

    def _x(self, frame: Frame, share: float) -> float:
        return frame.x((share - frame.low) / (frame.high - frame.low))

    def _point(self, frame: Frame, number: int) -> QPointF:
        dot = self._data.dots[number]
        return QPointF(self._x(frame, dot.predicted), frame.y(dot.recalled))

    def paint(self, painter: QPainter) -> None:
        """Draw both axes, the line of perfect prediction, and the dots by size."""
        frame = self._frame()
        paint_lines(painter, frame, self._steps(), whole_percent)
        self._paint_axis(painter, frame)
        painter.setPen(QPen(theme.color("outline"), 1))
        ends = (frame.x(0), frame.plot.bottom()), (frame.x(1), frame.plot.top())
        painter.drawLine(*(QPointF(*end) for end in ends))
        most = max((dot.count for dot in self._data.dots), default=1)
        for line, mark in enumerate(self._data.marks):
            places = [n for n in range(self.count()) if self._data.dots[n].line == line]
            places.sort(key=lambda number: self._data.dots[number].predicted)
            points = [self._point(frame, number) for number in places]
            painter.setPen(pen_of(mark))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(points))
            for number, point in zip(places, points, strict=True):
                share = (self._data.dots[number].count / most) ** 0.5
                radius = _SMALLEST + share * (_LARGEST - _SMALLEST)
                paint_dot(painter, mark, point, radius)
                if number == self.current:
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.setPen(QPen(theme.color("text"), 1.5))
                    painter.drawEllipse(point, radius + 4, radius + 4)

    def _paint_axis(self, painter: QPainter, frame: Frame) -> None:
        metrics = self.small_metrics()
        painter.setPen(theme.color("muted"))
        top = frame.plot.bottom() + 2 * theme.SPACE.hair
        for step in self._steps():
            words = whole_percent(step)
            width = metrics.horizontalAdvance(words) + 1
            left = max(0.0, min(self._x(frame, step) - width / 2, self.width() - width))
            box = QRectF(left, top, width, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        below = QRectF(frame.plot.left(), top + metrics.height(), frame.plot.width(), 0)
        below.setHeight(metrics.height())
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, tr("predicted"))
        hair = theme.SPACE.hair
        beside = frame.plot.adjusted(hair, 2, -hair, 0)
        painter.drawText(beside, Qt.AlignmentFlag.AlignLeft, tr("remembered"))
