"""Searches one asks for often, to be found in the palette from anywhere."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.model.messages import Translatable
from flashcards.ui.commands import Command

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

_SEARCHES: tuple[tuple[str, Translatable, str], ...] = (
    ("due", "Browse cards due today", "is:due"),
    ("new", "Browse new cards", "is:new"),
    ("suspended", "Browse suspended cards", "is:suspended"),
    ("flagged", "Browse flagged cards", "is:flagged"),
    ("forgotten", "Browse cards forgotten often", "lapses>=4"),
    ("today", "Browse cards added today", "added:1"),
)


def commands(window: "MainWindow") -> list[Command]:
    """Return one row for each of these searches."""
    return [
        Command(
            f"search.{name}",
            text,
            partial(window.search, query),
            keywords=("search", "filter", "find", query),
        )
        for name, text, query in _SEARCHES
    ]
