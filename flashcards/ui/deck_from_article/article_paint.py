"""Draws one line of an article; what marks it is handed in as grounds behind its words."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextLine

from flashcards.ui import theme
from flashcards.ui.deck_from_article.page import Look, PageLine

if TYPE_CHECKING:
    from flashcards.ui.deck_from_article.article_view import ArticleView

_QUIET = (Look.ASIDE, Look.QUOTE)
_CODE_EDGE_PX = 6


def draw_text(
    painter: QPainter,
    view: "ArticleView",
    number: int,
    layout: QTextLayout,
    at: QPointF,
    grounds: Sequence[QTextLayout.FormatRange] = (),
) -> None:
    """Draw a line whose text begins at ``at``, with its bullet; later grounds cover earlier."""
    line = view.flow.lines[number]
    if line.look is Look.CODE:
        box = layout.boundingRect().translated(at)
        box.setLeft(at.x() - _CODE_EDGE_PX)
        box.setWidth(view.flow.width + 2 * _CODE_EDGE_PX)
        painter.fillRect(box, theme.color("code"))
    painter.setPen(theme.color("muted" if line.look in _QUIET else "text"))
    layout.draw(painter, at, [*view.highlights_on(number), *grounds])
    _bullet(painter, view, number, layout, at)


def behind(
    line: PageLine, start: int, stop: int, ground: str, text: str = ""
) -> list[QTextLayout.FormatRange]:
    """Return a coloured ground behind what a line has of ``text[start:stop]``.

    ``ground`` and ``text`` name colours of the theme; without ``text`` the words keep theirs.
    """
    low, high = max(line.start, start), min(line.stop, stop)
    if low >= high:
        return []
    looks = QTextCharFormat()
    looks.setBackground(theme.color(ground))
    if text:
        looks.setForeground(theme.color(text))
    part = QTextLayout.FormatRange()
    part.start, part.length, part.format = low - line.start, high - low, looks
    return [part]


def ink_boxes(
    line: PageLine, layout: QTextLayout, at: QPointF, start: int, stop: int
) -> Iterator[QRectF]:
    """Yield a box for each row that ``text[start:stop]`` takes of a line.

    It is no wider than the words: the spaces a row ends with are left out.
    """
    low, high = max(start, line.start) - line.start, min(stop, line.stop) - line.start
    text = layout.text()
    for number in range(layout.lineCount()):
        row = layout.lineAt(number)
        first, last = max(low, row.textStart()), min(high, row.textStart() + row.textLength())
        while last > first and text[last - 1].isspace():
            last -= 1
        if first >= last:
            continue
        left, right = sorted((_cursor_x(row, first), _cursor_x(row, last)))
        yield QRectF(at.x() + left, at.y() + row.y(), right - left, row.height())


def _bullet(
    painter: QPainter, view: "ArticleView", number: int, layout: QTextLayout, at: QPointF
) -> None:
    line = view.flow.lines[number]
    if not line.bullet or not layout.lineCount():
        return
    row = layout.lineAt(0)
    fonts = view.flow.fonts
    font = fonts.of(line)
    painter.setFont(font)
    painter.setPen(theme.color("muted"))
    width = QFontMetricsF(font).horizontalAdvance(line.bullet)
    baseline = at.y() + row.y() + row.ascent()
    if view.flow.runs_left(line):
        x = at.x() + view.flow.width - fonts.indent(line) + 0.45 * fonts.em_px
    else:
        x = at.x() + fonts.indent(line) - 0.45 * fonts.em_px - width
    painter.drawText(QPointF(x, baseline), line.bullet)


def _cursor_x(row: QTextLine, place: int) -> float:
    """Return where a cursor before a character of a row would stand."""
    return cast(tuple[float, int], row.cursorToX(place))[0]
