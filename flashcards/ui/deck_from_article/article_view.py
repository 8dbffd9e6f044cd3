"""An article set to be read: only the lines in sight are laid out and drawn."""

from collections.abc import Iterable
from math import ceil, floor

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from flashcards.settings import Settings
from flashcards.ui.deck_from_article.article_fonts import WIDEST_EM, ArticleFonts
from flashcards.ui.deck_from_article.article_paint import behind, draw_text
from flashcards.ui.deck_from_article.flow import Flow
from flashcards.ui.deck_from_article.page import PageLine
from flashcards.ui.roles import Role, set_accessible_role
from flashcards.ui.words import tr

GUTTER_PX = 40
"""Room beside the text for signs."""
EDGE_PX = 20
_UP_TO = 0.3
"""A passage that has to be scrolled to comes to stand so far down."""


class ArticleView(QAbstractScrollArea):
    """Shows an article of any length; others draw their marks by overriding ``draw_line``."""

    clicked = Signal(QPointF)
    """A point of the viewport was clicked, and no words were selected by it."""
    moved = Signal(int)
    """The learner scrolled: the place of the text that stands at the top now."""
    marked = Signal()
    """Other words are selected."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        set_accessible_role(self, Role.Document)
        self.setAccessibleName(tr("Article"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.fonts = self.fonts_of(settings)
        self.flow = Flow("", (), self.fonts)
        self.highlights: tuple[tuple[int, int], ...] = ()
        """Words of the text that the learner marked."""
        self._anchor: tuple[int, float] = (0, 0.0)
        """The line at the top and how much of it is above."""
        self._settling = False
        self._selection: tuple[int, int] | None = None
        self._pressed: int | None = None
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # What is shown

    def show_article(self, text: str, lines: tuple[PageLine, ...]) -> None:
        """Show another article from its beginning; ``lines`` are those of ``page_lines``."""
        self.flow = Flow(text, lines, self.fonts)
        self.highlights = ()
        self._selection = None
        self._anchor = (0, 0.0)
        self._resettle()
        self.verticalScrollBar().setValue(0)

    def restyle(self, settings: Settings) -> None:
        """Set the article anew, after the theme or the text size changed."""
        self.fonts = self.fonts_of(settings)
        self.flow = Flow(self.flow.text, self.flow.lines, self.fonts)
        self._resettle()

    def fonts_of(self, settings: Settings) -> ArticleFonts:
        """Return the fonts of the article; overridden where they have a size of their own."""
        return ArticleFonts(settings)

    def widest_px(self) -> float:
        """Return how wide lines are at most."""
        return WIDEST_EM * self.fonts.em_px

    def show_highlights(self, spans: Iterable[tuple[int, int]]) -> None:
        """Draw these words as marked by the learner."""
        self.highlights = tuple(sorted(spans))
        self.viewport().update()

    def highlights_on(self, number: int) -> list[QTextLayout.FormatRange]:
        """Return the ground behind the words of a line that the learner marked."""
        line = self.flow.lines[number]
        found = [behind(line, *span, "highlight") for span in self.highlights]
        return [part for parts in found for part in parts]

    def draw_line(self, painter: QPainter, number: int, layout: QTextLayout, at: QPointF) -> None:
        """Draw a line whose text begins at ``at``; overridden by what marks more in it."""
        draw_text(painter, self, number, layout, at, self.selection_on(number))

    def selection_on(self, number: int) -> list[QTextLayout.FormatRange]:
        """Return the ground behind the words of a line that are selected."""
        span = self.selected_span()
        return [] if span is None else behind(self.flow.lines[number], *span, "accent", "on_accent")

    def can_click(self, point: QPointF) -> bool:
        """Whether a click there would do something."""
        return False

    def selected_span(self) -> tuple[int, int] | None:
        """Return which part of the text is selected; None when nothing is."""
        if self._selection is None:
            return None
        low, high = sorted(self._selection)
        return (low, high) if self.flow.text[low:high].strip() else None

    def select(self, start: int, stop: int) -> None:
        """Select ``text[start:stop]``, and bring its end into sight."""
        self._selection = start, stop
        self.bring_into_sight(max(start, stop - 1), stop)
        self.viewport().update()
        self.marked.emit()

    def drop_selection(self) -> None:
        """Select no words."""
        self._selection = None
        self.viewport().update()
        self.marked.emit()

    # Scrolling

    def text_left(self) -> float:
        """Return where the text begins."""
        spare = self.viewport().width() - 2 * GUTTER_PX - self.flow.width
        return GUTTER_PX + max(0.0, spare / 2)

    def _resettle(self) -> None:
        """Keep what is at the top there while widths or heights change."""
        room = float(self.viewport().width() - 2 * GUTTER_PX)
        self.flow.set_width(max(80.0, min(room, self.widest_px())))
        if not self.flow.lines:
            self.verticalScrollBar().setRange(0, 0)
            self.viewport().update()
            return
        self._settle()

    def _settle(self) -> int:
        """Measure what is in sight, and let the scroll bar say where that is."""
        line, above = self._anchor
        page = self.viewport().height()
        after = self.flow.measure(line, page + above + EDGE_PX)
        tops = self.flow.tops()
        bar = self.verticalScrollBar()
        self._settling = True
        bar.setPageStep(page)
        bar.setSingleStep(round(self.fonts.line_px * 1.2))
        bar.setRange(0, max(0, round(tops[-1] + 2 * EDGE_PX - page)))
        wanted = round(tops[min(line, len(tops) - 1)] + above)
        bar.setValue(wanted)
        self._settling = False
        if bar.value() != wanted:  # the end of the article
            self._anchor_at(bar.value())
            after = self.flow.measure(self._anchor[0], page + self._anchor[1] + EDGE_PX)
        self.viewport().update()
        return after

    def _anchor_at(self, value: float) -> None:
        line = self.flow.line_at(value)
        self._anchor = (line, value - self.flow.tops()[line])

    def _scrolled(self, value: int) -> None:
        if self._settling or not self.flow.lines:
            return
        self._anchor_at(value)
        self._settle()
        self.moved.emit(self.flow.lines[self._anchor[0]].start)

    def bring_into_sight(self, start: int, stop: int) -> None:
        """Scroll only as far as a passage is out of sight."""
        page = self.viewport().height()
        line = self.flow.line_of(start)
        last = self.flow.line_of(max(start, stop - 1))
        top, bottom = self._shown_at(line, start), self._shown_at(last, stop - 1)
        high = self.fonts.line_px
        if top >= high / 2 and bottom + 2 * high <= page:
            return
        if top >= 0 and top + 3 * high <= page and bottom - top > page * (1 - _UP_TO):
            return
        self.scroll_to(start)

    def scroll_to(self, place: int) -> None:
        """Bring a place of the text to stand in the upper part."""
        line = self.flow.line_of(place)
        self.flow.measure(max(0, line - 12), 1.0 + self.viewport().height())
        y = self.flow.tops()[line] + self._row_of(line, place).y()
        up = _UP_TO * self.viewport().height()
        self._anchor_at(max(0.0, y - up + EDGE_PX))
        self._settle()

    def top_place(self) -> int:
        """Return the place of the text at the top."""
        return self.flow.lines[self._anchor[0]].start if self.flow.lines else 0

    def first_row_place(self) -> int:
        """Return the place of the text at which the first row begins that is whole in sight."""
        return self._row_place(0.0)

    def last_row_place(self) -> int:
        """Return the place of the text at which the last row in sight begins."""
        return self._row_place(self.viewport().height() - self.fonts.line_px)

    def _row_place(self, y: float) -> int:
        """Return where the first row begins that is drawn at ``y`` or below."""
        if not self.flow.lines:
            return 0
        at = y + self.verticalScrollBar().value() - EDGE_PX
        number = self.flow.line_at(max(0.0, at))
        while number < len(self.flow.lines):
            layout, top = self.flow.layout(number), self.flow.tops()[number]
            for place in range(layout.lineCount()):
                row = layout.lineAt(place)
                if top + row.y() >= at - 0.01:  # sums of parts are not exact
                    return self.flow.lines[number].start + row.textStart()
            number += 1
        return self.flow.lines[-1].start

    def scroll_row_to_top(self, place: int) -> None:
        """Scroll so that the row a place is in stands at the top; as far as the article goes."""
        if not self.flow.lines:
            return
        line = self.flow.line_of(place)
        self.flow.measure(line, 1.0 + self.viewport().height())
        y = self.flow.tops()[line] + self._row_of(line, place).y() + EDGE_PX
        self._anchor_at(max(0.0, floor(y)) if place else 0.0)
        self._settle()

    def bring_all_into_sight(self, start: int, stop: int) -> None:
        """Scroll to a passage that is not in sight as a whole; to its end as far as it fits."""
        if not self.flow.lines or self.shows_all(start, stop):
            return
        self.scroll_to(start)
        last = max(start, stop - 1)
        below = self._shown_at(self.flow.line_of(last), last) + self.fonts.line_px
        below -= self.viewport().height()
        if below > 0:
            bar = self.verticalScrollBar()
            top = self._shown_at(self.flow.line_of(start), start)
            bar.setValue(bar.value() + ceil(min(below, top)))

    def shows_all(self, start: int, stop: int, page: int = 0) -> bool:
        """Whether a passage is in sight from its first to its last row.

        Within ``page`` pixels from the top, or the height that the view has.
        """
        if not self.flow.lines:
            return False
        last = max(start, stop - 1)
        top = self._shown_at(self.flow.line_of(start), start)
        bottom = self._shown_at(self.flow.line_of(last), last) + self.fonts.line_px
        return top >= 0 and bottom <= (page or self.viewport().height())

    def shows(self, place: int) -> bool:
        """Whether a place of the text is in sight."""
        if not self.flow.lines:
            return False
        return 0 <= self._shown_at(self.flow.line_of(place), place) < self.viewport().height()

    def _shown_at(self, line: int, place: int) -> float:
        """Return how far below the top a place is drawn, as far as is known."""
        tops = self.flow.tops()
        row = self._row_of(line, place)
        return tops[line] + row.y() + EDGE_PX - self.verticalScrollBar().value()

    def _row_of(self, line: int, place: int) -> QPointF:
        layout = self.flow.layout(line)
        row = layout.lineForTextPosition(max(0, place - self.flow.lines[line].start))
        return QPointF(row.x(), row.y()) if row.isValid() else QPointF()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines in sight."""
        if not self.flow.lines:
            return
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            number, left = self._anchor[0], self.text_left()
            y = EDGE_PX - self.verticalScrollBar().value() + self.flow.tops()[number]
            if y > 0 and number > 0:
                number -= 1
                y -= self.flow.height_of(number)
            bottom = self.viewport().height()
            while number < len(self.flow.lines) and y < bottom:
                self.draw_line(painter, number, self.flow.layout(number), QPointF(left, y))
                y += self.flow.height_of(number)
                number += 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the lines in the new width; the top stays where it is."""
        super().resizeEvent(event)
        self._resettle()

    # The mouse

    def place_at(self, point: QPointF) -> int | None:
        """Return the place of the text at a point; None below the end."""
        if not self.flow.lines:
            return None
        y = point.y() + self.verticalScrollBar().value() - EDGE_PX
        if y > self.flow.height():
            return None
        number = self.flow.line_at(y)
        layout = self.flow.layout(number)
        inside = y - self.flow.tops()[number]
        place = 0
        for at in range(layout.lineCount()):
            row = layout.lineAt(at)
            place = row.xToCursor(point.x() - self.text_left())
            if inside < row.y() + row.height() * 1.2:
                break
        return self.flow.lines[number].start + int(place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to select."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self.place_at(event.position())
            if self._selection is not None:
                self.drop_selection()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select words, or show that a click would do something."""
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            place = self.place_at(event.position())
            if place is not None and abs(place - self._pressed) > 1:
                self._selection = (self._pressed, place)
                self.viewport().update()
            return
        over = self.can_click(event.position())
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a click, unless words were selected."""
        pressed, self._pressed = self._pressed, None
        if self.selected_span() is not None:
            self.marked.emit()
        elif pressed is not None and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(event.position())

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in other colours."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self.viewport().update()
