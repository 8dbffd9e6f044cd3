"""Keeps keys out of a window that has just opened while somebody was pressing one after another."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

PAUSE_S = 0.3
"""Nobody sees a window open and begins to write in it sooner."""
_STUDYING = frozenset((Qt.Key.Key_Space, Qt.Key.Key_E, *map(Qt.Key, range(0x30, 0x3A))))
"""What is pressed again and again while cards are rated: Space, digits, and what opens a note."""


class TypingGuard(QObject):
    """Passes over the keys of studying until none was pressed for a moment, or another one was.

    What is pressed quickly while cards are rated would else be typed into the note that one of
    those keys opened. ``clock`` gives seconds and never goes back.
    """

    def __init__(self, window: QWidget, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(window)
        self._window = window
        self._last = 0.0
        self.clock = clock

    def begin(self) -> None:
        """The window has just come to the front."""
        handle = self._window.windowHandle()
        if handle is not None:
            self._last = self.clock()
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow a key that comes too soon; end with the first one that does not."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        now = self.clock()
        if event.key() in _STUDYING and now - self._last < PAUSE_S:
            self._last = now
            return True
        watched.removeEventFilter(self)
        return False
