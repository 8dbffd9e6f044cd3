"""Draws a word with its reading above it."""

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from flashcards.ui.to_keep import to_keep

_READING_SIZE = 0.5
_LEAST_READING_PX = 8
_BETWEEN_EM = 0.04
"""Room between the word and its reading."""


def ruby_picture(
    pairs: tuple[tuple[str, str], ...], font: QFont, em: float, colour: str, ratio: float
) -> tuple[QImage, float]:
    """Return words with their readings as a picture, and how far that hangs below the line.

    ``em`` is the size of the words in pixels of the window; ``ratio`` is how many pixels of the
    screen are in one of those.
    """
    return _drawn(pairs, font.toString(), em, colour, ratio)


@lru_cache(maxsize=600)
def _drawn(
    pairs: tuple[tuple[str, str], ...], named: str, em: float, colour: str, ratio: float
) -> tuple[QImage, float]:
    font = QFont()
    font.fromString(named)
    font.setPixelSize(max(1, round(em)))
    small = QFont(font)
    small.setPixelSize(max(_LEAST_READING_PX, round(em * _READING_SIZE)))
    small.setBold(False)
    small.setUnderline(False)
    words, readings = QFontMetricsF(font), QFontMetricsF(small)
    widths = [
        max(words.horizontalAdvance(word), readings.horizontalAdvance(reading))
        for word, reading in pairs
    ]
    above = readings.ascent() + readings.descent() + _BETWEEN_EM * em
    # Letters begin lower than their font does, so the reading may reach into its room.
    above -= max(0.0, words.ascent() - em * 0.9)
    top = above + words.ascent()
    below = words.descent()
    size = ceil(sum(widths) * ratio), ceil(top * ratio) + ceil(below * ratio)
    image = QImage(max(1, size[0]), max(1, size[1]), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    image.setDevicePixelRatio(ratio)
    line = ceil(top * ratio) / ratio
    with QPainter(image) as painter:
        painter.setPen(QColor(colour))
        left = 0.0
        for (word, reading), width in zip(pairs, widths, strict=True):
            painter.setFont(font)
            beside = (width - words.horizontalAdvance(word)) / 2
            painter.drawText(QPointF(left + beside, line), word)
            painter.setFont(small)
            beside = (width - readings.horizontalAdvance(reading)) / 2
            painter.drawText(QPointF(left + beside, readings.ascent()), reading)
            left += width
    return to_keep(image), ceil(below * ratio) / ratio
