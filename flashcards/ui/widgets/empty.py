"""What stands where nothing is yet: what goes here, and the one next step."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from flashcards.ui import icons, theme
from flashcards.ui.roles import pass_over
from flashcards.ui.widgets.boxes import column, row, spacer

ICON_SIZE = 40
WIDEST_PX = 460


class _Words(QLabel):
    """Wraps at one width, and is as high as its lines are there.

    Of a label in the middle Qt reckons the height at the width of the whole page.
    """

    def __init__(self, text: str, role: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setText(text)

    def sizeHint(self) -> QSize:
        """Return the room the words take."""
        self.ensurePolished()
        edges = self.contentsMargins().left() + self.contentsMargins().right()
        longest = max(map(self.fontMetrics().horizontalAdvance, self.text().split("\n")))
        width = min(WIDEST_PX, longest + edges + 2)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """No line is left out."""
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """The width is always the one of ``sizeHint``."""
        return False


class EmptyState(QWidget):
    """A quiet icon, a title, one sentence, and a button or two for the next step."""

    def __init__(self, icon: str, title: str, text: str = "", *buttons: QPushButton | None) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._icon = icon
        self._picture = QLabel()
        pass_over(self._picture)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title, self.text = _Words(title, "heading"), _Words(text, "muted")
        layout = column(self, None, self._picture, gap="inside", margins="around")
        centre = Qt.AlignmentFlag.AlignHCenter
        for part in (self.title, self.text):
            layout.addWidget(part, 0, centre)
        steps = [button for button in buttons if button is not None]
        if steps:
            layout.addItem(spacer("inside"))
            layout.addLayout(row(None, None, *steps, None, gap="inside"))
        layout.addStretch(1)
        self._paint_icon()

    def _paint_icon(self) -> None:
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(icons.pixmap(self._icon, "outline", ICON_SIZE, ratio))
        self._drawn_in = theme.tokens().name

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the icon when the theme changes."""
        super().changeEvent(event)
        if getattr(self, "_drawn_in", "") not in ("", theme.tokens().name):
            self._paint_icon()
