"""Words of an article that are not to be seen yet: which they are, and how they are drawn."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen, QTextCharFormat, QTextLayout

from flashcards.ui import theme
from flashcards.ui.deck_from_article.article_paint import ink_boxes
from flashcards.ui.deck_from_article.page import PageLine

_ASKED_WASH = 0.3
"""How much of the accent fills the words asked for, 0 to 1: they stand out among those covered."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Words that are not to be seen yet: ``text[start:stop]``."""

    start: int
    stop: int
    asked: bool = False
    """Whether the learner is asked for them now."""


class Covers:
    """What is covered of a text, found in a moment however much that is.

    ``like`` are words covered wherever they stand, since they are the answer.
    """

    def __init__(
        self, text: str = "", covers: Iterable[Cover] = (), like: Iterable[str] = ()
    ) -> None:
        self._text = text
        self._covers = tuple(sorted(covers, key=lambda each: each.start))
        self._starts = [each.start for each in self._covers]
        self._longest = max((each.stop - each.start for each in self._covers), default=0)
        self._like = tuple(_folded(words) for words in like if words)

    def __bool__(self) -> bool:
        return bool(self._covers or self._like)

    def on(self, start: int, stop: int) -> list[Cover]:
        """Return what is covered of ``text[start:stop]``, cut to it."""
        first = bisect_left(self._starts, start - self._longest)
        near = self._covers[first : bisect_left(self._starts, stop)]
        found = [each for each in near if each.stop > start]
        for alike in self._alike(start, stop):
            if not any(alike.start < each.stop and alike.stop > each.start for each in found):
                found.append(alike)
        return [Cover(max(start, e.start), min(stop, e.stop), e.asked) for e in found]

    def _alike(self, start: int, stop: int) -> Iterator[Cover]:
        words = _folded(self._text[start:stop])
        for like in self._like:
            at = words.find(like)
            while at >= 0:
                end = at + len(like)
                if _whole(words, at, end):
                    yield Cover(start + at, start + end)
                at = words.find(like, end)

    def seen(self, start: int, stop: int) -> str:
        """Return the words of ``text[start:stop]`` with those covered left out."""
        words = list(self._text[start:stop])
        for each in self.on(start, stop):
            words[each.start - start : each.stop - start] = ["\0"] * (each.stop - each.start)
        shown = "".join(words)
        while "\0\0" in shown:
            shown = shown.replace("\0\0", "\0")
        return shown.replace("\0", "…")


def unseen(line: PageLine, cover: Cover) -> QTextLayout.FormatRange:
    """Return covered words of a line as drawn without ink."""
    looks = QTextCharFormat()
    looks.setForeground(QColor(0, 0, 0, 0))
    part = QTextLayout.FormatRange()
    part.start, part.length = cover.start - line.start, cover.stop - cover.start
    part.format = looks
    return part


def draw_cover(
    painter: QPainter, line: PageLine, layout: QTextLayout, at: QPointF, cover: Cover
) -> None:
    """Draw the boxes over covered words of a line whose text begins at ``at``."""
    for box in ink_boxes(line, layout, at, cover.start, cover.stop):
        inner = box.adjusted(0, 0.5, 0, -0.5)
        ground = theme.color("accent" if cover.asked else "hover")
        if cover.asked:
            ground.setAlphaF(_ASKED_WASH)
        painter.setBrush(ground)
        edge = theme.color("accent" if cover.asked else "outline")
        painter.setPen(QPen(edge, 2 if cover.asked else 1))
        painter.drawRoundedRect(inner, 3, 3)


def _folded(words: str) -> str:
    """Return words without their case, as long as they were."""
    folded = words.casefold()
    if len(folded) == len(words):
        return folded
    return "".join(low if len(low := each.casefold()) == 1 else each for each in words)


def _whole(words: str, low: int, high: int) -> bool:
    """Whether a stretch of a text is no part of a longer word."""
    before = low == 0 or not words[low - 1].isalnum()
    return before and (high == len(words) or not words[high].isalnum())
