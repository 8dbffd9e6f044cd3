"""Draws what stands for a card in the article and in the list: its choice, and its kind."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPainterPath, QPen, QPixmap

from flashcards.ui import icons, theme
from flashcards.ui.deck_from_article.deciding import Choice
from flashcards.ui.deck_from_article.words import TINT

_PATTERNS: dict[str, list[float]] = {
    "faq": [4.0, 2.0],
    "list": [1.0, 1.6],
    "choice": [4.0, 2.0, 1.0, 2.0],
}
LINE_PX = 2.0


def pen_for(kind: str, *, faint: bool = False) -> QPen:
    """Return the pen a kind is underlined with, told apart by colour and by its dashes."""
    pen = QPen(theme.color("outline" if faint else TINT.get(kind, "muted")), LINE_PX)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pattern = _PATTERNS.get(kind)
    if pattern:
        pen.setDashPattern(pattern)
    return pen


def draw_underline(
    painter: QPainter, left: float, right: float, y: float, kind: str, *, faint: bool = False
) -> None:
    """Draw the line of a kind from ``left`` to ``right``."""
    pen = pen_for(kind, faint=faint)
    if kind == "contrast":  # two thin lines
        pen.setWidthF(1.0)
        painter.setPen(pen)
        painter.drawLine(QPointF(left, y - 1.5), QPointF(right, y - 1.5))
        painter.drawLine(QPointF(left, y + 1.5), QPointF(right, y + 1.5))
        return
    painter.setPen(pen)
    painter.drawLine(QPointF(left, y), QPointF(right, y))


def draw_choice(painter: QPainter, box: QRectF, choice: Choice, *, known: bool = False) -> None:
    """Draw what was decided about a card: a full disc with a tick, a ring, a ring with a cross."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ring = box.adjusted(0.75, 0.75, -0.75, -0.75)
    thick = max(1.3, box.width() / 11)
    if known or choice is Choice.CHOSEN:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("outline" if known else "accent"))
        painter.drawEllipse(ring)
        pen = QPen(theme.color("on_accent" if not known else "surface"), thick)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = QPainterPath(_inside(box, 0.29, 0.52))
        path.lineTo(_inside(box, 0.44, 0.67))
        path.lineTo(_inside(box, 0.72, 0.35))
        painter.drawPath(path)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("outline"), thick * 0.9))
        painter.drawEllipse(ring)
        if choice is Choice.LEFT_OUT:
            painter.drawLine(_inside(box, 0.34, 0.34), _inside(box, 0.66, 0.66))
            painter.drawLine(_inside(box, 0.66, 0.34), _inside(box, 0.34, 0.66))
    painter.restore()


def _inside(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.x() + x * box.width(), box.y() + y * box.height())


class _KindEngine(QIconEngine):
    """The line of a kind as an icon, in the colours of the moment."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def paint(
        self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State, /
    ) -> None:
        y = rect.y() + rect.height() / 2
        draw_underline(painter, rect.x() + 1, rect.right(), y, self._kind)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, /) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float, /
    ) -> QPixmap:
        # Since Qt 6.8 the size asked for is that on the screen, not the number of pixels.
        result = QPixmap(size * scale)
        result.fill(Qt.GlobalColor.transparent)
        result.setDevicePixelRatio(scale)
        with QPainter(result) as painter:
            draw_underline(painter, 0, size.width(), size.height() / 2, self._kind)
        return result

    def clone(self, /) -> QIconEngine:
        return icons.handed_over(_KindEngine(self._kind))


def kind_icon(kind: str) -> QIcon:
    """Return the line of a kind, for a legend."""
    return QIcon(_KindEngine(kind))
