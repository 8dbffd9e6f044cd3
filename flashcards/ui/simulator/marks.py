"""Paints the lines and marks by which the compared are told apart."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.ui import theme
from flashcards.ui.simulator.series import Mark

LINE_PX = 2.0
_DASHES = (3.0, 2.0)
"""In widths of the line."""


def pen_of(mark: Mark) -> QPen:
    """Return the pen a mark's line is drawn with."""
    pen = QPen(theme.color(mark.token), LINE_PX)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if mark.dashed:
        pen.setDashPattern(_DASHES)
    return pen


def paint_dot(painter: QPainter, mark: Mark, centre: QPointF, radius: float) -> None:
    """Draw a circle, or for a dashed line a diamond, on the background of a panel."""
    painter.setPen(QPen(theme.color("raised"), 1.5))
    painter.setBrush(theme.color(mark.token))
    if not mark.dashed:
        painter.drawEllipse(centre, radius, radius)
        return
    reach = radius * 1.25
    corners = ((0.0, -reach), (reach, 0.0), (0.0, reach), (-reach, 0.0))
    painter.drawPolygon(QPolygonF([centre + QPointF(*corner) for corner in corners]))


class LineSample(QWidget):
    """A piece of a mark's line with its dot, to stand beside its name."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self._mark = mark
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as a line of words."""
        return QSize(30, self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sample."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = QRectF(self.rect())
            painter.setPen(pen_of(self._mark))
            painter.drawLine(
                QPointF(area.left(), area.center().y()), QPointF(area.right(), area.center().y())
            )
            paint_dot(painter, self._mark, area.center(), 4)
