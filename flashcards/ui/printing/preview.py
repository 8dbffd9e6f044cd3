"""Shows the first pages as they will be."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.study.printed import PrintedCard
from flashcards.ui import theme
from flashcards.ui.printing.choices import Layout, PrintChoices
from flashcards.ui.printing.pages import Pages
from flashcards.ui.printing.running import Running
from flashcards.ui.printing.targets import PictureTarget
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDTH_PX: Final = 250
"""How wide a page is shown."""
MOST_CARDS: Final = 24
"""So many cards fill the first sheet of every grid."""
_PAGES: Final = 2


class PagePreview(QWidget):
    """The front and the back of the first sheet, or the first two pages."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self._window = window
        self._running: Running | None = None
        self._pages: Pages | None = None
        self.shown: list[QImage] = []
        self.setAccessibleName(tr("Preview"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Return the room for two pages beside each other."""
        between = theme.SPACE.between
        return QSize(_PAGES * WIDTH_PX + between, round(WIDTH_PX * 297 / 210))

    def show_cards(self, cards: list[PrintedCard], choices: PrintChoices, title: str) -> None:
        """Draw the first of these cards, instead of what was drawn before."""
        self.stop()
        most = 1 if choices.layout is Layout.FOLD else _PAGES
        target = PictureTarget(choices, WIDTH_PX, self.devicePixelRatioF(), most)
        pages = self._pages = Pages(self._window, target, choices, title)

        def done() -> None:
            target.finish()
            self.stop()
            self.shown = target.pages
            self.update()

        self._running = Running(
            self,
            pages.draw(cards[:MOST_CARDS]),
            on_step=lambda: None,
            on_done=done,
            on_error=lambda _error: self.stop(),
        )

    @property
    def busy(self) -> bool:
        """Whether pages are still being drawn."""
        return self._running is not None

    def stop(self) -> None:
        """Draw no more."""
        if self._running is not None:
            self._running.stop()
            self._running = None
        if self._pages is not None:
            self._pages.close()
            self._pages = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Show the pages with an edge, whatever the theme."""
        with QPainter(self) as painter:
            painter.setPen(QPen(theme.color("border")))
            x = 0.0
            for image in self.shown:
                size = image.deviceIndependentSize()
                painter.drawImage(QPointF(x, 0), image)
                painter.drawRect(QRectF(x, 0, size.width() - 1, size.height() - 1))
                x += size.width() + theme.SPACE.between
