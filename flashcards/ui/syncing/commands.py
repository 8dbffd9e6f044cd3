"""The way to sync now, in force everywhere, also where notes are written."""

from typing import TYPE_CHECKING, Final

from flashcards.ui.commands import Command
from flashcards.ui.syncing.rounds import SyncRounds
from flashcards.ui.syncing.sign import SyncSign

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

SYNC: Final = "edit.sync"


def commands(window: "MainWindow") -> list[Command]:
    """Return the rows of this folder, and begin to keep in step."""
    rounds = SyncRounds(window)
    SyncSign(window, rounds)
    return [
        Command(SYNC, "S&ync now", rounds.sync_now, ("F9",), "sync", "Edit",
                section=9, keywords=("synchronise", "laptop", "computer", "cloud", "syncthing",
                                     "dropbox", "merge", "folder", "share")),
    ]  # fmt: skip
