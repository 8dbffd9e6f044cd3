"""The commands that begin a deck from an article, in force everywhere."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.ui.commands import Command

if TYPE_CHECKING:
    from flashcards.ui.deck_from_article.screen import ArticleScreen
    from flashcards.ui.main_window import MainWindow


def commands(window: "MainWindow") -> list[Command]:
    """Return the rows of this folder."""
    from flashcards.ui.deck_from_article.kept_files import keys_kept

    words = ("article", "text", "page", "terms", "glossary", "read", "create", "deck")
    return [
        Command(
            "article.new",
            "New deck from ar&ticle…",
            partial(_choose, window),
            ("Ctrl+Shift+A",),
            "articles",
            "File",
            section=0,
            keywords=(*words, "pdf", "word", "epub", "html"),
        ),
        Command(
            "article.paste",
            "New deck from &pasted text",
            partial(_paste, window),
            ("Ctrl+Alt+V",),
            "copy",
            "File",
            section=0,
            keywords=(*words, "clipboard", "paste"),
        ),
        Command(
            "article.resume",
            "&Continue an article",
            partial(_resume, window),
            (),
            "articles",
            "File",
            section=0,
            offered_when=lambda: bool(keys_kept(window.collection.path)),
            keywords=(*words, "draft", "unfinished", "begun", "continue"),
        ),
    ]


def _screen(window: "MainWindow") -> "ArticleScreen":
    from flashcards.ui.deck_from_article.screen import ArticleScreen

    screen = window.go("article")
    assert isinstance(screen, ArticleScreen)
    return screen


def _choose(window: "MainWindow") -> None:
    _screen(window).choose_file()


def _paste(window: "MainWindow") -> None:
    _screen(window).paste()


def _resume(window: "MainWindow") -> None:
    _screen(window).resume()
