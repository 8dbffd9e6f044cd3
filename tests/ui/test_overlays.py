"""A panel over the window keeps the keyboard, whatever happens beneath it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from flashcards.ui.browser.search_help import SearchHelp
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.studying import card_text, press, press_with, study_new

if TYPE_CHECKING:
    from flashcards.api import Collection

TAB, ESCAPE = Qt.Key.Key_Tab, Qt.Key.Key_Escape
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def test_what_is_typed_into_the_palette_rates_no_card_that_is_asked_beneath_it_meanwhile(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 3)
    card = screen.card
    assert card is not None
    window.commands.trigger("palette.open")
    collection.suspend([card.id])
    qtbot.waitUntil(lambda: card_text(screen) == "front 2")
    press(window, qtbot, " 3")
    assert collection.review_count() == 0
    assert card_text(screen) == "front 2"
    press_with(window, qtbot, ESCAPE, NONE)
    press(window, qtbot, " 3")
    assert collection.review_count() == 1


def test_the_palette_keeps_the_keyboard_though_nothing_is_left_to_ask_beneath_it(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 1)
    card = screen.card
    assert card is not None
    window.commands.trigger("palette.open")
    field = QApplication.focusWidget()
    collection.suspend([card.id])
    qtbot.waitUntil(lambda: screen.card is None)
    assert QApplication.focusWidget() is field
    press_with(window, qtbot, ESCAPE, NONE)
    assert screen.hasFocus()


def test_tab_goes_round_inside_a_panel(window: MainWindow, qtbot: QtBot) -> None:
    panel = SearchHelp(window)
    qtbot.addWidget(panel)
    panel.open_help()
    first = QApplication.focusWidget()
    press_with(window, qtbot, TAB, NONE)
    assert QApplication.focusWidget() is not first
    for modifier in (NONE, NONE, SHIFT, SHIFT, SHIFT):
        press_with(window, qtbot, TAB, modifier)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert panel.isAncestorOf(focused)


def test_a_panel_closes_though_what_had_the_keyboard_before_is_gone(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.go("today")
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    window.open_help()
    field.deleteLater()
    del field
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    press_with(window, qtbot, ESCAPE, NONE)
    assert window.help_page is not None
    assert not window.help_page.isVisible()
    assert window.front() == "today"
