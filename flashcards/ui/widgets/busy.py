"""A bar of work whose end nobody knows."""

from PySide6.QtWidgets import QProgressBar

from flashcards.ui import theme


def show_busy(bar: QProgressBar) -> None:
    """Let a bar say that work goes on: it moves, or is half full where nothing is to move."""
    if theme.still():
        bar.setRange(0, 2)
        bar.setValue(1)
    else:
        bar.setRange(0, 0)
