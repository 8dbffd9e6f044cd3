"""The commands of the first screen, each one row."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from flashcards.model.messages import Translatable
from flashcards.ui.commands import Command
from flashcards.ui.home import deck_actions
from flashcards.ui.home.commands import new_deck

if TYPE_CHECKING:
    from flashcards.ui.home.screen import HomeScreen
    from flashcards.ui.main_window import MainWindow

CONTEXT_MENU = (
    "today.study_deck",
    "today.add_note",
    "today.browse",
    None,
    "today.rename",
    "today.move",
    "today.new_subdeck",
    "today.options",
    None,
    "today.unbury",
    "today.export",
    "today.statistics",
    None,
    "today.delete",
    "go.bin",
)


def deck_commands(screen: "HomeScreen") -> list[Command]:
    """Return the rows that are in force while the first screen is in front."""
    there = partial(_has_decks, screen)
    window = screen.window_
    on = screen.on_deck
    study = [
        Command(
            "today.study", "&Study now", window.study, ("Ctrl+Return",), "play", "Deck",
            section=1, keywords=("start", "all", "review"),
        ),
        Command(
            "today.study_deck", "Study this &deck", screen.study_chosen, ("Return", "Enter"),
            "study", "Deck", section=1, keywords=("start", "review"),
        ),
    ]  # fmt: skip
    look = [
        _row("today.add_note", "&Add note to this deck", on(_add_note), "Insert", "add", 2),
        _row(
            "today.browse",
            "&Browse this deck",
            on(deck_actions.browse),
            "Ctrl+Shift+F",
            "browse",
            2,
        ),
        _row("today.statistics", "Statisti&cs of this deck", on(_statistics), "", "stats", 2),
    ]
    change = [
        _row("today.rename", "&Rename deck", screen.rename_chosen, "F2", "edit", 3),
        _row("today.move", "&Move deck…", screen.move_chosen, "Ctrl+M", "move", 3),
        _row("today.new_subdeck", "New s&ubdeck…", on(new_deck), "", "subdeck", 3),
        _row("today.delete", "De&lete deck", screen.delete_chosen, "Del", "delete", 3),
    ]
    others = [
        _row("today.unbury", "Un&bury cards of this deck", on(deck_actions.unbury), "", "bury", 4),
        _row("today.export", "&Export this deck…", on(_export), "Ctrl+Shift+E", "export", 4),
    ]
    options = _row(
        "today.options", "Deck &options", partial(_options, screen), "Ctrl+D", "settings", 3
    )
    for_deck = [
        replace(command, enabled_when=there) for command in (*look, *change, *others, options)
    ]
    arrange = [
        Command("today.expand", "E&xpand all", screen.tree.expandAll, ("Ctrl+Shift+Down",),
                "chevron-down", "View", section=3, keywords=("expand", "decks")),
        Command("today.collapse", "&Collapse all", screen.tree.collapseAll, ("Ctrl+Shift+Up",),
                "chevron-right", "View", section=3, keywords=("collapse", "decks")),
    ]  # fmt: skip
    return [*study, *for_deck, *arrange]


def _row(
    command_id: str,
    text: Translatable,
    action: Callable[[], object],
    key: str,
    icon: str,
    section: int,
) -> Command:
    keys = (key,) if key else ()
    return Command(command_id, text, action, keys, icon, "Deck", section, keywords=("deck",))


def _has_decks(screen: "HomeScreen") -> bool:
    return screen.model.rowCount() > 0


def _add_note(window: "MainWindow", deck: str) -> None:
    window.add_note(deck)


def _statistics(window: "MainWindow", deck: str) -> None:
    window.go("statistics", deck=deck)


def _options(screen: "HomeScreen") -> None:
    # The screen of the options goes from deck to deck itself, so that any deck will do.
    screen.window_.go("options", deck=screen.deck_or_first())


def _export(window: "MainWindow", deck: str) -> None:
    from flashcards.ui.importing.export_dialog import open_export

    open_export(window, deck)
