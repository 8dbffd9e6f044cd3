"""The deck options at every size, and the way the keyboard takes through them."""

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from flashcards.ui.deck_options.edits import ChoiceEdit
from flashcards.ui.deck_options.screen import DeckOptionsScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.named import unnamed

if TYPE_CHECKING:
    from flashcards.api import Collection


@pytest.fixture
def decks(collection: "Collection") -> None:
    """French with Verbs below it, and Zoology; all use the preset the collection began with."""
    for deck in ("French::Verbs", "Zoology"):
        collection.add_note({"Front": f"front of {deck}", "Back": "back"}, deck=deck)


@pytest.fixture
def screen(window: MainWindow, decks: None) -> DeckOptionsScreen:
    """The options of French, in front."""
    return cast(DeckOptionsScreen, window.go("options", deck="French"))


@pytest.mark.parametrize("size", [(900, 600), (1600, 1000)])
def test_nothing_is_cut_off_at_any_size(
    window: MainWindow, screen: DeckOptionsScreen, size: tuple[int, int], qtbot: QtBot
) -> None:
    window.resize(*size)
    qtbot.waitUntil(lambda: window.width() == size[0])
    page = screen.area.widget()
    assert page is not None
    qtbot.waitUntil(lambda: page.width() <= screen.area.viewport().width())
    beside = screen.panel.window() is window and not screen.area.isAncestorOf(screen.panel)
    assert beside is (size[0] == 1600)
    assert unnamed(screen) == []
    for choice in screen.board.findChildren(ChoiceEdit):
        assert choice.width() >= choice.sizeHint().width()  # the longest choice can be read


def test_tab_goes_from_the_deck_through_the_options_in_reading_order(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    reached: list[QWidget] = []
    for _ in range(12):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    fields: list[QWidget] = [
        screen.panel.decks,
        screen.panel.presets,
        screen.panel.more,
        screen.panel.own,
        screen.board.lines["new_per_day"].edit,
        screen.board.lines["reviews_per_day"].edit,
        screen.board.lines["new_limit_from"].edit,
    ]
    assert reached[: len(fields)] == fields


def test_a_key_leads_from_group_to_group_and_back(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    lines = screen.board.lines
    expected: list[QWidget] = [
        lines["new_per_day"].edit,
        screen.limits.fields["new_per_day"].edit,
        lines["scheduler"].edit,
        lines["fuzz"].edit,
        lines["leech_lapses"].edit,
    ]
    for field in expected:
        qtbot.keyClick(window, Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert field is focused or field.isAncestorOf(focused)
    qtbot.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert lines["fuzz"].edit.hasFocus()
    top = lines["fuzz"].mapTo(screen.area.viewport(), lines["fuzz"].rect().topLeft()).y()
    assert 0 <= top < screen.area.viewport().height()


def test_study_starts_from_here(window: MainWindow, screen: DeckOptionsScreen) -> None:
    window.commands.trigger("options.study")
    assert window.front() == "study"


def test_presets_are_listed_in_a_field_that_says_what_it_is(screen: DeckOptionsScreen) -> None:
    assert screen.panel.findChildren(QComboBox) == [screen.panel.decks, screen.panel.presets]
    assert screen.panel.presets.accessibleName() == "Preset"
