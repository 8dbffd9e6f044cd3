"""Choices about cards are remembered when the cards are added, and choose the cards of the next."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from flashcards.articles.ranking import FEWEST
from flashcards.collection.articles import choices
from flashcards.collection.articles.drafting import read_article
from flashcards.settings import Settings
from flashcards.ui.deck_from_article.card_model import CardModel
from flashcards.ui.deck_from_article.deciding import Choice
from flashcards.ui.deck_from_article.screen import ArticleScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.waves import WAVES, cards, fronts, open_article, press, settle

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "waves.md"
    path.write_text(WAVES, encoding="utf-8")
    return path


def add(window: MainWindow, screen: ArticleScreen, qtbot: QtBot) -> None:
    press(screen, qtbot, Qt.Key.Key_Return, CONTROL)
    settle(window, qtbot)


def kept() -> list[bool]:
    return [each.kept for each in choices.remembered()]


def learn_terms_only() -> None:
    """Remember enough choices of a learner who keeps terms and leaves out questions."""
    draft = read_article(WAVES, "waves.md")
    terms = [each.candidate.kind == "term" for each in draft.candidates]
    for _ in range(FEWEST // len(terms)):
        choices.record(draft, dict(enumerate(terms)))


# Remembering


def test_what_was_chosen_and_left_out_is_remembered_when_cards_are_added(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_X)
    opened = screen.opened()
    assert opened is not None
    opened.review.decide([cards(screen)[1].key], Choice.OPEN, "Open")
    assert kept() == []
    add(window, screen, qtbot)
    assert kept() == [False, True, True, True]


def test_an_edited_card_is_a_kept_one_and_ones_own_is_not_counted(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
    review = screen.card_actions.review
    assert review is not None
    first = cards(screen)[0]
    review.edit(first.key, type(first.card)("Why?", "So.", candidates=(0,)), "Edit card")
    key = review.write(0, 5, "New card")
    review.edit(key, type(first.card)("Mine?", "Yes."), "Edit card")
    add(window, screen, qtbot)
    assert kept() == [True, False, False, False, False]


def test_undoing_the_adding_takes_the_choices_back_wherever_one_is(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_X)
    add(window, screen, qtbot)
    assert kept() == [False, True, True, True, True]
    window.go("today")
    window.undo()
    settle(window, qtbot)
    assert kept() == []
    window.redo()
    settle(window, qtbot)
    assert kept() == [False, True, True, True, True]


def test_what_is_added_later_is_remembered_once(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_X)
    add(window, screen, qtbot)
    press(screen, qtbot, Qt.Key.Key_Home)
    press(screen, qtbot, Qt.Key.Key_Space)
    add(window, screen, qtbot)
    assert kept() == [False, True, True, True, True, True]


def test_nothing_is_remembered_where_that_is_switched_off(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    window.change_settings(lists={"articles.learning": "off"})
    screen = open_article(window, qtbot, article)
    add(window, screen, qtbot)
    assert kept() == []


# Using


def test_enough_choices_choose_and_order_the_cards_of_the_next_article(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    learn_terms_only()
    screen = open_article(window, qtbot, article)
    assert {card.kind for card in cards(screen) if card.choice is Choice.CHOSEN} == {"term"}
    assert len(fronts(screen)) == 3
    model = screen.page.list.cards
    assert model.rowCount() == 6
    assert [model.key_at(row) for row in (0, 1, 2, 3)] == [0, 1, 2, None]
    assert sorted(model.keys()[3:]) == [3, 4]
    assert screen.page.notice.isVisible()
    assert screen.page.notice.text() == "From your 300 choices"


def test_of_uncertain_cards_the_likeliest_stands_first_once_they_are_ranked(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    found = cards(open_article(window, qtbot, article))
    uncertain = [replace(card, confidence=0.1 * card.key) for card in found]
    model = CardModel()
    model.show(uncertain, "")
    assert model.keys() == [0, 1, 2, 3, 4]
    model.show(uncertain, "", ranked=True)
    assert model.keys() == [4, 3, 2, 1, 0]


def test_too_few_choices_change_nothing(window: MainWindow, qtbot: QtBot, article: Path) -> None:
    learn_terms_only()
    choices.take_back(min(choices.choices_dir().iterdir()).name)
    screen = open_article(window, qtbot, article)
    assert len(fronts(screen)) == 5
    assert not screen.page.notice.isVisible()


def test_choices_are_not_used_where_that_is_switched_off(
    window: MainWindow, qtbot: QtBot, article: Path, saved_settings: list[Settings]
) -> None:
    learn_terms_only()
    window.change_settings(lists={"articles.learning": "off"})
    screen = open_article(window, qtbot, article)
    assert len(fronts(screen)) == 5
    assert not screen.page.notice.isVisible()
