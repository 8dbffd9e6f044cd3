"""Due dates and places are given by hand, to the selected cards and to the one being studied."""

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from flashcards.model.enums import CardState
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reviewer.screen import ReviewerScreen
from flashcards.ui.scheduling.due_dialog import DueDialog, parse_days
from flashcards.ui.scheduling.place_dialog import PlaceDialog
from tests.qtbot import QtBot
from tests.ui.browsing import open_browser
from tests.ui.named import unnamed
from tests.ui.pasts import answered_card, open_past

if TYPE_CHECKING:
    from flashcards.api import Collection
    from tests.conftest import FixedClock

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("5", 5), ("0", 0), (" 3-7 ", (3, 7)), ("3 – 7 days", (3, 7)), ("3 to 7", (3, 7)),
        ("4-4", 4), ("1 day", 1), ("", None), ("soon", None), ("7-3", None), ("-2", None),
        ("40000", None), ("3-", None),
    ],
)  # fmt: skip
def test_days_are_a_number_or_a_range(text: str, days: int | tuple[int, int] | None) -> None:
    assert parse_days(text) == days


def due_dialog() -> DueDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, DueDialog)
    return dialog


def due(collection: "Collection", card: int) -> date:
    moment = collection.card(card).due_at
    assert moment is not None
    return moment.date()


def test_a_selected_card_is_given_a_due_date_by_keys_and_undo_takes_it_back(
    window: MainWindow, collection: "Collection", fixed_clock: "FixedClock", qtbot: QtBot
) -> None:
    card = answered_card(collection, fixed_clock)
    open_past(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_U, CONTROL | SHIFT)
    dialog = due_dialog()
    assert unnamed(dialog) == []
    qtbot.keyClicks(dialog.field, "3-7")
    assert dialog.meaning.text() == "1 card: on a day from Thu 12 Mar to Mon 16 Mar."
    dialog.field.selectAll()
    qtbot.keyClicks(dialog.field, "4")
    assert dialog.meaning.text() == "1 card: Fri 13 Mar."
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert due(collection, card) == date(2026, 3, 13)
    assert collection.card(card).memory.interval_days == 15
    assert window.toasts.text.text() == "1 card is due in 4 days"
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert due(collection, card) == date(2026, 3, 24)


def test_of_a_range_each_selected_card_gets_a_day(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = open_browser(window, qtbot)
    screen.view.setFocus()
    screen.view.selectAll()
    window.commands.trigger("scheduling.set_due")
    dialog = due_dialog()
    dialog.field.setText("3-7")
    assert dialog.meaning.text() == "6 cards: each on a day from Thu 5 Mar to Mon 9 Mar."
    dialog.done_button.click()
    cards = [collection.card(each) for each in collection.search("")]
    assert all(card.memory.state is CardState.REVIEW for card in cards)
    assert all(
        3 <= (card.due_at.date() - date(2026, 3, 2)).days <= 7 for card in cards if card.due_at
    )
    assert window.toasts.text.text() == "6 cards are due 3 to 7 days from today"
    window.commands.trigger("scheduling.set_due")
    assert due_dialog().field.text() == "3-7"


def test_what_is_no_number_of_days_is_not_taken(window: MainWindow, qtbot: QtBot) -> None:
    screen = open_browser(window, qtbot)
    screen.view.select_row(0)
    window.commands.trigger("scheduling.set_due")
    dialog = due_dialog()
    dialog.field.setText("next week")
    assert not dialog.done_button.isEnabled()
    assert "3-7" in dialog.meaning.text()


def test_the_card_being_studied_is_put_off_to_a_day(
    window: MainWindow, collection: "Collection", fixed_clock: "FixedClock", qtbot: QtBot
) -> None:
    card = answered_card(collection, fixed_clock)
    fixed_clock.advance(days=15)
    window.study("French")
    screen = window.built("study")
    assert isinstance(screen, ReviewerScreen)
    assert screen.card is not None
    window.commands.trigger("scheduling.set_due")
    due_dialog().field.setText("2")
    due_dialog().done_button.click()
    assert due(collection, card) == date(2026, 3, 26)
    qtbot.waitUntil(lambda: screen.card is None)


def test_without_cards_there_is_nothing_to_move(window: MainWindow) -> None:
    window.go("today")
    assert not window.commands.enabled("scheduling.set_due")
    assert not window.commands.enabled("scheduling.reposition")


def test_new_cards_are_given_places_in_the_order_of_the_table(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = open_browser(window, qtbot)
    screen.sort("question")  # once more: fox comes first
    screen.view.setFocus()
    screen.view.selectAll()
    qtbot.keyClick(window, Qt.Key.Key_O, CONTROL | SHIFT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PlaceDialog)
    assert unnamed(dialog) == []
    dialog.start.setValue(10)
    dialog.step.setValue(5)
    assert "places 10 to 35" in dialog.meaning.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    places = {
        row.question: collection.card(row.id).position
        for row in collection.card_rows(collection.search(""))
    }
    assert places == {"fox": 10, "eel": 15, "dog": 20, "cat": 25, "bear": 30, "ant": 35}
    assert window.toasts.text.text() == "6 new cards have another place"


def test_where_no_card_is_new_it_is_said_that_only_new_ones_have_a_place(
    window: MainWindow, collection: "Collection", fixed_clock: "FixedClock", qtbot: QtBot
) -> None:
    answered_card(collection, fixed_clock)
    open_past(window, qtbot)
    window.commands.trigger("scheduling.reposition")
    assert QApplication.activeModalWidget() is None
    assert window.toasts.text.text().startswith("Only new cards have a place")
