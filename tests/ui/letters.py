"""Finds letters that two visible things of a window would both answer to."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QMainWindow, QTabBar, QWidget

from flashcards.ui.menu_letters import letter
from tests.qtbot import QtBot


def doubled_letters(window: QWidget) -> list[str]:
    """Return each key that menus, rail, tabs, buttons and labels of fields have twice."""
    bar = window.menuBar().actions() if isinstance(window, QMainWindow) else []
    texts = [action.text() for action in bar if action.isVisible()]
    texts += marked_texts(window)
    keys = Counter(QKeySequence.mnemonic(text).toString() for text in texts)
    return [key for key, count in keys.items() if key and count > 1]


def marked_texts(window: QWidget) -> list[str]:
    """Return what tabs, buttons and labels of fields in a window say, with their letters."""

    def seen(part: QWidget) -> bool:
        return part.isVisible() and part.window() is window

    texts = [part.text() for part in window.findChildren(QAbstractButton) if seen(part)]
    labels = [part for part in window.findChildren(QLabel) if seen(part)]
    texts += [part.text() for part in labels if part.buddy() is not None]
    for tabs in filter(seen, window.findChildren(QTabBar)):
        texts += [tabs.tabText(at) for at in range(tabs.count())]
    return texts


def press_letter(qtbot: QtBot, window: QWidget, words: str) -> None:
    """Press Alt with the letter of the tab, button or label that says ``words``."""

    def letters() -> list[Qt.Key]:
        texts = [text for text in marked_texts(window) if text.replace("&", "") == words]
        return [Qt.Key(ord(one.upper())) for one in map(letter, texts) if one]

    qtbot.waitUntil(lambda: len(letters()) == 1)
    qtbot.keyClick(window, letters()[0], Qt.KeyboardModifier.AltModifier)
