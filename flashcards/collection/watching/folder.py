"""Finds the deck files of a folder and reads them, without following links out of it."""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flashcards.files import read_given, reason_of
from flashcards.formats.wording import safe_name
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message
from flashcards.model.parsed import Problem

MOST_FILES: Final = 20_000
MOST_FOLDERS: Final = 5_000
DEEPEST: Final = 30
LARGEST_BYTES: Final = 32 << 20
ENDINGS: Final = (".md", ".markdown")
HIDDEN: Final = (".", "~", "#")
"""How the names begin of what editors and systems keep for themselves."""
_COPY = re.compile(
    r"\.sync-conflict-\d|conflicted copy|\(conflict|_conflict-\d|\.orig\.",
    re.IGNORECASE,
)
"""What programs that sync put into the name of a copy where two computers changed a file."""
_NO_DECK = re.compile(
    r"(?:readme|changelog|changes|history|news|licen[cs]e|contributing|code_of_conduct|security|"
    r"todo|index)(?:[._-].*)?\.(?:md|markdown)",
    re.IGNORECASE,
)
"""Files about a folder, whose headings ask nothing."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A deck file as the folder lists it."""

    path: str
    """Below the folder, with ``/`` between its parts."""
    size: int
    changed_ns: int


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in a folder."""

    files: dict[str, Seen]
    problems: tuple[Problem, ...]
    left_alone: tuple[str, ...]
    folders: tuple[Path, ...] = ()


def gone(root: Path, error: OSError | None = None) -> UserError:
    """Return the error for a folder that cannot be looked into."""
    what = message("The folder {path} cannot be found.", path=root)
    if error is not None and not isinstance(error, FileNotFoundError | NotADirectoryError):
        what = message(
            "The folder {path} cannot be read: {reason}.", path=root, reason=reason_of(error)
        )
    return UserError(
        what,
        message("Nothing was changed. Bring it back or connect its drive, or stop watching it."),
    )


def listing(root: Path) -> Listing:
    """Return the deck files below a folder. Raises UserError where it cannot be read."""
    files: dict[str, Seen] = {}
    problems: list[Problem] = []
    left: list[str] = []
    folders: list[Path] = []
    for folder, entries in _folders(root, problems):
        folders.append(folder)
        for entry in entries:
            path = os.path.relpath(entry.path, root).replace(os.sep, "/")
            if not entry.name.lower().endswith(ENDINGS) or entry.name.startswith(HIDDEN):
                continue
            why = _why_left(entry)
            if why is None and len(files) < MOST_FILES:
                found = entry.stat(follow_symlinks=False)
                files[path] = Seen(path, found.st_size, found.st_mtime_ns)
            elif why is None:
                problems.append(Problem("", 0, message("There are more than 20,000 files.")))
                break
            else:
                left.append(path)
                if why.id:
                    problems.append(Problem(safe_name(path), 0, why))
    return Listing(files, tuple(dict.fromkeys(problems)), tuple(left), tuple(folders))


def may_be_deck(name: str) -> bool:
    """Whether a file of this name is read, where it holds a deck."""
    left = name.startswith(HIDDEN) or _COPY.search(name) or _NO_DECK.fullmatch(name)
    return name.lower().endswith(ENDINGS) and not left


_SILENT = message("")
_A_COPY = message(
    "A syncing program made this copy, since the file was changed on two computers. Compare the "
    "two, then delete the copy; until then it is left alone."
)


def _why_left(entry: "os.DirEntry[str]") -> Message | None:
    """Return why a file is left alone, with nothing to say where that needs no word."""
    if _COPY.search(entry.name):
        return _A_COPY
    if _NO_DECK.fullmatch(entry.name) or entry.is_symlink():
        return _SILENT
    try:
        if not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
            return _SILENT
    except OSError:
        return _SILENT
    return None


def _folders(
    root: Path, problems: list[Problem]
) -> "Iterator[tuple[Path, list[os.DirEntry[str]]]]":
    """Yield a folder and those below it with what lies in each, hidden ones left out."""
    waiting = [(root, 0)]
    met = 0
    while waiting:
        folder, depth = waiting.pop()
        met += 1
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            if folder == root:
                raise gone(root, error) from error
            name = safe_name(os.path.relpath(folder, root))
            why = message("This folder cannot be read: {reason}.", reason=reason_of(error))
            problems.append(Problem(name, 0, why))
            continue
        yield folder, entries
        below = [
            (folder / entry.name, depth + 1)
            for entry in entries
            if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
        ]
        if below and (depth >= DEEPEST or met + len(waiting) + len(below) > MOST_FOLDERS):
            problems.append(Problem("", 0, message("Folders lie too deep or are too many.")))
            continue
        waiting += reversed(below)


def digest(data: bytes) -> str:
    """Return what tells one content of a file from another."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def read(root: Path, path: str) -> bytes:
    """Return a file's content. Raises OSError."""
    return read_given(root / path, LARGEST_BYTES)
