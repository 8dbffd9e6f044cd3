"""Imports screens when they are first shown, and the commands of every folder."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from flashcards.ui.screen import Screen

if TYPE_CHECKING:
    from flashcards.ui.commands import Command
    from flashcards.ui.main_window import MainWindow


def _today() -> type[Screen]:
    from flashcards.ui.home.screen import HomeScreen

    return HomeScreen


def _study() -> type[Screen]:
    from flashcards.ui.reviewer.screen import ReviewerScreen

    return ReviewerScreen


def _browse() -> type[Screen]:
    from flashcards.ui.browser.screen import BrowserScreen

    return BrowserScreen


def _articles() -> type[Screen]:
    from flashcards.ui.kept_articles.articles_screen import ArticlesScreen

    return ArticlesScreen


def _statistics() -> type[Screen]:
    from flashcards.ui.statistics.screen import StatisticsScreen

    return StatisticsScreen


def _planning() -> type[Screen]:
    from flashcards.ui.planning.screen import PlanningScreen

    return PlanningScreen


def _options() -> type[Screen]:
    from flashcards.ui.deck_options.screen import DeckOptionsScreen

    return DeckOptionsScreen


def _foresight() -> type[Screen]:
    from flashcards.ui.simulator.screen import ForesightScreen

    return ForesightScreen


def _past() -> type[Screen]:
    from flashcards.ui.scheduling.past_screen import PastScreen

    return PastScreen


def _import() -> type[Screen]:
    from flashcards.ui.importing.screen import ImportScreen

    return ImportScreen


def _article() -> type[Screen]:
    from flashcards.ui.deck_from_article.screen import ArticleScreen

    return ArticleScreen


def _reading() -> type[Screen]:
    from flashcards.ui.reading.screen import ReadingScreen

    return ReadingScreen


def _article_map() -> type[Screen]:
    from flashcards.ui.kept_articles.map_screen import MapScreen

    return MapScreen


def _article_reading() -> type[Screen]:
    from flashcards.ui.kept_articles.answer_screen import AnswerScreen

    return AnswerScreen


def _article_changed() -> type[Screen]:
    from flashcards.ui.kept_articles.changed_screen import ChangedScreen

    return ChangedScreen


def _article_fresh() -> type[Screen]:
    from flashcards.ui.kept_articles.fresh_screen import FreshScreen

    return FreshScreen


def _note_types() -> type[Screen]:
    from flashcards.ui.note_types.screen import NoteTypesScreen

    return NoteTypesScreen


def _duplicates() -> type[Screen]:
    from flashcards.ui.tidying.duplicates_screen import DuplicatesScreen

    return DuplicatesScreen


def _empty_cards() -> type[Screen]:
    from flashcards.ui.tidying.empty_screen import EmptyCardsScreen

    return EmptyCardsScreen


def _media() -> type[Screen]:
    from flashcards.ui.media.screen import MediaScreen

    return MediaScreen


def _bin() -> type[Screen]:
    from flashcards.ui.bin.screen import BinScreen

    return BinScreen


def _preferences() -> type[Screen]:
    from flashcards.ui.preferences.screen import PreferencesScreen

    return PreferencesScreen


def _watched() -> type[Screen]:
    from flashcards.ui.watching.screen import WatchedScreen

    return WatchedScreen


_CLASSES: dict[str, Callable[[], type[Screen]]] = {
    "today": _today,
    "study": _study,
    "browse": _browse,
    "articles": _articles,
    "statistics": _statistics,
    "planning": _planning,
    "options": _options,
    "foresight": _foresight,
    "past": _past,
    "import": _import,
    "article": _article,
    "reading": _reading,
    "article_map": _article_map,
    "article_reading": _article_reading,
    "article_changed": _article_changed,
    "article_fresh": _article_fresh,
    "note_types": _note_types,
    "duplicates": _duplicates,
    "empty_cards": _empty_cards,
    "media": _media,
    "bin": _bin,
    "watched": _watched,
    "preferences": _preferences,
}


def build(name: str, window: "MainWindow") -> Screen:
    """Import a screen's class and make it; KeyError when there is none of that name."""
    return _CLASSES[name]()(window)


def commands_of_screens(window: "MainWindow") -> "list[Command]":
    """Return the commands of all folders, in the order of the menus."""
    from flashcards.ui.arriving import commands as arriving
    from flashcards.ui.bin import commands as bin_
    from flashcards.ui.browser import commands as browser
    from flashcards.ui.deck_from_article import commands as deck_from_article
    from flashcards.ui.editor import commands as editor
    from flashcards.ui.home import commands as home
    from flashcards.ui.importing import commands as importing
    from flashcards.ui.kept_articles import commands as kept_articles
    from flashcards.ui.media import commands as media
    from flashcards.ui.note_types import commands as note_types
    from flashcards.ui.planning import commands as planning
    from flashcards.ui.preferences import commands as preferences
    from flashcards.ui.reading import commands as reading
    from flashcards.ui.reviewer import commands as reviewer
    from flashcards.ui.scheduling import commands as scheduling
    from flashcards.ui.simulator import commands as simulator
    from flashcards.ui.statistics import commands as statistics
    from flashcards.ui.syncing import commands as syncing
    from flashcards.ui.tidying import commands as tidying
    from flashcards.ui.watching import commands as watching

    modules = (
        home,
        reviewer,
        editor,
        browser,
        statistics,
        simulator,
        importing,
        arriving,
        watching,
        syncing,
        deck_from_article,
        reading,
        preferences,
        scheduling,
        planning,
        kept_articles,
        note_types,
        tidying,
        media,
        bin_,
    )
    return [command for module in modules for command in module.commands(window)]
