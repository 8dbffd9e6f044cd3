"""The table of screens: where each is found and how it appears in the rail."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashcards.ui.screen import Screen

if TYPE_CHECKING:
    from flashcards.ui.commands import Command
    from flashcards.ui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class ScreenRow:
    """One screen; ``load`` imports its class when it is first shown."""

    name: str
    text: str
    icon: str
    load: Callable[[], type[Screen]]
    in_rail: bool = True
    shortcut: str = ""


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


def _bin() -> type[Screen]:
    from flashcards.ui.bin.screen import BinScreen

    return BinScreen


def _preferences() -> type[Screen]:
    from flashcards.ui.preferences.screen import PreferencesScreen

    return PreferencesScreen


SCREENS: tuple[ScreenRow, ...] = (
    ScreenRow("today", "&Today", "today", _today, shortcut="Ctrl+1"),
    ScreenRow("study", "&Study", "study", _study, shortcut="Ctrl+2"),
    ScreenRow("browse", "&Browse", "browse", _browse, shortcut="Ctrl+3"),
    ScreenRow("articles", "A&rticles", "articles", _articles, shortcut="Ctrl+4"),
    ScreenRow("statistics", "St&atistics", "stats", _statistics, shortcut="Ctrl+5"),
    ScreenRow("planning", "P&lans", "calendar", _planning, shortcut="Ctrl+6"),
    ScreenRow("options", "Deck options", "settings", _options, in_rail=False),
    ScreenRow("foresight", "Si&mulator", "calendar", _foresight, in_rail=False),
    ScreenRow("past", "Apply to the past", "history", _past, in_rail=False),
    ScreenRow("import", "Import", "import", _import, in_rail=False),
    ScreenRow("article", "New deck from article", "articles", _article, in_rail=False),
    ScreenRow("article_map", "Article", "articles", _article_map, in_rail=False),
    ScreenRow("article_reading", "Read and answer", "articles", _article_reading, in_rail=False),
    ScreenRow(
        "article_changed", "The article changed", "articles", _article_changed, in_rail=False
    ),
    ScreenRow("article_fresh", "Cards to look at again", "articles", _article_fresh, in_rail=False),
    ScreenRow("bin", "Bin", "delete", _bin, in_rail=False),
    ScreenRow(
        "preferences", "&Preferences", "settings", _preferences, in_rail=False, shortcut="Ctrl+,"
    ),
)


def row(name: str) -> ScreenRow:
    """Return the row of a screen; KeyError when there is none of that name."""
    for candidate in SCREENS:
        if candidate.name == name:
            return candidate
    raise KeyError(name)


def build(name: str, window: "MainWindow") -> Screen:
    """Import a screen's class and make it."""
    return row(name).load()(window)


def commands_of_screens(window: "MainWindow") -> "list[Command]":
    """Return the commands of all folders, in the order of the menus."""
    from flashcards.ui.bin import commands as bin_
    from flashcards.ui.browser import commands as browser
    from flashcards.ui.deck_from_article import commands as deck_from_article
    from flashcards.ui.editor import commands as editor
    from flashcards.ui.home import commands as home
    from flashcards.ui.importing import commands as importing
    from flashcards.ui.kept_articles import commands as kept_articles
    from flashcards.ui.planning import commands as planning
    from flashcards.ui.preferences import commands as preferences
    from flashcards.ui.reviewer import commands as reviewer
    from flashcards.ui.scheduling import commands as scheduling
    from flashcards.ui.simulator import commands as simulator
    from flashcards.ui.statistics import commands as statistics

    modules = (
        home,
        reviewer,
        editor,
        browser,
        statistics,
        simulator,
        importing,
        deck_from_article,
        preferences,
        scheduling,
        planning,
        kept_articles,
        bin_,
    )
    return [command for module in modules for command in module.commands(window)]
