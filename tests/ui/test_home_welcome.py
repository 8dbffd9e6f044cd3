"""The first launch, when there is no deck yet."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from flashcards.ui.home.screen import HomeScreen
from flashcards.ui.home.shipped import shipped_decks
from flashcards.ui.home.welcome import Welcome
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.gone_to import recorded_ways

if TYPE_CHECKING:
    from flashcards.api import Collection

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def _first(window: MainWindow) -> tuple[HomeScreen, Welcome]:
    screen = window.go("today")
    assert isinstance(screen, HomeScreen)
    welcome = screen.findChild(Welcome)
    assert welcome is not None
    assert welcome.isVisible()
    return screen, welcome


def test_the_shipped_decks_are_offered_in_the_order_one_would_learn_them(
    window: MainWindow,
) -> None:
    _, welcome = _first(window)
    names = [tick.text() for tick, _ in welcome.ticks]
    assert names[0].endswith("Terms and ideas")
    assert names[1].endswith("Uses and limits")
    assert names[2].endswith("Careers")
    assert all(tick.isChecked() for tick, _ in welcome.ticks)


def test_what_is_told_of_a_shipped_deck_is_what_it_makes(collection: "Collection") -> None:
    for deck in shipped_decks(collection):
        before = len(collection.search(""))
        collection.import_file(deck.path)
        assert len(collection.search("")) - before == deck.cards


def test_studying_begins_within_two_clicks(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen, welcome = _first(window)
    ways = recorded_ways(window)
    qtbot.mouseClick(welcome.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert len(collection.deck_names()) == 4
    assert not welcome.isVisible()
    assert screen.hero.study.hasFocus()
    qtbot.mouseClick(screen.hero.study, Qt.MouseButton.LeftButton)
    assert ways == [("study", {"deck": None})]


def test_two_presses_of_enter_do_it_as_well(window: MainWindow, qtbot: QtBot) -> None:
    screen, welcome = _first(window)
    ways = recorded_ways(window)
    assert welcome.add.hasFocus()
    qtbot.keyClick(welcome.add, Qt.Key.Key_Return)
    qtbot.waitUntil(screen.hero.study.hasFocus)
    qtbot.keyClick(screen.hero.study, Qt.Key.Key_Return)
    assert ways == [("study", {"deck": None})]


def test_only_the_ticked_decks_are_added(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    _, welcome = _first(window)
    for tick, _ in welcome.ticks[1:]:
        tick.click()
    qtbot.mouseClick(welcome.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert collection.deck_names() == ["GenAI and LLM", "GenAI and LLM::Terms and ideas"]


def test_with_nothing_ticked_there_is_nothing_to_add(window: MainWindow) -> None:
    _, welcome = _first(window)
    for tick, _ in welcome.ticks:
        tick.click()
    assert not welcome.add.isEnabled()


def test_one_may_start_with_an_article(window: MainWindow, qtbot: QtBot) -> None:
    _, welcome = _first(window)
    (way,) = (
        push
        for push in welcome.findChildren(QPushButton)
        if push.text().replace("&", "") == "Create a deck from an article"
    )
    qtbot.mouseClick(way, Qt.MouseButton.LeftButton)
    assert window.front() == "article"
    for push in welcome.findChildren(QPushButton):
        assert push.width() >= push.sizeHint().width(), push.text()


def test_one_may_start_with_an_empty_deck(window: MainWindow, qtbot: QtBot) -> None:
    screen, welcome = _first(window)
    window.commands.trigger("deck.new")
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    field = dialog.findChild(QLineEdit)
    assert field is not None
    qtbot.keyClicks(field, "My own")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not welcome.isVisible()
    assert screen.deck() == "My own"


def test_the_shipped_decks_can_be_added_later(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    collection.add_deck("My own")
    window.go("today")
    window.commands.trigger("deck.shipped")
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert "GenAI and LLM::Careers" in collection.deck_names()
    window.commands.trigger("deck.shipped")
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert window.toasts.text.text() == "These decks are already here"
    assert str(collection.undo_name) == "Add 3 decks"
    window.undo()
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert collection.deck_names() == ["My own"]


def test_nothing_is_cut_off_where_a_language_takes_more_lines(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1100, 760)
    _, welcome = _first(window)
    (text,) = (each for each in welcome.findChildren(QLabel) if each.text().startswith("Answer"))
    text.setText(text.text() * 3)
    qtbot.waitUntil(lambda: text.height() > 2 * text.fontMetrics().height())
    add = welcome.add
    qtbot.waitUntil(lambda: add.visibleRegion().boundingRect() == add.rect())
