"""The page Every day of the preferences: reminder, tray, start with the desktop."""

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from flashcards.desktop.autostart import autostart_folder
from flashcards.desktop.program import Answer
from flashcards.desktop.systemd import SystemdTimer, units_folder
from flashcards.settings import Settings
from flashcards.ui.everyday.closed_reminder import ClosedReminder
from flashcards.ui.main_window import MainWindow
from flashcards.ui.preferences.everyday import EverydayPage
from flashcards.ui.preferences.screen import PreferencesScreen
from tests.qtbot import QtBot
from tests.ui.letters import doubled_letters
from tests.ui.named import unnamed
from tests.ui.painted import painted
from tests.ui.planned import idle

if TYPE_CHECKING:
    from flashcards.api import Collection

SPACE, TAB = Qt.Key.Key_Space, Qt.Key.Key_Tab


@pytest.fixture
def page(window: MainWindow, collection: "Collection", qtbot: QtBot) -> EverydayPage:
    """The page, in front and looked up."""
    collection.add_deck("French")
    qtbot.waitUntil(window.isActiveWindow)
    screen = cast(PreferencesScreen, window.go("preferences", section="everyday"))
    idle(window, qtbot)
    return screen.everyday


def _presses(window: MainWindow, qtbot: QtBot, field: QWidget) -> None:
    """Press Space on a field that the keyboard was brought to."""
    field.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClick(field, SPACE)
    idle(window, qtbot)


def test_all_is_off_at_first(page: EverydayPage) -> None:
    for field in (page.remind, page.closed, page.tray, page.badge, page.start):
        assert not field.isChecked()
    assert not page.time.isEnabled()
    assert not page.days.isEnabled()


def test_days_look_as_little_to_be_chosen_as_they_are(page: EverydayPage) -> None:
    (day, *_) = page.days.boxes
    assert day.isChecked()
    assert not painted(day, "accent")
    assert not painted(day, "text")
    page.days.setEnabled(True)
    assert painted(day, "accent") > 100
    assert painted(day, "text")


def test_the_reminder_is_set_by_keys_and_kept(
    page: EverydayPage, window: MainWindow, qtbot: QtBot, saved_settings: list[Settings]
) -> None:
    assert page.remind.hasFocus()
    _presses(window, qtbot, page.remind)
    assert saved_settings[-1].reminder
    qtbot.keyClick(page.remind, TAB)
    assert page.time.hasFocus()
    qtbot.keyClicks(page.time, "7")
    qtbot.keyClick(page.time, TAB)
    assert saved_settings[-1].reminder_minutes == 7 * 60
    _presses(window, qtbot, page.days.boxes[5])
    _presses(window, qtbot, page.days.boxes[6])
    assert saved_settings[-1].reminder_days == "12345"
    page.time.setSelectedSection(page.time.Section.HourSection)
    qtbot.keyClicks(page.time, "9")
    window.go("today")
    assert saved_settings[-1].reminder_minutes == 9 * 60, "what was typed is not lost"


def test_a_system_without_timers_says_what_to_do_instead(
    page: EverydayPage, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    _presses(window, qtbot, page.remind)
    assert not page.closed.isEnabled()
    assert "Let it start with the desktop instead" in page.closed_words.text()


def test_a_timer_that_is_refused_is_told_and_no_longer_wanted(
    page: EverydayPage, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    ClosedReminder(window)
    window.change_settings(reminder=True, reminder_closed=True)
    qtbot.waitUntil(lambda: not window.settings.reminder_closed)
    assert window.settings.reminder


def test_the_collection_that_is_reminded_of_is_the_one_where_it_was_asked_for(
    page: EverydayPage, window: MainWindow, qtbot: QtBot
) -> None:
    own = "/cards/own.flashcards"
    timer = SystemdTimer(units_folder(), lambda *_command: Answer(0))
    ClosedReminder(window, timer)
    window.change_settings(reminder=True, reminder_closed=True, reminder_collection=own)
    qtbot.waitUntil(timer.is_set_up)
    idle(window, qtbot)
    assert f'"{own}"' in timer.files[1].read_text(), "another file is open only to be looked at"
    page.closed.setEnabled(True)
    _presses(window, qtbot, page.closed)
    qtbot.waitUntil(lambda: not timer.is_set_up())
    page.closed.setEnabled(True)
    _presses(window, qtbot, page.closed)
    qtbot.waitUntil(timer.is_set_up)
    idle(window, qtbot)
    assert f'"{window.collection.path}"' in timer.files[1].read_text()
    assert window.settings.reminder_collection == str(window.collection.path)


def test_at_the_start_nobody_is_bothered_by_a_timer_that_is_refused(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.go("today")
    monkeypatch.setenv("PATH", "/nowhere")
    window.change_settings(reminder=True, reminder_closed=True)
    ClosedReminder(window)
    idle(window, qtbot)
    assert not [each for each in window.findChildren(QDialog) if each.isVisible()]
    assert window.settings.reminder_closed, "another session may have timers"


def test_a_desktop_without_a_tray_says_so(page: EverydayPage) -> None:
    assert not page.tray.isEnabled()
    assert not page.on_close.isEnabled()
    assert "no tray" in page.tray_words.text()


def test_starting_with_the_desktop_says_where_it_is_written(
    page: EverydayPage, window: MainWindow, qtbot: QtBot
) -> None:
    _presses(window, qtbot, page.start)
    written = list(autostart_folder().iterdir())
    assert len(written) == 1
    assert str(written[0]) in page.start_words.text().replace("\u200b", "")
    assert page.start.isChecked()
    _presses(window, qtbot, page.start)
    assert list(autostart_folder().iterdir()) == []


def test_a_start_that_is_refused_is_told_and_the_box_says_what_holds(
    page: EverydayPage, window: MainWindow, qtbot: QtBot
) -> None:
    autostart_folder().parent.mkdir(parents=True, exist_ok=True)
    autostart_folder().write_text("a file where the folder should be")
    _presses(window, qtbot, page.start)
    idle(window, qtbot)
    assert [each for each in window.findChildren(QDialog) if each.isVisible()]
    assert not page.start.isChecked()
    assert not window.settings.autostart


def test_everything_has_a_name_and_a_letter_of_its_own(
    page: EverydayPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.change_settings(reminder=True)
    assert unnamed(window) == []
    qtbot.waitUntil(lambda: doubled_letters(window) == [])
