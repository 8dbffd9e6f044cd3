"""Knows what the program is started for, and lets a window do it that is open already."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flashcards import handing_over, paths
from flashcards.desktop.wishes import is_quiet
from flashcards.files import shown_name
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message, plural_message
from flashcards.starting.given import opened_by, path_of, refuse_impossible
from flashcards.starting.other_windows import open_window, refuse_missing

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

    Raises UserError for a collection that is not there or cannot be, for what is on another
    computer, and for more files than a window can be told of.
    """
    given = list(dict.fromkeys(path_of(word).absolute() for word in files))
    _refuse_too_many(given)
    windows = {file: opened_by(file) for file in given}
    for file, window in windows.items():
        if window is not None:
            refuse_missing(file)
    first = next(filter(None, windows.values()), None)
    chosen = (path or first or paths.default_collection_path()).absolute()
    refuse_impossible(chosen)
    here = (None, chosen)
    return Wanted(
        chosen,
        tuple(file for file, window in windows.items() if window in here and file != chosen),
        tuple(file for file, window in windows.items() if window not in here),
        wish,
        os.environ.get("XDG_ACTIVATION_TOKEN", ""),
    )


def _refuse_too_many(files: Sequence[Path]) -> None:
    if handing_over.is_too_much(files):
        raise UserError(
            message(
                "{count} files are too many to open at once; up to {most} can be.",
                count=len(files),
                most=handing_over.MOST_FILES,
            ),
            message("Open the folder that they are in instead."),
        )


def absent(files: Sequence[Path]) -> list[Path]:
    """Return those of the files that are not there."""
    found = []
    for file in files:
        try:
            file.stat()
        except (FileNotFoundError, NotADirectoryError):
            found.append(file)
        except OSError:
            continue  # the window says what is wrong with it
    return found


def absent_words(files: Sequence[Path]) -> Message | None:
    """Return what to say of files that are not there; None where all are."""
    gone = absent(files)
    if not gone:
        return None
    return plural_message(
        len(gone),
        "There is no file {name}. Check the name.",
        "{count} of the files are not there, such as {name}. Check their names.",
        name=shown_name(gone[0]),
    )


def handed_over(
    wanted: Wanted, within_s: float = handing_over.ANSWER_WITHIN_S
) -> list[Message] | None:
    """Let the window that has the collection open do what is wanted; None where there is none.

    Returns what to say about it.
    """
    request = handing_over.Request(wanted.files, wanted.token, wanted.wish)
    if not handing_over.hand_over(wanted.collection, request, within_s):
        return None
    said = open_others(wanted)
    return said if is_quiet(wanted.wish) else [*said, *_told(wanted.files)]


def _told(files: Sequence[Path]) -> list[Message]:
    gone = set(absent(files))
    there = [file for file in files if file not in gone]
    if len(there) == 1:
        name = shown_name(there[0])
        return [message("Flashcards is open already; its window opens {name}.", name=name)]
    if there:
        opens = plural_message(
            len(there),
            "Flashcards is open already; its window opens {count} file.",
            "Flashcards is open already; its window opens {count} files.",
        )
        return [opens]
    if gone:
        return []
    return [message("Flashcards is open already; its window was brought to the front.")]


def open_others(wanted: Wanted) -> list[Message]:
    """Open the other collections in windows of their own; return what is wrong with any."""
    said = []
    for each in wanted.others:
        try:
            open_window(each)
        except UserError as error:
            said.append(error.said)
    return said
