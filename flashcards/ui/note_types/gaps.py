"""Keeps what a splitter divides a little away from the line between."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

from flashcards.ui import theme


def keep_apart(splitter: QSplitter) -> None:
    """Leave room at both sides of each handle."""
    room = theme.SPACE.inside
    last = splitter.count() - 1
    across = splitter.orientation() == Qt.Orientation.Horizontal
    for at in range(splitter.count()):
        begin, end = room * (at > 0), room * (at < last)
        if across and splitter.isRightToLeft():
            begin, end = end, begin
        part = splitter.widget(at)
        assert part is not None
        part.setContentsMargins(*((begin, 0, end, 0) if across else (0, begin, 0, end)))
