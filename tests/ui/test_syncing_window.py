"""What calls for a round of syncing in the window, and what it says where one cannot be done."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

import flashcards
from flashcards.settings import load, save
from flashcards.sync.heading import READS
from flashcards.sync.segment import pack
from flashcards.sync.values import Segment
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.editor.note_history import NoteHistory
from flashcards.ui.main_window import MainWindow
from flashcards.ui.preferences.screen import PreferencesScreen
from flashcards.ui.preferences.sync_page import SyncPage
from flashcards.ui.rail import in_two
from flashcards.ui.syncing.rounds import FIRST_AFTER_MS, SyncRounds, rounds_of
from flashcards.ui.theme import Theme
from tests.conftest import FixedClock
from tests.qtbot import QtBot
from tests.ui.browsing import shown
from tests.ui.opened import opened_window
from tests.ui.planned import idle
from tests.ui.studying import study
from tests.ui.two_computers import Pair, open_sync_page

RETURN = Qt.Key.Key_Return


@pytest.fixture
def rounds(pair: Pair, window: MainWindow) -> SyncRounds:
    return rounds_of(window)


@pytest.fixture
def page(pair: Pair, window: MainWindow, qtbot: QtBot) -> SyncPage:
    """The page of the preferences."""
    return open_sync_page(window, qtbot)


@pytest.fixture
def heard(window: MainWindow) -> Iterator[list[str]]:
    """What a screen reader was given to say."""
    said: list[str] = []
    window.announcer.said.connect(lambda words, _at_once: said.append(words))
    QAccessible.setActive(True)
    if not QAccessible.isActive():
        pytest.skip("this build of Qt has no bridge to a screen reader")
    yield said
    QAccessible.setActive(False)


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file grow beyond a page."""
    import resource

    soft, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, most))


def _asked(pair: Pair) -> list[str]:
    return sorted(
        pair.here.note(note).fields[0] for note in pair.here.notes_of(pair.here.search(""))
    )


def _tell(pair: Pair, front: str) -> None:
    """Let the other computer write a note and tell of it."""
    pair.there.add_note({"Front": front, "Back": "back"}, deck="Mammals")
    pair.there.syncing.sync(pair.folder)


def test_a_round_is_done_two_seconds_after_the_start_and_every_ten_minutes(
    pair: Pair, window: MainWindow, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    settings = window.settings
    (tmp_path / "again").mkdir()
    with (
        flashcards.open(tmp_path / "again" / "c.flashcards") as other,
        opened_window(qtbot, other, theme, lambda _: None) as second,
    ):
        assert not rounds_of(second)._first.isActive()
    assert settings.sync_folders
    again = SyncRounds(window)
    assert again._first.isActive()
    assert again._first.interval() == FIRST_AFTER_MS == 2_000
    assert again._often.interval() == 600_000
    for timer, front in ((again._first, "owl"), (again._often, "elk")):
        _tell(pair, front)
        timer.timeout.emit()
        idle(window, qtbot)
        assert front in _asked(pair)
    again.deleteLater()


@pytest.mark.parametrize("when", ["after a session", "on waking"])
def test_a_round_follows_a_session_and_waking(
    when: str, pair: Pair, rounds: SyncRounds, window: MainWindow, qtbot: QtBot
) -> None:
    rounds._soon.stop()
    if when == "on waking":
        window.day_watch.turned.emit()
    else:
        study(window, "Mammals")
        assert not rounds._soon.isActive()
        window.go("today")
    assert rounds._soon.isActive()
    _tell(pair, "owl")
    rounds._soon.timeout.emit()
    idle(window, qtbot)
    assert "owl" in _asked(pair)


def test_a_missing_folder_is_said_and_what_waits_goes_when_it_is_back(
    pair: Pair, rounds: SyncRounds, window: MainWindow, qtbot: QtBot
) -> None:
    away = pair.folder.with_name("away")
    pair.folder.rename(away)
    pair.here.add_note({"Front": "owl", "Back": "wise"}, deck="Mammals")
    window.commands.trigger("edit.sync")
    idle(window, qtbot)
    assert window.rail.sign.accessibleName().startswith("1 change waits: The sync folder")
    assert window.toasts.text.text() == window.rail.sign.accessibleName()
    assert study(window, "Mammals").card is not None
    away.rename(pair.folder)
    pair.agree()
    assert rounds.error is None
    assert len(pair.there.search("front:owl")) == 1


def test_another_folder_is_joined_after_a_restart_where_the_first_round_there_failed(
    pair: Pair, rounds: SyncRounds, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    rounds.begin(str(other), "", "desk")
    idle(window, qtbot)
    assert rounds.error is not None
    save(tmp_path / "settings.json", window.settings)
    window.change_settings(sync_joining=load(tmp_path / "settings.json").sync_joining)
    other.mkdir()
    again = SyncRounds(window)
    again.round()
    idle(window, qtbot)
    assert again.error is None
    assert pair.here.syncing.status().name == "desk"
    pair.there.add_note({"Front": "owl", "Back": "at night"}, deck="Birds")
    pair.there.syncing.sync(other, anew=True)
    again.round()
    idle(window, qtbot)
    assert _asked(pair) == ["fox", "owl"]
    assert window.settings.sync_joining == {}


def test_a_file_in_the_place_of_the_folder_is_no_end_of_the_program(
    pair: Pair, rounds: SyncRounds, window: MainWindow, qtbot: QtBot
) -> None:
    pair.folder.rename(pair.folder.with_name("away"))
    pair.folder.write_text("not a folder", encoding="utf-8")
    window.commands.trigger("edit.sync")
    idle(window, qtbot)
    assert rounds.error is not None
    assert window.rail.sign.isVisible()


@pytest.mark.skipif(sys.platform == "win32", reason="sets limits that Windows does not have")
def test_a_full_disk_is_said_and_what_waits_goes_once_there_is_room(
    pair: Pair, rounds: SyncRounds, window: MainWindow, qtbot: QtBot
) -> None:
    pair.here.add_note({"Front": "owl", "Back": "wise"}, deck="Mammals")
    _tell(pair, "elk")
    with full_disk():
        window.commands.trigger("edit.sync")
        idle(window, qtbot)
    assert rounds.error is not None
    assert window.rail.sign.accessibleName() == window.toasts.text.text()
    assert _asked(pair)[-1] == "owl"
    pair.agree()
    assert _asked(pair) == ["elk", "fox", "owl"]
    assert len(pair.there.search("front:owl")) == 1


def test_a_file_of_a_later_version_is_said_and_the_others_are_taken_in(
    pair: Pair, rounds: SyncRounds, window: MainWindow, qtbot: QtBot
) -> None:
    newer = Segment("future1", 1)
    newer.needs, newer.app = READS + 1, "9.0"
    (pair.folder / "future1-1-0000000000000000.seg").write_bytes(pack(newer))
    _tell(pair, "owl")
    window.commands.trigger("edit.sync")
    idle(window, qtbot)
    assert "owl" in _asked(pair)
    assert "Flashcards 9.0, a later version" in window.rail.sign.accessibleName()


def test_a_protected_folder_asks_for_its_passphrase_until_it_fits(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, fixed_clock: FixedClock
) -> None:
    (folder := tmp_path / "secret").mkdir()
    (tmp_path / "other").mkdir()
    qtbot.waitUntil(window.isActiveWindow)
    with flashcards.open(tmp_path / "other" / "c.flashcards", clock=fixed_clock) as there:
        there.add_note({"Front": "owl", "Back": "wise"}, deck="Birds")
        there.syncing.sync(folder, "open sesame", name="laptop-2")
    screen = cast(PreferencesScreen, window.go("preferences", section="sync"))
    idle(window, qtbot)
    page = screen.sync
    page.take_folder(folder)
    qtbot.keyClick(page.begin, RETURN)
    idle(window, qtbot)
    assert "protected with a passphrase" in page.status.text()
    assert page.passphrase.hasFocus()
    for typed, said in (
        ("wrong", "The passphrase does not fit."),
        ("open sesame", "Synced just now"),
    ):
        page.passphrase.setFocus()
        page.passphrase.selectAll()
        qtbot.keyClicks(page.passphrase, typed)
        qtbot.keyClick(page.passphrase, RETURN)
        idle(window, qtbot)
        assert said in page.status.text()
    assert len(window.collection.search("front:owl")) == 1


def test_a_round_before_the_window_closes_tells_what_is_new(
    pair: Pair, rounds: SyncRounds, window: MainWindow
) -> None:
    rounds._took_s = 0.01
    pair.here.add_note({"Front": "owl", "Back": "wise"}, deck="Birds")
    for stop in window.jobs.at_end:
        stop()
    pair.there.syncing.sync(pair.folder)
    assert len(pair.there.search("front:owl")) == 1


def test_what_both_changed_is_listed_and_opens_in_browse(
    page: SyncPage, pair: Pair, window: MainWindow, qtbot: QtBot, fixed_clock: FixedClock
) -> None:
    note = pair.here.notes_of(pair.here.search("front:fox"))[0]
    pair.there.update_note(pair.note_there("fox"), {"Back": "grey"})
    fixed_clock.advance(minutes=1)
    pair.here.update_note(note, {"Back": "russet"})
    pair.hear()
    assert page.conflicts.text() == "“fox” was changed on two computers: see its history"
    page.history.setFocus()
    qtbot.keyClick(page.history, RETURN)
    browse = cast(BrowserScreen, window.built("browse"))
    qtbot.waitUntil(lambda: shown(browse) == ["fox"])
    history = QApplication.activeModalWidget()
    assert isinstance(history, NoteHistory)
    model = history.list.model()
    said = [model.index(row, 2).data() for row in range(model.rowCount())]
    assert "grey" in said
    qtbot.keyClick(history, Qt.Key.Key_Escape)
    window.go("preferences", section="sync")  # the notice stays until it is dismissed
    idle(window, qtbot)
    assert page.history.text().replace("&", "") == "Show its history"
    assert "its history" in window.rail.sign.accessibleName()
    page.seen.setFocus()
    qtbot.keyClick(page.seen, Qt.Key.Key_Space)
    idle(window, qtbot)
    assert "its history" not in window.rail.sign.accessibleName()


def test_leaving_in_the_middle_of_a_round_ends_it_and_joining_again_goes_on(
    page: SyncPage, pair: Pair, rounds: SyncRounds, window: MainWindow, qtbot: QtBot
) -> None:
    _tell(pair, "owl")
    rounds.round()
    assert rounds.running
    page.leave.setFocus()
    qtbot.keyClick(page.leave, RETURN)
    idle(window, qtbot)
    assert not pair.here.syncing.status().takes_part
    assert not window.rail.sign.isVisible()
    assert page.begin.isVisible()
    qtbot.keyClick(page.begin, RETURN)
    idle(window, qtbot)
    pair.agree()
    assert _asked(pair) == ["fox", "owl"]


def test_another_name_of_this_computer_is_heard_of_by_the_others(
    page: SyncPage, pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    page.name.setFocus()
    page.name.selectAll()
    qtbot.keyClicks(page.name, "desk")
    qtbot.keyClick(page.name, RETURN)
    pair.here.add_note({"Front": "owl", "Back": "wise"}, deck="Birds")
    pair.hear()
    pair.there.syncing.sync(pair.folder)
    assert [each.name for each in pair.there.syncing.status().others] == ["desk"]


def test_a_screen_reader_hears_when_it_goes_amiss_and_when_it_is_well_and_nothing_between(
    pair: Pair, rounds: SyncRounds, window: MainWindow, qtbot: QtBot, heard: list[str]
) -> None:
    pair.hear()
    assert heard == []
    away = pair.folder.with_name("away")
    pair.folder.rename(away)
    for _ in range(2):
        rounds.round()
        idle(window, qtbot)
    window.announcer.speak()
    assert len(heard) == 1
    assert "The sync folder" in heard[0]
    away.rename(pair.folder)
    pair.hear()
    window.announcer.speak()
    assert heard[1:] == ["Synced just now. Last heard of laptop-2 (just now)."]


def test_the_sign_breaks_in_two_where_one_line_has_no_room(window: MainWindow) -> None:
    metrics = window.rail.sign.fontMetrics()
    room = metrics.horizontalAdvance("Gleichauf mit")
    assert in_two("Gleichauf mit laptop-2", metrics, room) == ["Gleichauf mit", "laptop-2"]
    assert in_two("1 Änderung wartet", metrics, 10_000) == ["1 Änderung wartet"]
    assert in_two("Unbrechbarerechnername", metrics, 5) == ["Unbrechbarerechnername"]


def test_a_collection_that_was_moved_asks_for_its_folder_again(
    pair: Pair, theme: Theme, qtbot: QtBot, tmp_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(pair.there.path.with_name("new.flashcards"), clock=fixed_clock) as new:
        new.syncing.sync(pair.folder, name="attic")
    path = new.path.rename(tmp_path / "moved.flashcards")
    with (
        flashcards.open(path, clock=fixed_clock) as moved,
        opened_window(qtbot, moved, theme, lambda _: None) as window,
    ):
        window.go("today")
        sign = window.rail.sign
        assert sign.accessibleName() == (
            "This collection is synced, but its folder is not known here. Choose it again, or give "
            "the address of its hub."
        )
        page = cast(PreferencesScreen, window.go("preferences", section="sync")).sync
        idle(window, qtbot)
        assert page.status.text() == sign.accessibleName()
        shown = [each.isVisible() for each in (page.begin, page.leave, page.passphrase, page.now)]
        assert shown == [True, True, True, False]
        page.take_folder(pair.folder)
        qtbot.keyClick(page.begin, RETURN)
        idle(window, qtbot)
        assert "just now" in page.status.text()
        assert page.now.isVisible()
        assert len(moved.search("")) == 1


def test_whoever_moved_a_collection_may_leave_instead(
    pair: Pair, theme: Theme, qtbot: QtBot, tmp_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(tmp_path / "new.flashcards", clock=fixed_clock) as new:
        new.syncing.sync(pair.folder, name="attic")
        with opened_window(qtbot, new, theme, lambda _: None) as window:
            page = cast(PreferencesScreen, window.go("preferences", section="sync")).sync
            idle(window, qtbot)
            qtbot.keyClick(page.leave, RETURN)
            idle(window, qtbot)
            assert not new.syncing.takes_part()
            assert not window.rail.sign.isVisible()
            assert not page.leave.isVisible()
