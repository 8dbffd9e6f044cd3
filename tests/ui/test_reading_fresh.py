"""Cards to check: what the article said, beside what it says now."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton

from flashcards.model.articles import Decision, PassageState
from flashcards.model.messages import message
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.kept_articles.fresh_screen import FreshScreen
from flashcards.ui.kept_articles.source_panel import SourcePanel
from flashcards.ui.kept_articles.wording_pane import PaneRow, WordingPane
from flashcards.ui.main_window import MainWindow
from flashcards.ui.menu_letters import plain
from flashcards.ui.reviewer.screen import ReviewerScreen
from tests.qtbot import QtBot
from tests.ui.letters import doubled_letters
from tests.ui.named import unnamed
from tests.ui.reading_articles import FIXED, LANTERN, LARGER, LIGHTS, OCCULTING, keep, press

if TYPE_CHECKING:
    from flashcards.api import Collection
    from tests.conftest import FixedClock

K = Qt.Key
TODAY = "2 Mar 2026"
LAMP = "A lamp whose dark spells are shorter than its bright ones."


@pytest.fixture
def source_id(collection: "Collection") -> int:
    """The id of an article whose second term has been reworded since."""
    kept = keep(collection)
    articles = collection.articles
    articles.apply_update(articles.update(kept, LIGHTS.replace(OCCULTING, FIXED)))
    return kept


def opened(window: MainWindow, qtbot: QtBot) -> FreshScreen:
    screen = window.go("article_fresh")
    assert isinstance(screen, FreshScreen)
    qtbot.waitUntil(lambda: not window.jobs.running())
    return screen


def shown(screen: FreshScreen) -> list[tuple[str, str]]:
    """Return the name and the words of each pane in sight."""
    panes = (screen.page.former, screen.page.article, screen.page.card)
    return [(p.heading.text(), p.text.toPlainText()) for p in panes if p.isVisible()]


def marked(pane: WordingPane) -> list[str]:
    return [each.cursor.selectedText() for each in pane.text.extraSelections()]


def ground(pane: WordingPane) -> QColor:
    first, *_ = pane.text.extraSelections()
    return QColor(first.format.background().color())


def test_former_and_present_words_stand_side_by_side_with_what_differs_marked(
    window: MainWindow, source_id: int, qtbot: QtBot
) -> None:
    screen = opened(window, qtbot)
    assert shown(screen) == [
        (f"The article until {TODAY}", f"Occulting light\n{OCCULTING}"),
        ("The article now", f"Occulting light\n{FIXED}"),
        (
            "Your card, with the new words of the article",
            f"What does “occulting light” mean?\n\n{FIXED}",
        ),
    ]
    assert marked(screen.page.former) == ["light that is on for longer", "it is dark"]
    assert "lamp whose" in " ".join(marked(screen.page.article))
    assert marked(screen.page.card) == []
    page = screen.page
    assert page.former.y() == page.article.y()
    assert page.former.mapTo(page, page.former.rect().topRight()).x() < page.article.x()
    assert unnamed(window) == []
    qtbot.waitUntil(lambda: doubled_letters(window) == [])


def test_tab_leads_through_both_wordings_and_the_card_to_the_actions(
    window: MainWindow, source_id: int, qtbot: QtBot
) -> None:
    screen = opened(window, qtbot)
    qtbot.waitUntil(screen.list.hasFocus)
    for name, _ in shown(screen):
        press(window, qtbot, K.Key_Tab)
        focused = window.focusWidget()
        assert focused is not None
        assert focused.accessibleName() == name
    press(window, qtbot, K.Key_Tab)
    button = window.focusWidget()
    assert isinstance(button, QPushButton)
    assert plain(button.text()) == "Looked at"


def test_who_has_looked_lets_them_go_and_undo_brings_them_back(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    screen = opened(window, qtbot)
    before = shown(screen)
    [note] = collection.articles.fresh_look()
    press(window, qtbot, K.Key_Space)
    qtbot.waitUntil(lambda: screen.model.rows == [])
    passage = collection.articles.passage(note)
    assert passage is not None
    assert passage.former_quote == ""
    press(window, qtbot, K.Key_Z)
    qtbot.waitUntil(lambda: bool(screen.model.rows))
    assert shown(screen) == before


def test_undo_of_the_update_takes_the_card_off_the_list(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    screen = opened(window, qtbot)
    assert str(collection.undo_name).startswith("Update from")
    window.undo()
    qtbot.waitUntil(lambda: screen.model.rows == [])
    assert collection.articles.fresh_look() == []


def test_a_mark_of_an_older_version_says_that_the_former_words_were_not_kept(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    with collection._store.writing(message("As an older version left it"), undoable=False) as conn:
        conn.exec_driver_sql("UPDATE passages SET former_quote = '', former_until_ms = NULL")
    screen = opened(window, qtbot)
    assert [name for name, _ in shown(screen)] == [
        "The article now (what it said before was not kept)",
        "Your card, with the new words of the article",
    ]
    assert FIXED in shown(screen)[0][1]


def test_a_card_that_kept_its_words_is_named_by_them(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    kept = keep(collection)
    collection.update_note(collection.card(1).note_id, {"Front": "Where is the lamp?"})
    articles = collection.articles
    change = articles.update(kept, LIGHTS.replace(LANTERN, LARGER))
    assert [each.state for each in change.passages if each.material] == [PassageState.CONFLICT]
    articles.apply_update(change)
    screen = opened(window, qtbot)
    assert shown(screen)[-1] == (
        "Your card, with the former words of the article",
        f"Where is the lamp?\n\n{LANTERN}",
    )


def test_words_that_went_from_the_article_later_are_no_longer_called_those_of_now(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    articles = collection.articles
    gone = LIGHTS.replace(f"Occulting light\n: {OCCULTING}\n", "")
    articles.apply_update(articles.update(source_id, gone))
    screen = opened(window, qtbot)
    assert [name for name, _ in shown(screen)][:2] == [
        f"The article until {TODAY}",
        "The article said last",
    ]


def test_marks_take_the_colours_of_another_theme(
    window: MainWindow, source_id: int, qtbot: QtBot
) -> None:
    screen = opened(window, qtbot)
    light = ground(screen.page.former)
    window.theme.set_mode("dark")
    dark = ground(screen.page.former)
    window.theme.set_mode("light")
    assert dark != light
    assert ground(screen.page.former) == light


@pytest.mark.parametrize("size", [(1024, 700), (1600, 1000)])
def test_long_words_scroll_and_leave_the_card_and_the_actions_in_sight(
    window: MainWindow, collection: "Collection", qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    kept = keep(collection)
    long = " ".join(f"Lamp number {n} burns for {n} hours." for n in range(200))
    articles = collection.articles
    articles.apply_update(articles.update(kept, LIGHTS.replace(OCCULTING, f"{LAMP} {long}")))
    screen = opened(window, qtbot)
    page = screen.page
    qtbot.waitUntil(lambda: page.article.text.height() > 150)
    assert page.article.text.verticalScrollBar().maximum() > 0
    assert not page.article.text.horizontalScrollBar().isVisible()
    assert page.card.geometry().bottom() < page.height()
    assert page.card.text.height() > 4 * page.card.text.fontMetrics().lineSpacing()


# Where a card comes from -------------------------------------------------------------


def panel(window: MainWindow) -> SourcePanel:
    found = window.findChild(SourcePanel)
    assert isinstance(found, SourcePanel)
    assert found.isVisible()
    return found


def over_the_browser(window: MainWindow, qtbot: QtBot) -> SourcePanel:
    screen = window.go("browse", query="Occulting")
    assert isinstance(screen, BrowserScreen)
    qtbot.waitUntil(lambda: bool(screen.results.table.ids))
    screen.results.select_id(screen.results.table.ids[0])
    screen.open_source()
    return panel(window)


def test_the_source_of_a_marked_card_shows_what_it_said_before(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    shown = over_the_browser(window, qtbot)
    assert shown.former.heading.text() == f"Until {TODAY} it said"
    assert shown.former.text.toPlainText() == f"Occulting light\n{OCCULTING}"
    assert "light that is on for longer" in " ".join(marked(shown.former))
    assert shown.notice.text() == "Changed in the article: check this card."
    assert unnamed(window) == []
    press(window, qtbot, K.Key_Tab, K.Key_S)
    assert not shown.isVisible()
    collection.articles.clear_fresh_look(collection.articles.fresh_look())
    shown = over_the_browser(window, qtbot)
    assert not shown.former.isVisible()
    assert shown.notice.text() == ""


def test_what_it_said_before_gives_no_answer_away(
    window: MainWindow, source_id: int, qtbot: QtBot
) -> None:
    window.study(None)
    screen = window.built("study")
    assert isinstance(screen, ReviewerScreen)
    while screen.card is not None and "occulting" not in screen.card.question_html.lower():
        screen.go_on()
        screen.go_on()
    press(window, qtbot, K.Key_S)
    assert not panel(window).former.isVisible()
    assert "covered" in panel(window).notice.text()
    press(window, qtbot, K.Key_Escape, K.Key_Space, K.Key_S)
    assert panel(window).former.isVisible()


def test_a_decision_made_at_the_comparison_leaves_nothing_to_look_at(
    window: MainWindow, collection: "Collection", fixed_clock: "FixedClock", qtbot: QtBot
) -> None:
    kept = keep(collection)
    articles = collection.articles
    change = articles.update(kept, LIGHTS.replace(OCCULTING, FIXED))
    place = next(n for n, each in enumerate(change.passages) if each.material)
    articles.apply_update(change, {place: Decision.MINE})
    fixed_clock.advance(days=1)
    assert opened(window, qtbot).model.rows == []
    assert not over_the_browser(window, qtbot).former.isVisible()


@pytest.mark.usefixtures("theme")
def test_wordings_given_while_nobody_sees_them_are_measured_once_they_are_shown(
    qtbot: QtBot,
) -> None:
    row = PaneRow(1, hugs=True)
    qtbot.addWidget(row)
    pane = row.panes[0]
    pane.show_wording("Before", "A few words on lamps. " * 30, [])
    pane.text.resize(300, 20)
    row.fit_at_once()
    row.resize(600, 400)
    row.show()
    qtbot.waitUntil(lambda: pane.text.maximumHeight() < 400)
    assert not pane.text.verticalScrollBar().isVisible()
