"""Why this interval: a card's past, rule by rule, in a calm panel over the card."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QWidget

from flashcards.ui import theme
from flashcards.ui.scheduling.history_pane import HistoryPane
from flashcards.ui.widgets import column, icon_button, label, row
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDTH_EM = 26
"""How wide the panel is, in heights of a line."""


class WhyPanel(QFrame):
    """Lies over the right of ``over``; opened, filled and closed by the screen."""

    def __init__(self, window: "MainWindow", over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._toasts = window.toasts
        self.setProperty("role", "overlay")
        self.setAccessibleName(tr("Why this interval?"))
        self.past = HistoryPane(window)
        close = icon_button("close", tr("Close"), self.close_panel)
        top = row(None, label(tr("Why this interval?"), "heading"), None, close)
        column(self, top, self.past, gap="inside", margins="between").setStretch(1, 1)
        over.installEventFilter(self)
        self.hide()

    def tell(self, card_id: int, first_days: str = "") -> None:
        """Show the past of a card, the newest first, and let the arrow keys go through it.

        ``first_days`` is said of the days ahead of a card that has no past yet.
        """
        opened = self.isHidden()
        self.past.show_card(card_id)
        words = tr("This is a new card: you have not answered it yet.")
        self.past.empty.setText(f"{words} {first_days}".rstrip())
        self._place()
        self.show()
        self.raise_()
        if opened and self.past.list.isVisible():
            self.past.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_panel(self) -> None:
        """Go away, and give the keyboard back to the card."""
        used = self.is_used()
        self.hide()
        if used:
            self._over.setFocus(Qt.FocusReason.PopupFocusReason)

    def is_used(self) -> bool:
        """Whether the keyboard is in the panel."""
        focused = self.focusWidget()
        return self.isVisible() and focused is not None and focused.hasFocus()

    def text(self) -> str:
        """Return all that is said, a line each."""
        return self.past.list.text() or self.past.empty.text()

    def _place(self) -> None:
        edge = theme.SPACE.between
        room = self._over.rect().adjusted(edge, edge, -edge, -edge)
        width = min(WIDTH_EM * self.fontMetrics().height(), room.width())
        least = self.minimumSizeHint().height()
        lines = self.past.list.height_at(width - 3 * theme.SPACE.between, room.height())
        # The least has room for a list that is empty, or nearly so.
        height = least + max(0, lines - self.past.list.minimumSizeHint().height())
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():  # words that break into lines
            height = max(height, layout.totalHeightForWidth(width))
        height = min(room.height(), height)
        self.setGeometry(room.right() - width + 1, room.bottom() - height + 1, width, height)
        self._toasts.leave_beside(width + edge)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let toasts stand in the middle again."""
        super().hideEvent(event)
        self._toasts.leave_beside(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the card changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
