"""Lines over an axis of shares: how recall went from month to month."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPen, QPolygonF

from flashcards.ui import theme
from flashcards.ui.statistics.axes import (
    Frame,
    frame_for,
    paint_labels,
    paint_lines,
    paint_pointer,
)
from flashcards.ui.statistics.chart import Chart
from flashcards.ui.statistics.series import Lines

_MANY = 30
"""From so many points on, the dots are left away."""


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


class LineChart(Chart):
    """Draws ``Lines``; left and right move from place to place."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._data = Lines((), (), "")

    def show_data(self, data: Lines) -> None:
        """Draw other lines."""
        self._data = data
        self.renewed()

    def count(self) -> int:
        """Return how many places along the axis there are."""
        return len(self._data.points)

    def words(self, part: int) -> str:
        """Return what a place says."""
        return self._data.points[part].readout

    def summary(self) -> str:
        """Return the chart in a sentence."""
        return self._data.summary

    def part_at(self, position: QPointF) -> int | None:
        """Return the place the position belongs to."""
        return self._frame().slot_at(position)

    def sizeHint(self) -> QSize:
        """A low, wide picture."""
        return QSize(320, 120)

    def minimumSizeHint(self) -> QSize:
        """The least that can still be read."""
        return QSize(200, 100)

    def _steps(self) -> list[float]:
        shown = [
            value for place in self._data.points for value in place.values if value is not None
        ]
        lowest = min(shown, default=0.5)
        # From the nearest suitable step below, so that differences can be seen.
        for low, step in ((0.8, 0.1), (0.6, 0.2), (0.5, 0.25)):
            if lowest >= low + 0.02:
                return [low + number * step for number in range(round((1 - low) / step) + 1)]
        return [0.0, 0.5, 1.0]

    def _frame(self) -> Frame:
        area = QRectF(self.rect())
        return frame_for(area, self.small_metrics(), self._steps(), _percent, self.count())

    def paint(self, painter: QPainter) -> None:
        """Draw the axis and the lines, the last key on top."""
        frame = self._frame()
        if self.current is not None:
            paint_pointer(painter, frame, self.current)
        paint_lines(painter, frame, self._steps(), _percent)
        for line in range(len(self._data.keys)):
            self._paint_line(painter, frame, line)
        paint_labels(painter, frame, [place.label for place in self._data.points])

    def _paint_line(self, painter: QPainter, frame: Frame, line: int) -> None:
        colour = theme.color(self._data.keys[line].token)
        runs: list[list[QPointF]] = [[]]
        for number, place in enumerate(self._data.points):
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
