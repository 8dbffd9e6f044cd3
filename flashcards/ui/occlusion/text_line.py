"""The line in which a text on a picture is written, or the name of what a mask hides."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from flashcards.model.occlusion import LONGEST_TEXT
from flashcards.ui.words import tr

_WIDTH = 300
_HELD = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)
"""Reasons for which the keyboard leaves and comes back."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TextLine(QLineEdit):
    """Enter keeps the words, and so does going elsewhere; Esc gives them up."""

    done = Signal(str)
    """The words; those from before where they were given up."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setMaxLength(LONGEST_TEXT)
        self._before = ""
        self._open = False
        self.hide()

    def open_at(self, at: QPointF, text: str, *, names: bool = False) -> None:
        """Show the line at a place of the canvas with these words."""
        asks = (
            tr("What is hidden here? The answer shows it") if names else tr("Text on the picture")
        )
        self.setAccessibleName(asks)
        self.setPlaceholderText(asks)
        canvas = self._canvas
        self._before = text
        self.setText(text)
        height = self.sizeHint().height()
        left = min(max(0, round(at.x())), max(0, canvas.width() - _WIDTH))
        top = min(max(0, round(at.y())), max(0, canvas.height() - height))
        self.setGeometry(left, top, min(_WIDTH, canvas.width()), height)
        self._open = True
        self.show()
        self.setFocus()
        self.selectAll()

    def _end(self, text: str) -> None:
        if not self._open:
            return
        self._open = False
        if self.hasFocus():  # else Qt gives the keyboard to what Tab would go to
            self._canvas.setFocus()
        self.hide()
        self.done.emit(text)

    def event(self, event: QEvent) -> bool:
        """Claim Enter and Esc before the window's commands get them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the words, give them up, or write on."""
        if event.key() in _ENTER:
            self._end(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self._end(self._before)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was written."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.MenuBarFocusReason,
        ):
            self._end(self.text())
