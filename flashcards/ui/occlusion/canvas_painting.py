"""Draws a picture with its masks while they are made: seen through, numbered, with handles."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from flashcards.model.occlusion import POLYGON, TEXT, Mask
from flashcards.ui import theme
from flashcards.ui.occlusion import gestures
from flashcards.ui.occlusion.painting import MaskColours, fill_mask, outline, paint_name, paint_text

if TYPE_CHECKING:
    from flashcards.ui.occlusion.canvas import Canvas

_SEEN_THROUGH = 0.62
"""How much of a picture a mask hides while it is drawn."""
_HANDLE_PX = 9.0
_TAG_AIR_PX = 10


def paint_canvas(canvas: "Canvas") -> None:
    """Draw the canvas as it is now."""
    with QPainter(canvas) as painter:
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.fillRect(canvas.rect(), theme.color("window"))
        box = canvas.sight.box
        if canvas.image.isNull():
            return
        painter.drawImage(box, canvas.image)
        painter.save()
        painter.translate(box.topLeft())
        colours = MaskColours.now()
        for mask in canvas.board.masks:
            _paint_mask(painter, mask, box.size(), colours)
        for mask in canvas.board.masks:
            _paint_number(painter, mask, box.size(), colours, canvas)
        painter.restore()
        _paint_selection(painter, canvas)
        _paint_drawing(painter, canvas)
        if canvas.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(QRectF(canvas.rect()).adjusted(1, 1, -1, -1))


def _paint_mask(painter: QPainter, mask: Mask, size: QSizeF, colours: MaskColours) -> None:
    if mask.kind == TEXT:
        paint_text(painter, mask, size, colours)
        return
    own = QColor(mask.fill) if mask.fill else colours.other
    through = QColor(own)
    through.setAlphaF(_SEEN_THROUGH)
    fill_mask(painter, mask, size, through, colours.edge)
    paint_name(painter, mask, size, colours)


def _paint_number(
    painter: QPainter, mask: Mask, size: QSizeF, colours: MaskColours, canvas: "Canvas"
) -> None:
    """Write the number of its card on a tag at the corner of a mask, beside what it covers."""
    words = ", ".join(str(number) for number in mask.numbers if number)
    if not words:
        return
    font = canvas.font()
    font.setBold(True)
    painter.setFont(font)
    metrics = painter.fontMetrics()
    high = float(metrics.height())
    wide = max(high, metrics.horizontalAdvance(words) + _TAG_AIR_PX)
    corner = outline(mask, size).boundingRect().topLeft()
    tag = QRectF(corner.x() - wide / 2, corner.y() - high / 2, wide, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.edge)
    painter.drawRoundedRect(tag, high / 2, high / 2)
    painter.setPen(colours.paper)
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, words)


def _paint_selection(painter: QPainter, canvas: "Canvas") -> None:
    """Draw a line round what is selected, and the handles of a single mask."""
    board, sight, box = canvas.board, canvas.sight, canvas.sight.box
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for mask in board.chosen:
        path = outline(mask, box.size()).translated(box.topLeft())
        painter.setPen(QPen(theme.color("on_accent"), 4))
        painter.drawPath(path)
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.drawPath(path)
    if len(board.chosen) != 1:
        return
    mask = board.chosen[0]
    knob = gestures.knob(board, mask, sight)
    sides = dict(gestures.handles(board, mask, sight))
    top = (sides[(-1, -1)] + sides[(1, -1)]) / 2
    painter.setPen(QPen(theme.color("accent"), 1.5))
    painter.drawLine(top, knob)
    painter.setBrush(theme.color("on_accent"))
    painter.drawEllipse(knob, _HANDLE_PX / 2 + 1, _HANDLE_PX / 2 + 1)
    polygon = mask.kind == POLYGON
    places = gestures.corners(board, mask, sight) if polygon else list(sides.values())
    for number, place in enumerate(places):
        grasped = polygon and number == canvas.corner
        painter.setBrush(theme.color("accent" if grasped else "on_accent"))
        if polygon:
            painter.drawEllipse(place, _HANDLE_PX / 2, _HANDLE_PX / 2)
        else:
            painter.drawRect(_around(place))


def _around(place: QPointF) -> QRectF:
    half = QPointF(_HANDLE_PX / 2, _HANDLE_PX / 2)
    return QRectF(place - half, place + half)


def _paint_drawing(painter: QPainter, canvas: "Canvas") -> None:
    """Draw what is not a mask yet."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("accent"), 1.5, Qt.PenStyle.DashLine))
    if canvas.band is not None:
        if canvas.tool == "ellipse":
            painter.drawEllipse(canvas.band)
        else:
            painter.drawRect(canvas.band)
    if canvas.polygon:
        corners = [canvas.sight.window(corner) for corner in canvas.polygon]
        painter.drawPolyline(QPolygonF([*corners, canvas.pointer]))
        painter.setBrush(theme.color("on_accent"))
        for corner in corners:
            painter.drawEllipse(corner, _HANDLE_PX / 2, _HANDLE_PX / 2)
