"""Lines of numbers over days, each named at its end."""

import math
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPolygonF

from flashcards.ui import theme
from flashcards.ui.right_to_left import turned
from flashcards.ui.simulator.marks import paint_dot, pen_of
from flashcards.ui.simulator.series import Curves
from flashcards.ui.statistics.axes import Frame, round_steps
from flashcards.ui.statistics.axis_chart import AxisChart

_DOT = 4.0
_LEAST_SHARE = 0.1
"""A close-up shows at least this share of the values: less is hardly a difference."""


class CurveChart(AxisChart[Curves]):
    """Draws ``Curves``."""

    usual = (360, 132)
    least = (200, 108)

    def __init__(self, name: str) -> None:
        super().__init__(name, Curves((), (), ""))

    def steps(self) -> list[float]:
        """Return round numbers from 0, or for a close-up from below the lowest value."""
        values = [value for place in self._data.places for value in place.values]
        top, bottom = max(values, default=0), min(values, default=0)
        if not self._data.close_up or bottom < top / 2:
            return round_steps(top)
        step = round_steps(max(top - bottom, _LEAST_SHARE * top))[1]
        first, last = math.floor(bottom / step), max(math.ceil(top / step), 1)
        return [number * step for number in range(first, max(last, first + 1) + 1)]

    def area(self) -> QRectF:
        """Return what the names leave at the end."""
        room = self._name_metrics_width() + theme.SPACE.inside
        return turned(self, super().area().adjusted(0, 0, -room, 0))

    def _name_metrics_width(self) -> float:
        metrics = self.small_metrics()
        return max((metrics.horizontalAdvance(mark.name) for mark in self._data.marks), default=0)

    def paint_series(self, painter: QPainter, frame: Frame) -> None:
        """Draw the lines, their names and the dots of the place pointed at."""
        for line, mark in enumerate(self._data.marks):
            points = [self._point(frame, number, line) for number in range(self.count())]
            painter.setPen(pen_of(mark))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(points))
            if self.current is not None:
                paint_dot(painter, mark, points[self.current], _DOT)
        self._paint_names(painter, frame)

    def _point(self, frame: Frame, number: int, line: int) -> QPointF:
        value = self._data.places[number].values[line]
        return QPointF(frame.slot(number).center().x(), frame.y(value))

    def _paint_names(self, painter: QPainter, frame: Frame) -> None:
        if not self.count():
            return
        metrics = self.small_metrics()
        height = metrics.height()
        ends = [
            self._point(frame, self.count() - 1, line).y() for line in range(len(self._data.marks))
        ]
        order = sorted(range(len(ends)), key=lambda line: (ends[line], line))
        for above, below in pairwise(order):
            lacking = height - (ends[below] - ends[above])
            if lacking > 0:  # the names would lie on each other
                ends[above] -= lacking / 2
                ends[below] += lacking / 2
        outside = max(ends) + height / 2 - frame.plot.bottom()
        if outside > 0:  # below the plot stand the words of its axis
            ends = [end - outside for end in ends]
        bold = QFont(painter.font())
        bold.setBold(True)
        painter.setFont(bold)
        for line, mark in enumerate(self._data.marks):
            painter.setPen(theme.color(mark.token))
            plot = turned(self, frame.plot)
            left = plot.right() + theme.SPACE.hair
            box = QRectF(left, ends[line] - height / 2, self.width() - left, height)
            box = turned(self, box)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, mark.name)
