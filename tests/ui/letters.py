"""Finds letters that two visible things of a window would both answer to."""

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QTabBar

from flashcards.ui.main_window import MainWindow


def doubled_letters(window: MainWindow) -> list[str]:
    """Return each key that menus, rail, tabs, buttons and labels of fields have twice."""
    texts = [action.text() for action in window.menuBar().actions() if action.isVisible()]
    texts += [part.text() for part in window.findChildren(QAbstractButton) if part.isVisible()]
    labels = [part for part in window.findChildren(QLabel) if part.isVisible()]
    texts += [part.text() for part in labels if part.buddy() is not None]
    for tabs in window.findChildren(QTabBar):
        if tabs.isVisible():
            texts += [tabs.tabText(at) for at in range(tabs.count())]
    keys = Counter(QKeySequence.mnemonic(text).toString() for text in texts)
    return [key for key, count in keys.items() if key and count > 1]
