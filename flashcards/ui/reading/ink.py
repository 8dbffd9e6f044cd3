"""Where words of an article are drawn, without the spaces that rows end with."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextLayout

from flashcards.ui.articles.article_paint import cursor_x
from flashcards.ui.articles.page import PageLine


def ink_boxes(
    line: PageLine, layout: QTextLayout, at: QPointF, start: int, stop: int
) -> Iterator[QRectF]:
    """Yield a box for each row that ``text[start:stop]`` takes of a line, no wider than its ink."""
    low, high = max(start, line.start) - line.start, min(stop, line.stop) - line.start
    words = layout.text()
    for number in range(layout.lineCount()):
        row = layout.lineAt(number)
        first, last = max(low, row.textStart()), min(high, row.textStart() + row.textLength())
        while first < last and words[last - 1].isspace():
            last -= 1
        if first < last:
            left, right = sorted((cursor_x(row, first), cursor_x(row, last)))
            yield QRectF(at.x() + left, at.y() + row.y(), right - left, row.height())
