"""Cards that ask the same, and new cards that ask nothing, on the review screen of an article."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from flashcards.ui.deck_from_article import keeping
from flashcards.ui.deck_from_article.card_editor import CardEditor
from flashcards.ui.deck_from_article.deciding import Choice
from flashcards.ui.deck_from_article.screen import ArticleScreen
from flashcards.ui.deck_from_article.words import notes
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.waves import WAVES, cards, current, fronts, open_article, press, settle

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "waves.md"
    path.write_text(WAVES, encoding="utf-8")
    return path


def test_two_halves_that_ask_the_same_are_weak_until_one_is_reworded(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_S)
    assert window.toasts.text.text() == "Both cards ask the same now: E rewords the question"
    halves = cards(screen)[:2]
    assert [notes(card) for card in halves] == ["Another card you chose asks the same."] * 2
    screen.page.show_kind("weak")
    assert set(screen.page.list.cards.keys()) == {card.key for card in halves}
    screen.page.show_kind("")
    press(screen, qtbot, Qt.Key.Key_Home)
    press(screen, qtbot, Qt.Key.Key_X)
    assert [notes(card) for card in cards(screen)[:2]] == ["", ""]
    press(screen, qtbot, Qt.Key.Key_Z)
    assert all(card.alike for card in cards(screen)[:2])
    press(screen, qtbot, Qt.Key.Key_E)
    assert screen.card_actions.editor is not None
    screen.card_actions.editor.first.setPlainText("What does a wave carry?")
    press(screen, qtbot, Qt.Key.Key_Return, CONTROL)
    assert [notes(card) for card in cards(screen)[:2]] == ["", ""]


@pytest.mark.parametrize("width", [1024, 1600])
def test_toasts_float_over_the_article_and_cover_no_card(
    window: MainWindow, qtbot: QtBot, article: Path, width: int
) -> None:
    window.resize(width, 700)
    screen = open_article(window, qtbot, article)
    window.toast("Leave card out: this is said of the card that was left out", "Undo", list)
    QApplication.processEvents()
    toast, cards = window.toasts, screen.page.list
    assert toast.mapTo(window, toast.rect().topRight()).x() < cards.mapTo(window, QPoint()).x()
    assert toast.x() >= 0
    screen.page.splitter.setSizes([300, width])
    QApplication.processEvents()
    assert toast.mapTo(window, toast.rect().topRight()).x() < cards.mapTo(window, QPoint()).x()
    window.go("today")
    window.toast("Something else", "Undo", list)
    whole = toast.parentWidget()
    assert whole is not None
    middle = whole.width() // 2
    assert abs(toast.geometry().center().x() - middle) <= 1


def _begin_a_card(screen: ArticleScreen, qtbot: QtBot) -> CardEditor:
    press(screen, qtbot, Qt.Key.Key_Home)
    press(screen, qtbot, Qt.Key.Key_N)
    assert screen.card_actions.editor is not None
    return screen.card_actions.editor


def test_escape_from_a_new_card_without_a_question_takes_it_away_and_it_can_be_brought_back(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    _begin_a_card(screen, qtbot)
    assert screen.page.foot.add.text() == "Add 5 cards"
    press(screen, qtbot, Qt.Key.Key_Escape)
    assert len(cards(screen)) == 5
    assert window.toasts.text.text() == "The new card had no question, and is gone"
    assert screen.page.list.hasFocus()
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert len(cards(screen)) == 6
    assert notes(current(screen)) == "The card asks nothing."
    assert fronts(screen, Choice.OPEN) == [""]


def test_editing_a_new_card_without_a_question_anew_takes_it_away(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    _begin_a_card(screen, qtbot)
    window.commands.trigger("article.edit")
    assert len(cards(screen)) == 5
    window.go("today")
    assert window.front() == "today"


def test_undo_in_a_new_card_takes_that_away_and_nothing_decided_before(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    press(screen, qtbot, Qt.Key.Key_X)
    _begin_a_card(screen, qtbot)
    screen.card_actions.undo()
    assert len(cards(screen)) == 5
    assert cards(screen)[0].choice is Choice.LEFT_OUT
    _begin_a_card(screen, qtbot)
    screen.card_actions.redo()
    assert fronts(screen, Choice.OPEN) == [""]


def test_a_new_card_with_an_answer_alone_is_kept_weak_and_not_chosen(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    qtbot.keyClicks(_begin_a_card(screen, qtbot).second, "So: ")
    press(screen, qtbot, Qt.Key.Key_Escape)
    assert notes(current(screen)) == "The card asks nothing."
    assert current(screen).choice is Choice.OPEN
    assert screen.page.foot.add.text() == "Add 5 cards"
    window.go("today")
    settle(window, qtbot)
    unfinished = keeping.kept(window.collection.path)
    assert [(each.chosen, each.of) for each in unfinished] == [(5, 6)]


def test_a_gap_with_words_the_passage_does_not_have_is_named_as_weak(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = open_article(window, qtbot, article)
    editor = _begin_a_card(screen, qtbot)
    passage = editor.second.toPlainText()
    editor.second.clear()
    editor.first.setPlainText(passage + " {{c1::Quite so}}")
    press(screen, qtbot, Qt.Key.Key_Return, CONTROL)
    assert notes(current(screen)).startswith("A gap hides words that this passage does not have")
    screen.card_actions.edit()
    editor = _editor(screen)
    editor.first.setPlainText("{{c1::" + passage.split()[0] + "}} " + passage.partition(" ")[2])
    press(screen, qtbot, Qt.Key.Key_Return, CONTROL)
    assert "this passage does not have" not in notes(current(screen))


def _editor(screen: ArticleScreen) -> CardEditor:
    assert screen.card_actions.editor is not None
    return screen.card_actions.editor
