"""Wholes divided into parts, one strip each: ratings, card states."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from flashcards.ui import theme
from flashcards.ui.right_to_left import turned
from flashcards.ui.statistics.chart import Chart
from flashcards.ui.statistics.series import Strips

_THICKNESS = 16.0
_ROUNDING = 4.0
_SLIMMEST = 3.0
"""However few they are, a part is not invisible."""


class StripChart(Chart):
    """Draws ``Strips``; left and right move from part to part, up and down from row to row."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._data = Strips((), "")
        self._places: list[tuple[int, int]] = []

    def show_data(self, data: Strips) -> None:
        """Draw other strips."""
        self._data = data
        self._places = [
            (row, part)
            for row, strip in enumerate(data.rows)
            for part, segment in enumerate(strip.segments)
            if segment.value
        ]
        self.renewed()
        self.updateGeometry()

    def count(self) -> int:
        """Return how many parts there are in all rows."""
        return len(self._places)

    def words(self, part: int) -> str:
        """Return what a part says."""
        row, number = self._places[part]
        return self._data.rows[row].segments[number].readout

    def summary(self) -> str:
        """Return the chart in a sentence."""
        return self._data.summary

    def step(self, key: int) -> int | None:
        """Left and right by one part; up and down to the first part of the next row."""
        if key not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return super().step(key)
        if self.current is None:
            return 0
        row = self._places[self.current][0]
        rows = sorted({place[0] for place in self._places})
        wanted = rows.index(row) + (1 if key == Qt.Key.Key_Down else -1)
        if not 0 <= wanted < len(rows):
            return 0
        first = next(at for at, place in enumerate(self._places) if place[0] == rows[wanted])
        return first - self.current

    def part_at(self, position: QPointF) -> int | None:
        """Return the part under a position."""
        slack = 4.0
        for number, place in enumerate(self._places):
            if self._box(*place).adjusted(0, -slack, 0, slack).contains(position):
                return number
        return None

    def sizeHint(self) -> QSize:
        """As high as the rows need."""
        return QSize(320, round(self._row_height() * max(len(self._data.rows), 1)) + 2)

    def minimumSizeHint(self) -> QSize:
        """As high as the rows need."""
        return QSize(200, self.sizeHint().height())

    def _row_height(self) -> float:
        return max(_THICKNESS, self.small_metrics().height()) + 1.5 * float(theme.SPACE.inside)

    def _strip(self, row: int) -> QRectF:
        """Return where a whole strip lies, measured from the side where lines begin."""
        metrics = self.small_metrics()
        rows = self._data.rows
        left = right = float(theme.SPACE.hair)
        if self._data.named:
            left += max(metrics.horizontalAdvance(strip.name) for strip in rows)
            left += theme.SPACE.inside
        if any(strip.note for strip in rows):
            right += max(metrics.horizontalAdvance(strip.note) for strip in rows)
            right += theme.SPACE.inside
        height = min(self.height() / max(len(rows), 1), self._row_height() * 1.4)
        top = (self.height() - height * len(rows)) / 2 + height * row
        return QRectF(
            left, top + (height - _THICKNESS) / 2, self.width() - left - right, _THICKNESS
        )

    def _box(self, row: int, part: int) -> QRectF:
        """Return where a part of a strip lies."""
        strip = self._strip(row)
        values = [segment.value for segment in self._data.rows[row].segments]
        shown = [value for value in values if value]
        room = strip.width() - _SLIMMEST * len(shown)
        total = sum(values)
        left = strip.left() + sum(
            room * value / total + _SLIMMEST for value in values[:part] if value
        )
        wide = room * values[part] / total + _SLIMMEST
        return turned(self, QRectF(left, strip.top(), wide, strip.height()))

    def paint(self, painter: QPainter) -> None:
        """Draw every row."""
        for row in range(len(self._data.rows)):
            self._paint_row(painter, row)

    def _paint_row(self, painter: QPainter, row: int) -> None:
        data = self._data.rows[row]
        strip = turned(self, self._strip(row))
        edge = theme.SPACE.hair
        line = QRectF(edge, strip.top() - 4, self.width() - 2 * edge, strip.height() + 8)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.color("muted"))
        if self._data.named:
            painter.drawText(line, middle, data.name)
        if data.note:
            painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, data.note)
        outline = QPainterPath()
        outline.addRoundedRect(strip, _ROUNDING, _ROUNDING)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(strip, theme.color("heat0"))
        for part, segment in enumerate(data.segments):
            if segment.value:
                box = self._box(row, part)
                box = (
                    box.adjusted(1, 0, 0, 0) if self.isRightToLeft() else box.adjusted(0, 0, -1, 0)
                )
                painter.fillRect(box, theme.brush(segment.token))
        painter.restore()
        if self.current is not None and self._places[self.current][0] == row:
            painter.setPen(QPen(theme.color("text"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._box(*self._places[self.current]), 3, 3)
