"""The article as one comfortable column, read sentence by sentence with the keys alone."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent, QTextLayout

from flashcards.model.reading import Span
from flashcards.settings import Settings
from flashcards.ui import theme
from flashcards.ui.announcing import say_where
from flashcards.ui.deck_from_article import selecting
from flashcards.ui.deck_from_article.article_fonts import ArticleFonts
from flashcards.ui.deck_from_article.article_paint import behind
from flashcards.ui.deck_from_article.marked_article import BAR_PX, MarkedArticle
from flashcards.ui.deck_from_article.page import PageLine
from flashcards.ui.kept_articles.covers import Covers, draw_cover, unseen
from flashcards.ui.words import tr

COLUMN_LETTERS = 65
"""How wide a line is, in letters: what is read most easily."""
_PAGE = 0.85
"""How far one page goes on, as a share of what is in sight."""
_BAR_EDGE_PX = 8.0


class ReadingView(MarkedArticle):
    """Keeps to a current sentence; what is passed on the way counts as read."""

    turned = Signal()
    """Another sentence is the current one."""
    ended = Signal()
    """The learner went on behind the last sentence."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.setAccessibleName(tr("Article"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.here: Span | None = None
        """The current sentence."""
        self._passed: list[Span] = []
        self._going = False
        self.covers = Covers()
        """What is not to be seen yet, of a card that is looked up."""
        self._looked_up: Span = (0, 0)
        self.clicked.connect(self._click)
        self.moved.connect(self._scrolled_by_hand)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the lines in the new width; a current sentence that was in sight stays there."""
        here = self.here
        seen = here is not None and self.shows_all(*here, event.oldSize().height())
        super().resizeEvent(event)
        if here is not None and seen:
            self._going = True
            self.bring_all_into_sight(*here)
            self._going = False

    # How it is set

    def fonts_of(self, settings: Settings) -> ArticleFonts:
        """Return the fonts of the learner's own size for reading."""
        return ArticleFonts(settings, settings.reading_scale)

    def widest_px(self) -> float:
        """Return the width of a line that is read most easily."""
        return COLUMN_LETTERS * self.fonts.letter_px

    def show_article(self, text: str, lines: tuple[PageLine, ...]) -> None:
        """Show another article from its first sentence."""
        self._passed.clear()
        self.show_looked_up((0, 0), Covers())
        super().show_article(text, lines)
        self.here = selecting.sentence_at(text, 0)

    def show_place(self, position: int, top: int) -> None:
        """Go to where the learner stopped: the sentence, and the row at the top of the page."""
        self._going = True
        self.here = selecting.sentence_at(self.flow.text, position) or self.here
        self.scroll_row_to_top(top)
        if self.here is not None and not self.shows(self.here[0]):
            self.scroll_to(self.here[0])
        self._going = False
        self._tell()

    def go_to_place(self, place: int) -> None:
        """Go to the sentence at a place, wherever that is; nothing on the way was read."""
        self.go_to(selecting.sentence_at(self.flow.text, place))

    def show_looked_up(self, passage: Span, covers: Covers) -> None:
        """Mark the passage of a card that is looked up, with its answer covered."""
        self._looked_up, self.covers = passage, covers
        self.viewport().update()

    # Going on

    def take_passed(self) -> list[Span]:
        """Return what was passed since it was asked last."""
        passed, self._passed = self._passed, []
        return passed

    def passed(self) -> list[Span]:
        """Return the same, to be asked again."""
        return list(self._passed)

    def go_to(self, span: Span | None, *, reading: bool = False) -> None:
        """Make a sentence the current one; with ``reading``, what lies before it was read."""
        if span is None:
            return
        before = self.here
        if reading and before is not None and span[0] > before[0]:
            self._passed.append((before[0], span[0]))
        self.here = span
        self._going = True
        self.bring_into_sight(*span)
        self._going = False
        self._tell()

    def _tell(self) -> None:
        if self.here is not None:
            seen = self.covers.seen if self.covers else self._words
            self.setAccessibleDescription(seen(*self.here))
            say_where(self, seen(*self.here))
        self.viewport().update()
        self.turned.emit()

    def _words(self, start: int, stop: int) -> str:
        return self.flow.text[start:stop]

    def next_sentence(self) -> None:
        """Go on by a sentence; behind the last one the article is read."""
        if self.here is None:
            return
        found = selecting.sentence_at(self.flow.text, self.here[1])
        if found is None:
            self.finish()
        else:
            self.go_to(found, reading=True)

    def sentence_before(self) -> None:
        """Go back by a sentence."""
        if self.here is not None:
            self.go_to(selecting.sentence_before(self.flow.text, self.here))

    def next_paragraph(self) -> None:
        """Go on to the next paragraph."""
        if self.here is not None:
            self.go_to(selecting.paragraph_on(self.flow.text, self.here), reading=True)

    def paragraph_before(self) -> None:
        """Go back to the beginning of the paragraph, or to the one before."""
        if self.here is not None:
            self.go_to(selecting.paragraph_back(self.flow.text, self.here))

    def finish(self) -> None:
        """Count all that is left on the page as read, and tell that the end is reached."""
        if self.here is not None:
            self._passed.append((self.here[0], len(self.flow.text)))
        self.ended.emit()

    def next_page(self) -> None:
        """Go on by most of a page, and on the last page to the end."""
        bar = self.verticalScrollBar()
        if bar.value() >= bar.maximum():
            self.finish()
            return
        self._scroll_by(round(bar.pageStep() * _PAGE))

    def page_before(self) -> None:
        """Go back by most of a page."""
        self._scroll_by(-round(self.verticalScrollBar().pageStep() * _PAGE))

    def _scroll_by(self, pixels: int) -> None:
        bar = self.verticalScrollBar()
        end = self.last_row_place()
        self._going = True
        bar.setValue(bar.value() + pixels)
        if 0 < bar.value() < bar.maximum():
            self.scroll_row_to_top(self.first_row_place())  # a page begins with a whole row
        self._going = False
        self._follow_page(end)

    def _scrolled_by_hand(self, _place: int) -> None:
        if not self._going and self.here is not None and not self.shows(self.here[0]):
            self._follow_page(self.here[1] + self._in_a_page())

    def _in_a_page(self) -> int:
        """Return about how many letters a page has."""
        rows = self.viewport().height() / max(1.0, self.fonts.line_px)
        return round(rows * COLUMN_LETTERS)

    def _follow_page(self, known: int) -> None:
        """Let the current sentence be the first in sight; read is what was in sight before it.

        ``known`` is the end of what was in sight: over what is beyond it the learner has jumped.
        """
        found = selecting.sentence_starting_at(self.flow.text, self.first_row_place())
        before = self.here
        if found is None or before is None:
            return
        if before[0] < found[0] <= known:
            self._passed.append((before[0], found[0]))
        self.here = found
        self._tell()

    # What is meant

    def meant(self) -> Span | None:
        """Return the words that are selected, else the current sentence."""
        return self.selected_span() or self.here

    def select_by(self, step: selecting.Step) -> None:
        """Select other words; at first the current sentence."""
        span = self.selected_span()
        if span is not None:
            self.select(*step(self.flow.text, span))
        elif self.here is not None:
            first = step in (selecting.sentence_more, selecting.sentence_less)
            self.select(*(self.here if first else step(self.flow.text, self.here)))

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from sentence to sentence and from paragraph to paragraph."""
        steps = {
            Qt.Key.Key_Down: self.next_sentence,
            Qt.Key.Key_Up: self.sentence_before,
            Qt.Key.Key_Right: self.next_paragraph,
            Qt.Key.Key_Left: self.paragraph_before,
            Qt.Key.Key_PageDown: self.next_page,
            Qt.Key.Key_PageUp: self.page_before,
            Qt.Key.Key_Home: lambda: self.go_to(selecting.sentence_at(self.flow.text, 0)),
            Qt.Key.Key_End: self._go_to_end,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        step()

    def _go_to_end(self) -> None:
        text = self.flow.text
        end = len(text.rstrip())
        if end:
            self.go_to(selecting.sentence_before(text, (end, end)))

    def can_click(self, point: QPointF) -> bool:
        """Whether a sentence is there."""
        return False

    def _click(self, point: QPointF) -> None:
        place = self.place_at(point)
        if place is not None:
            self.go_to(selecting.sentence_at(self.flow.text, place))

    # Drawing

    def selection_on(self, number: int) -> list[QTextLayout.FormatRange]:
        """Return the grounds behind words, and which of them are not to be seen."""
        line = self.flow.lines[number]
        covers = self.covers.on(line.start, line.stop)
        return [*super().selection_on(number), *(unseen(line, each) for each in covers)]

    def highlights_on(self, number: int) -> list[QTextLayout.FormatRange]:
        """Return the ground of a passage that is looked up, and over it those of highlights."""
        passage = behind(self.flow.lines[number], *self._looked_up, "selection")
        return [*passage, *super().highlights_on(number)]

    def draw_line(self, painter: QPainter, number: int, layout: QTextLayout, at: QPointF) -> None:
        """Draw a line, with a bar beside the current sentence."""
        super().draw_line(painter, number, layout, at)
        here, line = self.here, self.flow.lines[number]
        for each in self.covers.on(line.start, line.stop):
            draw_cover(painter, line, layout, at, each)
        if here is None or here[0] >= line.stop or here[1] <= line.start:
            return
        first = layout.lineForTextPosition(max(0, here[0] - line.start))
        last = layout.lineForTextPosition(max(0, min(here[1], line.stop) - 1 - line.start))
        if not first.isValid() or not last.isValid():
            return
        leftward = not self.flow.runs_left(line)
        # Where that of a card would be, since it is the one at hand.
        x = at.x() - _BAR_EDGE_PX if leftward else at.x() + self.flow.width + _BAR_EDGE_PX - BAR_PX
        top, bottom = at.y() + first.y(), at.y() + last.y() + last.height()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent" if self.hasFocus() else "outline"))
        painter.drawRoundedRect(QRectF(x, top, BAR_PX, bottom - top), BAR_PX / 2, BAR_PX / 2)
