"""Draws masks over a picture, for cards and for the window in which they are made."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QTransform,
)

from flashcards.model.occlusion import ELLIPSE, KINDS, POLYGON, TEXT, Mask
from flashcards.text.occlusion import Covering
from flashcards.ui import theme

EDGE = 1.5
"""How thick the edge of a mask is, in pixels of the window."""
RING = 2.5
"""How thick the ring is that an answer shows where its mask was."""
_SMALLEST_SIGN = 12.0
"""A mask lower than this has no question mark on it."""
_LARGEST_SIGN = 40.0
_NAME, _SMALLEST_NAME, _LARGEST_NAME = 0.05, 13.0, 22.0
"""The height of a name: as a share of the picture's, and in pixels of the window."""
_PADDING = 0.2
"""Around a text, as a share of its height."""


@dataclass(frozen=True, slots=True)
class MaskColours:
    """What masks are painted with; taken in the window's thread, used in any."""

    asked: QColor
    other: QColor
    edge: QColor
    paper: QColor
    """Behind a text."""

    @classmethod
    def now(cls) -> "MaskColours":
        """Return those of the theme in force."""
        _family()  # while this thread may ask the system for it
        names = ("mask_asked", "mask", "mask_edge", "mask_paper")
        return cls(*map(theme.color, names))


def paint_card(image: QImage, shown: Covering, colours: MaskColours) -> QImage:
    """Return a picture as a side of a card shows it: covered, or with a ring round the answer."""
    ratio = image.devicePixelRatio()
    if image.format() != QImage.Format.Format_ARGB32_Premultiplied:
        image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
    size = image.deviceIndependentSize()
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mask in shown.covers:
            fill_mask(painter, mask, size, QColor(mask.fill or colours.other), colours.edge)
        for mask in shown.asks:
            if shown.asked:
                fill_mask(painter, mask, size, colours.asked, colours.edge)
                _paint_sign(painter, mask, size, colours.edge)
            else:
                _paint_ring(painter, mask, size, colours)
                paint_name(painter, mask, size, colours)
        for mask in shown.always:
            if mask.kind == TEXT:
                paint_text(painter, mask, size, colours)
            else:
                fill_mask(painter, mask, size, QColor(mask.fill or colours.other), colours.edge)
    return image


def outline(mask: Mask, size: QSizeF) -> QPainterPath:
    """Return the edge of a mask over a picture of ``size``; of an unknown kind all of it."""
    path = QPainterPath()
    if mask.kind not in KINDS:
        path.addRect(QRectF(QPointF(0, 0), size))
        return path
    if mask.kind == POLYGON:
        corners = [QPointF(x * size.width(), y * size.height()) for x, y in mask.points]
        path.addPolygon(QPolygonF(corners))
        path.closeSubpath()
        return path
    box = QRectF(QPointF(0, 0), box_size(mask, size))
    if mask.kind == ELLIPSE:
        path.addEllipse(box)
    else:
        path.addRect(box)
    return placing(mask, size).map(path)


def box_size(mask: Mask, size: QSizeF) -> QSizeF:
    """Return how large a mask is before it is turned; of a text, what its letters take."""
    if mask.kind != TEXT:
        return QSizeF(mask.width * size.width(), mask.height * size.height())
    font = text_font(mask, size)
    metrics = QFontMetricsF(font)
    lines = mask.text.split("\n")
    air = 2 * _PADDING * font.pixelSize()
    width = max(metrics.horizontalAdvance(line or " ") for line in lines)
    return QSizeF(width + air, metrics.lineSpacing() * len(lines) + air)


def placing(mask: Mask, size: QSizeF) -> QTransform:
    """Return what brings a box at 0, 0 to the place of its mask, turned about its corner."""
    moved = QTransform.fromTranslate(mask.left * size.width(), mask.top * size.height())
    return QTransform().rotate(mask.angle) * moved


@cache
def _family() -> list[str]:
    font = theme.ui_font()
    return font.families() or [font.family()]


def text_font(mask: Mask, size: QSizeF) -> QFont:
    """Return the font of a text on a picture of ``size``."""
    font = QFont(_family())
    font.setPixelSize(max(4, round(mask.text_size * size.height())))
    return font


def fill_mask(
    painter: QPainter, mask: Mask, size: QSizeF, colour: QColor, edge: QColor, width: float = EDGE
) -> None:
    """Cover the place of a mask."""
    painter.setPen(QPen(edge, width))
    painter.setBrush(colour)
    painter.drawPath(outline(mask, size))


def paint_text(painter: QPainter, mask: Mask, size: QSizeF, colours: MaskColours) -> None:
    """Write a text on its piece of paper."""
    font, box = text_font(mask, size), box_size(mask, size)
    painter.save()
    painter.setTransform(placing(mask, size), True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.paper)
    painter.drawRoundedRect(QRectF(QPointF(0, 0), box), 2, 2)
    painter.setFont(font)
    painter.setPen(QColor(mask.fill) if mask.fill else colours.edge)
    air, metrics = _PADDING * font.pixelSize(), QFontMetricsF(font)
    for number, line in enumerate(mask.text.split("\n")):
        painter.drawText(
            QPointF(air, air + metrics.ascent() + number * metrics.lineSpacing()), line
        )
    painter.restore()


def paint_name(painter: QPainter, mask: Mask, size: QSizeF, colours: MaskColours) -> None:
    """Write the name of what a mask hides below its place, or above it where there is no room."""
    words = " ".join(mask.text.split())
    if not words or mask.kind == TEXT:
        return
    font = QFont(_family())
    font.setPixelSize(round(min(_LARGEST_NAME, max(_SMALLEST_NAME, size.height() * _NAME))))
    font.setBold(True)
    metrics, air = QFontMetricsF(font), _PADDING * font.pixelSize()
    widest = size.width() - 2 * air
    words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, widest)
    paper = QSizeF(metrics.horizontalAdvance(words) + 2 * air, metrics.height() + air)
    place = outline(mask, size).boundingRect()
    left = min(max(0.0, place.center().x() - paper.width() / 2), size.width() - paper.width())
    top = place.bottom() + RING * 2
    if top + paper.height() > size.height():
        top = max(0.0, place.top() - RING * 2 - paper.height())
    box = QRectF(QPointF(left, top), paper)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.paper)
    painter.drawRoundedRect(box, 3, 3)
    painter.setFont(font)
    painter.setPen(colours.edge)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _paint_sign(painter: QPainter, mask: Mask, size: QSizeF, colour: QColor) -> None:
    """Put a question mark on what is asked, so that no colour alone tells it."""
    box = outline(mask, size).boundingRect()
    height = min(box.height() * 0.7, box.width(), _LARGEST_SIGN)
    if height < _SMALLEST_SIGN:
        return
    font = QFont(_family())
    font.setPixelSize(round(height))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")


def _paint_ring(painter: QPainter, mask: Mask, size: QSizeF, colours: MaskColours) -> None:
    """Draw the edge of a mask so that it stands out from dark and from light pictures."""
    path = outline(mask, size)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((colours.edge, RING * 2), (colours.asked, RING)):
        painter.setPen(QPen(colour, width))
        painter.drawPath(path)
