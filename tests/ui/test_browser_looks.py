"""The browser's looks and names with all kinds of text, and large collections."""

import pytest

import flashcards.ui.browser.results as results_module
from flashcards.search import matching
from flashcards.settings import Settings
from flashcards.ui.browser.columns import BY_NAME, COLUMNS
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.browser.table_view import fitting_deck
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.browsing import open_browser
from tests.ui.browsing import selected as _selected
from tests.ui.browsing import shown as _shown
from tests.ui.named import unnamed


def test_everything_has_a_name_with_a_card_open(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    if not browse.shows_sidebar():
        browse.toggle_sidebar()
    browse.view.select_row(0)
    browse.detail.settle()
    assert unnamed(window) == []
    browse.detail.tabs.setCurrentIndex(1)
    assert unnamed(window) == []
    browse.select_all()
    assert unnamed(window) == []
    browse.open_search_help()
    assert unnamed(window) == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_hostile_long_and_foreign_text_is_drawn(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot, mode: str
) -> None:
    for text in ('<img src="file:///dev/zero">', "x" * 60_000, "ما هي عاصمة مصر؟", "日本語" * 500):
        window.collection.add_note({"Front": text, "Back": text}, f"D {text[:40]}", ["t"])
    window.change_settings(theme=mode)
    for size in ((1024, 700), (1600, 1000)):
        window.resize(*size)
        for row in range(browse.results.table.rowCount()):
            browse.view.select_row(row)
            browse.detail.settle()
            window.grab()
    window.change_settings(theme="light")


def test_a_large_collection_is_searched_in_the_background(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results_module, "LARGE", 0)
    browse.view.select_row(3)
    for query in ("a", "ant", "ant or d", "ant or dog"):
        browse.ask(query)
    qtbot.waitUntil(lambda: browse.results.query == "ant or dog")
    assert _shown(browse) == ["ant", "dog"]
    assert _selected(browse) == ["dog"]
    browse.sort("question")
    qtbot.waitUntil(lambda: _shown(browse) == ["dog", "ant"])
    browse.ask("interval>soon")
    qtbot.waitUntil(browse.error.isVisible)
    assert _shown(browse) == ["dog", "ant"]
    browse.ask("")
    browse.show_notes(True)
    qtbot.waitUntil(lambda: browse.count.text() == "6 notes")
    assert browse.notes_button.isChecked()
    qtbot.waitUntil(lambda: not window.jobs.running())


def test_in_a_large_collection_too_the_row_one_left_is_current_again(
    browse: BrowserScreen,
    window: MainWindow,
    saved_settings: list[Settings],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(results_module, "LARGE", 0)
    browse.view.select_row(4)
    current = browse.results.current_id()
    window.go("today")
    again = MainWindow(window.collection, saved_settings[-1], None, window.theme)
    qtbot.addWidget(again)
    again.show()
    screen = again.go("browse")
    assert isinstance(screen, BrowserScreen)
    qtbot.waitUntil(lambda: screen.results.current_id() == current != 0)
    qtbot.waitUntil(lambda: not again.jobs.running())


@pytest.mark.parametrize("by", ["another search", "the program's end"])
def test_an_expression_that_tries_for_ever_is_ended(
    browse: BrowserScreen,
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    by: str,
) -> None:
    monkeypatch.setattr(matching, "SECONDS", 60)
    window.collection.add_note({"Front": "a" * 20_000 + "!", "Back": "b"}, "Animals")
    browse.ask(r're:"(a+)+$"')
    assert window.jobs.running()
    if by == "another search":
        browse.ask("dog")
        assert _shown(browse) == ["dog"]
        qtbot.waitUntil(lambda: not window.jobs.running())
        assert _shown(browse) == ["dog"]
    else:
        window.jobs.stop_all()
    assert not window.jobs.running()


def test_a_regular_expression_keeps_nobody_waiting_and_gives_way_to_what_is_asked_next(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    browse.ask('front:re:"^(ant|dog)$"')
    assert window.jobs.running()
    qtbot.waitUntil(lambda: _shown(browse) == ["ant", "dog"])
    browse.ask("re:^c")
    browse.ask("dog")
    assert _shown(browse) == ["dog"]
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert _shown(browse) == ["dog"]
    browse.ask('re:"("')
    assert "The regular expression cannot be read" in browse.error.text()


@pytest.mark.parametrize("width", [900, 1024, 1120])
def test_days_are_never_cut_and_decks_keep_their_end(
    window: MainWindow, qtbot: QtBot, width: int
) -> None:
    browse = open_browser(window, qtbot)
    window.resize(width, 700)
    qtbot.waitUntil(lambda: window.width() == width)
    metrics, due = browse.view.fontMetrics(), COLUMNS.index(BY_NAME["due"])
    assert browse.view.columnWidth(due) >= metrics.horizontalAdvance("2026-12-30") + 16
    room = metrics.horizontalAdvance("Animals › Very small ones") - 20
    shown = fitting_deck("Animals › Very small ones", room, metrics)
    assert shown.endswith("… › Very small ones")
    assert shown.startswith("A")
    assert metrics.horizontalAdvance(shown) <= room
    assert fitting_deck("Very small ones", room, metrics) == "Very small ones"
    browse.view.select_row(0)
    browse.detail.settle()
    assert browse.detail.deck_field.currentText() == "Animals › Small"
    assert browse.detail.deck_field.deck() == "Animals::Small"
