"""A kept article with words covered in place, until the cards that ask for them are answered."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent, QTextLayout

from flashcards.settings import Settings
from flashcards.ui import theme
from flashcards.ui.deck_from_article.article_paint import behind, draw_text, ink_boxes
from flashcards.ui.deck_from_article.article_view import ArticleView
from flashcards.ui.kept_articles.covers import Cover, Covers, draw_cover, unseen
from flashcards.ui.words import tr


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
        self.covers = Covers()
        self._told: tuple[Told, ...] = ()
        self._passage = (0, 0)
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
        self.covers = Covers(self.flow.text, covers, like)
        self._told = tuple(told)
        self._passage = passage
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

    def seen(self, start: int, stop: int) -> str:
        """Return the words of ``text[start:stop]`` with those covered left out."""
        return self.covers.seen(start, stop)

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

    def highlights_on(self, number: int) -> list[QTextLayout.FormatRange]:
        """Return the ground of the passage asked about, and over it those of highlights."""
        passage = behind(self.flow.lines[number], *self._passage, "selection")
        return [*passage, *super().highlights_on(number)]

    def draw_line(self, painter: QPainter, number: int, layout: QTextLayout, at: QPointF) -> None:
        """Draw a line, the words that are covered under boxes."""
        line = self.flow.lines[number]
        covers = self.covers.on(line.start, line.stop)
        grounds = [unseen(line, each) for each in covers]
        draw_text(painter, self, number, layout, at, grounds)
        for told in self._told:
            if told.start < line.stop and told.stop > line.start:
                painter.setPen(QPen(theme.color(told.kind), 2))
                for box in ink_boxes(line, layout, at, told.start, told.stop):
                    painter.drawLine(box.bottomLeft(), box.bottomRight())
        for each in covers:
            draw_cover(painter, line, layout, at, each)
