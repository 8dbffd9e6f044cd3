"""Why this interval: a card's past in plain words, in a calm panel over the card."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from flashcards.ui import theme
from flashcards.ui.widgets import column, icon_button, label, row
from flashcards.ui.words import tr

WIDTH_PX = 420
SMALLEST_PX = 120


class WhyPanel(QFrame):
    """Lies over the lower right corner of ``over``; opened, filled and closed by the screen."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("role", "overlay")
        self.setAccessibleName(tr("Why this interval?"))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(tr("How the interval came about"))
        close = icon_button("close", tr("Close"), self.hide)
        top = row(None, label(tr("Why this interval?"), "heading"), None, close)
        column(self, top, self._area, gap="inside", margins="between")
        over.installEventFilter(self)
        self.hide()

    def tell(self, lines: Sequence[str]) -> None:
        """Show the sentences, the newest last and in sight."""
        page = QWidget()
        page.setProperty("role", "bare")
        texts = [label(each, wrap=True) for each in lines]
        column(page, *texts, None, gap="between", margins="none")
        self._area.setWidget(page)
        self._place()
        self.show()
        self.raise_()
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())

    def text(self) -> str:
        """Return all that is said, a sentence a line."""
        page = self._area.widget()
        if page is None:
            return ""
        return "\n".join(part.text() for part in page.findChildren(type(label())))

    def _place(self) -> None:
        edge = theme.SPACE.between
        room = self._over.rect().adjusted(edge, edge, -edge, -edge)
        width = min(WIDTH_PX, room.width())
        page = self._area.widget()
        inner = width - 2 * theme.SPACE.between - 12
        layout = page.layout() if page is not None else None
        text = layout.heightForWidth(inner) if layout is not None else 0
        height = min(room.height(), max(SMALLEST_PX, text + 84))
        top = room.bottom() - height + 1
        self.setGeometry(room.right() - width + 1, top, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the card changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
