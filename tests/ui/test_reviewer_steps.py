"""Learning steps, leeches and chosen sessions as the study screen meets them."""

from typing import TYPE_CHECKING

from flashcards import Rating
from flashcards.model.enums import LeechAction, SchedulerKind
from flashcards.study.custom import CustomKind, CustomStudy
from flashcards.ui.answering.steps import Step
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reviewer.screen import ReviewerScreen
from tests.conftest import FixedClock
from tests.qtbot import QtBot
from tests.ui.studying import add_cards, card_text, press, study

if TYPE_CHECKING:
    from flashcards.api import Collection


def _steps(collection: "Collection", *minutes: int) -> None:
    collection.set_options("French", scheduler=SchedulerKind.STEPS, learning_steps=minutes)


def test_a_card_at_a_step_that_is_soon_over_is_asked_again_when_nothing_else_is_left(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    add_cards(collection, 1)
    _steps(collection, 1, 10)
    screen = study(window)
    press(window, qtbot, " 3")
    assert card_text(screen) == "front 1"
    assert "due in 10 min" in screen.page.notice.text()


def test_where_a_step_takes_longer_the_screen_says_when_and_asks_by_itself(
    window: MainWindow, qtbot: QtBot, collection: "Collection", fixed_clock: FixedClock
) -> None:
    add_cards(collection, 1)
    _steps(collection, 45, 60)
    screen = study(window)
    press(window, qtbot, " 1")
    assert screen.sitting.step is Step.ENDED
    assert screen.ending.title == "Nothing more just now"
    fixed_clock.advance(minutes=45)
    screen.sitting._step_wait.timeout.emit()
    assert card_text(screen) == "front 1"


def test_a_leech_is_told_of_at_once(
    window: MainWindow, qtbot: QtBot, collection: "Collection", fixed_clock: FixedClock
) -> None:
    add_cards(collection, 2)
    collection.set_options("French", leech_lapses=1, leech_action=LeechAction.TAG, drill=False)
    session = collection.study()
    for _ in range(2):
        session.next()
        session.answer(Rating.GOOD)
    fixed_clock.advance(days=2)
    screen = study(window)
    press(window, qtbot, " 1")
    assert "leech" in screen.page.notice.text()
    assert collection.tags() == ["leech"]


def test_a_session_of_chosen_cards_is_studied_and_then_the_deck_again(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    add_cards(collection, 3)
    chosen = collection.planning.custom_study(CustomStudy(CustomKind.CRAM, query='"front 2"'))
    window.go("study", session=chosen)
    screen = window.built("study")
    assert isinstance(screen, ReviewerScreen)
    assert card_text(screen) == "front 2"
    press(window, qtbot, " 4")
    assert screen.sitting.step is Step.ENDED
    assert collection.card(collection.search("front 2")[0]).due_at is None
    window.study("French")
    assert card_text(screen) == "front 1"
