"""Answer times count only while the card is looked at."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel

from flashcards.ui.answering.stopwatch import Stopwatch
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.studying import card_text, is_asking, press, study_new

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


class Learner:
    """Somebody before three cards, the first of them asked just now."""

    def __init__(
        self, window: MainWindow, collection: "Collection", qtbot: QtBot, seconds: Seconds
    ) -> None:
        self.window = window
        self._collection, self._qtbot, self._seconds = collection, qtbot, seconds
        self.screen = study_new(window, collection, 3)
        window.go("today")
        self.screen.sitting.pacing.stopwatch = Stopwatch(seconds)
        window.go("study")

    def waits(self, seconds: float) -> None:
        self._seconds.now += seconds

    def presses(self, keys: str) -> None:
        press(self.window, self._qtbot, keys)

    def is_told(self, event: QEvent.Type) -> None:
        """Let the window hear of what happens to it on the desktop."""
        QApplication.sendEvent(self.window, QEvent(event))

    def taken(self) -> list[int]:
        """Return what each answer took, in milliseconds."""
        found = self._collection.search("")
        rows = [row for card in found for row in self._collection.history(card)]
        return [row.taken_ms for row in sorted(rows, key=lambda row: row.id)]

    def clock(self) -> str:
        """Return the time shown a moment later."""
        self.screen.sitting.pacing.ticked.emit()
        return self.screen.page.clock.text()


@pytest.fixture
def learner(
    window: MainWindow, collection: "Collection", qtbot: QtBot, seconds: Seconds
) -> Learner:
    return Learner(window, collection, qtbot, seconds)


def test_an_answer_takes_from_the_question_to_the_rating(learner: Learner) -> None:
    learner.waits(3)
    learner.presses(" ")
    learner.waits(1.5)
    learner.presses("3")
    learner.waits(2)
    learner.presses(" 3")
    assert learner.taken() == [4500, 2000]


def test_no_answer_counts_longer_than_the_deck_allows(learner: Learner) -> None:
    learner.waits(500)
    assert learner.clock() == "1:00"
    learner.presses(" 3")
    assert learner.taken() == [60_000]
    assert learner.screen.page.clock.text() == "1:00"


def test_the_clock_of_the_sitting_never_goes_back(learner: Learner) -> None:
    shown = []
    for keys in ("B", " 3", "Z", "B", "Z", " ", "4"):
        learner.waits(7)
        learner.presses(keys)
        shown.append(learner.clock())
    assert shown == ["0:07", "0:14", "0:21", "0:28", "0:35", "0:42", "0:49"]
    assert learner.taken()[-1] == 14_000


def test_the_summary_says_the_time_the_clock_said(learner: Learner) -> None:
    learner.waits(7)
    learner.presses("BB")
    learner.waits(5)
    learner.presses(" 4")
    said = [label.text() for label in learner.screen.ending.findChildren(QLabel)]
    assert said[said.index("time") - 1] == "0:12"


def test_time_stands_while_another_screen_is_in_front(learner: Learner) -> None:
    learner.waits(2)
    learner.window.go("today")
    learner.waits(40)
    learner.window.go("study")
    assert is_asking(learner.screen)
    learner.waits(1)
    learner.presses(" 3")
    assert learner.taken() == [3000]


def test_time_stands_while_another_window_of_the_program_is_in_front_and_goes_on_after(
    learner: Learner,
) -> None:
    learner.waits(2)
    learner.is_told(QEvent.Type.WindowDeactivate)
    learner.waits(40)
    learner.is_told(QEvent.Type.WindowActivate)
    learner.waits(1)
    learner.presses(" 3")
    assert learner.taken() == [3000]


def test_leaving_the_program_pauses_until_space_is_pressed(learner: Learner) -> None:
    page = learner.screen.page
    learner.waits(2)
    _leave_program()
    assert page.notice.text() == "Paused. Press Space to continue."
    assert page.foot.go_on_button.isVisible()
    learner.waits(40)
    learner.is_told(QEvent.Type.WindowActivate)
    learner.waits(40)
    learner.presses(" ")
    assert is_asking(learner.screen)
    assert card_text(learner.screen) == "front 1"
    learner.waits(1)
    learner.presses(" 3")
    assert learner.taken() == [3000]


def test_p_pauses_with_the_answer_in_sight_and_a_rating_goes_on(learner: Learner) -> None:
    learner.waits(2)
    learner.presses(" P")
    learner.waits(40)
    learner.presses("3")
    assert learner.taken() == [2000]
    assert learner.screen.page.notice.text().startswith("Rated Good")
    assert is_asking(learner.screen)
    learner.waits(1)
    learner.presses(" 3")
    assert learner.taken() == [2000, 1000]


def test_p_twice_goes_on(learner: Learner) -> None:
    page = learner.screen.page
    learner.presses(" P")
    assert page.pause_button.accessibleName() == "Continue"
    learner.presses("P")
    assert page.pause_button.accessibleName() == "Pause"
    assert page.foot.rating_buttons[0].isVisible()
    learner.waits(5)
    assert learner.clock() == "0:05"


def test_nothing_is_paused_where_no_card_is_asked(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 1)
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
