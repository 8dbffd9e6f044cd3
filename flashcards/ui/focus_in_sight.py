"""Brings what has the keyboard into sight, however the keyboard came there."""

from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from flashcards.ui import theme


class FocusInSight(QObject):
    """Watches where the keyboard goes.

    Qt scrolls to what Tab reaches, but not to a field that is reached by its letter.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    @Slot(QWidget, QWidget)
    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """Scroll, unless the keyboard follows the mouse or comes back from another program."""
        if before is None or now is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        QTimer.singleShot(0, now, partial(_scroll_to, now))  # after what is new has its place


def _scroll_to(widget: QWidget) -> None:
    alive = isValid(widget)  # a dialog of the desktop may have taken it down meanwhile
    around = widget.parentWidget() if alive and widget.hasFocus() else None
    while around is not None:
        if isinstance(around, QScrollArea) and widget.height() < around.viewport().height():
            around.ensureWidgetVisible(widget, 0, theme.SPACE.around)
        around = around.parentWidget()
