"""The commands of the coverage map, one row each."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.ui.commands import Command
from flashcards.ui.kept_articles import actions
from flashcards.ui.kept_articles.commands import undo_row

if TYPE_CHECKING:
    from flashcards.ui.kept_articles.map_screen import MapScreen

MENU = (
    "article_map.go_on", "article_map.cards", "article_map.browse", None, "article_map.again",
    "article_map.newer", "article_map.paste", None, "article_map.forget",
)  # fmt: skip
"""What the button for more shows."""


def rows(screen: "MapScreen") -> list[Command]:
    """Return every row of the screen."""
    undo = undo_row(screen.name, screen.window_, "Card")
    return [*_reading(screen), *_article(screen), undo]


def _reading(screen: "MapScreen") -> list[Command]:
    one = screen.is_open
    return [
        Command("article_map.read", "Read and ans&wer", partial(screen.do, actions.read_and_answer),
                ("R",), "study", "File", section=1, enabled_when=screen.can_answer,
                keywords=("study", "review")),
        Command("article_map.go_on", "&Go on reading", screen.go_on, ("G",), "articles", "File",
                section=1, enabled_when=one, keywords=("read", "highlight")),
        Command("article_map.cards", "Show the passage’s &cards", screen.open_cards,
                ("Return", "Enter"), "browse", "Card",
                enabled_when=lambda: screen.view.told() is not None,
                keywords=("note", "browser")),
        Command("article_map.browse", "Show all cards in the &browser",
                partial(screen.do, actions.browse_article), ("B",), "browse", "Card",
                enabled_when=one),
        Command("article_map.next", "&Next passage", partial(screen.turn, 1), ("N",), "", "Go",
                section=3, enabled_when=one),
        Command("article_map.previous", "&Previous passage", partial(screen.turn, -1), ("P",), "",
                "Go", section=3, enabled_when=one),
    ]  # fmt: skip


def _article(screen: "MapScreen") -> list[Command]:
    one = screen.is_open
    return [
        Command("article_map.again", "Read a&gain", partial(screen.do, actions.read_again), ("F5",),
                "reset", "File", section=1, enabled_when=one,
                keywords=("update", "changed", "compare", "newer")),
        Command("article_map.newer", "Open its newer te&xt…",
                partial(screen.do, actions.choose_newer), ("Shift+F5",), "", "File", section=1,
                enabled_when=one, keywords=("update", "changed", "file")),
        Command("article_map.paste", "Paste its newer te&xt",
                partial(screen.do, actions.paste_newer), ("Ctrl+V",), "", "File", section=1,
                enabled_when=one, keywords=("update", "changed", "clipboard")),
        Command("article_map.forget", "&Remove this article", screen.forget, ("Delete",), "delete",
                "File", section=1, enabled_when=one, keywords=("remove",)),
    ]  # fmt: skip
