"""What tests of a window share that is in step with another computer of the learner."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication

import flashcards
from flashcards.ui.main_window import MainWindow
from flashcards.ui.preferences.screen import PreferencesScreen
from flashcards.ui.preferences.sync_page import SyncPage
from flashcards.ui.syncing.rounds import rounds_of
from tests.qtbot import QtBot
from tests.ui.planned import idle

if TYPE_CHECKING:
    from flashcards.api import Collection


class Pair:
    """The window's collection and another one, in step over a folder."""

    def __init__(self, window: MainWindow, qtbot: QtBot, folder: Path, there: "Collection") -> None:
        self.window, self.folder = window, folder
        self.here, self.there = window.collection, there
        self._qtbot = qtbot

    def hear(self) -> None:
        """Let the other one tell what was done there, and the window do a round of its own."""
        self.there.syncing.sync(self.folder, name="laptop-2")
        rounds_of(self.window).round()
        idle(self.window, self._qtbot)
        for _ in range(5):  # what follows from it, step by step
            QCoreApplication.processEvents()

    def agree(self) -> None:
        """Let each hear of all that the other one did."""
        self.hear()
        self.hear()
        assert [str(each) for each in self.here.check()] == []
        assert [str(each) for each in self.there.check()] == []

    def note_there(self, front: str) -> int:
        """Return the id that a note has on the other computer."""
        found = self.there.notes_of(self.there.search(f'front:"{front}"'))
        assert len(found) == 1
        return found[0]


@contextmanager
def in_step(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, clock: Callable[[], Any]
) -> Iterator[Pair]:
    """Let the window's collection keep in step with that of another computer, called laptop-2."""
    folder, other = tmp_path / "folder", tmp_path / "laptop"
    folder.mkdir()
    other.mkdir()
    with flashcards.open(other / "c.flashcards", clock=clock) as there:
        pair = Pair(window, qtbot, folder, there)
        there.syncing.sync(folder, name="laptop-2")
        rounds_of(window).begin(str(folder), "")
        idle(window, qtbot)
        pair.hear()
        yield pair


def open_sync_page(window: MainWindow, qtbot: QtBot) -> SyncPage:
    """Return the page of the preferences that is about syncing, opened in the window."""
    qtbot.waitUntil(window.isActiveWindow)
    screen = cast(PreferencesScreen, window.go("preferences", section="sync"))
    idle(window, qtbot)
    return screen.sync
