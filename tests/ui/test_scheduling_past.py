"""The past is judged by other rules from a screen that shows first what would change."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from flashcards import Rating
from flashcards.model.enums import SchedulerKind
from flashcards.model.reviews import DAYS_AHEAD, ReplayPreview
from flashcards.ui.main_window import MainWindow
from flashcards.ui.scheduling import past_words
from flashcards.ui.scheduling.past_screen import PastScreen
from flashcards.ui.scheduling.rules import rules_words
from tests.qtbot import QtBot
from tests.ui.named import unnamed
from tests.ui.planned import dues

if TYPE_CHECKING:
    from flashcards.api import Collection
    from tests.conftest import FixedClock

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def learned(collection: "Collection", fixed_clock: "FixedClock") -> "Collection":
    """Six cards of one deck, which FSRS has planned since today, and one of another."""
    for number in range(6):
        collection.add_note({"Front": f"{number}", "Back": "back"}, deck="French::Words")
    collection.add_note({"Front": "other", "Back": "back"}, deck="Other")
    done = 0
    for days in (0, 1, 6, 15):
        fixed_clock.advance(days=days)
        session = collection.study()
        while session.next() is not None:
            session.answer(tuple(Rating)[done % 4])
            done += 1
    fixed_clock.advance(days=1)
    collection.add_preset("Own", deck="French")
    collection.set_options("French", scheduler=SchedulerKind.FSRS)
    return collection


def open_screen(window: MainWindow, qtbot: QtBot, **arguments: object) -> PastScreen:
    screen = window.go("past", **arguments)
    assert isinstance(screen, PastScreen)
    qtbot.waitUntil(lambda: screen.preview is not None)
    return screen


def preview(screen: PastScreen) -> ReplayPreview:
    assert screen.preview is not None
    return screen.preview


def test_it_is_said_what_would_change_and_nothing_is_written(
    window: MainWindow, learned: "Collection", qtbot: QtBot
) -> None:
    before, undo = dues(learned), learned.undo_name
    screen = open_screen(window, qtbot, deck="French")
    found = preview(screen)
    assert (found.cards, found.moved > 0) == (6, True)
    assert screen.rules.text() == "Scheduler: FSRS, 90% retention"
    assert screen.moved.text() == past_words.moved_words(found)
    assert screen.chart.count() == DAYS_AHEAD
    assert (dues(learned), learned.undo_name) == (before, undo)
    assert unnamed(window) == []


def test_applying_moves_the_cards_and_undo_in_the_toast_moves_them_back(
    window: MainWindow, learned: "Collection", qtbot: QtBot
) -> None:
    before = dues(learned)
    window.go("today")
    screen = open_screen(window, qtbot, deck="French")
    told = preview(screen)
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: window.front() == "today")
    after = dues(learned)
    assert sum(before[card] != after[card] for card in before) == told.moved
    assert f"{told.moved} cards moved" in window.toasts.text.text()
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert dues(learned) == before
    assert learned.check() == []


def test_options_can_be_tried_before_they_are_a_decks_own(
    window: MainWindow, learned: "Collection", qtbot: QtBot
) -> None:
    tried = replace(learned.options("Other"), scheduler=SchedulerKind.STEPS)
    screen = open_screen(window, qtbot, deck="Other", options=tried)
    assert screen.rules.text() == "Scheduler: SM-2 with steps"
    assert learned.options("Other").scheduler is SchedulerKind.SM2
    window.commands.trigger("past.apply")
    qtbot.waitUntil(lambda: str(learned.undo_name) == "Reschedule past reviews")
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert learned.options("Other").scheduler is SchedulerKind.STEPS


def test_another_deck_is_chosen_by_the_keyboard(
    window: MainWindow, learned: "Collection", qtbot: QtBot
) -> None:
    screen = open_screen(window, qtbot)
    assert screen.decks.hasFocus()
    assert screen.rules.text() == "French: FSRS, 90% retention\nOther: SM-2"
    for _ in range(3):
        qtbot.keyClick(screen.decks, Qt.Key.Key_Down)
    assert screen.decks.currentText() == "Other"
    qtbot.waitUntil(lambda: screen.preview is not None and screen.preview.cards == 1)
    assert screen.moved.text() == "No due dates change"


def test_the_command_is_about_the_deck_whose_options_are_in_front(
    window: MainWindow, learned: "Collection", qtbot: QtBot
) -> None:
    window.go("options", deck="French::Words")
    window.commands.trigger("scheduling.apply_to_past")
    screen = window.built("past")
    assert isinstance(screen, PastScreen)
    assert screen.current_deck() == "French::Words"
    qtbot.waitUntil(lambda: screen.preview is not None)


def test_stopping_the_work_says_so_and_offers_to_begin_again(
    window: MainWindow, learned: "Collection", qtbot: QtBot
) -> None:
    screen = window.go("past", deck="French")
    assert isinstance(screen, PastScreen)
    window.progress.cancel.click()
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert screen.preview is None
    assert not window.commands.enabled("past.apply")
    screen.work_out()
    qtbot.waitUntil(lambda: screen.preview is not None)


def test_what_is_shown_follows_a_change_elsewhere(
    window: MainWindow, learned: "Collection", qtbot: QtBot
) -> None:
    screen = open_screen(window, qtbot, deck="French")
    learned.set_options("French", scheduler=SchedulerKind.SM2)
    qtbot.waitUntil(lambda: screen.moved.text() == "No due dates change")
    assert screen.rules.text() == "Scheduler: SM-2"


def test_without_a_deck_it_is_said_what_goes_here(window: MainWindow, qtbot: QtBot) -> None:
    screen = window.go("past")
    assert isinstance(screen, PastScreen)
    assert not window.commands.enabled("past.apply")
    assert unnamed(window) == []


def days(first: int, second: int) -> tuple[int, ...]:
    return (first, second, *[0] * (DAYS_AHEAD - 2))


def test_a_preview_is_told_in_plain_words() -> None:
    found = ReplayPreview(1_340, 212, days(10, 61), days(10, 48))
    assert past_words.moved_words(found) == "212 of 1,340 cards move."
    assert past_words.days_words(found) == "Today 10, as it is. Tomorrow 48 instead of 61."
    one = ReplayPreview(2, 1, days(0, 1), days(1, 0))
    assert past_words.moved_words(one) == "1 of 2 cards moves."
    nothing = ReplayPreview(0, 0, days(0, 0), days(0, 0))
    assert past_words.moved_words(nothing) == "No card of these decks was answered yet."


def test_rules_are_told_in_a_few_words(collection: "Collection") -> None:
    collection.add_deck("D")
    options = replace(collection.options("D"), scheduler=SchedulerKind.FSRS, fuzz=True)
    assert rules_words(options) == "FSRS, 90% retention, spread over days"
