"""Draws the first import of three decks that others made, for docs/anki.md.

The decks lie beside the checkout (``../shared``) and are no part of the project; without them no
picture is drawn. docs/anki.md names their makers and licences.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from flashcards.settings import Mode
from flashcards.ui.main_window import MainWindow
from tests.reference import SHARED

PACKAGES = SHARED / "real" / "apkg"
DECKS = {
    "vocabulary": ("EmNudge__ap_gov_vocab_anki11.apkg", 3),
    "formulas": ("ortegaestevez__preda-deck.apkg", 2),
    "kanji": ("IllDepence__collection.anki2", 2),
}
"""Package, and how many of its cards are passed before the one in the picture."""
SETTLE_MS = 300


def looked_at(file: str, window: MainWindow) -> QWidget:
    """What the package would bring."""
    window.go("today")
    window.go("import", path=PACKAGES / file)
    _wait(window)
    return window


def brought(file: str, window: MainWindow) -> QWidget:
    """What became of it."""
    screen: Any = looked_at(file, window) and window.go("import")
    screen.start()
    _wait(window)
    return window


def studied(file: str, passed: int, window: MainWindow) -> QWidget:
    """A card of it with its answer."""
    brought(file, window)
    window.study(None)
    QTest.qWait(SETTLE_MS)
    asked = QApplication.activeWindow()
    if asked is not window and asked is not None:  # how to begin with years of overdue cards
        _press(window, Qt.Key.Key_Return)
        window.activateWindow()
    for _ in range(passed):
        _press(window, Qt.Key.Key_Space, Qt.Key.Key_4)
    _press(window, Qt.Key.Key_Space)
    return window


def _press(window: MainWindow, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or window, key)
        _wait(window)


def _wait(window: MainWindow) -> None:
    QTest.qWait(20)
    while window.jobs.running():
        QTest.qWait(20)


PICTURES_OF_REAL_DECKS: tuple[tuple[str, Mode, Callable[[MainWindow], QWidget]], ...] = tuple(
    picture
    for name, (file, passed) in DECKS.items()
    if PACKAGES.is_dir()
    for picture in (
        (f"real-{name}-preview-light", "light", partial(looked_at, file)),
        (f"real-{name}-report-light", "light", partial(brought, file)),
        (f"real-{name}-study-light", "light", partial(studied, file, passed)),
    )
)
