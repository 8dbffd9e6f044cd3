"""Where the keys of a long day go to, and pressing them there."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from shiboken6 import isValid

NO_SHIFT = Qt.KeyboardModifier.NoModifier


class Keyboard:
    """Goes where the keys of a person would go: a menu, a dialog, an editor, or the window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._front = window

    def in_front(self) -> QWidget:
        """Return what lies before all else.

        It is held until another is asked for: the binding hangs what ``focusWidget`` answers
        beneath the widget that was asked, and where nobody else holds the wrapper of a list's
        frame, which Qt made itself, the wrapper of the list would go with it, though the list is
        on the screen.
        """
        self._front = self._found()
        return self._front

    def _found(self) -> QWidget:
        for found in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if found is not None:
                return found
        active = QApplication.activeWindow()
        return active if active is not None and active.isVisible() else self._window

    def focus(self) -> QWidget:
        """Return what has the keyboard; never a dialog for files, where keys could delete some."""
        front = self.in_front()
        if isinstance(front, QFileDialog):
            return self._window
        return front.focusWidget() or front


def press(target: QWidget, pressed: Qt.Key, held: Qt.KeyboardModifier = NO_SHIFT) -> None:
    """Press a key and let go of it, where what had it is still there."""
    QTest.keyPress(target, pressed, held)
    if isValid(target):
        QTest.keyRelease(target, pressed, held)
