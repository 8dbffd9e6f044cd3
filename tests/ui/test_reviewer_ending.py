"""The end of a sitting: what was done, what comes, and where to go on."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from flashcards.model.enums import Quality, Rating, ReviewKind
from flashcards.model.ids import CardId, ReviewId, VersionId
from flashcards.model.reviews import Review
from flashcards.model.statistics import Recall
from flashcards.ui.answering import phrases
from flashcards.ui.answering.numbers import numbers_row
from flashcards.ui.answering.tally import Tally
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reviewer.screen import ReviewerScreen
from flashcards.ui.statistics.phrases import recall_words
from tests.qtbot import QtBot
from tests.ui.gone_to import recorded_ways
from tests.ui.studying import add_cards, answer_next, card_text, press, press_with, study, study_new

if TYPE_CHECKING:
    from flashcards.api import Collection
    from tests.conftest import FixedClock

BERLIN = ZoneInfo("Europe/Berlin")
DAY_START = 240


def _said(screen: ReviewerScreen) -> list[str]:
    labels = screen.ending.findChildren(QLabel)
    return [label.text() for label in labels if label.text()]


def _buttons(screen: ReviewerScreen) -> list[str]:
    return [each.text() for each in screen.ending.findChildren(QPushButton)]


def test_the_summary_tells_cards_recall_ratings_and_tomorrow(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 4)
    press(window, qtbot, " 1 3 3 4 3")
    assert screen.ending.isVisible()
    said = _said(screen)
    assert "Done for today" in said
    assert said[said.index("cards") - 1] == "4"
    assert said[said.index("correct") - 1] == "75%"
    assert said[said.index("due tomorrow") - 1] == "4"
    assert "Again 1, Good 3, Easy 1" in said


def test_the_summary_offers_the_way_back_and_enter_takes_it(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 1)
    press(window, qtbot, " 3")
    assert _buttons(screen)[0] == "Back to Today"
    window.go("today")
    window.go("study")
    ways = recorded_ways(window)
    press_with(window, qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert ways == [("today", {})]


def test_the_summary_offers_another_deck_that_has_cards_to_ask(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    add_cards(collection, 1)
    add_cards(collection, 2, "Zoology")
    screen = study(window)
    press(window, qtbot, " 3")
    assert _buttons(screen)[0] == "Study Zoology"
    assert screen.ending.next_button is not None
    qtbot.mouseClick(screen.ending.next_button, Qt.MouseButton.LeftButton)
    assert screen.page.path.text().startswith("Zoology")
    assert screen.page.count.text() == "0 of 2"


def test_where_nothing_is_due_it_is_told_when_the_next_card_is(
    window: MainWindow, collection: "Collection"
) -> None:
    add_cards(collection, 1)
    answer_next(collection, Rating.GOOD)
    screen = study(window)
    assert _said(screen) == ["Nothing is due in French", "The next card is due tomorrow."]
    assert _buttons(screen) == ["Back to Today", "Add a note"]


def test_where_no_cards_are_yet_it_is_told_how_to_get_some(
    window: MainWindow, collection: "Collection"
) -> None:
    screen = study(window, None)
    assert screen.ending.title == "There are no cards here yet"
    assert _buttons(screen) == ["Add a note", "Import a deck", "Back to Today"]


def test_a_note_written_at_the_empty_screen_is_asked_at_once(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study(window, None)
    add_cards(collection, 1)
    qtbot.waitUntil(lambda: card_text(screen) == "front 1")
    press(window, qtbot, " 3")
    assert collection.review_count() == 1


def test_a_deck_that_does_not_exist_is_told_of(
    window: MainWindow, collection: "Collection"
) -> None:
    add_cards(collection, 1)
    screen = study(window, "Latin")
    assert screen.ending.title == "There is no deck called “Latin”."
    assert _buttons(screen)[0] == "Study French"


def test_a_deck_deleted_under_the_learner_comes_to_an_end(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    add_cards(collection, 2)
    add_cards(collection, 1, "Zoology")
    screen = study(window)
    collection.delete_deck("French")
    qtbot.waitUntil(lambda: screen.ending.isVisible())
    assert _buttons(screen)[0] == "Study Zoology"


def test_the_next_day_asks_on_by_itself_at_the_summary(
    window: MainWindow, collection: "Collection", fixed_clock: "FixedClock", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 1)
    press(window, qtbot, " 3")
    fixed_clock.advance(days=1)
    window.day_watch.look()
    qtbot.waitUntil(lambda: card_text(screen) == "front 1")


def test_a_new_day_does_not_take_the_card_away_that_is_being_read(
    window: MainWindow, collection: "Collection", fixed_clock: "FixedClock", qtbot: QtBot
) -> None:
    add_cards(collection, 3)
    answer_next(collection, Rating.GOOD)
    screen = study(window)
    press(window, qtbot, " ")
    assert card_text(screen).startswith("front 2")
    fixed_clock.advance(days=1)
    window.day_watch.look()
    assert not screen.sitting._later.isActive()
    assert card_text(screen).startswith("front 2")
    press(window, qtbot, "3")
    assert collection.review_count() == 2
    assert screen.page.count.text() == "1 of 3"


def test_studying_the_same_deck_again_goes_on_where_it_was_left(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 3)
    press(window, qtbot, " 3")
    window.go("today")
    study(window)
    assert screen.page.count.text() == "1 of 3"
    assert card_text(screen) == "front 2"


def test_what_was_written_while_another_screen_was_in_front_is_taken_in(
    window: MainWindow, collection: "Collection"
) -> None:
    first, _ = add_cards(collection, 2)
    screen = study(window)
    window.go("today")
    collection.delete_notes([first])
    window.go("study")
    assert card_text(screen) == "front 2"


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(hours=3), "today at 13:00"),
        (timedelta(hours=17), "today at 03:00"),
        (timedelta(days=1), "tomorrow"),
        (timedelta(days=2), "on Wednesday"),
        (timedelta(days=10), "on 12 March"),
        (timedelta(days=400), "on 6 April 2027"),
    ],
)
def test_when_a_card_is_due_is_said_as_one_would(ahead: timedelta, words: str) -> None:
    now = datetime(2026, 3, 2, 10, 0, tzinfo=BERLIN)
    moment = (now.astimezone(UTC) + ahead).astimezone(UTC)
    assert phrases.when_words(moment, now, DAY_START) == words


def test_times_are_said_shortly() -> None:
    assert phrases.clock_words(34_999) == "0:34"
    assert phrases.clock_words(3_723_000) == "1:02:03"


@pytest.mark.parametrize(("passed", "words"), [(11, "92%"), (12, "100%"), (0, "0%")])
def test_the_summary_says_what_statistics_say_of_the_same_answers(
    passed: int, words: str, qtbot: QtBot
) -> None:
    tally = Tally()
    for number in range(12):
        tally.add(_review(number, Quality.GOOD if number < passed else Quality.WRONG))
    box = QWidget()
    qtbot.addWidget(box)
    box.setLayout(numbers_row(tally))
    assert f"{words} correct" in [each.accessibleName() for each in box.findChildren(QWidget)]
    assert recall_words(tally.recall) == words


def _review(card: int, quality: Quality, kind: ReviewKind = ReviewKind.ANSWER) -> Review:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    return Review(ReviewId(1), CardId(card), at, 60, kind, quality, 1000, VersionId(1), 1440)


def test_the_tally_follows_undo_and_redo() -> None:
    tally = Tally()
    for card, quality in ((1, Quality.GOOD), (2, Quality.WRONG), (3, Quality.HARD)):
        tally.add(_review(card, quality))
    tally.follow(1)
    assert (tally.answers, tally.cards) == (1, 1)
    tally.follow(2)
    assert tally.recall == Recall(1, 2)
    tally.add(_review(4, Quality.PERFECT))
    tally.follow(9)
    assert tally.answers == 3


def test_repeats_of_the_same_day_do_not_count_as_recall() -> None:
    tally = Tally()
    tally.add(_review(1, Quality.WRONG))
    tally.add(_review(1, Quality.GOOD, ReviewKind.DRILL))
    assert tally.recall == Recall(0, 1)
    assert (tally.cards, tally.answers) == (1, 2)
    assert tally.by_quality() == {Quality.WRONG: 1, Quality.GOOD: 1}
