"""The ways to watched folders, in force everywhere."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.ui.commands import Command
from flashcards.ui.watching.folder_watch import FolderWatch

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def commands(window: "MainWindow") -> list[Command]:
    """Return the rows of this folder that stay in force for good, and begin to watch."""
    watch = FolderWatch(window)
    return [
        Command("file.watch", "&Watch a folder…", partial(_choose, window), (), "link", "File",
                section=1, keywords=("markdown", "git", "sync", "obsidian", "editor", "files")),
        Command("file.check_watched", "Check watched folders &now", watch.look_now, (), "reset",
                "File", section=1, offered_when=lambda: bool(window.settings.watched_folders),
                keywords=("markdown", "git", "refresh", "again", "reload")),
        Command("go.watched", "&Watched folders", partial(window.go, "watched"), (), "link", "Go",
                section=2, keywords=("markdown", "git", "conflict", "files", "sync")),
    ]  # fmt: skip


def _choose(window: "MainWindow") -> None:
    from flashcards.ui.watching.beginning import choose_folder

    choose_folder(window)
