"""Empty cards by keys: listed with their reasons, and deleted once it is said what was learnt."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from flashcards.model.enums import Rating
from flashcards.model.messages import message
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.editor.edit_window import EditWindow
from flashcards.ui.main_window import MainWindow
from flashcards.ui.tidying.empty_screen import EmptyCardsScreen
from tests.qtbot import QtBot
from tests.ui.named import unnamed
from tests.ui.type_screen import ALT, CONTROL, answer, idle

if TYPE_CHECKING:
    from flashcards.api import Collection

ROLE = Qt.ItemDataRole.AccessibleTextRole


def _as_another_program(collection: "Collection", *statements: str) -> None:
    with collection._store.writing(message("From elsewhere"), undoable=False) as conn:
        for sql in statements:
            conn.exec_driver_sql(sql)


@pytest.fixture
def screen(window: MainWindow, collection: "Collection", qtbot: QtBot) -> EmptyCardsScreen:
    """An answered empty card, one that never was, and a note that lost its cards."""
    fields = {"Front": "sun", "Back": "soleil"}
    collection.add_note(fields, "A", note_type="basic-reverse")
    session = collection.study("A")
    assert session.next() is not None
    session.answer(Rating.GOOD)
    collection.add_note({"Text": "{{c1::moon}} {{c2::star}}"}, "B", note_type="cloze")
    collection.add_note({"Front": "lost", "Back": "x"}, "B")
    _as_another_program(
        collection,
        "UPDATE notes SET fields = char(31) || 'soleil' WHERE id = 1",
        "UPDATE notes SET fields = '{{c1::moon}} star' || char(31) WHERE id = 2",
        "DELETE FROM cards WHERE note_id = 3",
    )
    window.go("browse")
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_E, CONTROL | ALT)
    shown = window.built("empty_cards")
    assert isinstance(shown, EmptyCardsScreen)
    idle(window, qtbot)
    shown.list.setFocus()
    return shown


def _said(screen: EmptyCardsScreen) -> list[str]:
    rows = screen.list.rows
    return [str(rows.data(rows.index(row), ROLE)) for row in range(rows.rowCount())]


def test_each_is_told_with_its_reason(screen: EmptyCardsScreen) -> None:
    assert _said(screen) == [
        "soleil, Card 1 · its question shows nothing: the fields it asks are empty · 1 review",
        "moon star, Cloze 2 · the text has no gap or item of this number any more",
        "lost · x, the note has no card, though its text makes some",
    ]
    said = "2 empty cards, 1 answered among them · 1 note without a card"
    assert screen.count.text() == said
    assert unnamed(screen) == []


def test_all_that_was_never_answered_goes_and_comes_back_by_undo(
    screen: EmptyCardsScreen, window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    before = _said(screen)
    window.commands.trigger("empty.delete_all")
    assert answer("Delete").startswith("Delete 1 empty card?")
    idle(window, qtbot)
    assert _said(screen) == [before[0], before[2]]
    assert window.toasts.text.text() == "Deleted 1 empty card"
    window.undo_in_collection()
    idle(window, qtbot)
    assert _said(screen) == before


def test_answered_ones_go_only_when_their_reviews_were_told(
    screen: EmptyCardsScreen, window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    qtbot.keyClick(screen.list, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(screen.list, Qt.Key.Key_Delete)
    words = answer("Cancel")
    assert "Delete 2 empty cards? 1 card was answered, with 1 review." in words
    assert len(_said(screen)) == 3
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(screen.list, Qt.Key.Key_Delete)
    answer("Delete")
    idle(window, qtbot)
    assert len(_said(screen)) == 1, "a note that lost its cards is never deleted so"
    assert len(collection.search("")) == 2


def test_a_note_is_given_the_cards_its_text_makes(
    screen: EmptyCardsScreen, window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    assert screen.make_button.isEnabled()
    screen.make_button.click()
    idle(window, qtbot)
    assert len(collection.note_cards(3)) == 1
    assert not screen.make_button.isEnabled()
    assert len(_said(screen)) == 2


def test_enter_edits_the_note_and_ctrl_enter_shows_it_in_browse(
    screen: EmptyCardsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    assert window.findChildren(EditWindow)[0].form.texts()[1] == "soleil"
    window.findChildren(EditWindow)[0].close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(screen.list, Qt.Key.Key_Return, CONTROL)
    browse = window.built("browse")
    assert isinstance(browse, BrowserScreen)
    assert browse.search.text() == "nid:1"
    assert QApplication.activeModalWidget() is None


def test_without_any_the_screen_says_so(window: MainWindow, qtbot: QtBot) -> None:
    shown = window.go("empty_cards")
    assert isinstance(shown, EmptyCardsScreen)
    idle(window, qtbot)
    assert shown._stack.currentIndex() == 1
