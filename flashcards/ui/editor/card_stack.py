"""The cards of a note below each other, each under its name, as many as fit into one look."""

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from flashcards.ui.rich_text import CardView
from flashcards.ui.widgets import button, column, label
from flashcards.ui.widgets.labels import set_role
from flashcards.ui.widgets.quiet_bar import QuietScrollBar
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

OVERLAP_PX = 48
"""How much of a page is seen again after going on within a card that is higher than the view."""
LEAST_PX = 40


class Section(QWidget):
    """One card: its name, and under it as much room as it needs."""

    def __init__(self, window: "MainWindow", scale: float) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.caption = label("", "caption")
        self.view = CardView(window, scale=scale)
        self.view.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.shows = "", "", 1
        """HTML, style and number of the card that is shown."""
        self._least = LEAST_PX
        column(self, self.caption, self.view, gap="hair")
        self.view.document().documentLayout().documentSizeChanged.connect(self._fit)

    def name(self, words: str, *, alone: bool) -> None:
        """Say which card it is; that is seen where it is not the only one."""
        self.caption.setText(words)
        self.caption.setVisible(not alone)
        self.view.setAccessibleName(words if words and not alone else tr("Preview"))

    def show_card(self, html: str, css: str, number: int) -> None:
        """Show a card; ``number`` is that among those of its note."""
        self.shows = html, css, number
        self.view.set_html(html, css, number=number, keep_scroll=True)
        self.view.forget_prepared()

    def set_here(self, here: bool) -> None:
        """Let it stand out, or not, as the card that the keys have come to."""
        set_role(self.caption, "here" if here else "caption")

    def set_least(self, height: int) -> None:
        """Take at least so much room, in pixels."""
        if height != self._least:
            self._least = height
            self._fit()

    def _fit(self) -> None:
        height = max(self._least, ceil(self.view.document().size().height()))
        if height != self.view.height():
            self.view.setFixedHeight(height)


class CardStack(QScrollArea):
    """Holds the sections, which are made once, and scrolls to the one the keys have come to."""

    more_asked = Signal()
    """The cards after those shown are wanted."""

    def __init__(self, window: "MainWindow", scale: float, told: Callable[[str], object]) -> None:
        """``told`` gets what the sounds of a card have to say."""
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(QuietScrollBar(Qt.Orientation.Vertical))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._window, self._scale, self._told = window, scale, told
        self._inner = QWidget()
        self._inner.setProperty("role", "bare")
        self.more = button("", self.more_asked.emit, kind="quiet")
        self._column = column(self._inner, self.more, None, gap="inside")
        self.setWidget(self._inner)
        self.sections: list[Section] = []
        self._count = 0
        self.set_count(1)

    @property
    def card_colour(self) -> QColor | None:
        """The colour of a card that is alone."""
        return self.sections[0].view.card_colour if self._count == 1 else None

    def set_count(self, count: int) -> None:
        """Have room for so many cards; one alone has all the room there is."""
        while len(self.sections) < count:
            made = Section(self._window, self._scale)
            made.view.sounds.told.connect(self._told)
            self._column.insertWidget(len(self.sections), made)
            self.sections.append(made)
        self._count = count
        for at, section in enumerate(self.sections):
            section.setVisible(at < count)
            if at >= count and section.shows[0]:
                section.show_card("", "", 1)
        self._share()

    def blank(self) -> None:
        """Show nothing on any card, until it is drawn."""
        for section in self.sections:
            if section.shows[0]:
                section.show_card("", "", 1)

    def offer_more(self, words: str) -> None:
        """Offer to go on to further cards; nothing for no words."""
        self.more.setText(words)
        self.more.setVisible(bool(words))

    def _share(self) -> None:
        page = self.viewport().height()
        for section in self.sections[: self._count]:
            section.view.page_height = page
            section.set_least(page if self._count == 1 else LEAST_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let a card alone fill the view."""
        super().resizeEvent(event)
        self._share()

    # Where one is ----------------------------------------------------------------------

    def go_to(self, at: int) -> None:
        """Let a card stand out and bring it into sight."""
        for place, section in enumerate(self.sections):
            section.set_here(place == at)
        self._settle()
        section, bar = self.sections[at], self.verticalScrollBar()
        top, bottom = section.y(), section.geometry().bottom()
        if top < bar.value() or bottom > bar.value() + self.viewport().height():
            bar.setValue(top)

    def holding(self, at: int, draw: Callable[[], object]) -> None:
        """Draw something while a card stays where it is, whatever grows above it."""
        self._settle()
        bar, section = self.verticalScrollBar(), self.sections[at]
        before = section.y() - bar.value()
        draw()
        self._settle()
        bar.setValue(section.y() - before)

    def _settle(self) -> None:
        """Let every part take its place now."""
        for section in self.sections[: self._count]:
            QApplication.sendPostedEvents(section, QEvent.Type.LayoutRequest.value)
        QApplication.sendPostedEvents(self._inner, QEvent.Type.LayoutRequest.value)

    def turn_page(self, at: int, by: int) -> bool:
        """Go on within a card that reaches beyond the view; False where it does not."""
        self._settle()
        bar, section = self.verticalScrollBar(), self.sections[at]
        page = self.viewport().height()
        hidden = (
            section.geometry().bottom() - bar.value() - page
            if by > 0
            else bar.value() - section.y()
        )
        if hidden <= 0 or section.height() <= page:
            return False
        bar.setValue(bar.value() + by * min(hidden, max(OVERLAP_PX, page - OVERLAP_PX)))
        return True
