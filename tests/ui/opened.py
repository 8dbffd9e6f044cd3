"""A main window as every test has it: shown, and gone with all it holds when the test ends."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from flashcards.settings import Settings
from flashcards.ui.main_window import MainWindow
from flashcards.ui.spelling.spelling import LANGUAGE, NONE
from flashcards.ui.theme import Theme
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from flashcards.api import Collection


@contextmanager
def mirrored() -> Iterator[None]:
    """Lay everything out from right to left."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        yield
    finally:
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@contextmanager
def opened_window(
    qtbot: QtBot, collection: "Collection", theme: Theme, save: Callable[[Settings], None]
) -> Iterator[MainWindow]:
    """Open the window on ``collection``, with no screen in front yet."""
    # Whatever the language of whoever runs the tests, no dictionary is opened unless a test wants.
    settings = Settings(theme="light", lists={LANGUAGE: NONE})
    opened = MainWindow(collection, settings, save, theme)
    opened.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
    with qtbot.waitExposed(opened):
        opened.show()
    opened.activateWindow()
    yield opened
    opened.jobs.stop_all()
    opened.close()
    opened.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
