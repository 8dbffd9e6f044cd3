"""How large a window begins: as wanted, but never larger than the screen has room for."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

FRAME = QSize(8, 40)
"""Room that the desktop's frame and title bar may take around a window, in pixels."""


def fitting(window: QWidget, wanted: QSize) -> QSize:
    """Return ``wanted``, or as much of it as the first screen shows of a window with its frame.

    A screen that is too small for any size of the window does not say which is best.
    """
    # Not the window's own: Python would hang the screen beneath the window that it came from.
    room = QGuiApplication.primaryScreen().availableSize() - FRAME
    small = window.minimumSize()
    if room.width() < small.width() or room.height() < small.height():
        return wanted
    return wanted.boundedTo(room)
