"""A kept article with words covered in place, until the cards that ask for them are answered."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
)

from flashcards.settings import Settings
from flashcards.ui import theme
from flashcards.ui.deck_from_article.article_paint import behind, draw_text, ink_boxes
from flashcards.ui.deck_from_article.article_view import ArticleView
from flashcards.ui.deck_from_article.page import PageLine
from flashcards.ui.words import tr

_ASKED_WASH = 0.3
"""How much of the accent fills the words asked for, 0 to 1: they stand out among those covered."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Words that are not to be seen yet: ``text[start:stop]``."""

    start: int
    stop: int
    asked: bool = False
    """Whether the learner is asked for them now."""


@dataclass(frozen=True, slots=True)
class Told:
    """Words that were answered; ``kind`` is the theme's colour of the rating."""

    start: int
    stop: int
    kind: str


class CoveredView(ArticleView):
    """Words are covered by boxes of their own size, so that nothing moves when they appear."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Article"))
        self._covers: tuple[Cover, ...] = ()
        self._starts: list[int] = []
        self._longest = 0
        self._told: tuple[Told, ...] = ()
        self._passage = (0, 0)
        self._like: tuple[str, ...] = ()
        self._gap = (0, 0)
        """The words asked for, covered or shown; where they stand apart, the first."""

    def show_covers(
        self,
        covers: Iterable[Cover],
        told: Iterable[Told],
        passage: tuple[int, int],
        like: Iterable[str] = (),
    ) -> None:
        """Cover these; ``passage`` is the one asked about.

        ``like`` are words covered wherever they stand, since they are the answer.
        """
        self._covers = tuple(sorted(covers, key=lambda each: each.start))
        self._starts = [each.start for each in self._covers]
        self._longest = max((each.stop - each.start for each in self._covers), default=0)
        self._told = tuple(told)
        self._passage = passage
        self._like = tuple(words.casefold() for words in like if words)
        self.viewport().update()

    def show_gap(self, start: int, stop: int) -> None:
        """Bring the words asked for into sight, with their passage as far as there is room."""
        self._gap = start, stop
        self.bring_into_sight(*self._passage)
        self.bring_gap()

    def bring_gap(self) -> None:
        """Bring the words asked for into sight; where they are in sight, nothing moves."""
        self.bring_all_into_sight(*self._gap)

    def restyle(self, settings: Settings) -> None:
        """Set the article anew; words asked for that were in sight stay there."""
        seen = self.shows_all(*self._gap)
        super().restyle(settings)
        if seen:
            self.bring_gap()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the lines in the new width; words asked for that were in sight stay there."""
        seen = self.shows_all(*self._gap, event.oldSize().height())
        super().resizeEvent(event)
        if seen:
            self.bring_gap()

    def covers_on(self, start: int, stop: int) -> list[Cover]:
        """Return what is covered of ``text[start:stop]``, cut to it."""
        first = bisect_left(self._starts, start - self._longest)
        near = self._covers[first : bisect_left(self._starts, stop)]
        found = [each for each in near if each.stop > start]
        for alike in self._alike(start, stop):
            if not any(alike.start < each.stop and alike.stop > each.start for each in found):
                found.append(alike)
        return [Cover(max(start, e.start), min(stop, e.stop), e.asked) for e in found]

    def _alike(self, start: int, stop: int) -> Iterator[Cover]:
        words = self.flow.text[start:stop].casefold()
        if len(words) != stop - start:
            return
        for like in self._like:
            at = words.find(like)
            while at >= 0:
                end = at + len(like)
                if _whole(words, at, end):
                    yield Cover(start + at, start + end)
                at = words.find(like, end)

    def seen(self, start: int, stop: int) -> str:
        """Return the words of ``text[start:stop]`` with those covered left out."""
        words = list(self.flow.text[start:stop])
        for each in self.covers_on(start, stop):
            words[each.start - start : each.stop - start] = ["\0"] * (each.stop - each.start)
        shown = "".join(words)
        while "\0\0" in shown:
            shown = shown.replace("\0\0", "\0")
        return shown.replace("\0", "…")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the ends; the other keys scroll."""
        bar = self.verticalScrollBar()
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(0 if event.key() == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def selection_on(self, number: int) -> list[QTextLayout.FormatRange]:
        """Return no ground: selected words would be seen through their covers."""
        return []

    def draw_line(self, painter: QPainter, number: int, layout: QTextLayout, at: QPointF) -> None:
        """Draw a line, the words that are covered under boxes."""
        line = self.flow.lines[number]
        covers = self.covers_on(line.start, line.stop)
        grounds = behind(line, *self._passage, "selection")
        grounds += [_unseen(line, each) for each in covers]
        draw_text(painter, self, number, layout, at, grounds)
        for told in self._told:
            if told.start < line.stop and told.stop > line.start:
                painter.setPen(QPen(theme.color(told.kind), 2))
                for box in ink_boxes(line, layout, at, told.start, told.stop):
                    painter.drawLine(box.bottomLeft(), box.bottomRight())
        for each in covers:
            _draw(painter, line, layout, at, each)


def _unseen(line: PageLine, cover: Cover) -> QTextLayout.FormatRange:
    looks = QTextCharFormat()
    looks.setForeground(QColor(0, 0, 0, 0))
    part = QTextLayout.FormatRange()
    part.start, part.length = cover.start - line.start, cover.stop - cover.start
    part.format = looks
    return part


def _draw(
    painter: QPainter, line: PageLine, layout: QTextLayout, at: QPointF, cover: Cover
) -> None:
    for box in ink_boxes(line, layout, at, cover.start, cover.stop):
        inner = box.adjusted(0, 0.5, 0, -0.5)
        ground = theme.color("accent" if cover.asked else "hover")
        if cover.asked:
            ground.setAlphaF(_ASKED_WASH)
        painter.setBrush(ground)
        edge = theme.color("accent" if cover.asked else "outline")
        painter.setPen(QPen(edge, 2 if cover.asked else 1))
        painter.drawRoundedRect(inner, 3, 3)


def _whole(words: str, low: int, high: int) -> bool:
    """Whether a stretch of a text is no part of a longer word."""
    before = low == 0 or not words[low - 1].isalnum()
    return before and (high == len(words) or not words[high].isalnum())
