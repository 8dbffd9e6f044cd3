"""The commands about decks that are possible on every screen."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.ui.commands import Command
from flashcards.ui.words import deck_words, plural, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def commands(window: "MainWindow") -> list[Command]:
    """Return the rows of this folder that stay in force for good."""
    return [
        Command(
            "deck.new",
            "&New deck…",
            partial(new_deck, window),
            ("Ctrl+Shift+N",),
            "deck",
            "Deck",
            keywords=("create", "add", "folder"),
        ),
        Command(
            "deck.shipped",
            "Add the &included decks",
            partial(add_shipped, window),
            (),
            "import",
            "Deck",
            section=8,
            keywords=("shipped", "built-in", "example", "genai", "llm"),
        ),
    ]


def new_deck(window: "MainWindow", above: str = "") -> None:
    """Ask for a name and add a deck, inside another one where ``above`` names it."""
    from flashcards.ui import messages

    title = tr("New deck in {deck}", deck=deck_words(above)) if above else tr("New deck")
    messages.ask_text(
        window,
        title,
        tr("Deck &name"),
        action=tr("Create"),
        on_done=lambda name: _add_deck(window, f"{above}::{name}" if above else name),
    )


def _add_deck(window: "MainWindow", name: str) -> None:
    def added(_: object) -> None:
        window.toast(tr("Added the deck “{deck}”", deck=deck_words(name)), tr("Undo"), window.undo)
        screen = window.built("today")
        if screen is not None and window.front() == "today":
            choose = getattr(screen, "choose_deck", None)
            if choose is not None:
                choose(name)

    window.writes.do(lambda: window.collection.add_deck(name), added)


def add_shipped(window: "MainWindow", files: Sequence[Path] | None = None) -> None:
    """Import shipped deck files, all of them for None, and show the decks."""
    from flashcards.ui.home.shipped import add_decks, shipped_files

    chosen = shipped_files() if files is None else list(files)
    collection = window.collection

    def added(notes: int) -> None:
        if window.front() != "today":
            window.go("today")
        if notes:
            words = plural(notes, "Added {count} note", "Added {count} notes")
            window.toast(tr("{notes} in {decks}", notes=words, decks=_decks(len(chosen))))
        else:
            window.toast(tr("These decks are already here"))

    window.jobs.run(
        tr("Adding decks"),
        lambda progress: add_decks(collection, chosen, progress),
        on_done=added,
        writes=True,
    )


def _decks(count: int) -> str:
    return plural(count, "{count} deck", "{count} decks")
