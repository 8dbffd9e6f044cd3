"""The way from an article to its first review, by keys alone, and back out of what was a slip."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from flashcards.ui.deck_from_article.deciding import Choice
from flashcards.ui.deck_from_article.screen import ArticleScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from flashcards.api import Collection

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WAVES = """# Waves

**Wave**: A disturbance that carries energy.

**Medium**: The stuff a wave travels through.

**Crest**: The highest point of a wave.
"""
LAKE = "A morning at the lake\n\nWe went down to the water early.\n\nNobody spoke for a while.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "waves.md"
    path.write_text(WAVES, encoding="utf-8")
    return path


def _opened(window: MainWindow, qtbot: QtBot, **source: object) -> ArticleScreen:
    window.go("article", **source)
    return _settled(window, qtbot)


def _settled(window: MainWindow, qtbot: QtBot) -> ArticleScreen:
    qtbot.waitUntil(lambda: not window.jobs.running())
    screen = window.built("article")
    assert isinstance(screen, ArticleScreen)
    return screen


def _press(
    window: MainWindow,
    qtbot: QtBot,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


def _focused(window: MainWindow) -> str:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    return focused.text().replace("&", "")


def _forget_button(screen: ArticleScreen, qtbot: QtBot, title: str) -> QPushButton:
    name = f"Discard the choices for {title}"

    def found() -> list[QPushButton]:
        pushes = screen.start.findChildren(QPushButton)
        return [each for each in pushes if each.accessibleName() == name and each.isVisible()]

    qtbot.waitUntil(lambda: len(found()) == 1)
    return found()[0]


def test_while_an_article_is_read_the_keyboard_can_stop_it(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    window.go("article", path=article)
    assert _focused(window) == "Cancel"
    _press(window, qtbot, Qt.Key.Key_Space)
    screen = _settled(window, qtbot)
    assert screen.opened() is None
    assert _focused(window) == "Choose an article…"


def test_an_article_that_was_read_just_before_it_is_cancelled_is_not_opened(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    window.go("article", path=article)
    (job,) = window.jobs.running()
    assert job.thread is not None
    job.thread.join()
    _press(window, qtbot, Qt.Key.Key_Space)
    screen = _settled(window, qtbot)
    assert screen.opened() is None
    assert _focused(window) == "Choose an article…"


def test_tab_goes_on_as_one_reads(window: MainWindow, qtbot: QtBot, article: Path) -> None:
    _opened(window, qtbot, path=article)
    words = []
    while "Add 3 cards" not in words:
        _press(window, qtbot, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        words.append(focused.accessibleName() or getattr(focused, "text", str)())
    assert words[:3] == ["Choose", "Leave out", "Edit"]
    assert words[-2:] == ["Deck", "Add 3 cards"]


def test_once_the_cards_are_added_the_same_key_goes_on_to_study_them(
    window: MainWindow, qtbot: QtBot, article: Path, collection: "Collection"
) -> None:
    screen = _opened(window, qtbot, path=article)
    foot = screen.page.foot
    _press(window, qtbot, Qt.Key.Key_X)
    _press(window, qtbot, Qt.Key.Key_Return, CONTROL)
    _settled(window, qtbot)
    assert (foot.count.text(), foot.add.text()) == ("0 of 1 chosen", "Study now")
    _press(window, qtbot, Qt.Key.Key_Home)
    _press(window, qtbot, Qt.Key.Key_Space)
    assert (foot.count.text(), foot.add.text()) == ("1 of 1 chosen", "Add 1 card")
    _press(window, qtbot, Qt.Key.Key_Return, CONTROL)
    _settled(window, qtbot)
    assert foot.count.text() == "All are in your collection"
    _press(window, qtbot, Qt.Key.Key_Return, CONTROL)
    assert window.front() == "study"
    assert len(collection.search("deck:Waves")) == 3


def test_taking_back_what_was_done_to_many_stays_at_the_card_one_reads(
    window: MainWindow, qtbot: QtBot, article: Path
) -> None:
    screen = _opened(window, qtbot, path=article)
    _press(window, qtbot, Qt.Key.Key_End)
    stood_on = screen.page.list.key()
    _press(window, qtbot, Qt.Key.Key_X, SHIFT)
    _press(window, qtbot, Qt.Key.Key_Z)
    opened = screen.opened()
    assert opened is not None
    assert {card.choice for card in opened.review.cards} == {Choice.CHOSEN}
    assert screen.page.list.key() == stood_on


def test_where_there_is_no_card_it_is_said_how_one_is_made(
    window: MainWindow, qtbot: QtBot
) -> None:
    screen = _opened(window, qtbot, text=LAKE)
    _press(window, qtbot, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(screen.has_article)
    cards = screen.page.list
    words = "No cards yet. Select words in the article (Shift+Down), then N makes a card."
    assert cards.accessibleDescription() == words
    assert screen.page.foot.count.text() == "No cards yet"
    _press(window, qtbot, Qt.Key.Key_Down, SHIFT)
    QApplication.processEvents()
    assert window.toasts.isVisible()
    _press(window, qtbot, Qt.Key.Key_N)
    assert not window.toasts.isVisible()
    assert cards.accessibleDescription() == ""
    assert screen.page.foot.count.text() == "0 of 1 chosen"  # it asks nothing yet
    assert screen.card_actions.editor is not None
    qtbot.keyClicks(screen.card_actions.editor.first, "How was the lake?")
    assert screen.card_actions.finish()
    assert screen.page.foot.count.text() == "1 of 1 chosen"


def test_choices_that_were_forgotten_can_be_brought_back(
    window: MainWindow, qtbot: QtBot, article: Path, tmp_path: Path
) -> None:
    other = tmp_path / "lake.md"
    other.write_text(WAVES.replace("# Waves", "# Lakes"), encoding="utf-8")
    _opened(window, qtbot, path=article)
    _press(window, qtbot, Qt.Key.Key_X)
    _opened(window, qtbot, path=other)
    window.commands.trigger("article.resume")
    screen = _settled(window, qtbot)
    begun = [(each.title, each.chosen) for each in screen.start.shown_begun()]
    assert begun == [("Lakes", 3), ("Waves", 2)]
    for title in ("Waves", "Lakes"):
        qtbot.mouseClick(_forget_button(screen, qtbot, title), Qt.MouseButton.LeftButton)
        _settled(window, qtbot)
        assert title not in [each.title for each in screen.start.shown_begun()]
        assert window.toasts.text.text() == f"Discarded the choices for “{title}”"
        qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
        _settled(window, qtbot)
        found = [(each.title, each.chosen) for each in screen.start.shown_begun()]
        assert found == begun
    _press(window, qtbot, Qt.Key.Key_Escape)
    assert screen.title() == "Lakes"
