"""Knows what the program is started for, and lets a window do it that is open already.

Imports no Qt: a second start is over before a window could be made.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flashcards import handing_over, paths
from flashcards.desktop.wishes import is_quiet
from flashcards.files import complain, shown_name
from flashcards.model.errors import UserError
from flashcards.ui.arriving.given import opened_by, path_of
from flashcards.ui.arriving.other_windows import open_window, refuse_missing
from flashcards.ui.words import error_words, plural, tr

AT_ONCE_S: Final = 0.3
"""So long a window is asked before all is loaded that another one needs; most answer."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the program was started for."""

    collection: Path
    files: tuple[Path, ...] = ()
    """Decks and articles, backups of this collection, and what is none of these."""
    others: tuple[Path, ...] = ()
    """More collections or backups of them, each for a window of its own."""
    wish: str = ""
    """What else; see ``desktop.wishes``."""
    token: str = ""
    """By which the desktop lets a window come to the front; see ``handing_over``."""


def wanted_of(path: Path | None, files: Sequence[str], wish: str = "") -> Wanted:
    """Tell the files apart, given by path or address.

    Raises UserError for a collection that is not there and for what is on another computer.
    """
    given = list(dict.fromkeys(path_of(word).absolute() for word in files))
    windows = {file: opened_by(file) for file in given}
    for file, window in windows.items():
        if window is not None:
            refuse_missing(file)
    first = next(filter(None, windows.values()), None)
    chosen = (path or first or paths.default_collection_path()).absolute()
    here = (None, chosen)
    return Wanted(
        chosen,
        tuple(file for file, window in windows.items() if window in here and file != chosen),
        tuple(file for file, window in windows.items() if window not in here),
        wish,
        os.environ.get("XDG_ACTIVATION_TOKEN", ""),
    )


def handed_over(wanted: Wanted, within_s: float = handing_over.ANSWER_WITHIN_S) -> bool:
    """Let the window that has the collection open do what is wanted; False where there is none."""
    request = handing_over.Request(wanted.files, wanted.token, wanted.wish)
    if not handing_over.hand_over(wanted.collection, request, within_s):
        return False
    open_others(wanted)
    if not is_quiet(wanted.wish):
        complain(_told(wanted.files))
    return True


def _told(files: Sequence[Path]) -> str:
    if not files:
        return tr("Flashcards is open already; its window was brought to the front.")
    return plural(
        len(files),
        "Flashcards is open already; its window opens {name}.",
        "Flashcards is open already; its window opens {count} files.",
        name=shown_name(files[0]),
    )


def open_others(wanted: Wanted) -> None:
    """Open the other collections in windows of their own."""
    for each in wanted.others:
        try:
            open_window(each)
        except UserError as error:
            complain(error_words(error))
