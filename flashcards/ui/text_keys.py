"""Keys that belong to the focused field first: undo in a text field, Space on a button, AltGr."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PRESS_KEYS = (Qt.Key.Key_Space, *_ENTER_KEYS)
_TEXT_FIELDS = (QLineEdit, QTextEdit, QPlainTextEdit)
_TYPING = (QEvent.Type.KeyPress, QEvent.Type.InputMethod, QEvent.Type.Drop)


_THIRD_LEVEL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def is_sign(event: QKeyEvent) -> bool:
    """Whether AltGr writes a sign, which Windows tells as Ctrl+Alt: ``€`` with E, ``ń`` with N.

    With the bare keys there is no text, or the letter of the key itself. A Mac has no AltGr.
    """
    if event.modifiers() & _THIRD_LEVEL != _THIRD_LEVEL or sys.platform == "darwin":
        return False
    text, key = event.text(), event.key()
    own = chr(key) if Qt.Key.Key_Space <= key <= Qt.Key.Key_AsciiTilde else ""
    return bool(text) and text.isprintable() and text.casefold() != own.casefold()


def _writes(event: QEvent) -> bool:
    """Whether an event of a text field puts something in or takes something away."""
    if not isinstance(event, QKeyEvent):
        return True
    erases = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
    pastes = event.matches(QKeySequence.StandardKey.Paste)
    return erases or pastes or (bool(event.text()) and event.text().isprintable())


def _field(widget: object) -> object:
    """Return the line that is written in where a choice can be typed too, else the widget."""
    if isinstance(widget, QComboBox) and widget.isEditable():
        return widget.lineEdit()
    return widget


def undo_of(focused: QWidget | None) -> Callable[[], None] | None:
    """Return the undo of a text field that has something to take back, else None."""
    widget = _field(focused)
    if isinstance(widget, QLineEdit):
        return widget.undo if not widget.isReadOnly() and widget.isUndoAvailable() else None
    if not isinstance(widget, QTextEdit | QPlainTextEdit) or widget.isReadOnly():
        return None
    return widget.undo if widget.document().isUndoAvailable() else None


def redo_of(focused: QWidget | None) -> Callable[[], None] | None:
    """Return the redo of a text field that has something to bring back, else None."""
    widget = _field(focused)
    if isinstance(widget, QLineEdit):
        return widget.redo if not widget.isReadOnly() and widget.isRedoAvailable() else None
    if not isinstance(widget, QTextEdit | QPlainTextEdit) or widget.isReadOnly():
        return None
    return widget.redo if widget.document().isRedoAvailable() else None


class FocusKeys(QObject):
    """Watches the focused widget alone and settles who gets a key that both could take.

    A text field claims undo even when it has nothing to undo, and so does a field for a number or a
    day; then the collection should have it, unless the field says by ``pending`` what it holds. A
    focused button would lose Space to a screen's single-key command, a one-line field Enter; they
    keep it.

    ``collection_first``: what was done last was done to the collection, so undo is the collection's
    wherever the focus has gone, until something is typed in a field again.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watched: QWidget | None = None
        self._window = parent
        self.collection_first = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self.follow)

    def follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """Watch the widget that has the keyboard now, and no longer the one before."""
        if before is not None and isValid(before):  # else it lost the keyboard as it was deleted
            before.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)

    def undo_of_field(self) -> Callable[[], None] | None:
        """Return the undo of the focused text field when it is its turn, else None."""
        focused = QApplication.focusWidget()
        return None if self._collections_turn(focused) else undo_of(focused)

    def redo_of_field(self) -> Callable[[], None] | None:
        """Return the redo of the focused text field when it is its turn, else None."""
        focused = QApplication.focusWidget()
        return None if self._collections_turn(focused) else redo_of(focused)

    def _collections_turn(self, focused: QWidget | None) -> bool:
        return self.collection_first and focused is not None and focused.window() is self._window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Decide before the shortcut map does."""
        if event.type() in _TYPING and isinstance(_field(watched), _TEXT_FIELDS):
            self.collection_first &= not _writes(event)
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if isinstance(watched, QAbstractButton):
            if event.key() in _PRESS_KEYS and not event.modifiers():
                event.accept()
                return True
            return False
        field = _field(watched)
        if isinstance(field, QLineEdit) and event.key() in _ENTER_KEYS and not event.modifiers():
            event.accept()
            return True
        if isinstance(field, QAbstractSpinBox) and not hasattr(field, "pending"):
            field = field.lineEdit()
        if isinstance(field, _TEXT_FIELDS):
            if is_sign(event) and not field.isReadOnly():
                event.accept()
                return True
            undo = event.matches(QKeySequence.StandardKey.Undo)
            redo = event.matches(QKeySequence.StandardKey.Redo)
            away = self._collections_turn(field)
            if (undo and (away or undo_of(field) is None)) or (
                redo and (away or redo_of(field) is None)
            ):
                event.ignore()
                return True
        return False
