"""Lets Esc close what a field offers for completion, and nothing else."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget


class OneEscape(QObject):
    """Takes Esc while the offers of a completer are in sight, before any command gets it."""

    def __init__(self, offers: QCompleter, field: QWidget) -> None:
        super().__init__(field)
        self._popup = offers.popup()
        for watched in (self._popup, field):
            if watched is not None:
                watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim Esc, and close the offers with it."""
        popup = self._popup
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        if popup is None or not popup.isVisible():
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            popup.hide()
            return True
        return False
