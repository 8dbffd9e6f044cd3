"""Tells what is to be done with each file that comes from outside."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from flashcards.starting.given import opened_by


class Sort(Enum):
    """How a file is opened."""

    HERE = "here"
    """It is the collection that is open."""
    ELSEWHERE = "elsewhere"
    """Another one, or a backup of it, which has a window of its own."""
    BACKUP = "backup"
    """A backup of the collection that is open."""
    DECKS = "decks"
    """To be looked at before it is imported; so is all that nobody knows what to do with."""
    ARTICLE = "article"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is opened at once: several decks, or one of anything else."""

    sort: Sort
    paths: tuple[Path, ...]


def sorted_out(files: Sequence[Path], collection: Path) -> list[Arrival]:
    """Return what to open, one after the other; for a worker thread, since it reads in files.

    ``collection`` is the one that is open. Decks come first, all together: they are looked at in
    one list.
    """
    found: list[Arrival] = []
    decks: list[Path] = []
    for file in dict.fromkeys(files):
        sort = _sort(file, collection)
        if sort is Sort.DECKS:
            decks.append(file)
        else:
            found.append(Arrival(sort, (file,)))
    return [Arrival(Sort.DECKS, tuple(decks)), *found] if decks else found


def _sort(file: Path, collection: Path) -> Sort:
    # Before anything opens the file; see ``opened_by``.
    if _is_same(file, collection):
        return Sort.HERE
    if os.path.isdir(file):  # noqa: PTH112  (never raises, however long the name)
        return Sort.FOLDER
    if (window := opened_by(file)) is not None:
        return Sort.BACKUP if _is_same(window, collection) else Sort.ELSEWHERE
    from flashcards.ui.importing.kinds import is_article  # late: most starts bring no file

    return Sort.ARTICLE if is_article(file) else Sort.DECKS


def _is_same(file: Path, collection: Path) -> bool:
    try:
        return file.samefile(collection)
    except (OSError, ValueError):
        return False
