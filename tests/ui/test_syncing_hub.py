"""A collection in step over a hub, seen from the window."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

import flashcards
from flashcards.settings import Settings
from flashcards.store.hub import connecting, members
from flashcards.ui.main_window import MainWindow
from flashcards.ui.preferences.screen import PreferencesScreen
from flashcards.ui.preferences.sync_page import SyncPage
from flashcards.ui.syncing.rounds import rounds_of
from tests.hub.conftest import Class, postgres, school  # noqa: F401 - fixtures
from tests.qtbot import QtBot
from tests.ui.letters import doubled_letters
from tests.ui.named import unnamed
from tests.ui.planned import idle

RETURN = Qt.Key.Key_Return


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> SyncPage:
    """The page of the preferences, with nothing chosen."""
    window.collection.add_note({"Front": "fox", "Back": "red"}, deck="Mammals")
    qtbot.waitUntil(window.isActiveWindow)
    screen = cast(PreferencesScreen, window.go("preferences", section="sync"))
    idle(window, qtbot)
    return screen.sync


def _type(page: SyncPage, window: MainWindow, qtbot: QtBot, address: str) -> None:
    page.hub.setFocus()
    qtbot.keyClicks(page.hub, address)
    qtbot.keyClick(page.hub, RETURN)
    idle(window, qtbot)


def test_an_address_is_typed_and_published_decks_come_by_themselves(
    school: Class,  # noqa: F811 - the fixture
    page: SyncPage, window: MainWindow, qtbot: QtBot, saved_settings: list[Settings],
    tmp_path: Path, fixed_clock: Callable[[], Any],
) -> None:  # fmt: skip
    (tmp_path / "school").mkdir()
    with flashcards.open(tmp_path / "school" / "c.flashcards", clock=fixed_clock) as teacher:
        teacher.add_note({"Front": "cell", "Back": "smallest unit"}, deck="Biology")
        teacher.hub.publish(school.teacher, "Biology")
    _type(page, window, qtbot, school.ada)
    assert rounds_of(window).error is None
    assert window.collection.deck_names() == ["Biology", "Mammals"]
    assert list(saved_settings[-1].sync_hubs.values()) == [school.ada]
    assert page.status.text() == "Synced just now. No other computer has been heard of yet."
    assert page.now.hasFocus()
    password = str(connecting.address(school.ada).password)
    seen = [page.folder.text(), page.hub.text(), page.status.text(), window.rail.sign.toolTip()]
    assert not any(password in each for each in seen)
    assert page.folder.text().endswith("/postgres")
    assert page.folder.accessibleName() == "Hub"
    assert unnamed(page) == []
    assert doubled_letters(window) == []
    qtbot.keyClick(page.leave, Qt.Key.Key_Space)
    idle(window, qtbot)
    assert saved_settings[-1].sync_hubs == {}


def test_an_address_is_hidden_once_it_is_typed(page: SyncPage) -> None:
    assert page.hub.echoMode() == QLineEdit.EchoMode.PasswordEchoOnEdit


def test_what_is_no_address_is_said_where_it_was_typed(
    page: SyncPage, window: MainWindow, qtbot: QtBot
) -> None:
    _type(page, window, qtbot, "db.example.org")
    assert page.wrong.isVisible()
    assert "no address of a hub" in page.wrong.text()
    assert page.hub.hasFocus()
    assert rounds_of(window).place() is None
    qtbot.keyClicks(page.hub, "x")
    assert not page.wrong.isVisible()


def test_a_wrong_password_is_said_and_put_right_in_the_same_place(
    school: Class,  # noqa: F811 - the fixture
    page: SyncPage, window: MainWindow, qtbot: QtBot,
) -> None:  # fmt: skip
    password = str(connecting.address(school.ada).password)
    _type(page, window, qtbot, school.ada.replace(password, "wrong"))
    assert "does not let you in" in page.status.text()
    assert window.rail.sign.accessibleName().startswith("Not synced: The hub ")
    _type(page, window, qtbot, school.ada)
    assert page.status.text() == "Synced just now. No other computer has been heard of yet."


def test_a_learner_who_was_removed_goes_on_alone(
    school: Class,  # noqa: F811 - the fixture
    page: SyncPage, window: MainWindow, qtbot: QtBot,
) -> None:  # fmt: skip
    _type(page, window, qtbot, school.ada)
    with connecting.opened(school.owner) as hub:
        members.remove(hub, "Ada")
    window.collection.add_note({"Front": "owl", "Back": "at night"}, deck="Birds")
    window.commands.trigger("edit.sync")
    idle(window, qtbot)
    assert "does not let you in" in page.status.text()
    assert len(window.collection.search("")) == 2


def test_where_the_library_lacks_it_says_which(
    page: SyncPage, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    _type(page, window, qtbot, "postgresql://ada:word@db.example/cards")
    assert "since “psycopg” is missing. Install it with" in page.status.text()
    assert "word" not in page.folder.text()
    assert page.folder.text() == "db.example/cards"
