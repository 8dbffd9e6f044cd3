"""Five minutes: what is worth most comes first, and after the card at hand it is over."""

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from flashcards.ui.answering.stopwatch import Stopwatch
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reviewer.screen import ReviewerScreen
from tests.conftest import FixedClock
from tests.qtbot import QtBot
from tests.ui.planned import RETURN, idle, learn, words
from tests.ui.studying import press

if TYPE_CHECKING:
    from flashcards.api import Collection


class Learner:
    """Somebody with ten cards to study who has five minutes, by a clock that a test moves."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._qtbot, self.now = window, qtbot, 1000.0
        qtbot.waitUntil(window.isActiveWindow)
        window.go("today")
        self.begins()

    @property
    def screen(self) -> ReviewerScreen:
        return cast(ReviewerScreen, self.window.built("study"))

    def begins(self) -> None:
        self.window.commands.trigger("planning.five_minutes")
        self.is_asked()

    def is_asked(self) -> None:
        self._qtbot.waitUntil(lambda: self.window.front() == "study" and self.screen.has_card())
        idle(self.window, self._qtbot)
        self.screen.sitting.pacing.stopwatch = Stopwatch(lambda: self.now)
        self.screen.sitting.pacing.stopwatch.resume()

    def takes(self, *seconds: float) -> None:
        """Answer a card after so many seconds each."""
        for each in seconds:
            self.now += each
            press(self.window, self._qtbot, " 3")

    def presses(self, keys: str) -> None:
        press(self.window, self._qtbot, keys)

    @property
    def buttons(self) -> list[str]:
        found = self.screen.ending.findChildren(QPushButton)
        return [each.text().replace("&", "") for each in found]

    def answered(self) -> int:
        collection = self.window.collection
        return collection.overview(collection.deck_tree()).answered_today


@pytest.fixture
def learner(
    window: MainWindow, collection: "Collection", fixed_clock: FixedClock, qtbot: QtBot
) -> Learner:
    learn(collection, fixed_clock)
    return Learner(window, qtbot)


def test_five_minutes_end_after_the_card_at_hand_and_say_what_is_left(learner: Learner) -> None:
    learner.takes(59, 59, 59, 59, 59)
    assert learner.screen.has_card(), "five seconds are left, so another card is asked"
    learner.takes(30)
    assert not learner.screen.has_card()
    assert learner.screen.ending.title == "5 minutes: 6 cards"
    assert "4 cards left today." in words(learner.screen.ending)
    assert learner.buttons[:2] == ["Back to Today", "5 more minutes"]
    assert learner.answered() == 6


def test_a_card_that_takes_long_is_asked_to_its_end(learner: Learner) -> None:
    learner.takes(60, 60, 60, 60)
    learner.now += 600
    learner.screen.sitting.pacing.ticked.emit()
    assert learner.screen.has_card()
    learner.presses(" 3")
    assert learner.answered() == 5
    assert learner.screen.ending.title == "5 minutes: 5 cards"


def test_five_more_minutes_ask_what_was_left(learner: Learner, qtbot: QtBot) -> None:
    learner.takes(60, 60, 60, 60, 60)
    more = learner.screen.ending.findChildren(QPushButton)[1]
    more.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(more, Qt.Key.Key_Space)
    learner.is_asked()
    assert learner.screen.page.count.text() == "0 of 5"
    learner.takes(5, 5, 5, 5, 5)
    assert learner.screen.ending.title == "Done for today"


def test_enter_stops_at_the_end(learner: Learner, qtbot: QtBot) -> None:
    learner.takes(60, 60, 60, 60, 60)
    qtbot.keyClick(learner.screen, RETURN)
    assert learner.window.front() == "today"


def test_what_is_written_elsewhere_asks_no_card_after_the_end(
    learner: Learner, collection: "Collection", qtbot: QtBot
) -> None:
    learner.takes(60, 60, 60, 60, 60)
    collection.add_note({"Front": "another", "Back": "card"}, deck="French")
    learner.window.go("today")
    learner.window.go("study")
    assert not learner.screen.has_card()
    assert learner.screen.ending.title == "5 minutes: 5 cards"


def test_an_undone_answer_brings_its_card_back_after_the_end_and_redo_ends_again(
    learner: Learner, qtbot: QtBot
) -> None:
    learner.takes(60, 60, 60, 60, 60)
    learner.window.commands.trigger("edit.undo")
    qtbot.waitUntil(learner.screen.has_card)
    assert learner.answered() == 4
    learner.window.commands.trigger("edit.redo")
    qtbot.waitUntil(lambda: not learner.screen.has_card())
    assert learner.screen.ending.title == "5 minutes: 5 cards"
    learner.window.commands.trigger("edit.undo")
    qtbot.waitUntil(learner.screen.has_card)
    learner.presses(" 3")
    assert learner.screen.ending.title == "5 minutes: 5 cards"


def test_the_five_minutes_are_of_all_decks_wherever_one_is(
    learner: Learner, collection: "Collection"
) -> None:
    session = learner.screen.sitting.session
    assert session is not None
    assert (session.deck, session.minutes, session.progress.total) == (None, 5, 10)
    palette = {row.plain_text for row in learner.window.commands.in_force()}
    assert "Study 5 minutes now" in palette
