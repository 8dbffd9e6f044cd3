"""Every command is one row: keys, menus, palette and help are drawn from it."""

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QScrollArea

from flashcards.settings import Settings
from flashcards.ui.commands import Command
from flashcards.ui.editor.shortcuts import WRITING
from flashcards.ui.fuzzy import score
from flashcards.ui.help import KeysHelp
from flashcards.ui.main_window import MainWindow
from flashcards.ui.menu_letters import plain
from flashcards.ui.occlusion.shortcuts import DRAWING
from flashcards.ui.palette import Palette
from tests.qtbot import QtBot
from tests.ui.demo_screens import go, show_demo_screens
from tests.ui.reading_articles import LIGHTS, keep

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _demo_screens(monkeypatch: pytest.MonkeyPatch) -> None:
    show_demo_screens(monkeypatch)


def _entries(of: QAction) -> list[QAction]:
    menu = of.menu()
    assert isinstance(menu, QMenu)
    return menu.actions()


def _menus(window: MainWindow) -> dict[str, list[str]]:
    return {
        plain(entry.text()): [
            plain(action.text()) for action in _entries(entry) if action.isVisible()
        ]
        for entry in window.menuBar().actions()
        if entry.isVisible()
    }


def test_a_key_does_what_the_screen_in_front_means_by_it(window: MainWindow, qtbot: QtBot) -> None:
    first = go(window, "today")
    first.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert first.happened[-1] == "one"
    second = go(window, "browse")
    second.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert second.happened[-1] == "two"
    assert first.happened.count("one") == 1


def test_a_focused_text_field_keeps_its_letters(window: MainWindow, qtbot: QtBot) -> None:
    first = go(window, "today")
    first.field.setFocus()
    qtbot.keyClicks(first.field, "a n")
    assert first.field.text() == "a n"
    assert "one" not in first.happened


def test_a_focused_button_keeps_space(window: MainWindow, qtbot: QtBot) -> None:
    first = go(window, "today")
    first.push.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(first.push, Qt.Key.Key_Space)
    assert first.happened[-1] == "pressed"


def test_what_is_not_possible_now_is_not_done(window: MainWindow, qtbot: QtBot) -> None:
    first = go(window, "today")
    qtbot.keyClick(window, Qt.Key.Key_N)
    window.commands.trigger("today.never")
    assert "never" not in first.happened


def test_menus_show_the_commands_in_force(window: MainWindow) -> None:
    go(window, "today")
    assert "Do one thing" in _menus(window)["Card"]
    go(window, "browse")
    assert "Card" not in _menus(window)
    assert "Columns" in _menus(window)["Edit"]


def test_every_command_but_a_few_stands_in_a_menu(window: MainWindow) -> None:
    go(window, "today")
    commands = window.commands
    elsewhere = (WRITING, DRAWING)
    here = [row for row in commands.rows() if commands.screen_of(row.id) not in elsewhere]
    assert [row.id for row in here if not row.menu] == []


def test_two_commands_cannot_share_a_name(window: MainWindow) -> None:
    with pytest.raises(ValueError, match="two commands"):
        window.commands.add([Command("edit.undo", "Undo", lambda: None)])


def test_no_two_commands_in_force_listen_to_one_key(window: MainWindow) -> None:
    go(window, "today")
    go(window, "browse")
    for row in window.commands.rows():
        for key in window.commands.shortcuts(row.id):
            assert window.commands.conflicts(row.id, key) == [], (row.id, key)


def test_a_key_can_be_changed_and_given_back(
    window: MainWindow, qtbot: QtBot, saved_settings: list[Settings]
) -> None:
    first = go(window, "today")
    first.setFocus()
    window.commands.set_shortcuts("today.one", ("X",))
    qtbot.keyClick(window, Qt.Key.Key_Space)
    assert "one" not in first.happened
    qtbot.keyClick(window, Qt.Key.Key_X)
    assert first.happened[-1] == "one"
    assert saved_settings[-1].shortcuts == {"today.one": "X"}
    window.commands.reset_shortcuts("today.one")
    assert window.commands.shortcuts("today.one") == ("Space",)
    assert saved_settings[-1].shortcuts == {}


def test_a_key_in_use_is_noticed(window: MainWindow) -> None:
    go(window, "today")
    found = window.commands.conflicts("today.one", "Ctrl+K")
    assert [row.id for row in found] == ["palette.open"]


def test_undo_takes_back_typing_before_it_touches_the_collection(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.collection.add_deck("French")
    first = go(window, "today")
    first.field.setFocus()
    qtbot.keyClicks(first.field, "word")
    qtbot.keyClick(first.field, Qt.Key.Key_Z, CONTROL)
    assert first.field.text() == ""
    assert window.collection.deck_names() == ["French"]
    qtbot.keyClick(first.field, Qt.Key.Key_Z, CONTROL)
    assert window.collection.deck_names() == []


def test_what_was_undone_can_be_done_again_from_the_toast(window: MainWindow, qtbot: QtBot) -> None:
    go(window, "today")
    window.collection.add_deck("French")
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert window.toasts.isVisible()
    assert window.toasts.action.text() == "Redo"
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert window.collection.deck_names() == ["French"]


def test_the_menu_names_the_step_that_undo_takes_back(window: MainWindow) -> None:
    go(window, "today")
    window.collection.add_deck("French")
    window.commands.refresh()
    assert plain(window.commands.action("edit.undo").text()).startswith("Undo add deck")


def _palette(window: MainWindow, qtbot: QtBot) -> Palette:
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    palette = window.findChild(Palette)
    assert isinstance(palette, Palette)
    qtbot.waitUntil(palette.isVisible)
    return palette


def test_the_palette_finds_and_does_a_command(window: MainWindow, qtbot: QtBot) -> None:
    first = go(window, "today")
    palette = _palette(window, qtbot)
    qtbot.keyClicks(palette.field, "one th")
    assert palette.found()[0] == "Do one thing"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert first.happened[-1] == "one"
    assert not palette.isVisible()


def test_the_palette_finds_by_other_words_and_by_scattered_letters(
    window: MainWindow, qtbot: QtBot
) -> None:
    go(window, "today")
    palette = _palette(window, qtbot)
    palette.field.setText("night")
    assert "Theme: dark" in palette.found()
    palette.field.setText("thdk")
    assert palette.found()[0] == "Theme: dark"


def test_the_palette_finds_decks_to_study(window: MainWindow, qtbot: QtBot) -> None:
    window.collection.add_deck("French")
    go(window, "today")
    palette = _palette(window, qtbot)
    palette.field.setText("frenc")
    assert palette.found()[0] == "Study: French"


def test_the_palette_leaves_out_what_is_not_possible(window: MainWindow, qtbot: QtBot) -> None:
    go(window, "today")
    palette = _palette(window, qtbot)
    palette.field.setText("never possible")
    assert "Never possible" not in palette.found()


def test_escape_closes_the_palette_and_nothing_else(window: MainWindow, qtbot: QtBot) -> None:
    go(window, "today")
    second = go(window, "browse")
    palette = _palette(window, qtbot)
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.front() == "browse"
    assert second.push.hasFocus()


def test_arrows_choose_in_the_palette(window: MainWindow, qtbot: QtBot) -> None:
    go(window, "today")
    palette = _palette(window, qtbot)
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == 0


def _help(window: MainWindow, qtbot: QtBot) -> KeysHelp:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    page = window.help_page
    assert page is not None
    return page


def test_f1_shows_the_keys_of_the_screen_in_front(window: MainWindow, qtbot: QtBot) -> None:
    go(window, "today")
    page = _help(window, qtbot)
    texts = {found.text() for found in page.findChildren(QLabel)}
    assert {"First", "Do one thing", "Space", "Command palette"} <= texts
    assert "Do two things" not in texts
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.isVisible()


def test_the_keys_stay_in_sight_however_long_a_title_is(window: MainWindow, qtbot: QtBot) -> None:
    title = "# " + "Long title " * 5
    keep(window.collection, LIGHTS.replace("# Lights of the shore", title))
    go(window, "today")
    window.commands.refresh()
    page = _help(window, qtbot)
    texts = [found.text() for found in page.findChildren(QLabel)]
    assert any("from “Long title" in text for text in texts)
    qtbot.waitUntil(page.isVisible)
    area = cast(QScrollArea, page.findChild(QScrollArea))
    qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() == 0)


def test_words_that_begin_alike_are_better_than_letters_in_between() -> None:
    start, inside = score("st", "Study"), score("st", "Restore")
    assert start is not None
    assert inside is not None
    assert start > inside
    assert score("xyz", "Study") is None
    assert score("", "Study") is not None
