"""Browse while something comes from another computer: its rows, and what is written beside them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.main_window import MainWindow
from tests.conftest import FixedClock
from tests.qtbot import QtBot
from tests.ui.browsing import selected, shown
from tests.ui.two_computers import Pair, in_step

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def pair(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot, tmp_path: Path, fixed_clock: FixedClock
) -> Iterator[Pair]:
    """The six notes of Browse on both computers."""
    with in_step(window, qtbot, tmp_path, fixed_clock) as made:
        made.agree()
        fixed_clock.advance(minutes=1)
        yield made


def _write_beside(browse: BrowserScreen, qtbot: QtBot, animal: str, words: str) -> None:
    """Select a row and write at the end of the answer of its note."""
    browse.view.setFocus()
    browse.view.select_row(shown(browse).index(animal))
    browse.edit_current()
    fields = browse.detail.form.edits
    qtbot.waitUntil(fields[0].hasFocus)
    qtbot.keyClick(fields[0], Qt.Key.Key_Tab)
    qtbot.keyClick(fields[1], Qt.Key.Key_End, CTRL)
    qtbot.keyClicks(fields[1], words)


def _type(qtbot: QtBot, words: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), words)


def test_the_selection_stays_with_its_cards_while_rows_come_and_go(
    browse: BrowserScreen, pair: Pair
) -> None:
    browse.view.select_rows([2, 4], 4)
    assert selected(browse) == ["cat", "eel"]
    pair.there.delete_notes([pair.note_there("ant"), pair.note_there("cat")])
    pair.there.add_note({"Front": "bat", "Back": "BAT"}, "Animals")
    pair.hear()
    assert shown(browse) == ["bat", "bear", "dog", "eel", "fox"]
    assert selected(browse) == ["eel"]


def test_what_is_written_beside_a_row_goes_on_though_the_row_goes(
    browse: BrowserScreen, pair: Pair, qtbot: QtBot
) -> None:
    browse.ask("tag:c or tag:d")
    _write_beside(browse, qtbot, "cat", " pu")
    pair.there.update_note(pair.note_there("cat"), tags=["other"])
    pair.hear()
    browse.detail.settle()  # as when the keys have rested
    assert shown(browse) == ["dog"]
    _type(qtbot, "rs")
    assert browse.detail.form.texts() == ["cat", "CAT purs"]
    browse.view.setFocus()
    qtbot.waitUntil(lambda: browse.detail.form.texts()[0] == "dog")
    note = pair.here.notes_of(pair.here.search("front:cat"))[0]
    assert pair.here.note(note).fields == ("cat", "CAT purs")
    assert pair.here.note(note).tags == ("other",)


def test_what_is_written_beside_a_row_brings_back_its_note_deleted_elsewhere(
    browse: BrowserScreen, pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    _write_beside(browse, qtbot, "cat", " pu")
    pair.there.delete_notes([pair.note_there("cat")])
    pair.hear()
    browse.detail.settle()
    assert "cat" not in shown(browse)
    assert browse.detail.notice.text().startswith("This note was deleted on another computer.")
    _type(qtbot, "rs")
    assert browse.detail.form.texts() == ["cat", "CAT purs"]
    browse.view.setFocus()
    qtbot.waitUntil(lambda: "cat" in shown(browse))
    assert window.toasts.text.text() == "The note is back, with what you wrote"
    pair.agree()
    for collection in (pair.here, pair.there):
        note = collection.notes_of(collection.search("front:cat"))[0]
        assert collection.note(note).fields == ("cat", "CAT purs")


def test_the_last_row_going_leaves_what_is_being_written(
    browse: BrowserScreen, pair: Pair, qtbot: QtBot
) -> None:
    browse.ask("tag:c")
    _write_beside(browse, qtbot, "cat", " pu")
    pair.there.update_note(pair.note_there("cat"), tags=["other"])
    pair.hear()
    assert shown(browse) == []
    _type(qtbot, "rs")
    assert browse.detail.form.texts() == ["cat", "CAT purs"]
    browse.search.setFocus()
    assert pair.here.note(pair.here.notes_of(pair.here.search("front:cat"))[0]).fields[1] == (
        "CAT purs"
    )


def test_a_note_deleted_here_is_not_brought_back_by_what_was_written_beside_it(
    browse: BrowserScreen, pair: Pair, qtbot: QtBot
) -> None:
    _write_beside(browse, qtbot, "cat", " purrs")
    browse.delete()
    qtbot.waitUntil(lambda: browse.detail.form.texts()[0] != "cat")
    assert "cat" not in shown(browse)
    assert pair.here.search("front:cat") == []
