"""The limits a deck has of its own, beside those of the preset it shares."""

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from flashcards.model.limits import DeckLimits
from flashcards.ui.deck_options.deck_limits import LimitField
from flashcards.ui.deck_options.screen import DeckOptionsScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.named import unnamed

if TYPE_CHECKING:
    from flashcards.api import Collection

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def screen(window: MainWindow, collection: "Collection") -> DeckOptionsScreen:
    """The options of French, in front; Zoology shares its preset."""
    for deck in ("French", "Zoology"):
        collection.add_note({"Front": f"front of {deck}", "Back": "back"}, deck=deck)
    return cast(DeckOptionsScreen, window.go("options", deck="French"))


def _limits(window: MainWindow, deck: str = "French") -> DeckLimits:
    return window.collection.scheduling.deck_limits(deck)


def _field(screen: DeckOptionsScreen, name: str) -> LimitField:
    return screen.limits.fields[name]


def _text(field: LimitField) -> str:
    return cast(QLineEdit, field.edit.findChild(QLineEdit)).text()


def _greyed(field: LimitField) -> str:
    return cast(QLineEdit, field.edit.findChild(QLineEdit)).placeholderText()


def _type(qtbot: QtBot, field: LimitField, text: str) -> None:
    field.edit.setFocus()
    qtbot.keyClick(field.edit, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(field.edit, Qt.Key.Key_Delete)
    qtbot.keyClicks(field.edit, text)
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)


def test_without_limits_of_its_own_the_fields_are_empty_and_show_the_presets(
    window: MainWindow, screen: DeckOptionsScreen
) -> None:
    window.collection.set_options("French", new_per_day=7)
    field = _field(screen, "new_per_day")
    assert _text(field) == ""
    assert _greyed(field) == "7 cards"
    assert field.reset.isHidden()
    assert "“French”" in screen.limits.note.text()
    assert unnamed(screen) == []


def test_a_limit_of_its_own_counts_for_the_deck_alone_and_is_one_step(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    _type(qtbot, _field(screen, "new_per_day"), "5")
    assert _limits(window).new_per_day == 5
    assert _limits(window, "Zoology").new_per_day is None
    assert window.collection.options("French").new_per_day == 20
    assert window.toasts.text.text() == "New cards a day of this deck: 5 cards"
    assert _greyed(_field(screen, "new_today")) == "5 cards"
    window.undo()
    assert _limits(window).new_per_day is None
    assert _text(_field(screen, "new_per_day")) == ""


def test_a_limit_for_today_stands_beside_the_one_for_every_day(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    _type(qtbot, _field(screen, "reviews_per_day"), "50")
    _type(qtbot, _field(screen, "reviews_today"), "0")
    assert _limits(window).reviews_per_day == 50
    assert _limits(window).reviews_today == 0
    assert _text(_field(screen, "reviews_today")) == "0 cards"


def test_an_emptied_field_leaves_the_limit_to_the_preset_again(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    window.collection.scheduling.set_deck_limits("French", new_per_day=5, reviews_today=9)
    assert _text(_field(screen, "new_per_day")) == "5 cards"
    _type(qtbot, _field(screen, "new_per_day"), "")
    assert _limits(window).new_per_day is None
    back = _field(screen, "reviews_today").reset
    back.setFocus()
    qtbot.keyClick(back, Qt.Key.Key_Space)
    assert _limits(window).reviews_today is None
    assert window.toasts.text.text() == "Reviews today of this deck: none of its own"


def test_arrows_count_from_the_number_that_stands_greyed(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    field = _field(screen, "new_today")
    field.edit.setFocus()
    qtbot.keyClick(field.edit, Qt.Key.Key_Up)
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert _limits(window).new_today == 21


def test_too_large_a_limit_is_refused_in_plain_words(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    _type(qtbot, _field(screen, "new_per_day"), "10000")
    assert screen.limits.trouble.text() == "Must lie between 0 cards and 9,999 cards."
    assert _limits(window) == DeckLimits()
    assert _text(_field(screen, "new_per_day")) == ""
    _type(qtbot, _field(screen, "new_per_day"), "30")
    assert screen.limits.trouble.isHidden()


def test_a_limit_being_typed_is_kept_on_the_way_out_and_given_up_by_escape(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    field = _field(screen, "new_per_day")
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "8")
    qtbot.keyClick(field.edit, Qt.Key.Key_Escape)
    assert _text(field) == ""
    qtbot.keyClicks(field.edit, "8")
    screen.show_deck("Zoology")
    assert _limits(window).new_per_day == 8
    assert _limits(window, "Zoology").new_per_day is None
    assert _text(field) == ""
