"""A window on a real collection for every test that presses keys."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QApplication

import flashcards
from flashcards.settings import Settings
from flashcards.ui.language import give_letters
from flashcards.ui.main_window import MainWindow
from flashcards.ui.theme import Theme
from tests.qtbot import QtBot
from tests.ui.opened import opened_window

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.ui.browser.screen import BrowserScreen
    from tests.ui.two_computers import Pair


_HERE = Path(__file__).parent
_OFFSCREEN = (
    "does not support (?:propagateSizeHints|raise|grabbing the keyboard)|systemTrayWindowChanged"
    r"|pa_context_connect\(\) failed"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Overlook what the offscreen platform says of windows sized, raised or popped up, or trays.

    Debian's Qt says also that no sound server runs.
    """
    overlook = pytest.mark.qt_log_ignore(_OFFSCREEN, extend=True)
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker(overlook)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Pass over tests of what is heard where the program is silent."""
    if item.get_closest_marker("audio") and find_spec("PySide6.QtMultimedia") is None:
        pytest.skip("the parts of Qt that play and speak are not installed")


@pytest.fixture
def collection(collection_path: Path, fixed_clock: Callable[[], Any]) -> Iterator["Collection"]:
    """An empty collection of its own, at a clock that stands still."""
    with flashcards.open(collection_path, clock=fixed_clock) as opened:
        yield opened


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The program's look and its letters, as it begins with them, once for all tests."""
    result = Theme("light")
    give_letters(qapp)
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
    theme.follow_desktop(still=False, high_contrast=False)
    theme.set_contrast("system")
    with opened_window(qtbot, collection, theme, saved_settings.append) as opened:
        yield opened


@pytest.fixture
def browse(window: MainWindow, qtbot: QtBot) -> "BrowserScreen":
    """The screen on six notes, a to f, in two decks."""
    from tests.ui.browsing import open_browser

    return open_browser(window, qtbot)


@pytest.fixture
def pair(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, fixed_clock: Callable[[], Any]
) -> Iterator["Pair"]:
    """The window and another computer of the learner in step, with one note on both."""
    from tests.ui.two_computers import in_step

    window.collection.add_note({"Front": "fox", "Back": "red"}, deck="Mammals")
    qtbot.waitUntil(window.isActiveWindow)
    window.go("today")
    with in_step(window, qtbot, tmp_path, fixed_clock) as made:
        made.agree()
        yield made
