"""The shortcut editor: find a command, press a key, and it listens to it."""

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from flashcards.settings import Settings
from flashcards.ui.main_window import MainWindow
from flashcards.ui.preferences.key_rows import COMMAND, KEYS, WHERE
from flashcards.ui.preferences.keys_page import KeysPage
from flashcards.ui.preferences.screen import PreferencesScreen
from tests.qtbot import QtBot
from tests.ui.letters import press_letter

if TYPE_CHECKING:
    from flashcards.ui.palette import Palette

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(window: MainWindow) -> KeysPage:
    """The keys, in front."""
    return cast(PreferencesScreen, window.go("preferences", section="keys")).keys


def _shown(page: KeysPage, column: int = COMMAND) -> list[str]:
    return [str(page.model.index(at, column).data()) for at in range(page.model.rowCount())]


def _record(
    page: KeysPage, qtbot: QtBot, command: str, key: Qt.Key, how: Qt.KeyboardModifier = NONE
) -> None:
    page.choose(command)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.field.hasFocus()
    qtbot.keyClick(page.field, key, how)


def _palette(window: MainWindow) -> "Palette | None":
    from flashcards.ui.palette import Palette

    return window.findChild(Palette)


def test_every_command_of_every_screen_is_listed_with_its_keys(
    window: MainWindow, page: KeysPage
) -> None:
    assert page.model.rowCount() == len(window.commands.rows())
    assert {"Everywhere", "Today", "Study", "Browse", "Statistics"} <= set(_shown(page, WHERE))
    at = _shown(page).index("Command palette")
    assert _shown(page, KEYS)[at] == "Ctrl+K, Ctrl+Shift+P"


def test_every_command_stands_under_the_screen_it_works_on(
    window: MainWindow, page: KeysPage
) -> None:
    places: dict[str, set[str]] = {}
    for name, place in zip(_shown(page), _shown(page, WHERE), strict=True):
        places.setdefault(name, set()).add(place)
    assert places["Pause"] == {"Study", "Read and answer"}
    assert places["Next kind"] == {"New deck from article", "Article changes"}
    assert places["Set due date"] == places["Ignore this review"] == {"Study, Browse"}
    assert places["Study all decks"] == {"Everywhere"}
    assert places["Bold"] == places["Save the note"] == {"Writing a note"}
    here = [row for row in page.model.rows if window.commands.screen_of(row.id)]
    assert "Everywhere" not in {row.where for row in here}


def test_ratings_are_called_by_what_they_are_with_four_buttons_and_with_six(
    page: KeysPage,
) -> None:
    rates = [name for name in _shown(page) if name.startswith("Rate ")]
    assert sorted(set(rates)) == [
        "Rate 0: blackout",
        "Rate 1: again",
        "Rate 2: hard / almost",
        "Rate 3: good / hard",
        "Rate 4: easy / good",
        "Rate 5: easy",
    ]


def test_listing_the_commands_of_other_screens_leaves_those_out_of_force(
    window: MainWindow, page: KeysPage, qtbot: QtBot
) -> None:
    assert window.front() == "preferences"
    assert not window.commands.action("statistics.period-1").isVisible()
    assert window.commands.action("preferences.next").isVisible()


@pytest.mark.parametrize(
    ("typed", "found"),
    [("palette", "Command palette"), ("ctrl+shift+z", "Redo"), ("revert", "Undo")],
)
def test_a_command_is_found_by_its_name_its_key_or_another_word(
    page: KeysPage, qtbot: QtBot, typed: str, found: str
) -> None:
    assert page.filter.hasFocus()
    qtbot.keyClicks(page.filter, typed)
    assert found in _shown(page)
    assert page.model.rowCount() < 8


def test_nothing_found_is_said_and_escape_brings_all_back(
    window: MainWindow, page: KeysPage, qtbot: QtBot
) -> None:
    every = page.model.rowCount()
    qtbot.keyClicks(page.filter, "zzzz")
    assert page.nothing.isVisible()
    assert not page.editor.isVisible()
    qtbot.keyClick(page.filter, Qt.Key.Key_Escape)
    assert page.model.rowCount() == every
    assert window.front() == "preferences"


def test_a_free_key_is_given_with_the_keyboard_alone(
    window: MainWindow, page: KeysPage, qtbot: QtBot, saved_settings: list[Settings]
) -> None:
    qtbot.keyClicks(page.filter, "palette")
    qtbot.keyClick(page.filter, Qt.Key.Key_Return)
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.keyClick(page.field, Qt.Key.Key_J, CTRL | SHIFT | ALT)
    assert page.verdict.text() == "Ctrl+Alt+Shift+J is free."
    assert page.use.hasFocus()
    qtbot.keyClick(page.use, Qt.Key.Key_Space)
    assert window.commands.shortcuts("palette.open") == ("Ctrl+Alt+Shift+J",)
    assert saved_settings[-1].shortcuts == {"palette.open": "Ctrl+Alt+Shift+J"}
    assert _shown(page, KEYS) == ["Ctrl+Alt+Shift+J (was Ctrl+K, Ctrl+Shift+P)"]
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_J, CTRL | SHIFT | ALT)
    palette = _palette(window)
    assert palette is not None
    assert palette.isVisible()


def test_recording_a_key_does_not_do_what_it_means(
    window: MainWindow, page: KeysPage, qtbot: QtBot
) -> None:
    _record(page, qtbot, "edit.redo", Qt.Key.Key_K, CTRL)
    palette = _palette(window)
    assert palette is None or not palette.isVisible()
    assert page.field.key() == "Ctrl+K"


def test_a_key_of_another_command_is_named_before_it_is_taken_away(
    window: MainWindow, page: KeysPage, qtbot: QtBot
) -> None:
    _record(page, qtbot, "edit.redo", Qt.Key.Key_K, CTRL)
    assert page.verdict.text() == (
        "Ctrl+K is used by “Command palette” (Everywhere), which would lose it."
    )
    assert window.commands.shortcuts("palette.open") == ("Ctrl+K", "Ctrl+Shift+P")
    qtbot.keyClick(page.use, Qt.Key.Key_Space)
    assert window.commands.shortcuts("edit.redo") == ("Ctrl+K",)
    assert window.commands.shortcuts("palette.open") == ("Ctrl+Shift+P",)
    for row in window.commands.rows():
        for key in window.commands.shortcuts(row.id):
            assert window.commands.conflicts(row.id, key) == []


def test_taking_a_key_is_undone_for_both_from_the_toast(
    window: MainWindow, page: KeysPage, qtbot: QtBot
) -> None:
    _record(page, qtbot, "edit.redo", Qt.Key.Key_K, CTRL)
    qtbot.keyClick(page.use, Qt.Key.Key_Space)
    assert window.toasts.text.text() == "“Redo”: Ctrl+K"
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert window.commands.shortcuts("edit.redo") == ("Ctrl+Shift+Z", "Ctrl+Y")
    assert window.commands.shortcuts("palette.open") == ("Ctrl+K", "Ctrl+Shift+P")
    assert window.settings.shortcuts == {}


def test_one_key_may_serve_two_screens_that_are_never_in_front_together(
    window: MainWindow, page: KeysPage, qtbot: QtBot
) -> None:
    _record(page, qtbot, "statistics.period-1", Qt.Key.Key_E)
    said = page.verdict.text()
    assert said.startswith("E is free in Statistics. Elsewhere it stays with “")
    assert "“Edit note” (Study)" in said
    assert "“Edit note” (Study)" in page.verdict.text()
    qtbot.keyClick(page.field, Qt.Key.Key_F, ALT)
    assert page.verdict.text() == "Alt+F opens the File menu, which comes first."


def test_every_screen_on_which_a_key_is_taken_is_named_and_loses_it(
    window: MainWindow, page: KeysPage, qtbot: QtBot
) -> None:
    _record(page, qtbot, "file.export", Qt.Key.Key_B)
    said = page.verdict.text()
    assert said.startswith("B is used by “")
    assert "“Bury card until tomorrow” (Study)" in said
    assert said.endswith(", which would lose it.")
    qtbot.keyClick(page.use, Qt.Key.Key_Space)
    assert window.commands.shortcuts("study.bury") == ("-",)
    assert window.commands.shortcuts("articles.browse") == ()
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert window.commands.shortcuts("study.bury") == ("B", "-")
    assert window.commands.shortcuts("articles.browse") == ("B",)


def test_a_key_that_types_cannot_be_given_to_a_command_of_writing(
    page: KeysPage, qtbot: QtBot
) -> None:
    _record(page, qtbot, "format.bold", Qt.Key.Key_J)
    assert page.verdict.text() == "J is needed for writing. Choose one with Ctrl or Alt."
    assert not page.use.isEnabled()
    _record(page, qtbot, "format.bold", Qt.Key.Key_J, CTRL)
    assert page.verdict.text().startswith("Ctrl+J is free in Writing a note. Elsewhere it stays")
    assert page.use.isEnabled()


def test_a_key_is_added_beside_those_there_are(
    window: MainWindow, page: KeysPage, qtbot: QtBot
) -> None:
    _record(page, qtbot, "edit.undo", Qt.Key.Key_F9)
    qtbot.mouseClick(page.extra, Qt.MouseButton.LeftButton)
    assert window.commands.shortcuts("edit.undo") == ("Ctrl+Z", "F9")


def test_keys_are_taken_away_and_given_back_one_command_at_a_time(
    window: MainWindow, page: KeysPage, qtbot: QtBot
) -> None:
    page.choose("edit.undo")
    assert not page.back.isVisible()
    qtbot.mouseClick(page.none, Qt.MouseButton.LeftButton)
    assert window.commands.shortcuts("edit.undo") == ()
    assert not page.none.isEnabled()
    assert page.back.text() == "Reset to Ctrl+Z"
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert window.commands.shortcuts("edit.undo") == ("Ctrl+Z",)
    assert window.settings.shortcuts == {}


def test_a_first_key_that_went_to_another_command_comes_back_from_there(
    window: MainWindow, page: KeysPage, qtbot: QtBot
) -> None:
    _record(page, qtbot, "edit.redo", Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(page.use, Qt.Key.Key_Space)
    assert window.commands.shortcuts("edit.undo") == ()
    page.choose("edit.undo")
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert window.commands.shortcuts("edit.undo") == ("Ctrl+Z",)
    assert window.commands.shortcuts("edit.redo") == ()


def test_all_keys_go_back_at_once_and_the_toast_undoes_it(
    window: MainWindow, page: KeysPage, qtbot: QtBot
) -> None:
    assert not page.all_back.isEnabled()
    window.commands.set_shortcuts("edit.undo", ["F8"])
    window.commands.set_shortcuts("study.edit", [])
    assert page.all_back.isEnabled()
    press_letter(qtbot, window, "Reset all to defaults")
    qtbot.waitUntil(lambda: window.settings.shortcuts == {})
    assert not page.all_back.isEnabled()
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert window.settings.shortcuts == {"edit.undo": "F8", "study.edit": ""}


def test_escape_leaves_the_field_and_records_nothing(
    window: MainWindow, page: KeysPage, qtbot: QtBot
) -> None:
    _record(page, qtbot, "edit.undo", Qt.Key.Key_F9)
    page.field.setFocus()
    qtbot.keyClick(page.field, Qt.Key.Key_Escape)
    assert page.field.key() == ""
    assert page.table.hasFocus()
    assert window.front() == "preferences"
    assert window.commands.shortcuts("edit.undo") == ("Ctrl+Z",)


def test_tab_leads_through_the_field_that_records(page: KeysPage, qtbot: QtBot) -> None:
    page.record()
    qtbot.keyClick(page.field, Qt.Key.Key_Tab)
    assert not page.field.hasFocus()
    assert page.field.key() == ""


def test_another_command_forgets_the_key_recorded_for_the_one_before(
    page: KeysPage, qtbot: QtBot
) -> None:
    _record(page, qtbot, "edit.undo", Qt.Key.Key_F9)
    page.choose("edit.redo")
    assert page.field.key() == ""
    assert not page.use.isEnabled()
    parts: list[QWidget] = [page.use, page.extra]
    assert not any(part.isEnabled() for part in parts)
