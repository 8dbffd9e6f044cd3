"""A kept article shaded by how well each passage of it is known."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QTextCharFormat,
    QTextLayout,
)

from flashcards.model.articles import Coverage, Knowledge, PassageKnowledge, Stretch
from flashcards.settings import Settings
from flashcards.ui import theme
from flashcards.ui.deck_from_article.article_paint import draw_text, ink_boxes
from flashcards.ui.deck_from_article.article_view import ArticleView
from flashcards.ui.deck_from_article.page import PageLine
from flashcards.ui.kept_articles.shading import draw_shade, wash
from flashcards.ui.words import tr

_BAR_PX, _BAR_EDGE_PX = 3.0, 8


class MapView(ArticleView):
    """Arrows go from passage to passage; pointing at one tells of it, Enter opens its cards."""

    turned = Signal()
    """Another passage is told of."""
    opened = Signal()
    """The cards of the passage at hand are wanted."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.setAccessibleName(tr("Article, shaded by how well it is known"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.passages: tuple[PassageKnowledge, ...] = ()
        self.current: int | None = None
        self._under: int | None = None
        self._stretches: Sequence[Stretch] = ()
        self._starts: list[int] = []
        self._unread: tuple[tuple[int, int], ...] = ()
        self.clicked.connect(self._pick)

    # What is shown

    def show_coverage(self, coverage: Coverage) -> None:
        """Shade the text; the keyboard stays on its passage."""
        before = self.passage()
        self.passages = coverage.passages
        self._stretches = coverage.stretches
        self._starts = [each.start for each in coverage.stretches]
        notes = [each.note_id for each in self.passages]
        kept = before is not None and before.note_id in notes
        self.current = notes.index(before.note_id) if before is not None and kept else None
        self._under = None
        self.viewport().update()

    def show_unread(self, spans: tuple[tuple[int, int], ...]) -> None:
        """Draw these words as not read yet."""
        self._unread = spans
        self.viewport().update()

    def passage(self) -> PassageKnowledge | None:
        """Return the passage the keyboard is on."""
        return None if self.current is None else self.passages[self.current]

    def told(self) -> PassageKnowledge | None:
        """Return the passage that is pointed at, else that the keyboard is on."""
        return self.passage() if self._under is None else self.passages[self._under]

    def turn_to(self, place: int | None) -> None:
        """Put the keyboard on a passage, by its place among them."""
        self.current, self._under = place, None
        if place is not None:
            self.bring_into_sight(self.passages[place].start, self.passages[place].stop)
        self.viewport().update()
        self.turned.emit()

    def turn_to_note(self, note_id: int) -> bool:
        """Put the keyboard on the passage of a note; False where it has none here."""
        for place, each in enumerate(self.passages):
            if each.note_id == note_id:
                self.turn_to(place)
                return True
        return False

    def turn(self, step: int) -> None:
        """Go some passages on, or back; at first to the first one in sight."""
        if not self.passages:
            return
        if self.current is None:
            top = self.top_place()
            last = len(self.passages) - 1
            inside = (n for n, each in enumerate(self.passages) if each.start >= top)
            self.turn_to(next(inside, last))
        else:
            self.turn_to(max(0, min(len(self.passages) - 1, self.current + step)))

    # Mouse and keys

    def passage_at(self, point: QPointF) -> int | None:
        """Return which passage is at a point of the viewport: the shortest one there."""
        place = self.place_at(point)
        left = self.text_left()
        if place is None or not left <= point.x() <= left + self.flow.width:
            return None
        here = [n for n, each in enumerate(self.passages) if each.start <= place < each.stop]
        return min(here, key=lambda n: self.passages[n].stop - self.passages[n].start, default=None)

    def can_click(self, point: QPointF) -> bool:
        """Whether a passage is there."""
        return self.passage_at(point) is not None

    def _pick(self, point: QPointF) -> None:
        self.turn_to(self.passage_at(point))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of the passage that is pointed at."""
        super().mouseMoveEvent(event)
        if event.buttons() == Qt.MouseButton.NoButton:
            self._point(self.passage_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell again of the passage the keyboard is on."""
        super().leaveEvent(event)
        self._point(None)

    def _point(self, under: int | None) -> None:
        if under != self._under:
            self._under = under
            self.turned.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the cards of the passage."""
        if self.passage_at(event.position()) is not None:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from passage to passage; the other keys scroll."""
        bar = self.verticalScrollBar()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.passages:
            self.turn(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(0 if event.key() == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        if self.current is None and event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        ):
            self.turn(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    # Drawing

    def draw_line(self, painter: QPainter, number: int, layout: QTextLayout, at: QPointF) -> None:
        """Draw a line with the shades of its passages."""
        line = self.flow.lines[number]
        shaded = list(self._shaded(line))
        grounds = [_quiet(line, *each) for each in self._unread if _meets(line, *each)]
        grounds += [_ground(line, each) for each in shaded]
        draw_text(painter, self, number, layout, at, [*grounds, *self.selection_on(number)])
        for each in shaded:
            for box in ink_boxes(line, layout, at, each.start, each.stop):
                draw_shade(painter, box.adjusted(0, 0, 0, 1.5), each.knowledge)
        told = self.told()
        if told is not None and told.start < line.stop and told.stop > line.start:
            self._mark(painter, line, layout, at)

    def _shaded(self, line: PageLine) -> Iterator[Stretch]:
        place = max(0, bisect_right(self._starts, line.start) - 1)
        while place < len(self._stretches) and self._stretches[place].start < line.stop:
            each = self._stretches[place]
            if each.knowledge is not Knowledge.NONE and each.stop > line.start:
                start, stop = max(line.start, each.start), min(line.stop, each.stop)
                yield Stretch(start, stop, each.knowledge)
            place += 1

    def _mark(self, painter: QPainter, line: PageLine, layout: QTextLayout, at: QPointF) -> None:
        """Draw a bar beside the passage at hand."""
        box = layout.boundingRect().translated(at)
        x = at.x() - _BAR_EDGE_PX - _BAR_PX
        if self.flow.runs_left(line):
            x = at.x() + self.flow.width + _BAR_EDGE_PX
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent" if self.hasFocus() else "outline"))
        painter.drawRoundedRect(QRectF(x, box.y(), _BAR_PX, box.height()), 1.5, 1.5)


def _meets(line: PageLine, start: int, stop: int) -> bool:
    return start < line.stop and stop > line.start


def _quiet(line: PageLine, start: int, stop: int) -> QTextLayout.FormatRange:
    """Return muted words, for what was not read yet."""
    looks = QTextCharFormat()
    looks.setForeground(theme.color("muted"))
    part = QTextLayout.FormatRange()
    low, high = max(line.start, start), min(line.stop, stop)
    part.start, part.length, part.format = low - line.start, high - low, looks
    return part


def _ground(line: PageLine, stretch: Stretch) -> QTextLayout.FormatRange:
    looks = QTextCharFormat()
    colour = wash(stretch.knowledge)
    if colour is not None:
        looks.setBackground(colour)
    part = QTextLayout.FormatRange()
    part.start, part.length = stretch.start - line.start, stretch.stop - stretch.start
    part.format = looks
    return part
