"""The card as it is studied: the answer comes into sight; nothing moves where it is so already."""

from math import ceil
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRect, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
)

from flashcards.ui import icons, theme
from flashcards.ui.occlusion.in_sight import show_asked
from flashcards.ui.pictures import blank
from flashcards.ui.reviewer.answer_box import PICTURE, AnswerBox
from flashcards.ui.reviewer.options import option_at
from flashcards.ui.rich_text import CardView
from flashcards.ui.spoken import sentence
from flashcards.ui.widgets.buttons import ICON_SIZE
from flashcards.ui.widgets.quiet_bar import QuietScrollBar
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

TOP_SHARE = 0.14
"""Air above the question, as a share of the height: short cards should not stick to the top."""
FADE_PX = 40
"""How high the edge is at which a text that goes on fades out."""
OVERLAP_PX = 48
"""How much of a page is seen again after paging down."""
ANSWER_SHARE = 0.25
"""Where the answer begins when it had to be scrolled to, as a share of the height."""


class CardPane(CardView):
    """Shows the question, then the answer under it, with the question in the same place."""

    option_clicked = Signal(int)
    """The key of an option, counted from 1."""
    said_again = Signal()
    """The learner wants to hear what is shown once more."""

    def __init__(self, window: "MainWindow", go_on: str) -> None:
        """``go_on`` is the command that Enter gives in the box of a typed answer."""
        super().__init__(window)
        self._asked = ""
        """The question, with the sign that stands for a box if it has one."""
        self.box = AnswerBox(window, self, go_on)
        self.setVerticalScrollBar(QuietScrollBar(Qt.Orientation.Vertical))
        self.verticalScrollBar().rangeChanged.connect(self._show_edge)
        # A bar that comes with the answer would narrow the text and move the question.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(tr("Card"))
        self.is_announced = True
        self.sounds.names_files = False  # a name may say what is asked
        # Nothing behind it is painted for every card.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._answer_at: int | None = None
        """Where the answer begins in the text, as Qt counts; None while the question is shown."""

    def ask(self, html: str, css: str, typed: str | None = None, number: int = 1) -> None:
        """Show a question from its beginning; in its box, if it has one, stands ``typed``.

        ``number`` is that of the card in its note.
        """
        self._answer_at = None
        self._asked = html
        self.set_html(self.box.with_room(html), css, number=number)
        show_asked(self)
        self._open_box(typed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground too: nothing shows through."""
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), theme.color("surface"))
        super().paintEvent(event)
        if self.has_more_below():
            with QPainter(self.viewport()) as painter:
                self._paint_edge(painter)

    def _paint_edge(self, painter: QPainter) -> None:
        """Let the text fade out where it goes on below, with an arrow that points there."""
        page, ground = self.viewport().rect(), self.card_colour or theme.color("surface")
        high = min(FADE_PX, page.height() // 4)
        edge = page.adjusted(0, page.height() - high, 0, 0)
        clear = QColor(ground)
        clear.setAlpha(0)
        fade = QLinearGradient(QPointF(edge.topLeft()), QPointF(edge.bottomLeft()))
        fade.setColorAt(0, clear)
        fade.setColorAt(1, ground)
        painter.fillRect(edge, fade)
        arrow = QRect(0, 0, ICON_SIZE, ICON_SIZE)
        arrow.moveCenter(edge.center())
        arrow.moveBottom(edge.bottom())
        icons.icon("chevron-down", "muted").paint(painter, arrow)

    def _show_edge(self) -> None:
        self.viewport().update()

    def paint_now(self) -> None:
        """Show the card at once: what stands around it may follow while the learner reads."""
        self.viewport().repaint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the option that is clicked."""
        super().mouseReleaseEvent(event)
        chosen = self.textCursor().hasSelection()
        if event.button() != Qt.MouseButton.LeftButton or chosen or self._answer_at is not None:
            return
        key = option_at(self.cursorForPosition(event.position().toPoint()))
        if key:
            self.option_clicked.emit(key)

    def _open_box(self, typed: str | None) -> None:
        if typed is None:
            self.box.close()
        else:
            self.box.ask(typed)

    def reveal(self, html: str, css: str) -> None:
        """Show the answer side; where its answer begins out of sight, scroll there."""
        question = self.drawn.comparable(self.toPlainText())
        self.box.close()
        self.set_html(html, css, keep_scroll=True)
        self._answer_at = _answer_place(question, self.drawn.comparable(self.toPlainText()))
        if not show_asked(self):
            self._bring_into_sight()

    def show_anew(self, html: str, css: str, typed: str | None = None) -> None:
        """Show the same side as it is now and stay where the learner was reading."""
        self._asked = html
        self.set_html(self.box.with_room(html), css, keep_scroll=True)
        self._open_box(typed)

    def html(self) -> str:
        """Return what is shown, with the sign that stands for the box."""
        return self._asked if self._answer_at is None else super().html()

    def restyle(self) -> None:
        """Dress the text anew; an answer that was in sight stays there."""
        seen = self._sees_answer()
        if self.box.is_open:
            self._html = self.box.with_room(self._asked)
        super().restyle()
        self.box.follow()
        if seen:
            self._bring_into_sight()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle, and an answer in sight that was so."""
        seen = self._sees_answer(event.oldSize().height())
        super().resizeEvent(event)
        self.box.follow()
        if seen:
            self._bring_into_sight()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Let the box move with the text."""
        super().scrollContentsBy(dx, dy)
        self._show_edge()  # it stays where it is
        self.box.follow()

    def loadResource(self, kind: int, url: QUrl | str) -> Any:
        """Draw nothing in the room for the box, and pictures as on any card."""
        name = url.toString() if isinstance(url, QUrl) else url
        return blank() if name == PICTURE else super().loadResource(kind, url)

    def _answer_line(self) -> QRect | None:
        """Return where the first line of the answer is; None while the question is shown."""
        if self._answer_at is None:
            return None
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(self._answer_at, self.document().characterCount() - 1))
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)  # a picture has no height else
        return self.cursorRect(cursor)

    def _sees_answer(self, height: int = 0) -> bool:
        """Whether the answer begins in sight, in a card ``height`` pixels high or as it is."""
        line = self._answer_line()
        page = height or self.viewport().height()
        return line is not None and line.top() >= 0 and line.bottom() <= page

    def _bring_into_sight(self) -> None:
        line, page = self._answer_line(), self.viewport().height()
        if line is None or self._sees_answer():
            return
        down = min(round(page * ANSWER_SHARE), page - line.height())
        bar = self.verticalScrollBar()
        # Qt lets the bar know of a longer text only when it comes to draw it.
        bar.setMaximum(max(bar.maximum(), ceil(self.document().size().height()) - page))
        bar.setValue(bar.value() + line.top() - max(0, down))

    def has_more_below(self) -> bool:
        """Whether part of the text, not of the air beneath it, lies below the edge."""
        bar = self.verticalScrollBar()
        return bar.maximum() - bar.value() > int(theme.SPACE.around)

    def spoken(self) -> str:
        """Return the question, or the answer alone once it is shown."""
        return sentence(self.paragraphs(self._answer_at or 0)) or sentence(self.paragraphs())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let a screen reader say the side again when the learner comes back to it by Tab."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.said_again.emit()

    def page_down(self) -> None:
        """Go on reading, with the last lines still in sight."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + max(OVERLAP_PX, bar.pageStep() - OVERLAP_PX))

    def _air_above(self) -> float:
        return float(max(theme.SPACE.around, round(self.viewport().height() * TOP_SHARE)))


def _answer_place(question: str, shown: str) -> int:
    """Return where ``shown`` goes on otherwise than the question, white space passed over.

    That is where a gap is filled, or what stands below the question. Counted as Qt counts, in
    UTF-16.
    """
    pairs = enumerate(zip(question, shown, strict=False))
    same = next((at for at, (a, b) in pairs if a != b), min(len(question), len(shown)))
    while same < len(shown) and shown[same].isspace():
        same += 1
    return len(shown[:same].encode("utf-16-le", "surrogatepass")) // 2
