"""The table of screens: where each is found and how it appears in the rail."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from flashcards.ui.screen import Screen

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class ScreenRow:
    """One screen; its class is imported when it is first shown."""

    name: str
    text: str
    icon: str
    module: str
    class_name: str
    in_rail: bool = True
    shortcut: str = ""


SCREENS: tuple[ScreenRow, ...] = (
    ScreenRow(
        "today", "&Today", "today", "flashcards.ui.home.screen", "HomeScreen", shortcut="Ctrl+1"
    ),
    ScreenRow(
        "study",
        "&Study",
        "study",
        "flashcards.ui.reviewer.screen",
        "ReviewerScreen",
        shortcut="Ctrl+2",
    ),
    ScreenRow(
        "browse",
        "&Browse",
        "browse",
        "flashcards.ui.browser.screen",
        "BrowserScreen",
        shortcut="Ctrl+3",
    ),
    ScreenRow(
        "articles",
        "A&rticles",
        "articles",
        "flashcards.ui.kept_articles.articles_screen",
        "ArticlesScreen",
        shortcut="Ctrl+4",
    ),
    ScreenRow(
        "statistics",
        "St&atistics",
        "stats",
        "flashcards.ui.statistics.screen",
        "StatisticsScreen",
        shortcut="Ctrl+5",
    ),
    ScreenRow(
        "planning",
        "P&lans",
        "calendar",
        "flashcards.ui.planning.screen",
        "PlanningScreen",
        shortcut="Ctrl+6",
    ),
    ScreenRow(
        "options",
        "Deck options",
        "settings",
        "flashcards.ui.deck_options.screen",
        "DeckOptionsScreen",
        in_rail=False,
    ),
    ScreenRow(
        "foresight",
        "Si&mulator",
        "calendar",
        "flashcards.ui.simulator.screen",
        "ForesightScreen",
        in_rail=False,
    ),
    ScreenRow(
        "past",
        "Apply to the past",
        "history",
        "flashcards.ui.scheduling.past_screen",
        "PastScreen",
        in_rail=False,
    ),
    ScreenRow(
        "import",
        "Import",
        "import",
        "flashcards.ui.importing.screen",
        "ImportScreen",
        in_rail=False,
    ),
    ScreenRow(
        "article",
        "New deck from article",
        "articles",
        "flashcards.ui.deck_from_article.screen",
        "ArticleScreen",
        in_rail=False,
    ),
    ScreenRow(
        "article_map",
        "Article",
        "articles",
        "flashcards.ui.kept_articles.map_screen",
        "MapScreen",
        in_rail=False,
    ),
    ScreenRow(
        "article_reading",
        "Read and answer",
        "articles",
        "flashcards.ui.kept_articles.answer_screen",
        "AnswerScreen",
        in_rail=False,
    ),
    ScreenRow(
        "article_changed",
        "The article changed",
        "articles",
        "flashcards.ui.kept_articles.changed_screen",
        "ChangedScreen",
        in_rail=False,
    ),
    ScreenRow(
        "article_fresh",
        "Cards to look at again",
        "articles",
        "flashcards.ui.kept_articles.fresh_screen",
        "FreshScreen",
        in_rail=False,
    ),
    ScreenRow("bin", "Bin", "delete", "flashcards.ui.bin.screen", "BinScreen", in_rail=False),
    ScreenRow(
        "preferences",
        "&Preferences",
        "settings",
        "flashcards.ui.preferences.screen",
        "PreferencesScreen",
        in_rail=False,
        shortcut="Ctrl+,",
    ),
)

FOLDERS_WITH_COMMANDS = (
    "home",
    "reviewer",
    "editor",
    "browser",
    "statistics",
    "simulator",
    "importing",
    "deck_from_article",
    "preferences",
    "scheduling",
    "planning",
    "kept_articles",
    "bin",
)


def row(name: str) -> ScreenRow:
    """Return the row of a screen; KeyError when there is none of that name."""
    for candidate in SCREENS:
        if candidate.name == name:
            return candidate
    raise KeyError(name)


def build(name: str, window: "MainWindow") -> Screen:
    """Import a screen's class and make it."""
    found = row(name)
    return cast(Screen, getattr(import_module(found.module), found.class_name)(window))
