"""A card that is being asked while something comes from another computer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from flashcards import Rating
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reviewer.screen import ReviewerScreen
from tests.conftest import FixedClock
from tests.qtbot import QtBot
from tests.ui.studying import add_cards, card_text, is_asking, offered, press, study
from tests.ui.two_computers import Pair, in_step


@pytest.fixture
def pair(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, fixed_clock: FixedClock
) -> Iterator[Pair]:
    """Three cards on both computers; here the first of them is asked."""
    add_cards(window.collection, 3)
    qtbot.waitUntil(window.isActiveWindow)
    with in_step(window, qtbot, tmp_path, fixed_clock) as made:
        made.agree()
        study(window)
        fixed_clock.advance(minutes=1)
        yield made


@pytest.fixture
def screen(pair: Pair, window: MainWindow) -> ReviewerScreen:
    """The study screen, which asks for ``front 1``."""
    found = window.built("study")
    assert isinstance(found, ReviewerScreen)
    assert card_text(found) == "front 1"
    return found


def _answer_there(pair: Pair, rating: Rating = Rating.GOOD) -> None:
    session = pair.there.study("French")
    found = session.next()
    assert found is not None
    assert "front 1" in found.question_html
    session.answer(rating)
    session.close()


def _first_there(pair: Pair) -> list[int]:
    return [int(each) for each in pair.there.note_cards(pair.note_there("front 1"))]


def test_a_question_answered_elsewhere_makes_room_and_the_next_one_says_why(
    pair: Pair, screen: ReviewerScreen
) -> None:
    _answer_there(pair)
    pair.hear()
    assert card_text(screen) == "front 2"
    assert is_asking(screen)
    assert screen.page.notice.text() == "The card was answered on another computer."


@pytest.mark.parametrize("what", ["suspended", "buried", "moved to another deck", "deleted"])
def test_a_question_put_away_elsewhere_makes_room_and_the_next_one_says_why(
    what: str, pair: Pair, screen: ReviewerScreen
) -> None:
    cards = _first_there(pair)
    if what == "suspended":
        pair.there.suspend(cards)
    elif what == "buried":
        pair.there.bury(cards)
    elif what == "deleted":
        pair.there.delete_notes([pair.note_there("front 1")])
    else:
        pair.there.move_cards(cards, "Latin")
    pair.hear()
    assert card_text(screen) == "front 2"
    assert screen.page.notice.text() == f"The card was {what} on another computer."


def test_the_last_card_going_is_said_beside_the_end(
    pair: Pair, screen: ReviewerScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(window, qtbot, " 4 4")
    assert card_text(screen) == "front 3"
    pair.there.delete_notes([pair.note_there("front 3")])
    pair.hear()
    assert screen.card is None
    assert window.toasts.text.text() == "The card was deleted on another computer."
    assert window.toasts.isVisible()


@pytest.mark.parametrize("what", ["suspended", "buried", "moved to another deck"])
def test_an_answer_under_way_is_given_though_the_card_was_put_away_elsewhere(
    what: str, pair: Pair, screen: ReviewerScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(window, qtbot, " ")
    cards = _first_there(pair)
    if what == "suspended":
        pair.there.suspend(cards)
    elif what == "buried":
        pair.there.bury(cards)
    else:
        pair.there.move_cards(cards, "Latin")
    pair.hear()
    assert card_text(screen).endswith("back 1")
    said = f"The card was {what} on another computer. Your answer counts all the same."
    assert screen.page.notice.text() == said
    press(window, qtbot, "3")
    assert card_text(screen) == "front 2"
    pair.agree()
    for collection in (pair.here, pair.there):
        assert collection.review_count() == 1
        row = collection.card_rows(collection.search('front:"front 1"'))[0]
        assert row is not None
        assert (row.deck == "Latin") is (what == "moved to another deck")
    assert len(pair.here.search("is:suspended")) == (what == "suspended")


def test_an_answer_under_way_to_a_card_answered_elsewhere_counts_and_moves_nothing(
    pair: Pair, screen: ReviewerScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(window, qtbot, " ")
    _answer_there(pair)
    due = pair.there.card(_first_there(pair)[0]).due_at
    pair.hear()
    assert card_text(screen).endswith("back 1")
    assert screen.page.notice.text().startswith("The card was answered on another computer.")
    assert offered(screen)[2] == ("Good", "no change")
    press(window, qtbot, "3")
    assert card_text(screen) == "front 2"
    pair.agree()
    for collection in (pair.here, pair.there):
        assert collection.review_count() == 2
        found = collection.card(collection.search('front:"front 1"')[0])
        assert found.due_at == due
    press(window, qtbot, "Z")
    assert pair.here.review_count() == 1


def test_an_answer_to_a_card_deleted_elsewhere_goes_to_no_other_card(
    pair: Pair, screen: ReviewerScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(window, qtbot, " ")
    pair.there.delete_notes([pair.note_there("front 1")])
    pair.hear()
    assert card_text(screen) == "front 2"
    assert is_asking(screen)
    assert screen.page.notice.text() == "The card was deleted on another computer."
    press(window, qtbot, "3")
    assert pair.here.review_count() == 0


def test_what_is_typed_as_an_answer_stays_though_the_card_was_answered_elsewhere(
    pair: Pair, window: MainWindow, qtbot: QtBot, fixed_clock: FixedClock
) -> None:
    kind = pair.here.note_types.all()
    typed = next(each for each in kind if "typ" in each.name.casefold())
    pair.here.add_note({"Front": "roi", "Back": "king"}, deck="Typed", note_type=typed.uid)
    pair.agree()
    fixed_clock.advance(minutes=1)
    screen = study(window, "Typed")
    qtbot.keyClicks(QApplication.focusWidget(), "kin")
    session = pair.there.study("Typed")
    session.next()
    session.answer(Rating.GOOD)
    session.close()
    pair.hear()
    assert screen.page.pane.box.edit.text() == "kin"
    qtbot.keyClicks(QApplication.focusWidget(), "g")
    assert screen.page.pane.box.edit.text() == "king"


def test_a_card_reworded_elsewhere_is_shown_so_where_it_is_asked(
    pair: Pair, screen: ReviewerScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(window, qtbot, " ")
    pair.there.update_note(pair.note_there("front 1"), {"Back": "back one"})
    pair.hear()
    assert card_text(screen).endswith("back one")
    assert screen.page.notice.text() == "The card was changed on another computer."
    press(window, qtbot, "3")
    assert pair.here.review_count() == 1


def test_a_card_kept_for_its_answer_can_still_be_put_away_here(
    pair: Pair, screen: ReviewerScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(window, qtbot, " ")
    pair.there.move_cards(_first_there(pair), "Latin")
    pair.hear()
    assert card_text(screen).endswith("back 1")
    pair.here.add_tags([pair.here.notes_of(pair.here.search('front:"front 2"'))[0]], ["x"])
    qtbot.wait(0)
    assert card_text(screen).endswith("back 1")
    press(window, qtbot, "B")
    assert card_text(screen) == "front 2"


def test_an_answer_under_way_goes_to_the_card_that_another_note_type_made_of_it(
    pair: Pair, screen: ReviewerScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(window, qtbot, " ")
    pair.there.update_note(pair.note_there("front 1"), note_type="Basic with reverse")
    pair.hear()
    assert card_text(screen).endswith("back 1")
    assert not is_asking(screen)
    assert screen.page.notice.text() == (
        "The card’s note type was changed on another computer. Your answer counts all the same."
    )
    press(window, qtbot, "3")
    pair.agree()
    for collection in (pair.here, pair.there):
        assert collection.review_count() == 1
        note = collection.notes_of(collection.search('front:"front 1"'))[0]
        assert [collection.card(each).due_at is None for each in collection.note_cards(note)] == [
            False,
            True,
        ]
    press(window, qtbot, "Z")
    assert pair.here.review_count() == 0


def test_a_question_whose_note_got_another_type_is_asked_as_what_it_is_now(
    pair: Pair, screen: ReviewerScreen, window: MainWindow, qtbot: QtBot
) -> None:
    pair.there.update_note(pair.note_there("front 1"), note_type="Basic with reverse")
    pair.hear()
    assert card_text(screen) == "front 1"
    assert is_asking(screen)
    said = "The card’s note type was changed on another computer."
    assert screen.page.notice.text() == said
    press(window, qtbot, " 3")
    assert pair.here.review_count() == 1


def test_the_ratings_in_sight_stay_what_they_mean_until_the_answer_is_given(
    pair: Pair, screen: ReviewerScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(window, qtbot, " ")
    words = [word for word, _ in offered(screen)]
    pair.there.set_options("French", six_qualities=True)
    pair.hear()
    assert [word for word, _ in offered(screen)] == words
    press(window, qtbot, "3")
    answered = pair.here.search('front:"front 1"')[0]
    assert pair.here.history(answered)[0].quality == Rating.GOOD.quality
    press(window, qtbot, " ")
    assert len(offered(screen)) == 6
