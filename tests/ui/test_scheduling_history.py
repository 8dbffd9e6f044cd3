"""A card's whole past is shown, and corrected, struck and restored where it is shown."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QPushButton

from flashcards import Rating
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reviewer.screen import ReviewerScreen
from flashcards.ui.scheduling.history_model import interval as shown_interval
from tests.qtbot import QtBot
from tests.ui.named import unnamed
from tests.ui.packages import answered_package
from tests.ui.pasts import answered_card, down, headings, open_past, press_in_menu

if TYPE_CHECKING:
    from flashcards.api import Collection
    from tests.conftest import FixedClock

with_menu = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""Overlooks what the offscreen platform says of every menu."""

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def card(collection: "Collection", fixed_clock: "FixedClock") -> int:
    return answered_card(collection, fixed_clock)


def interval(collection: "Collection", card: int) -> int:
    return collection.card(card).memory.interval_days


def test_every_answer_is_shown_with_its_rule_the_newest_first(
    window: MainWindow, card: int, qtbot: QtBot
) -> None:
    shown = open_past(window, qtbot)
    lines = shown.text().splitlines()
    assert [line[:16] for line in lines] == [
        "2026-03-09 10:00", "2026-03-03 10:00", "2026-03-02 10:00",
    ]  # fmt: skip
    assert "6 days × ease 2.50 = 15 days" in lines[0]
    assert unnamed(window) == []


@with_menu
def test_a_rating_is_corrected_by_the_keyboard_and_the_line_stays_chosen(
    window: MainWindow, collection: "Collection", card: int, qtbot: QtBot
) -> None:
    shown = open_past(window, qtbot)
    down(qtbot, shown)
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    press_in_menu(qtbot, "Correct to 1")
    assert headings(shown) == ["Good", "Again", "(Good)", "Good"]
    assert interval(collection, card) == 1
    line = shown.line()
    assert line is not None
    assert (line.standing, line.day) == (True, "2026-03-03")
    assert "Corrected on 2026-03-09 from Good" in str(line.words)
    assert window.toasts.text.text() == "Corrected to Again. The card is due tomorrow."


@with_menu
def test_the_menu_of_ratings_has_a_key_of_its_own(
    window: MainWindow, collection: "Collection", card: int, qtbot: QtBot
) -> None:
    shown = open_past(window, qtbot)
    qtbot.keyClick(shown, Qt.Key.Key_R, CONTROL)
    press_in_menu(qtbot, "Correct to 4: easy")
    assert headings(shown)[0] == "Easy"
    assert interval(collection, card) == 16


def test_undo_in_the_toast_takes_a_correction_back(
    window: MainWindow, collection: "Collection", card: int, qtbot: QtBot
) -> None:
    shown = open_past(window, qtbot)
    window.commands.trigger("history.rate1")
    assert interval(collection, card) == 1
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert interval(collection, card) == 15
    assert headings(shown) == ["(Again)", "Good", "Good", "Good"]
    line = shown.line()
    assert line is not None
    assert line.standing


def test_a_review_is_struck_and_restored_by_keys(
    window: MainWindow, collection: "Collection", card: int, qtbot: QtBot
) -> None:
    shown = open_past(window, qtbot)
    qtbot.keyClick(shown, Qt.Key.Key_X, CONTROL | SHIFT)
    assert headings(shown) == ["(Good)", "Good", "Good"]
    assert interval(collection, card) == 6
    assert window.toasts.text.text().startswith("Review ignored. The card is due ")
    browse = window.built("browse")
    assert isinstance(browse, BrowserScreen)
    past = browse.detail.history.past
    assert (past.strike.isVisible(), past.restore.isVisible()) == (False, True)
    qtbot.keyClick(shown, Qt.Key.Key_R, CONTROL | SHIFT)
    assert headings(shown) == ["Good", "Good", "Good"]
    assert interval(collection, card) == 15
    assert (past.strike.isVisible(), past.restore.isVisible()) == (True, False)


@with_menu
def test_the_buttons_do_the_same(
    window: MainWindow, collection: "Collection", card: int, qtbot: QtBot
) -> None:
    open_past(window, qtbot)
    browse = window.built("browse")
    assert isinstance(browse, BrowserScreen)
    past = browse.detail.history.past
    past.correct.click()
    press_in_menu(qtbot, "Correct to 2: hard")
    assert interval(collection, card) == 15  # 6 x 2.36, rounded up
    past.strike.click()
    assert interval(collection, card) == 6
    past.restore.click()
    assert interval(collection, card) == 15


@with_menu
def test_the_menu_of_a_struck_line_offers_to_count_it_again(
    window: MainWindow, collection: "Collection", card: int, qtbot: QtBot
) -> None:
    shown = open_past(window, qtbot)
    window.commands.trigger("history.strike")
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    offered = [each.text().replace("&", "") for each in menu.actions() if each.isVisible()]
    assert not any(text.startswith("Correct") for text in offered)
    press_in_menu(qtbot, "Restore this review")
    assert interval(collection, card) == 15


@with_menu
def test_where_six_qualities_are_asked_all_six_are_offered(
    window: MainWindow, collection: "Collection", card: int, qtbot: QtBot
) -> None:
    collection.set_options("French", six_qualities=True)
    shown = open_past(window, qtbot)
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    press_in_menu(qtbot, "Correct to 0: blackout")
    assert headings(shown)[0] == "Blackout"


def test_what_is_no_answer_cannot_be_corrected_but_struck(
    window: MainWindow, collection: "Collection", card: int, qtbot: QtBot
) -> None:
    collection.scheduling.set_due([card], 3)
    shown = open_past(window, qtbot)
    assert headings(shown)[0] == "Due date moved"
    assert not window.commands.enabled("history.correct")
    window.commands.trigger("history.strike")
    assert headings(shown)[0] == "(Due date moved)"
    line = collection.card(card)
    assert line.due_at is not None
    assert line.due_at.date().isoformat() == "2026-03-24"


def test_the_commands_are_there_only_where_a_past_is_in_sight(
    window: MainWindow, card: int, qtbot: QtBot
) -> None:
    window.go("today")
    ids = {row.id for row in window.commands.in_force()}
    assert not any(each.startswith("history.") for each in ids)
    open_past(window, qtbot)
    ids = {row.id for row in window.commands.in_force()}
    assert {"history.correct", "history.rate1", "history.strike"} <= ids
    assert "history.rate5" not in ids


def test_the_buttons_beneath_a_past_take_no_letter_of_the_menu_bar(
    window: MainWindow, card: int, qtbot: QtBot
) -> None:
    browse = window.go("browse")
    assert isinstance(browse, BrowserScreen)
    browse.view.select_row(0)
    browse.detail.settle()
    browse.detail.tabs.setCurrentIndex(1)
    taken = {QKeySequence.mnemonic(menu.text()) for menu in window.menuBar().actions()}
    shown = [push for push in browse.detail.findChildren(QPushButton) if push.isVisible()]
    assert len(shown) >= 2
    for push in shown:
        assert QKeySequence.mnemonic(push.text()) not in taken, push.text()


def test_the_whole_past_can_be_copied(window: MainWindow, card: int, qtbot: QtBot) -> None:
    shown = open_past(window, qtbot)
    window.commands.trigger("history.copy")
    assert QGuiApplication.clipboard().text() == shown.text()


def test_a_new_card_has_no_past(window: MainWindow, collection: "Collection", qtbot: QtBot) -> None:
    collection.add_note({"Front": "front", "Back": "back"}, deck="French")
    open_past(window, qtbot)
    browse = window.built("browse")
    assert isinstance(browse, BrowserScreen)
    past = browse.detail.history.past
    assert past.empty.isVisible()
    assert not past.correct.isVisible()


def test_what_many_lines_share_is_said_once(
    window: MainWindow, collection: "Collection", card: int, fixed_clock: "FixedClock",
    qtbot: QtBot,
) -> None:  # fmt: skip
    from dataclasses import replace

    from flashcards.model.enums import SchedulerKind

    options = replace(collection.options("French"), scheduler=SchedulerKind.FSRS)
    collection.scheduling.apply_replay("French", options)
    lines = open_past(window, qtbot).text().splitlines()
    assert ["Judged by FSRS since 2026-03-09" in line for line in lines] == [True, False, False]


@pytest.fixture
def study(
    window: MainWindow, collection: "Collection", card: int, fixed_clock: "FixedClock",
    qtbot: QtBot,
) -> ReviewerScreen:  # fmt: skip
    """The study screen on the card, its past open."""
    fixed_clock.advance(days=15)
    window.study("French")
    screen = window.built("study")
    assert isinstance(screen, ReviewerScreen)
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(screen.page.pane, Qt.Key.Key_W)
    return screen


def test_the_past_of_the_card_being_studied_is_gone_through_by_arrow_keys(
    study: ReviewerScreen, qtbot: QtBot
) -> None:
    shown = study.why.past.list
    assert shown.hasFocus()
    assert headings(shown) == ["Good", "Good", "Good"]
    down(qtbot, shown, 2)
    line = shown.line()
    assert line is not None
    assert line.day == "2026-03-02"


@with_menu
def test_while_studying_a_rating_of_the_past_is_corrected_and_the_panel_stays(
    study: ReviewerScreen, collection: "Collection", card: int, qtbot: QtBot
) -> None:
    shown = study.why.past.list
    down(qtbot, shown)
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    press_in_menu(qtbot, "Correct to 2")
    assert collection.card(card).memory.ease == 236
    assert headings(shown) == ["Good", "Hard", "(Good)", "Good"]
    assert study.why.isVisible()
    assert study.card is not None
    qtbot.waitUntil(shown.hasFocus)
    line = shown.line()
    assert line is not None
    assert line.day == "2026-03-03"


def test_escape_closes_the_panel_and_the_keys_of_studying_work_again(
    study: ReviewerScreen, qtbot: QtBot
) -> None:
    qtbot.keyClick(study.why.past.list, Qt.Key.Key_Escape)
    assert not study.why.isVisible()
    assert study.page.pane.hasFocus()


def test_space_shows_the_answer_though_the_panel_is_open(
    study: ReviewerScreen, qtbot: QtBot
) -> None:
    qtbot.keyClick(study.why.past.list, Qt.Key.Key_Space)
    assert study.sitting.rating.can_rate(3)


def test_a_correction_after_which_the_card_is_not_due_takes_it_away(
    window: MainWindow, study: ReviewerScreen, collection: "Collection", card: int, qtbot: QtBot
) -> None:
    window.commands.trigger("history.rate4")
    assert collection.card(card).memory.interval_days == 16
    qtbot.waitUntil(lambda: study.card is None)
    assert not study.why.isVisible()
    assert window.toasts.text.text() == "Corrected to Easy. The card is due tomorrow."


def test_300_lines_are_gone_through_without_waiting(
    window: MainWindow, collection: "Collection", fixed_clock: "FixedClock", qtbot: QtBot
) -> None:
    collection.add_note({"Front": "front", "Back": "back"}, deck="French")
    for number in range(300):
        session = collection.study()
        card = session.next()
        if card is None:
            fixed_clock.advance(days=1)
            continue
        session.answer(Rating.AGAIN if number % 2 else Rating.HARD)
    shown = open_past(window, qtbot)
    assert shown.lines.rowCount() > 140
    qtbot.keyClick(shown, Qt.Key.Key_End)
    line = shown.line()
    assert line is not None
    assert line.day == "2026-03-02"
    assert shown.visualRect(shown.currentIndex()).intersects(shown.viewport().rect())


def test_answers_from_anki_show_the_intervals_they_had_there(
    window: MainWindow, collection: "Collection", tmp_path: Path, qtbot: QtBot
) -> None:
    collection.import_file(answered_package(tmp_path, 4, 15, 55, 197))
    shown = open_past(window, qtbot)
    assert headings(shown) == ["Imported", *["Easy"] * 4]
    assert [shown_interval(line) for line in shown.lines.rows[1:]] == [
        "6.5 mo", "1.8 mo", "15 d", "4 d",
    ]  # fmt: skip
    said = shown.text().splitlines()
    assert said[1].endswith("Answered Easy in Anki, which set the interval to 197 days.")
    assert "×" not in shown.text()
