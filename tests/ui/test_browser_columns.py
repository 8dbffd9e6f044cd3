"""The columns of Browse, chosen, ordered and sorted by from the keyboard, and kept."""

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from flashcards.model.enums import Rating
from flashcards.settings import Settings
from flashcards.ui.browser.column_chooser import ColumnChooser
from flashcards.ui.browser.columns import COLUMNS
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.browsing import shown
from tests.ui.type_screen import ALT, CONTROL


def _asked(browse: BrowserScreen, qtbot: QtBot) -> ColumnChooser:
    """The dialog, opened by its key from the table."""
    qtbot.keyClick(browse.search, Qt.Key.Key_Down)
    qtbot.keyClick(browse.view, Qt.Key.Key_C, CONTROL | ALT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ColumnChooser)
    qtbot.waitUntil(dialog.list.hasFocus)
    return dialog


def _go_to(dialog: ColumnChooser, title: str, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.list, Qt.Key.Key_Home)
    while dialog.list.currentIndex().data() != title:
        before = dialog.list.currentIndex().row()
        qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
        assert dialog.list.currentIndex().row() > before


def test_columns_are_ticked_moved_and_sorted_by_with_keys_and_kept(
    browse: BrowserScreen, window: MainWindow, saved_settings: list[Settings], qtbot: QtBot
) -> None:
    usual = browse.arrangement.shown()
    dialog = _asked(browse, qtbot)
    _go_to(dialog, "Deck", qtbot)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    _go_to(dialog, "Note type", qtbot)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    while dialog.list.currentIndex().row():
        qtbot.keyClick(dialog.list, Qt.Key.Key_Up, ALT)
    dialog.order.setFocus()
    qtbot.keyClicks(dialog.order, "Question")
    qtbot.keyClick(dialog.descending, Qt.Key.Key_Space)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    wanted = ("note_type", *(name for name in usual if name != "deck"))
    assert browse.arrangement.shown() == wanted
    assert shown(browse)[:2] == ["fox", "eel"]
    titles = browse.view.horizontalHeader()
    assert titles.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
    assert COLUMNS[titles.sortIndicatorSection()].name == "question"
    window.go("today")
    again = MainWindow(window.collection, saved_settings[-1], None, window.theme)
    qtbot.addWidget(again)
    again.show()
    screen = cast("BrowserScreen", again.go("browse"))
    assert screen.arrangement.shown() == wanted
    assert (screen.results.order, screen.results.descending) == ("question", True)


def test_the_usual_columns_come_back_and_follow_the_room_again(
    browse: BrowserScreen, qtbot: QtBot
) -> None:
    usual = browse.arrangement.shown()
    browse.arrangement.arrange(("lapses", "question"))
    assert browse.arrangement.shown() == ("lapses", "question")
    dialog = _asked(browse, qtbot)
    dialog.usual.click()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert browse.arrangement.shown() == usual
    assert not browse.arrangement.chosen


def test_a_table_without_any_column_cannot_be_asked_for(
    browse: BrowserScreen, qtbot: QtBot
) -> None:
    browse.arrangement.arrange(("question",))
    dialog = _asked(browse, qtbot)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.names() == ()
    assert not dialog.done_button.isEnabled()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert browse.arrangement.shown() == ("question",)
    dialog.reject()


@pytest.mark.parametrize("by_note", [False, True])
def test_the_table_tells_how_well_cards_are_remembered(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot, by_note: bool
) -> None:
    session = window.collection.study("Animals::Small")
    assert session.next() is not None
    session.answer(Rating.EASY)
    browse.show_notes(by_note)
    window.commands.trigger("browse.column.stability")
    window.commands.trigger("browse.column.retrievability")
    names = [column.name for column in COLUMNS]
    table = browse.results.table

    def cells(name: str) -> list[str]:
        at = names.index(name)
        return [str(table.index(row, at).data()) for row in range(table.rowCount())]

    assert cells("retrievability").count("100%") == 1
    assert cells("retrievability").count("") == 5
    assert [text for text in cells("stability") if text] != []
    browse.sort_by("stability", descending=False)
    qtbot.waitUntil(lambda: cells("retrievability")[0] == "100%")
    window.commands.trigger("browse.column.stability")
    window.commands.trigger("browse.column.retrievability")
    assert not browse.results.strengths


def test_an_order_that_is_worked_out_is_searched_in_the_background(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    browse.sort_by("answer", descending=True)
    assert window.jobs.running()
    qtbot.waitUntil(lambda: shown(browse)[0] == "fox")
