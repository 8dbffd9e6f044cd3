"""A collection in step with another computer's, seen from the window."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt

import flashcards
from flashcards.settings import Settings
from flashcards.ui.main_window import MainWindow
from flashcards.ui.preferences.screen import PreferencesScreen
from flashcards.ui.preferences.sync_page import SyncPage
from flashcards.ui.syncing.rounds import SyncRounds, rounds_of
from tests.qtbot import QtBot
from tests.ui.letters import doubled_letters
from tests.ui.named import unnamed
from tests.ui.planned import idle

if TYPE_CHECKING:
    from flashcards.api import Collection

RETURN, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "folder"
    made.mkdir()
    return made


@pytest.fixture
def laptop(tmp_path: Path, fixed_clock: Callable[[], Any], folder: Path) -> Iterator["Collection"]:
    """The collection of another computer, which is in the folder already."""
    (tmp_path / "laptop").mkdir()
    with flashcards.open(tmp_path / "laptop" / "c.flashcards", clock=fixed_clock) as opened:
        opened.add_note({"Front": "auk", "Back": "a bird"}, deck="Birds")
        opened.syncing.sync(folder, name="laptop-2")
        yield opened


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, laptop: "Collection") -> SyncPage:
    """The page of the preferences, with a folder chosen and nothing begun."""
    window.collection.add_note({"Front": "fox", "Back": "red"}, deck="Mammals")
    qtbot.waitUntil(window.isActiveWindow)
    screen = cast(PreferencesScreen, window.go("preferences", section="sync"))
    idle(window, qtbot)
    return screen.sync


@pytest.fixture
def rounds(page: SyncPage, window: MainWindow, qtbot: QtBot, folder: Path) -> SyncRounds:
    """Both are in step."""
    page.take_folder(folder)
    qtbot.waitUntil(page.begin.hasFocus)
    qtbot.keyClick(page.begin, RETURN)
    idle(window, qtbot)
    return rounds_of(window)


def _asked(collection: "Collection") -> list[str]:
    notes = collection.notes_of(collection.search(""))
    return sorted(collection.note(each).fields[0] for each in notes)


def test_a_folder_is_chosen_and_syncing_begun_by_keys(
    rounds: SyncRounds,
    page: SyncPage,
    window: MainWindow,
    qtbot: QtBot,
    folder: Path,
    laptop: "Collection",
    saved_settings: list[Settings],
) -> None:
    assert rounds.error is None
    assert _asked(window.collection) == ["auk", "fox"]
    assert page.status.text() == "Synced just now"
    assert page.others.text() == "laptop-2: last heard of just now"
    assert page.now.hasFocus()
    assert not page.wrong.isVisible()  # an empty line would leave a gap
    assert list(saved_settings[-1].sync_folders.values()) == [str(folder)]
    laptop.syncing.sync(folder)
    assert _asked(laptop) == ["auk", "fox"]
    assert unnamed(page) == []
    qtbot.waitUntil(lambda: doubled_letters(window) == [])  # given soon after what is new shows


def test_the_sign_in_the_sidebar_says_how_it_stands_and_leads_to_the_page(
    rounds: SyncRounds, window: MainWindow, qtbot: QtBot
) -> None:
    sign = window.rail.sign
    assert sign.isVisible()
    assert sign.accessibleName() == "Synced just now. Last heard of laptop-2 (just now)."
    window.go("today")
    sign.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(sign.hasFocus)
    qtbot.keyClick(sign, SPACE)
    assert window.front() == "preferences"
    assert rounds.place() is not None


def test_without_a_folder_nothing_is_said_of_syncing(window: MainWindow, qtbot: QtBot) -> None:
    window.go("today")
    assert not window.rail.sign.isVisible()
    window.commands.trigger("edit.sync")
    screen = window.built("preferences")
    assert isinstance(screen, PreferencesScreen)
    assert screen.section() == "sync"
    idle(window, qtbot)


def test_files_that_are_still_on_their_way_are_told_of(
    rounds: SyncRounds, window: MainWindow, qtbot: QtBot, laptop: "Collection", folder: Path
) -> None:
    before = set(folder.glob("*.seg"))
    laptop.add_note({"Front": "owl", "Back": "at night"}, deck="Birds")
    laptop.syncing.sync(folder)
    (file,) = set(folder.glob("*.seg")) - before
    whole = file.read_bytes()
    file.write_bytes(whole[:-9])
    window.commands.trigger("edit.sync")
    idle(window, qtbot)
    assert window.toasts.text.text() == "1 file is still to come, just now"
    assert window.rail.sign.accessibleName() == "1 file is still to come, just now"
    file.write_bytes(whole)
    window.commands.trigger("edit.sync")
    idle(window, qtbot)
    said = window.rail.sign.accessibleName()
    assert said == "Synced just now. Last heard of laptop-2 (just now)."


def test_what_another_wrote_comes_when_asked_for(
    rounds: SyncRounds, window: MainWindow, qtbot: QtBot, laptop: "Collection", folder: Path
) -> None:
    laptop.add_note({"Front": "owl", "Back": "at night"}, deck="Birds")
    laptop.syncing.sync(folder)
    window.commands.trigger("edit.sync")
    idle(window, qtbot)
    assert _asked(window.collection) == ["auk", "fox", "owl"]
    assert window.toasts.text.text() == "Synced just now. Last heard of laptop-2 (just now)."
    assert not rounds.running
