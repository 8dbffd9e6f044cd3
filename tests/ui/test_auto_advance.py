"""Auto-advance: answers and next cards that come by themselves, and how that is stopped."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from flashcards.model.enums import AdvanceAction, Quality
from flashcards.ui.answering.stopwatch import Stopwatch
from flashcards.ui.card_pictures import pictures_of
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reviewer.screen import ReviewerScreen
from tests.qtbot import QtBot
from tests.ui.masked import picture
from tests.ui.studying import card_text, is_asking, press, press_with, study_new

if TYPE_CHECKING:
    from flashcards.api import Collection


class Waiting:
    """Somebody before a card, who lets time pass."""

    def __init__(self, window: MainWindow, collection: "Collection", **options: object) -> None:
        self._now = 1000.0
        collection.add_deck("French")
        collection.set_options("French", **options)
        self.screen: ReviewerScreen = study_new(window, collection, 3)
        window.go("today")
        self.screen.sitting.pacing.stopwatch = Stopwatch(lambda: self._now)
        window.go("study")

    def waits(self, seconds: int) -> None:
        """Let seconds pass, each told as the clock would."""
        for _ in range(seconds):
            self._now += 1
            if self.screen.sitting.pacing.stopwatch.running:
                self.screen.sitting.pacing.ticked.emit()


def _qualities(collection: "Collection") -> list[Quality]:
    rows = [row for card in collection.search("") for row in collection.history(card)]
    return [row.quality for row in sorted(rows, key=lambda row: row.id)]


def test_a_card_waits_for_ever_where_the_deck_says_nothing(
    window: MainWindow, collection: "Collection"
) -> None:
    learner = Waiting(window, collection)
    learner.waits(400)
    assert is_asking(learner.screen)
    assert learner.screen.page.foot.left_words() == ""
    assert not window.commands.row("study.advance").is_offered


@pytest.mark.parametrize(
    ("action", "given"),
    [
        (AdvanceAction.BURY, []),
        (AdvanceAction.RATE, [Quality.GOOD]),
        (AdvanceAction.AGAIN, [Quality.WRONG]),
    ],
)
def test_answer_and_next_card_come_by_themselves(
    window: MainWindow,
    collection: "Collection",
    qtbot: QtBot,
    action: AdvanceAction,
    given: list[Quality],
) -> None:
    learner = Waiting(
        window, collection, advance_question_s=5, advance_answer_s=3, advance_action=action
    )
    screen = learner.screen
    learner.waits(2)
    assert screen.page.foot.left_words() == "Auto-advance in 3 seconds"
    assert screen.page.foot.show_button.detail() == "in 3 s"
    learner.waits(3)
    assert not is_asking(screen)
    learner.waits(2)
    assert screen.page.foot.left_words() == "Auto-advance in 1 second"
    learner.waits(1)
    assert card_text(screen) == "front 2"
    assert _qualities(collection) == given
    collection.undo()
    qtbot.waitUntil(lambda: card_text(screen) == "front 1")


def test_pausing_stops_the_time(window: MainWindow, collection: "Collection", qtbot: QtBot) -> None:
    learner = Waiting(window, collection, advance_question_s=5)
    learner.waits(4)
    press(window, qtbot, "P")
    learner.waits(60)
    assert learner.screen.page.foot.go_on_button.isVisible()
    press(window, qtbot, "P")
    assert is_asking(learner.screen)
    learner.waits(1)
    assert not is_asking(learner.screen)


@pytest.mark.parametrize("key", [Qt.Key.Key_I, Qt.Key.Key_A, Qt.Key.Key_W, Qt.Key.Key_F1])
def test_a_card_that_is_covered_is_not_turned_or_rated(
    window: MainWindow, collection: "Collection", qtbot: QtBot, key: Qt.Key
) -> None:
    learner = Waiting(
        window,
        collection,
        advance_question_s=5,
        advance_answer_s=3,
        advance_action=AdvanceAction.AGAIN,
    )
    name, note = collection.import_media(picture()), collection.card(collection.search("")[0])
    collection.update_note(note.note_id, {"Front": f"front 1 ![]({name})"})
    qtbot.waitUntil(lambda: bool(pictures_of(learner.screen.page.pane.document())))
    qtbot.waitUntil(learner.screen.page.pane.pictures.settled)
    press_with(window, qtbot, key, Qt.KeyboardModifier.NoModifier)
    learner.waits(60)
    assert is_asking(learner.screen)
    assert _qualities(collection) == []
    press_with(window, qtbot, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    learner.waits(4)
    assert is_asking(learner.screen)
    learner.waits(1)
    assert not is_asking(learner.screen)


def test_a_key_stops_it_for_the_sitting(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    learner = Waiting(window, collection, advance_question_s=5)
    press_with(window, qtbot, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    learner.waits(60)
    assert is_asking(learner.screen)
    assert learner.screen.page.foot.left_words() == ""
    press_with(window, qtbot, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    learner.waits(5)
    assert not is_asking(learner.screen)


def test_who_types_is_given_time(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    learner = Waiting(window, collection, advance_question_s=5)
    for card in collection.search(""):
        collection.update_note(collection.card(card).note_id, note_type="type-answer")
    qtbot.waitUntil(lambda: learner.screen.page.pane.box.is_open)
    learner.waits(4)
    qtbot.keyClicks(learner.screen.page.pane.box.edit, "b")
    learner.waits(4)
    assert is_asking(learner.screen)
    learner.waits(1)
    assert not is_asking(learner.screen)
