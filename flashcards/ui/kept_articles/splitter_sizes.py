"""Keeps how wide the parts of a screen are, from one start of the program to the next."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSplitter

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

LARGEST_PX = 20_000


def restore_sizes(window: "MainWindow", name: str, splitter: QSplitter) -> None:
    """Give the parts the widths they had; ``name`` is the key among the remembered lists."""
    kept = window.settings.lists.get(name, "").split(",")
    if len(kept) == splitter.count() and all(part.isdecimal() for part in kept):
        splitter.setSizes([min(int(part), LARGEST_PX) for part in kept])


def keep_sizes(window: "MainWindow", name: str, splitter: QSplitter) -> None:
    """Remember the widths of the parts."""
    sizes = ",".join(map(str, splitter.sizes()))
    if splitter.isVisible() and window.settings.lists.get(name) != sizes:
        window.change_settings(lists={**window.settings.lists, name: sizes})
