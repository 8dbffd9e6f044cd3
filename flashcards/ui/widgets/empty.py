"""What stands where nothing is yet: what goes here, and the one next step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from flashcards.ui import icons, theme
from flashcards.ui.widgets.boxes import column, spacer
from flashcards.ui.widgets.labels import label

ICON_SIZE = 40


class EmptyState(QWidget):
    """A quiet icon, a title, one sentence and at most one button."""

    def __init__(
        self, icon: str, title: str, text: str = "", button: QPushButton | None = None
    ) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._icon = icon
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = label(title, "heading")
        self.text = label(text, "muted", wrap=True)
        for part in (self.title, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setMinimumWidth(360)
        layout = column(self, None, self._picture, self.title, gap="inside", margins="around")
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(self.text, 0, centre)
        if button is not None:
            layout.addItem(spacer("inside"))
            layout.addWidget(button, 0, centre)
        layout.addStretch(1)
        self._paint_icon()

    def _paint_icon(self) -> None:
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(icons.pixmap(self._icon, "outline", ICON_SIZE, ratio))
        self._drawn_in = theme.tokens().name

    def changeEvent(self, event: object) -> None:
        """Redraw the icon when the theme changes."""
        super().changeEvent(event)  # type: ignore[arg-type]
        if getattr(self, "_drawn_in", "") not in ("", theme.tokens().name):
            self._paint_icon()
