"""A search in place of another: what is typed anew, and which card stays selected."""

import pytest
from PySide6.QtCore import Qt

from flashcards.ui.browser.screen import BrowserScreen
from tests.qtbot import QtBot
from tests.ui.browsing import search, selected, shown

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_ctrl_f_selects_what_was_searched_so_that_typing_replaces_it(
    browse: BrowserScreen, qtbot: QtBot
) -> None:
    search(browse, qtbot, "dog")
    qtbot.keyClick(browse.search, Qt.Key.Key_F, CONTROL)
    assert browse.search.selectedText() == "dog"
    qtbot.keyClicks(browse.search, "fox")
    qtbot.waitUntil(lambda: browse.results.query == "fox")
    assert shown(browse) == ["fox"]


@pytest.mark.parametrize("between", ["cat", "zebra", "interval>soon"])
def test_a_card_is_found_again_that_searches_in_between_left_out(
    browse: BrowserScreen, qtbot: QtBot, between: str
) -> None:
    qtbot.keyClick(browse.search, Qt.Key.Key_Down)
    for _ in range(3):
        qtbot.keyClick(browse.view, Qt.Key.Key_Down)
    assert selected(browse) == ["dog"]
    browse.ask(between)
    browse.ask("dog or fox")
    assert selected(browse) == ["dog"]
    browse.ask("")
    assert selected(browse) == ["dog"]


def test_a_card_chosen_after_a_search_is_the_one_that_stays(
    browse: BrowserScreen, qtbot: QtBot
) -> None:
    browse.results.select_id(browse.results.table.ids[3])
    browse.ask("ant or bear")
    browse.view.setFocus()
    qtbot.keyClick(browse.view, Qt.Key.Key_Up)
    chosen = selected(browse)
    browse.ask("")
    assert selected(browse) == chosen != ["dog"]
