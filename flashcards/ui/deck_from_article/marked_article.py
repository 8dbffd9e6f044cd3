"""The article beside its cards: each card's passage is marked in it, and clicked it is selected."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QTextLayout

from flashcards.settings import Settings
from flashcards.ui import theme
from flashcards.ui.deck_from_article.article_paint import behind, draw_text, ink_boxes
from flashcards.ui.deck_from_article.article_view import ArticleView
from flashcards.ui.deck_from_article.deciding import Choice, ReviewCard
from flashcards.ui.deck_from_article.page import Look, PageLine
from flashcards.ui.deck_from_article.places import Places
from flashcards.ui.deck_from_article.signs import draw_choice, draw_underline

SIGN_PX = 13.0
BAR_PX = 3.0
MOST_SIGNS = 2
_SIGN_EDGE_PX = 8
_GROUND_EDGE_PX = 2


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A line that is being drawn, and where."""

    painter: QPainter
    number: int
    line: PageLine
    layout: QTextLayout
    at: QPointF

    def boxes(self, start: int, stop: int) -> Iterator[QRectF]:
        """Yield where ``text[start:stop]`` stands."""
        return ink_boxes(self.line, self.layout, self.at, start, stop)


class MarkedArticle(ArticleView):
    """Underlines what became a card, and tells which card is meant by a click."""

    picked = Signal(int)
    """The card whose passage was clicked."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.places: Places | None = None
        self.current: int | None = None
        """The card selected."""
        self.clicked.connect(self._pick)

    def show_article(self, text: str, lines: tuple[PageLine, ...]) -> None:
        """Show another article, of which no card is known yet."""
        self.places = self.current = None
        super().show_article(text, lines)

    def show_places(self, places: Places) -> None:
        """Mark other cards."""
        self.places = places
        self.viewport().update()

    def show_card(self, key: int | None) -> None:
        """Select a card's passage and bring it into sight."""
        self.current = key
        if key is not None and self.places is not None and key in self.places.cards:
            card = self.places.cards[key]
            self.bring_into_sight(card.start, card.stop)
        self.viewport().update()

    # The mouse

    def card_at(self, point: QPointF) -> int | None:
        """Return the card meant by a click at a point: that of the shortest passage there."""
        place = self.place_at(point)
        if place is None or self.places is None:
            return None
        here = self.places.on_line(self.flow.line_of(place))
        beside = not self.text_left() <= point.x() <= self.text_left() + self.flow.width
        fitting = [card for card in here if card.start <= place <= card.stop or beside]
        if not fitting:
            return None
        return min(fitting, key=lambda card: (card.stop - card.start, card.start)).key

    def can_click(self, point: QPointF) -> bool:
        """Whether a card is there."""
        return self.card_at(point) is not None

    def _pick(self, point: QPointF) -> None:
        key = self.card_at(point)
        if key is not None:
            self.picked.emit(key)

    # Painting

    def draw_line(self, painter: QPainter, number: int, layout: QTextLayout, at: QPointF) -> None:
        """Draw a line with the marks of its cards."""
        line = self.flow.lines[number]
        drawn = _Drawn(painter, number, line, layout, at)
        cards = self.places.on_line(number) if self.places is not None else []
        current = next((card for card in cards if card.key == self.current), None)
        grounds = self.selection_on(number)
        if current is not None and line.look is Look.CODE:  # which has a ground of its own
            grounds = [*behind(line, current.start, current.stop, "selection"), *grounds]
        elif current is not None:
            self._ground(drawn, current)
        draw_text(painter, self, number, layout, at, grounds)
        for card in cards:
            self._underline(drawn, card)
        begun = [card for card in cards if line.start <= card.start < line.stop]
        self._signs(drawn, begun, current)

    def _ground(self, drawn: _Drawn, card: ReviewCard) -> None:
        """Draw the ground of the card selected, without gaps between its rows."""
        drawn.painter.setPen(Qt.PenStyle.NoPen)
        drawn.painter.setBrush(theme.color("selection"))
        for box in drawn.boxes(card.start, card.stop):
            more = box.height() * (self.flow.spread - 1) / 2 + 0.5
            drawn.painter.drawRect(box.adjusted(-_GROUND_EDGE_PX, -more, _GROUND_EDGE_PX, more))

    def _underline(self, drawn: _Drawn, card: ReviewCard) -> None:
        assert self.places is not None
        faint = card.choice is Choice.LEFT_OUT or card.known
        for box in drawn.boxes(*self.places.mark(card)):
            y = box.bottom() + 1.5
            draw_underline(drawn.painter, box.left(), box.right(), y, card.kind, faint=faint)

    def _signs(self, drawn: _Drawn, begun: list[ReviewCard], current: ReviewCard | None) -> None:
        """Draw beside the text what was decided about the cards that begin here."""
        line, layout, at = drawn.line, drawn.layout, drawn.at
        leftward = not self.flow.runs_left(line)
        edge = at.x() - _SIGN_EDGE_PX if leftward else at.x() + self.flow.width + _SIGN_EDGE_PX
        if current is not None:
            self._bar(drawn, current, edge if leftward else edge - BAR_PX)
        taken: dict[int, int] = {}
        for card in sorted(begun, key=lambda card: (card is not current, card.start, card.stop)):
            row = layout.lineForTextPosition(card.start - line.start)
            if not row.isValid():
                continue
            place = taken.get(row.lineNumber(), 0)
            taken[row.lineNumber()] = place + 1
            if place >= MOST_SIGNS:
                continue
            y = at.y() + row.y() + (row.height() - SIGN_PX) / 2
            step = (place + 1) * (SIGN_PX + 2) + 2
            box = QRectF(edge - step if leftward else edge + step - SIGN_PX, y, SIGN_PX, SIGN_PX)
            draw_choice(drawn.painter, box, card.choice, known=card.known)

    def _bar(self, drawn: _Drawn, current: ReviewCard, x: float) -> None:
        """Draw a bar beside the card selected, without a gap from line to line."""
        boxes = list(drawn.boxes(current.start, current.stop))
        if not boxes:
            return
        begins, ends = current.start >= drawn.line.start, current.stop <= drawn.line.stop
        top = boxes[0].top() if begins else drawn.at.y()
        bottom = boxes[-1].bottom() if ends else drawn.at.y() + self.flow.height_of(drawn.number)
        drawn.painter.setPen(Qt.PenStyle.NoPen)
        drawn.painter.setBrush(theme.color("accent"))
        round_px = BAR_PX / 2 if begins and ends else 0.0
        drawn.painter.drawRoundedRect(QRectF(x, top, BAR_PX, bottom - top), round_px, round_px)
