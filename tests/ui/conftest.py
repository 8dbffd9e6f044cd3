"""A window on a real collection for every test that presses keys."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

import flashcards
from flashcards.settings import Settings
from flashcards.ui.main_window import MainWindow
from flashcards.ui.theme import Theme
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from flashcards.api import Collection


_HERE = Path(__file__).parent
_OFFSCREEN = "does not support (?:propagateSizeHints|raise|grabbing the keyboard)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Overlook what the offscreen platform says of windows that are sized, raised or popped up."""
    overlook = pytest.mark.qt_log_ignore(_OFFSCREEN, extend=True)
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(overlook)


@pytest.fixture
def collection(collection_path: Path, fixed_clock: Callable[[], Any]) -> Iterator["Collection"]:
    """An empty collection of its own, at a clock that stands still."""
    with flashcards.open(collection_path, clock=fixed_clock) as opened:
        yield opened


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The program's look, applied once for all tests."""
    result = Theme("light")
    result.apply()
    return result


@pytest.fixture
def saved_settings() -> list[Settings]:
    """What the window saved, oldest first."""
    return []


@pytest.fixture
def window(
    qtbot: QtBot, collection: "Collection", theme: Theme, saved_settings: list[Settings]
) -> Iterator[MainWindow]:
    """The main window on ``collection``, shown, with no screen in front yet."""
    theme.set_mode("light")
    opened = MainWindow(collection, Settings(theme="light"), saved_settings.append, theme)
    opened.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
    with qtbot.waitExposed(opened):
        opened.show()
    opened.activateWindow()
    yield opened
    opened.jobs.stop_all()
    opened.close()
    opened.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
