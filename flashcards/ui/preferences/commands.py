"""Commands that lead to one page of the preferences from anywhere."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.model.messages import Translatable
from flashcards.ui.commands import Command

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

_PAGES: tuple[tuple[str, Translatable, str, tuple[str, ...]], ...] = (
    ("appearance", "Preferences: &appearance", "sun", ("theme", "text size", "font", "look")),
    ("study", "Preferences: &study", "study", ("day start", "source", "deck options")),
    (
        "everyday",
        "Preferences: &every day",
        "clock",
        ("reminder", "notification", "tray", "badge", "autostart", "login", "minimised"),
    ),
    ("spelling", "Preferences: s&pelling", "edit", ("writing", "dictionary", "language")),
    ("keys", "Preferences: &shortcuts", "keyboard", ("shortcuts", "keyboard", "change")),
    ("sync", "Preferences: s&ync", "sync", ("synchronise", "laptop", "syncthing", "passphrase")),
    ("collection", "Preferences: &collection", "backup", ("file", "folder", "where", "size")),
    ("about", "Preferences: a&bout", "info", ("version", "license", "libraries")),
)


def commands(window: "MainWindow") -> list[Command]:
    """Return one row for each page."""
    return [
        Command(
            f"go.preferences-{page}",
            text,
            partial(window.go, "preferences", section=page),
            (),
            icon,
            "Go/Preferences pages",
            section=2,
            keywords=keywords,
        )
        for page, text, icon, keywords in _PAGES
    ]
