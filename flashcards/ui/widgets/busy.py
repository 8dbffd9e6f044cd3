"""A bar of work whose end nobody knows."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QProgressBar

from flashcards.ui import theme

_MOVING, _RESTING = (0, 0), (-1, 1)
"""The range of a bar that Qt moves, and of one that is half full; no real work begins below 0."""


def show_busy(bar: QProgressBar) -> None:
    """Let a bar say that work goes on: it moves, or is half full where nothing is to move.

    That is looked at again while it does so.
    """
    if bar.findChild(_Watch, options=Qt.FindChildOption.FindDirectChildrenOnly) is None:
        _Watch(bar)
    _show(bar)


def _show(bar: QProgressBar) -> None:
    bar.setRange(*(_RESTING if theme.still() else _MOVING))
    bar.setValue(0)


class _Watch(QObject):
    """Lets a bar that is busy stop or move as soon as that is wanted."""

    def __init__(self, bar: QProgressBar) -> None:
        super().__init__(bar)
        self._bar = bar
        theme.motion_watch().changed.connect(self._look)

    def _look(self) -> None:
        if (self._bar.minimum(), self._bar.maximum()) in (_MOVING, _RESTING):
            _show(self._bar)
