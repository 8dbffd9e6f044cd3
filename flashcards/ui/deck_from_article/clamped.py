"""A few lines of text at most, ended with an ellipsis where there is more."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextLine, QTextOption

from flashcards.ui.right_to_left import runs_left

_LINE_END = "\u2028"
_LONGEST_LINE = 400
_SPREAD = 1.14


def wrapped(
    text: str, font: QFont, formats: list[QTextLayout.FormatRange] | None = None
) -> QTextLayout:
    """Return a text to be laid out in lines, begun at the side its script begins."""
    layout = QTextLayout(text.replace("\n", _LINE_END), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if runs_left(text):
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    if formats:
        layout.setFormats(formats)
    return layout


def line_step(font: QFont) -> float:
    """Return how far apart lines stand."""
    return QFontMetricsF(font).lineSpacing() * _SPREAD


def line_count(
    text: str,
    font: QFont,
    width: float,
    most: int,
    formats: list[QTextLayout.FormatRange] | None = None,
) -> int:
    """Return how many lines a text takes, counted no further than ``most``."""
    if not text:
        return 0
    layout = wrapped(text, font, formats)
    count = 0
    layout.beginLayout()
    while count < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        count += 1
    layout.endLayout()
    return count


def draw_clamped(
    painter: QPainter,
    text: str,
    font: QFont,
    at: QPointF,
    width: float,
    lines: int,
    formats: list[QTextLayout.FormatRange] | None = None,
) -> None:
    """Draw at most so many lines; the last one ends in an ellipsis where there is more."""
    if not text or lines <= 0:
        return
    layout = wrapped(text, font, formats)
    step = line_step(font)
    shown: list[QTextLine] = []
    layout.beginLayout()
    while len(shown) < lines and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, len(shown) * step))
        shown.append(line)
    layout.endLayout()
    last = shown[-1]
    whole = last.textStart() + last.textLength() >= len(text)
    for line in shown if whole else shown[:-1]:
        line.draw(painter, at)
    if not whole:
        below = QPointF(at.x(), at.y() + (len(shown) - 1) * step)
        _draw_elided(painter, text, last.textStart(), font, below, width, formats or [])


def _draw_elided(
    painter: QPainter,
    text: str,
    start: int,
    font: QFont,
    at: QPointF,
    width: float,
    formats: list[QTextLayout.FormatRange],
) -> None:
    """Draw what fits into one line of a text from ``start`` on, with an ellipsis at its end."""
    rest = text[start : start + _LONGEST_LINE].replace("\n", " ") + "…"
    widest = QFont(font)
    if formats:
        widest.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetricsF(widest)
    if metrics.horizontalAdvance(rest) > width:
        rest = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
    moved = []
    for each in formats:
        if each.start + each.length > start and each.start < start + len(rest):
            part = QTextLayout.FormatRange()
            part.start = max(0, each.start - start)
            part.length = min(len(rest), each.start + each.length - start) - part.start
            part.format = each.format
            moved.append(part)
    layout = wrapped(rest, font, moved)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    line.draw(painter, at)
