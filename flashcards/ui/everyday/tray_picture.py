"""The icon in the tray: the program's own, or how many cards wait, to be read at 16 pixels."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QIcon, QPainter, QPixmap

from flashcards.ui import icons, theme
from flashcards.ui.words import numeral

SIZES = (16, 22, 24, 32, 44, 48, 64)
"""Pixels that trays ask for, on screens of one and of two dots a pixel."""
MOST = 99
"""What is more has no room."""
_ROUND = 0.22
"""Radius of the corners, in parts of the width."""
_TEXT_WIDTH, _TEXT_HEIGHT = 0.90, 0.80
"""Room for the number, in parts of the width."""
_WIDE = 2
"""More signs than these stand closer, in a narrower font."""
_CLOSE_PERCENT = 90


def number(count: int) -> str:
    """Return what the icon says for so many cards; "" for none."""
    if count <= 0:
        return ""
    return numeral(count) if count <= MOST else f"{numeral(MOST)}+"


def tray_icon(count: int) -> QIcon:
    """Return the icon for so many cards, the program's own where none waits.

    A number stands on a ground of its own, so that it can be read on light and dark panels.
    """
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(picture(count, size))
    return icon


def picture(count: int, size: int) -> QPixmap:
    """Return the icon ``size`` pixels wide."""
    words = number(count)
    if not words:
        return icons.program_pixmap(size)
    result = QPixmap(size, size)
    result.fill(Qt.GlobalColor.transparent)
    with QPainter(result) as painter:
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(QRectF(0, 0, size, size), size * _ROUND, size * _ROUND)
        painter.setPen(theme.color("on_accent"))
        painter.setFont(_fitting(painter.font(), words, size))
        painter.drawText(QRectF(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, words)
    return result


def _fitting(font: QFont, words: str, size: int) -> QFont:
    """Return the largest bold font in which a number fits."""
    result = QFont(font)
    result.setBold(True)
    if len(words) > _WIDE:
        result.setStretch(QFont.Stretch.SemiCondensed)
        result.setLetterSpacing(QFont.SpacingType.PercentageSpacing, _CLOSE_PERCENT)
    for pixels in range(round(size * _TEXT_HEIGHT), 4, -1):
        result.setPixelSize(pixels)
        if QFontMetricsF(result).horizontalAdvance(words) <= size * _TEXT_WIDTH:
            break
    return result
