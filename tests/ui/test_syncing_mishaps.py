"""What the window makes of folders, disks and computers to which something happened."""

import errno
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

import flashcards
from flashcards.ui.main_window import MainWindow
from flashcards.ui.preferences.sync_page import SyncPage
from flashcards.ui.syncing.rounds import rounds_of
from flashcards.ui.theme import Theme
from tests.conftest import FixedClock
from tests.hub.conftest import Class, postgres, school  # noqa: F401 - fixtures
from tests.qtbot import QtBot
from tests.sync.disks import copied
from tests.sync.learner import fronts
from tests.sync.machines import Clock
from tests.ui.opened import opened_window
from tests.ui.planned import idle
from tests.ui.two_computers import Pair, open_sync_page

if TYPE_CHECKING:
    pass

RETURN = Qt.Key.Key_Return


def _start(page: SyncPage, window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    page.take_folder(folder)
    qtbot.keyClick(page.begin, RETURN)
    idle(window, qtbot)


def test_a_folder_that_may_not_be_written_to_is_said_and_still_read(
    pair: Pair, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_file: int) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    pair.here.add_note({"Front": "owl", "Back": "wise"}, deck="Birds")
    pair.there.add_note({"Front": "elk", "Back": "large"}, deck="Mammals")
    pair.there.syncing.sync(pair.folder)
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", refused)
        window.commands.trigger("edit.sync")
        idle(window, qtbot)
    said = window.rail.sign.accessibleName()
    assert said.startswith("2 changes wait: Flashcards may not write to the sync folder")
    assert window.rail.sign.text().split()[-3:] == ["may", "not", "write"]
    assert fronts(pair.here) == ["elk", "fox", "owl"]
    pair.agree()
    assert window.rail.sign.accessibleName().startswith("Synced just now")
    assert fronts(pair.there) == ["elk", "fox", "owl"]


def test_both_copies_of_a_cloned_disk_go_on(
    pair: Pair, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        (tmp_path / "attic").mkdir()
        attic = stack.enter_context(flashcards.open(tmp_path / "attic/c.flashcards", clock=Clock()))
        attic.syncing.sync(pair.folder, name="attic")
        machine, copy = copied(attic, tmp_path / "copy", Clock())
        stack.enter_context(machine)
        stack.enter_context(copy)
        machine.add_note({"Front": "owl", "Back": "wise"}, deck="Birds")
        copy.add_note({"Front": "elk", "Back": "large"}, deck="Mammals")
        machine.syncing.sync(pair.folder)
        with opened_window(qtbot, copy, theme, lambda _: None) as window:
            page = open_sync_page(window, qtbot)
            _start(page, window, qtbot, pair.folder)
            machine.syncing.sync(pair.folder)
            window.commands.trigger("edit.sync")
            idle(window, qtbot)
            assert page.status.text() == "Synced just now"
            assert not page.troubles.isVisible()
            assert "attic: last heard of" in page.others.text()
            assert fronts(copy) == fronts(machine) == ["elk", "fox", "owl"]
            assert [*copy.check(), *machine.check()] == []


def test_a_new_computer_gets_all_that_a_lost_one_told(
    pair: Pair, theme: Theme, qtbot: QtBot, tmp_path: Path, fixed_clock: FixedClock
) -> None:
    pair.there.add_note({"Front": "owl", "Back": "wise"}, deck="Birds")
    pair.there.syncing.sync(pair.folder)
    pair.there.add_note({"Front": "elk", "Back": "never told"}, deck="Mammals")
    pair.there.close(back_up=False)
    pair.there.path.unlink()
    with (
        flashcards.open(tmp_path / "new.flashcards", clock=fixed_clock) as new,
        opened_window(qtbot, new, theme, lambda _: None) as window,
    ):
        page = open_sync_page(window, qtbot)
        _start(page, window, qtbot, pair.folder)
        assert page.status.text() == "Synced just now"
        assert "laptop-2: last heard of" in page.others.text()
        assert fronts(new) == ["fox", "owl"]


def test_a_passphrase_protects_what_is_kept_in_a_hub(
    school: Class,  # noqa: F811 - the fixture
    window: MainWindow, qtbot: QtBot, tmp_path: Path, fixed_clock: FixedClock,
) -> None:  # fmt: skip
    (tmp_path / "laptop").mkdir()
    with flashcards.open(tmp_path / "laptop" / "c.flashcards", clock=fixed_clock) as there:
        there.add_note({"Front": "owl", "Back": "wise"}, deck="Birds")
        there.syncing.sync(school.ada, "open sesame", name="laptop-2")
    page = open_sync_page(window, qtbot)
    page.hub.setFocus()
    qtbot.keyClicks(page.hub, school.ada)
    qtbot.keyClick(page.hub, RETURN)
    idle(window, qtbot)
    assert "What is synced there is protected with a passphrase." in page.status.text()
    assert page.passphrase.isVisible()
    qtbot.keyClicks(page.passphrase, "open sesame")
    qtbot.keyClick(page.passphrase, RETURN)
    idle(window, qtbot)
    assert page.protected.text() == "Protected with a passphrase"
    assert rounds_of(window).error is None
    assert fronts(window.collection) == ["owl"]
