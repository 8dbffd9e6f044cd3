"""How large a window begins: as wanted, but never larger than the screen has room for."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(8, 40)
"""Room that the desktop's frame and title bar may take around a window, in pixels."""


def fitting(window: QWidget, wanted: QSize) -> QSize:
    """Return ``wanted``, or as much of it as the screen of ``window`` shows beside the frame."""
    return wanted.boundedTo(window.screen().availableSize() - FRAME)
