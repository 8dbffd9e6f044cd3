"""Each row of a menu has a letter of its own, on every screen and in every menu of a click."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from flashcards.ui import screens
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.browser.screen_commands import CONTEXT as SELECTED
from flashcards.ui.browser.screen_commands import TITLES as COLUMN_TITLES
from flashcards.ui.deck_from_article.screen_commands import MENU as CARD_OF_ARTICLE
from flashcards.ui.deck_from_article.screen_commands import command_id
from flashcards.ui.deck_options.screen_commands import MENU as PRESET
from flashcards.ui.home.deck_commands import CONTEXT_MENU as DECK
from flashcards.ui.kept_articles.articles_screen import MENU as KEPT_ARTICLE
from flashcards.ui.kept_articles.changed_screen import ChangedScreen
from flashcards.ui.kept_articles.map_commands import MENU as ARTICLE
from flashcards.ui.main_window import MainWindow
from flashcards.ui.menu_letters import letter, plain, with_own_letters
from flashcards.ui.note_types.screen_commands import MENU as NOTE_TYPE
from flashcards.ui.reviewer.card_actions import MORE
from flashcards.ui.scheduling.history_list import MENU as LINE_OF_THE_PAST
from flashcards.ui.tidying.duplicates_screen import MENU as DUPLICATES
from flashcards.ui.tidying.empty_screen import MENU as EMPTY_CARDS
from tests.conftest import FixedClock
from tests.qtbot import QtBot
from tests.ui.planned import idle, learn
from tests.ui.reading_articles import LIGHTS, NEWER, keep

if TYPE_CHECKING:
    from flashcards.api import Collection

Opening = Callable[[MainWindow, QtBot], object]


@pytest.fixture
def source_id(collection: "Collection", fixed_clock: FixedClock) -> int:
    """Cards with a past, some of them due, and an article that is kept; the article's id."""
    learn(collection, fixed_clock)
    return keep(collection)


def _without_own_letter(menu: QMenu) -> list[str]:
    """Open a menu with those inside it; return what has no letter, or one that another has."""
    menu.aboutToShow.emit()
    shown = [a for a in menu.actions() if a.isVisible() and not a.isSeparator()]
    letters = Counter(letter(action.text()) for action in shown)
    found = [a.text() for a in shown if not letter(a.text()) or letters[letter(a.text())] > 1]
    inner = [action.menu() for action in shown if action.menu() is not None]
    return found + [text for each in inner for text in _without_own_letter(cast(QMenu, each))]


def _menus(window: MainWindow) -> list[QMenu]:
    return [cast(QMenu, a.menu()) for a in window.menuBar().actions() if a.isVisible()]


def _study(window: MainWindow, _qtbot: QtBot) -> None:
    window.study(None)
    window.commands.trigger("study.next")
    window.commands.trigger("study.why")


def _browse(window: MainWindow, qtbot: QtBot) -> None:
    screen = cast(BrowserScreen, window.go("browse", query=""))
    qtbot.waitUntil(lambda: screen.results.table.rowCount() > 0)
    screen.select_all()


def _read_article(window: MainWindow, qtbot: QtBot) -> None:
    path = window.collection.path.with_name("lights.md")
    path.write_text(LIGHTS, encoding="utf-8")
    window.go("article", path=path)
    idle(window, qtbot)


def _changed(window: MainWindow, _qtbot: QtBot) -> None:
    source = window.collection.articles.sources()[0].id
    window.go("article_changed", change=window.collection.articles.update(source, NEWER))


def _kept(name: str) -> Opening:
    def go(window: MainWindow, qtbot: QtBot) -> None:
        window.go(name, source_id=window.collection.articles.sources()[0].id)
        idle(window, qtbot)

    return go


def _plain_screen(name: str, **arguments: object) -> Opening:
    def go(window: MainWindow, qtbot: QtBot) -> None:
        window.go(name, **arguments)
        idle(window, qtbot)

    return go


SCREENS: dict[str, tuple[Opening, Sequence[str | None]]] = {
    "today": (_plain_screen("today"), DECK),
    "study": (_study, MORE),
    "a line of the past": (_study, LINE_OF_THE_PAST),
    "browse": (_browse, SELECTED),
    "columns": (_browse, COLUMN_TITLES),
    "articles": (_plain_screen("articles"), KEPT_ARTICLE),
    "statistics": (_plain_screen("statistics"), ()),
    "minutes": (_plain_screen("planning", page="minutes"), ()),
    "custom": (_plain_screen("planning", page="custom"), ()),
    "catch_up": (_plain_screen("planning", page="catch_up"), ()),
    "holiday": (_plain_screen("planning", page="holiday"), ()),
    "exam": (_plain_screen("planning", page="exam"), ()),
    "options": (_plain_screen("options", deck="French"), PRESET),
    "foresight": (_plain_screen("foresight"), ()),
    "past": (_plain_screen("past"), ()),
    "preferences": (_plain_screen("preferences"), ()),
    "media": (_plain_screen("media"), ()),
    "bin": (_plain_screen("bin"), ()),
    "duplicates": (_plain_screen("duplicates"), DUPLICATES),
    "empty_cards": (_plain_screen("empty_cards"), EMPTY_CARDS),
    "note_types": (_plain_screen("note_types"), NOTE_TYPE),
    "article": (_read_article, [name and command_id(name) for name in CARD_OF_ARTICLE]),
    "article_map": (_kept("article_map"), ARTICLE),
    "article_reading": (_kept("article_reading"), ()),
    "article_changed": (_changed, ()),
    "article_fresh": (_plain_screen("article_fresh"), ()),
}


@pytest.mark.usefixtures("source_id")
@pytest.mark.parametrize("screen", SCREENS)
def test_each_row_of_each_menu_has_its_own_letter(
    window: MainWindow, qtbot: QtBot, screen: str
) -> None:
    opening, context = SCREENS[screen]
    opening(window, qtbot)
    menus = [*_menus(window), window.commands.context_menu(context)]
    assert [text for menu in menus for text in _without_own_letter(menu)] == []
    assert menus[-1].actions() or not context


@pytest.mark.usefixtures("source_id")
def test_a_letter_taken_in_a_menu_leaves_the_buttons_as_they_are(
    window: MainWindow, qtbot: QtBot
) -> None:
    _changed(window, qtbot)
    screen = window.built("article_changed")
    assert isinstance(screen, ChangedScreen)
    button = screen.apply_button
    before = button.text()
    for menu in _menus(window):
        menu.aboutToShow.emit()
    assert button.text() == before


def test_a_row_keeps_its_letter_and_the_next_one_that_wants_it_takes_another() -> None:
    found = with_own_letters(["&Browse", "&Back", "&Rate && rest", "Plain"])
    assert found == ["&Browse", "B&ack", "&Rate && rest", "&Plain"]


def test_a_row_gives_its_letter_up_where_another_would_have_none() -> None:
    assert with_own_letters(["&Browse", "B"]) == ["B&rowse", "&B"]
    assert with_own_letters(["&B", "B", "&&"]) == ["&B", "B", "&&"]


@given(st.lists(st.text("ab &1", max_size=6), max_size=6))
def test_no_letter_is_given_twice_and_no_word_changes(texts: list[str]) -> None:
    found = with_own_letters(texts)
    letters = [letter(text) for text in found if letter(text)]
    assert len(set(letters)) == len(letters)
    assert [plain(text) for text in found] == [plain(text) for text in texts]


def test_menus_call_the_key_enter_as_the_help_does(window: MainWindow) -> None:
    for name in [row.name for row in screens.SCREENS]:
        window.go(name)
        shown = [
            action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            for menu in window.menuBar().findChildren(QMenu)
            for action in menu.actions()
        ]
        assert not [each for each in shown if "Return" in each]
