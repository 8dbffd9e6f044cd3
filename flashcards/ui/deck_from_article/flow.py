"""Where the lines of a long article stand: measured when they come in sight, guessed before."""

from bisect import bisect_right
from collections import OrderedDict
from itertools import accumulate
from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from flashcards.ui import theme
from flashcards.ui.deck_from_article.article_fonts import ArticleFonts
from flashcards.ui.deck_from_article.page import Look, PageLine
from flashcards.ui.right_to_left import runs_left

MOST_LAYOUTS = 500


class Flow:
    """Lays out lines of text one by one, and knows how high all of them are together."""

    def __init__(self, text: str, lines: tuple[PageLine, ...], fonts: ArticleFonts) -> None:
        self.text = text
        self.lines = lines
        self.fonts = fonts
        self.width = 0.0
        self._layouts: OrderedDict[int, QTextLayout] = OrderedDict()
        self._heights: list[float] = []
        self._tops: list[float] = []
        self._starts = [line.start for line in lines]
        self._dirty = True
        self.spread = fonts.line_px / max(1.0, QFontMetricsF(fonts.base).height())
        """How far apart rows stand, as a share of their own height."""

    def set_width(self, width: float) -> bool:
        """Take another width; return whether it was another."""
        if width == self.width:
            return False
        self.width = width
        self._layouts.clear()
        per_line = max(1.0, width / self.fonts.letter_px)
        high = self.fonts.line_px
        self._heights = [
            ceil((line.stop - line.start) / per_line) * high + self.fonts.gap(line)
            for line in self.lines
        ]
        self._dirty = True
        return True

    # Places

    def tops(self) -> list[float]:
        """Return where each line begins, and at the end how high all are."""
        if self._dirty:
            self._tops = list(accumulate(self._heights, initial=0.0))
            self._dirty = False
        return self._tops

    def height(self) -> float:
        """Return how high all lines are together."""
        return self.tops()[-1]

    def height_of(self, number: int) -> float:
        """Return how high one line is, laid out now."""
        self.layout(number)
        return self._heights[number]

    def line_at(self, y: float) -> int:
        """Return the line that stands at a height."""
        return max(0, min(len(self.lines) - 1, bisect_right(self.tops(), y) - 1))

    def line_of(self, place: int) -> int:
        """Return the line a place of the text is in."""
        return max(0, bisect_right(self._starts, place) - 1)

    def measure(self, first: int, pixels: float) -> int:
        """Lay out lines from ``first`` until they fill so much; return the one after them."""
        at, filled = first, 0.0
        while at < len(self.lines) and filled < pixels:
            self.layout(at)
            filled += self._heights[at]
            at += 1
        return at

    # Layout

    def layout(self, number: int) -> QTextLayout:
        """Return a line laid out in the width there is."""
        found = self._layouts.get(number)
        if found is not None:
            self._layouts.move_to_end(number)
            return found
        line = self.lines[number]
        found, height = self._laid_out(line)
        self._layouts[number] = found
        if len(self._layouts) > MOST_LAYOUTS:
            self._layouts.popitem(last=False)
        if height != self._heights[number]:
            self._heights[number] = height
            self._dirty = True
        return found

    def _laid_out(self, line: PageLine) -> tuple[QTextLayout, float]:
        words = self.text[line.start : line.stop]
        font = self.fonts.of(line)
        layout = QTextLayout(words, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if self.runs_left(line):
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        option.setTabStopDistance(self.fonts.em_px * 8)
        layout.setTextOption(option)
        layout.setFormats(_formats(line))
        room = max(40.0, self.width - self.fonts.indent(line))
        x = 0.0 if self.runs_left(line) else self.fonts.indent(line)
        y = self.fonts.gap(line)
        spread = self.spread
        layout.beginLayout()
        while (row := layout.createLine()).isValid():
            row.setLineWidth(room)
            high = row.height() * spread
            row.setPosition(QPointF(x, y + (high - row.height()) / 2))
            y += high
        layout.endLayout()
        return layout, y

    def runs_left(self, line: PageLine) -> bool:
        """Whether a line is written from right to left."""
        return runs_left(self.text[line.start : min(line.stop, line.start + 200)])


def _formats(line: PageLine) -> list[QTextLayout.FormatRange]:
    found = []
    for span in line.spans:
        looks = QTextCharFormat()
        if span.mark in ("strong", "term"):
            looks.setFontWeight(QFont.Weight.DemiBold)
        elif span.mark == "emphasis":
            looks.setFontItalic(True)
        elif span.mark == "code" and line.look is not Look.CODE:
            looks.setFontFamilies(theme.code_families())
        else:
            continue
        part = QTextLayout.FormatRange()
        part.start = max(0, span.start - line.start)
        part.length = min(span.end, line.stop) - line.start - part.start
        part.format = looks
        if part.length > 0:
            found.append(part)
    return found
