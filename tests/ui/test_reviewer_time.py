"""Answer times count only while the card is looked at."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from flashcards.ui.answering.stopwatch import Stopwatch
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reviewer.screen import ReviewerScreen
from tests.ui.studying import add_cards, card_text, is_asking, press, study

if TYPE_CHECKING:
    from flashcards.api import Collection


class Seconds:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def screen(window: MainWindow, collection: "Collection", seconds: Seconds) -> ReviewerScreen:
    """Three cards, the first of them asked just now."""
    add_cards(collection, 3)
    study(window)
    window.go("today")
    found = window.built("study")
    assert isinstance(found, ReviewerScreen)
    found.sitting.pacing.stopwatch = Stopwatch(seconds)
    window.go("study")
    return found


def _taken(collection: "Collection") -> list[int]:
    rows = [row for card in collection.search("") for row in collection.history(card)]
    return [row.taken_ms for row in sorted(rows, key=lambda row: row.id)]


def test_an_answer_takes_from_the_question_to_the_rating(
    window: MainWindow,
    collection: "Collection",
    screen: ReviewerScreen,
    seconds: Seconds,
    qtbot: QtBot,
) -> None:
    seconds.now += 3
    press(window, qtbot, " ")
    seconds.now += 1.5
    press(window, qtbot, "3")
    seconds.now += 2
    press(window, qtbot, " 3")
    assert _taken(collection) == [4500, 2000]


def test_no_answer_counts_longer_than_the_deck_allows(
    window: MainWindow,
    collection: "Collection",
    screen: ReviewerScreen,
    seconds: Seconds,
    qtbot: QtBot,
) -> None:
    seconds.now += 500
    screen.sitting.pacing.ticked.emit()
    assert screen.page.clock.text() == "1:00"
    press(window, qtbot, " 3")
    assert _taken(collection) == [60_000]
    assert screen.page.clock.text() == "1:00"


def test_time_stands_while_another_screen_is_in_front(
    window: MainWindow,
    collection: "Collection",
    screen: ReviewerScreen,
    seconds: Seconds,
    qtbot: QtBot,
) -> None:
    seconds.now += 2
    window.go("today")
    seconds.now += 40
    window.go("study")
    assert is_asking(screen)
    seconds.now += 1
    press(window, qtbot, " 3")
    assert _taken(collection) == [3000]


def test_time_stands_while_another_window_of_the_program_is_in_front_and_goes_on_after(
    window: MainWindow,
    collection: "Collection",
    screen: ReviewerScreen,
    seconds: Seconds,
    qtbot: QtBot,
) -> None:
    seconds.now += 2
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))
    seconds.now += 40
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    seconds.now += 1
    press(window, qtbot, " 3")
    assert _taken(collection) == [3000]


def test_leaving_the_program_pauses_until_space_is_pressed(
    window: MainWindow,
    collection: "Collection",
    screen: ReviewerScreen,
    seconds: Seconds,
    qtbot: QtBot,
) -> None:
    seconds.now += 2
    _leave_program()
    assert screen.page.notice.text() == "Paused. Press Space to go on."
    assert screen.page.foot.go_on_button.isVisible()
    seconds.now += 40
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    seconds.now += 40
    press(window, qtbot, " ")
    assert is_asking(screen)
    assert card_text(screen) == "front 1"
    seconds.now += 1
    press(window, qtbot, " 3")
    assert _taken(collection) == [3000]


def test_p_pauses_with_the_answer_in_sight_and_a_rating_goes_on(
    window: MainWindow,
    collection: "Collection",
    screen: ReviewerScreen,
    seconds: Seconds,
    qtbot: QtBot,
) -> None:
    seconds.now += 2
    press(window, qtbot, " P")
    seconds.now += 40
    press(window, qtbot, "3")
    assert _taken(collection) == [2000]
    assert is_asking(screen)
    seconds.now += 1
    press(window, qtbot, " 3")
    assert _taken(collection) == [2000, 1000]


def test_p_twice_goes_on(
    window: MainWindow, screen: ReviewerScreen, seconds: Seconds, qtbot: QtBot
) -> None:
    press(window, qtbot, " P")
    assert screen.page.pause_button.accessibleName() == "Go on"
    press(window, qtbot, "P")
    assert screen.page.pause_button.accessibleName() == "Pause"
    assert screen.page.foot.rating_buttons[0].isVisible()
    seconds.now += 5
    screen.sitting.pacing.ticked.emit()
    assert screen.page.clock.text() == "0:05"


def test_nothing_is_paused_where_no_card_is_asked(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    add_cards(collection, 1)
    screen = study(window)
    press(window, qtbot, " 3")
    _leave_program()
    assert not screen.sitting.pacing.paused


def _leave_program() -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)


def test_a_stopwatch_counts_only_while_it_runs(seconds: Seconds) -> None:
    watch = Stopwatch(seconds)
    watch.resume()
    seconds.now += 1
    watch.pause()
    watch.pause()
    seconds.now += 10
    watch.resume()
    watch.resume()
    seconds.now += 0.25
    assert watch.elapsed_ms() == 1250
    watch.reset()
    assert watch.elapsed_ms() == 0


def test_a_stopwatch_never_counts_less_than_nothing(seconds: Seconds) -> None:
    watch = Stopwatch(seconds)
    watch.resume()
    seconds.now -= 50
    assert watch.elapsed_ms() == 0
