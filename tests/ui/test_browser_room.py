"""Browse gives its parts their room, and takes a search as written when Enter says so."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox

from flashcards.ui.browser.screen import WIDE_PX, BrowserScreen
from flashcards.ui.editor.deck_field import DeckField
from flashcards.ui.home.screen import HomeScreen
from flashcards.ui.main_window import MainWindow
from flashcards.ui.widgets import ChoiceField
from tests.qtbot import QtBot
from tests.ui.browsing import search, shown


def test_front_and_back_are_in_sight_whole_in_the_smallest_window(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(window.minimumSize())
    browse.view.select_row(1)
    form = browse.detail.form
    qtbot.waitUntil(lambda: len(form.edits) == 2)

    def whole() -> bool:
        port = form._scroll.viewport()
        back = form.edits[1]
        box = QRect(back.mapTo(port, QPoint(0, 0)), back.size())
        return port.rect().contains(box) and browse.detail.preview.view.height() > 40

    qtbot.waitUntil(whole)


def test_deck_and_note_type_are_read_whole_where_the_detail_is_narrow(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(WIDE_PX + 400, 700)
    browse.view.select_row(1)
    browse.detail.settle()
    deck, kind = browse.detail.deck_field, browse.detail.type_field
    qtbot.waitUntil(lambda: abs(deck.geometry().center().y() - kind.geometry().center().y()) < 5)
    window.resize(1024, 700)
    browse.toggle_sidebar()
    if not browse.shows_sidebar():
        browse.toggle_sidebar()
    browse.splitter.setSizes([190, 600, 1])
    qtbot.waitUntil(lambda: kind.geometry().top() > deck.geometry().bottom())
    assert kind.fontMetrics().horizontalAdvance("Basic with reverse") < kind.width() - 40


def test_the_filters_come_back_when_there_is_room_again(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(WIDE_PX + 400, 700)
    qtbot.waitUntil(browse.shows_sidebar)
    window.resize(window.minimumSize())
    qtbot.waitUntil(lambda: not browse.shows_sidebar())
    window.resize(WIDE_PX + 400, 700)
    qtbot.waitUntil(browse.shows_sidebar)
    browse.toggle_sidebar()
    window.resize(WIDE_PX + 300, 700)
    assert not browse.shows_sidebar(), "what the learner chose stays"


def test_an_unfinished_search_is_no_mistake_until_enter_is_pressed(
    browse: BrowserScreen, qtbot: QtBot
) -> None:
    search(browse, qtbot, "(cat OR")
    assert shown(browse) == ["cat"]
    assert not browse.error.isVisible()
    qtbot.keyClick(browse.search, Qt.Key.Key_Return)
    assert browse.error.text() == "Nothing follows OR, at character 6 of the search.  (cat ▸OR"
    assert browse.error.isVisible()
    assert browse.search.hasFocus()
    qtbot.keyClicks(browse.search, " dog)")
    qtbot.waitUntil(lambda: shown(browse) == ["cat", "dog"])
    assert not browse.error.isVisible()
    qtbot.keyClick(browse.search, Qt.Key.Key_Return)
    assert browse.view.hasFocus()


def test_the_row_with_the_keyboard_wears_our_line_and_no_gradient_of_the_system(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.collection.add_deck("French")
    screen = window.go("today")
    assert isinstance(screen, HomeScreen)
    screen.choose_deck("French")
    screen.tree.setFocus()
    index = screen.tree.currentIndex()
    row = screen.tree.visualRect(index)
    image = screen.tree.viewport().grab().toImage()
    inside = {
        image.pixelColor(screen.tree.viewport().width() // 2, at).name()
        for at in range(row.top() + 3, row.bottom() - 3)
    }
    assert len(inside) == 1


def test_no_gap_opens_between_a_field_and_its_name_as_notes_are_turned_to(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    long = "The generator makes samples; the discriminator tries to tell them.\n\n- one\n- two"
    window.collection.add_note({"Front": "gan", "Back": long}, "Animals")
    window.resize(window.minimumSize())
    search(browse, qtbot, "gan or ant")
    form = browse.detail.form
    texts = {"ant": "ANT", "gan": long}

    def settled(back: str) -> bool:
        edits = form.edits
        return (
            len(edits) == 2
            and edits[1].toPlainText() == back
            and all(edit.minimumHeight() == edit.maximumHeight() == edit.height() for edit in edits)
            and edits[1].y() - edits[0].geometry().bottom() < 30
        )

    for row in (0, 1, 0, 1):
        browse.view.select_row(row)
        qtbot.waitUntil(partial(settled, texts[shown(browse)[row]]))


def drawn(qtbot: QtBot, make: type[QComboBox], name: str) -> QImage:
    field = make()
    qtbot.addWidget(field)
    field.addItem(name)
    field.setCurrentIndex(0)
    field.resize(140, 30)
    return field.grab().toImage()


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize("make", [ChoiceField, DeckField])
def test_a_name_without_room_in_a_field_has_an_ellipsis_in_its_middle(
    qtbot: QtBot, make: type[QComboBox]
) -> None:
    name, metrics = "Astronomy of the southern sky", make().fontMetrics()
    middle = Qt.TextElideMode.ElideMiddle
    short = {metrics.elidedText(name, middle, room) for room in range(60, 140)}
    assert name not in short
    found = drawn(qtbot, make, name)
    assert any(drawn(qtbot, make, each) == found for each in short)
