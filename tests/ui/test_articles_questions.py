"""Cards that ask the same, and new cards that ask nothing, on the review screen of an article."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from flashcards.ui.articles import keeping
from flashcards.ui.articles.card_editor import CardEditor
from flashcards.ui.articles.deciding import Choice, ReviewCard
from flashcards.ui.articles.screen import ArticleScreen
from flashcards.ui.articles.words import notes
from flashcards.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

CONTROL = Qt.KeyboardModifier.ControlModifier
WAVES = """# Waves

**Wave**: A disturbance that carries energy. It moves no matter along.

**Medium**: The stuff a wave travels through.

**Crest**: The highest point of a wave.

## Questions

### What does sound need?

A medium such as air or water.

### What does light not need?

A medium; it travels through empty space.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "waves.md"
    path.write_text(WAVES, encoding="utf-8")
    return path


def _open(window: MainWindow, qtbot: QtBot, path: Path) -> ArticleScreen:
    screen = window.go("article", path=path)
    assert isinstance(screen, ArticleScreen)
    qtbot.waitUntil(lambda: not window.jobs.running())
    return screen


def _press(
    screen: ArticleScreen,
    qtbot: QtBot,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    qtbot.keyClick(QApplication.focusWidget() or screen, key, modifier)


def _cards(screen: ArticleScreen) -> tuple[ReviewCard, ...]:
    opened = screen.opened()
    assert opened is not None
    return opened.review.cards


def _fronts(screen: ArticleScreen, choice: Choice = Choice.CHOSEN) -> list[str]:
    return [card.card.front for card in _cards(screen) if card.choice is choice]


def _current(screen: ArticleScreen) -> ReviewCard:
    card = screen.deeds.card()
    assert card is not None
    return card


def _settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running())


def test_two_halves_that_ask_the_same_are_weak_until_one_is_reworded(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = _open(window, qtbot, article)
    _press(screen, qtbot, Qt.Key.Key_S)
    assert window.toasts.text.text() == "Both cards ask the same now: E rewords the question"
    halves = _cards(screen)[:2]
    assert [notes(card) for card in halves] == ["Another card you chose asks the same."] * 2
    screen.page.show_kind("weak")
    assert set(screen.page.list.cards.keys()) == {card.key for card in halves}
    screen.page.show_kind("")
    _press(screen, qtbot, Qt.Key.Key_Home)
    _press(screen, qtbot, Qt.Key.Key_X)
    assert [notes(card) for card in _cards(screen)[:2]] == ["", ""]
    _press(screen, qtbot, Qt.Key.Key_U)
    assert all(card.alike for card in _cards(screen)[:2])
    _press(screen, qtbot, Qt.Key.Key_E)
    assert screen.deeds.editor is not None
    screen.deeds.editor.first.setPlainText("What does a wave carry?")
    _press(screen, qtbot, Qt.Key.Key_Return, CONTROL)
    assert [notes(card) for card in _cards(screen)[:2]] == ["", ""]


@pytest.mark.parametrize("width", [1024, 1600])
def test_toasts_float_over_the_article_and_cover_no_card(
    window: MainWindow, qtbot: QtBot, article: Path, width: int
) -> None:
    window.resize(width, 700)
    screen = _open(window, qtbot, article)
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
    middle = toast.parentWidget().width() // 2
    assert abs(toast.geometry().center().x() - middle) <= 1


def _begin_a_card(screen: ArticleScreen, qtbot: QtBot) -> CardEditor:
    _press(screen, qtbot, Qt.Key.Key_Home)
    _press(screen, qtbot, Qt.Key.Key_N)
    assert screen.deeds.editor is not None
    return screen.deeds.editor


def test_escape_from_a_new_card_without_a_question_takes_it_away_and_it_can_be_brought_back(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = _open(window, qtbot, article)
    _begin_a_card(screen, qtbot)
    assert screen.page.foot.add.text() == "Add 5 cards"
    _press(screen, qtbot, Qt.Key.Key_Escape)
    assert len(_cards(screen)) == 5
    assert window.toasts.text.text() == "The new card had no question, and is gone"
    assert screen.page.list.hasFocus()
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert len(_cards(screen)) == 6
    assert notes(_current(screen)) == "The card asks nothing."
    assert _fronts(screen, Choice.OPEN) == [""]


def test_undo_in_a_new_card_takes_that_away_and_nothing_decided_before(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = _open(window, qtbot, article)
    _press(screen, qtbot, Qt.Key.Key_X)
    _begin_a_card(screen, qtbot)
    screen.deeds.undo()
    assert len(_cards(screen)) == 5
    assert _cards(screen)[0].choice is Choice.LEFT_OUT
    _begin_a_card(screen, qtbot)
    screen.deeds.redo()
    assert _fronts(screen, Choice.OPEN) == [""]


def test_a_new_card_with_an_answer_alone_is_kept_weak_and_not_chosen(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = _open(window, qtbot, article)
    qtbot.keyClicks(_begin_a_card(screen, qtbot).second, "So: ")
    _press(screen, qtbot, Qt.Key.Key_Escape)
    assert notes(_current(screen)) == "The card asks nothing."
    assert _current(screen).choice is Choice.OPEN
    assert screen.page.foot.add.text() == "Add 5 cards"
    window.go("today")
    _settle(window, qtbot)
    unfinished = keeping.kept(window.collection.path)
    assert [(each.chosen, each.of) for each in unfinished] == [(5, 6)]
