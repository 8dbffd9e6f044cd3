"""Chooses a folder to watch, and says what that will do before it is done."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.collection.watching.folder import Listing, listing, may_be_deck
from flashcards.ui import messages
from flashcards.ui.importing.file_dialogs import choose_directory
from flashcards.ui.watching.folder_watch import watch_of
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.ui.jobs import Progress
    from flashcards.ui.main_window import MainWindow

_UNUSABLE = '<>:"/\\|?*'
_LONGEST_NAME = 100
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""What Windows keeps for devices."""


def choose_folder(window: "MainWindow") -> None:
    """Let the learner choose a folder; returns at once."""
    choose_directory(window, tr("Watch a folder"), lambda path: offer(window, path))


def offer(window: "MainWindow", path: Path) -> None:
    """Say what watching a folder will do, and do it when that is wanted."""
    window.jobs.run(
        tr("Looking into {folder}", folder=path.name),
        lambda _progress: listing(path),
        lambda found: _ask(window, path, found),
    )


def _ask(window: "MainWindow", path: Path, found: Listing) -> None:
    watch = watch_of(window)
    if path in watch.folders().values():
        window.go("watched")
        return
    both = tr(
        "What you edit in the folder comes here, and what you edit here is written there. Notes "
        "without an id get one in their file, by which they keep their history."
    )
    count = len(found.files)
    if count:
        files = plural(
            count, "{count} Markdown file is there.", "{count} Markdown files are there."
        )
        messages.ask(
            window,
            tr("Watch “{folder}”?", folder=path.name),
            f"{files} {both}",
            action=tr("Watch"),
            on_yes=lambda: _begin(window, path),
        )
        return
    tops = [name for name in window.collection.deck_names() if "::" not in name]
    messages.ask(
        window,
        tr("Watch “{folder}”?", folder=path.name),
        plural(
            len(tops),
            "It holds no Markdown decks yet. Your deck is written there, then both sides are kept "
            "in step. {both}",
            "It holds no Markdown decks yet. Your {count} decks are written there, a file each, "
            "then both sides are kept in step. {both}",
            both=both,
        ),
        action=tr("Write decks and watch") if tops else tr("Watch"),
        on_yes=lambda: _write(window, path, tops),
    )


def _begin(window: "MainWindow", path: Path) -> None:
    watch_of(window).begin(path)
    window.go("watched")


def _write(window: "MainWindow", path: Path, decks: list[str]) -> None:
    """Write decks into an empty folder before it is watched."""
    collection = window.collection

    def work(progress: "Progress") -> None:
        for done, deck in enumerate(decks):
            progress(done, len(decks))
            collection.export(_free(path, deck, done), deck)

    window.jobs.run(
        tr("Writing decks to {folder}", folder=path.name),
        work,
        lambda _: _begin(window, path),
    )


def _free(folder: Path, deck: str, number: int) -> Path:
    """Return where a deck may be written: a file that is watched, and is not there yet."""
    there = {each.name.casefold() for each in folder.iterdir()}
    name = _name_of(deck, number)
    found, tried = f"{name}.md", 1
    while found.casefold() in there or not may_be_deck(found):
        tried += 1
        found = f"{name} {tried}.md"
    return folder / found


def _name_of(deck: str, number: int) -> str:
    """Return a name that every system takes for the file of a deck."""
    name = "".join("-" if sign in _UNUSABLE or not sign.isprintable() else sign for sign in deck)
    name = name.lstrip(" .~#")[:_LONGEST_NAME].rstrip(" .")
    usable = name and may_be_deck(f"{name} 2.md") and not _DEVICE.fullmatch(name)
    return name if usable else f"deck {number + 1}"
