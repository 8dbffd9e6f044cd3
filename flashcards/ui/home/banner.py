"""A line above the screen that stays until it is read and sent away: a warning, or an offer."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel

from flashcards.ui import icons
from flashcards.ui.widgets import button, icon_button, label, row
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

ICON_PX = 18


class Banner(QFrame):
    """One sentence in plain words, with a button to dismiss it and perhaps one to act."""

    def __init__(
        self,
        on_dismissed: Callable[[], object],
        icon: str = "warning",
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._on_dismissed = on_dismissed
        self._sign = QLabel()
        self._sign.setPixmap(icons.icon(icon, "warning").pixmap(QSize(ICON_PX, ICON_PX)))
        self.text = label("", wrap=True)
        self.dismiss = icon_button("close", tr("Dismiss"), self._dismiss)
        self.action = button(action, on_action)
        if not action:
            self.action.hide()
        parts = (self._sign, self.text, self.action, self.dismiss)
        layout = row(self, *parts, gap="inside", margins="inside")
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


class SiblingsOffer(Banner):
    """Offers a collection from before siblings were kept apart to keep them apart from now on."""

    def __init__(self, window: "MainWindow") -> None:
        decide = window.collection.scheduling.decide_siblings
        super().__init__(
            lambda: window.writes.do(partial(decide, apart=False)),
            "info",
            tr("&Keep them apart"),
            lambda: window.writes.do(partial(decide, apart=True), self._told),
        )
        self._window = window

    def refresh(self) -> None:
        """Show the offer while nothing is decided."""
        text = tr(
            "Cards of one note can wait for different days, so that none gives the next away."
        )
        offered = self._window.collection.scheduling.offers_siblings()
        self.show_text(text if offered else "")

    def _told(self, _: object) -> None:
        window = self._window
        window.toast(tr("Cards of one note are kept apart"), tr("Undo"), window.undo)
