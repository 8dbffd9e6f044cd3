"""Lines over an axis of shares: how recall went from month to month."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from flashcards.ui import theme
from flashcards.ui.statistics.axes import Frame
from flashcards.ui.statistics.axis_chart import AxisChart
from flashcards.ui.statistics.series import Lines

_MANY = 30
"""From so many points on, the dots are left away."""


class LineChart(AxisChart[Lines]):
    """Draws ``Lines``."""

    usual = (320, 120)
    least = (200, 100)

    def __init__(self, name: str) -> None:
        super().__init__(name, Lines((), (), ""))

    def steps(self) -> list[float]:
        """Return shares from the nearest suitable one below the lowest up to all."""
        shown = [
            value for place in self._data.places for value in place.values if value is not None
        ]
        lowest = min(shown, default=0.5)
        # Not from 0, so that differences can be seen.
        for low, step in ((0.8, 0.1), (0.6, 0.2), (0.5, 0.25)):
            if lowest >= low + 0.02:
                return [low + number * step for number in range(round((1 - low) / step) + 1)]
        return [0.0, 0.5, 1.0]

    def paint_series(self, painter: QPainter, frame: Frame) -> None:
        """Draw the lines, the last key on top."""
        for line in range(len(self._data.keys)):
            self._paint_line(painter, frame, line)

    def _paint_line(self, painter: QPainter, frame: Frame, line: int) -> None:
        colour = theme.color(self._data.keys[line].token)
        runs: list[list[QPointF]] = [[]]
        for number, place in enumerate(self._data.places):
            value = place.values[line]
            if value is None:
                runs.append([])
            else:
                runs[-1].append(QPointF(frame.slot(number).center().x(), frame.y(value)))
        painter.setPen(QPen(colour, 2))
        for run in runs:
            painter.drawPolyline(QPolygonF(run))
        if self.count() >= _MANY:
            return
        painter.setPen(QPen(theme.color("raised"), 1.5))
        painter.setBrush(colour)
        for run in runs:
            for dot in run:
                painter.drawEllipse(dot, 4, 4)
