"""Lets keys pass what a field offers for completion; Esc closes it, and nothing else."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from flashcards.ui.text_keys import is_sign

_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_HELD = _CONTROL | _ALT | Qt.KeyboardModifier.MetaModifier
_ALONE = (Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_Shift)
_FUNCTIONS = range(Qt.Key.Key_F1, Qt.Key.Key_F35 + 1)


class OneEscape(QObject):
    """Takes Esc while the offers of a completer are in sight, before any command gets it.

    Keys that mean something to the window, as Ctrl+Enter does, close the offers and go on to it:
    as long as a list pops up, Qt would give them to nobody else.
    """

    def __init__(self, offers: QCompleter, field: QWidget) -> None:
        super().__init__(field)
        self._popup = offers.popup()
        for watched in (self._popup, field):
            if watched is not None:
                watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim Esc, and close the offers with it or before a key of the window."""
        popup = self._popup
        if not isinstance(event, QKeyEvent) or popup is None or not popup.isVisible():
            return False
        if event.type() == QEvent.Type.ShortcutOverride and _is_for_window(event):
            popup.hide()
            return False
        if event.key() != Qt.Key.Key_Escape:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            popup.hide()
            return True
        return False


def _is_for_window(event: QKeyEvent) -> bool:
    """Whether a key puts no letter into a text and moves nothing in a list."""
    if event.key() in _FUNCTIONS:
        return True
    held = event.modifiers() & _HELD
    return bool(held) and event.key() not in _ALONE and not is_sign(event)
