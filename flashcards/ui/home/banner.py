"""A warning above the screen that stays until it is read and sent away."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel

from flashcards.ui import icons
from flashcards.ui.widgets import icon_button, label, row
from flashcards.ui.words import tr

ICON_PX = 18


class Banner(QFrame):
    """One warning in plain words, with a button to dismiss it."""

    def __init__(self, on_dismissed: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._on_dismissed = on_dismissed
        self._sign = QLabel()
        self._sign.setPixmap(icons.icon("warning", "warning").pixmap(QSize(ICON_PX, ICON_PX)))
        self.text = label("", wrap=True)
        self.dismiss = icon_button("close", tr("Dismiss"), self._dismiss)
        layout = row(self, self._sign, self.text, self.dismiss, gap="inside", margins="inside")
        layout.setStretch(1, 1)
        layout.setAlignment(self._sign, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_text(self, text: str) -> None:
        """Show a warning; an empty one hides the banner."""
        self.text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def _dismiss(self) -> None:
        self.hide()
        self._on_dismissed()
