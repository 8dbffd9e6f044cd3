"""The files SQLite keeps beside a collection, looked at before it meets them.

SQLite follows a link there, waits for a pipe, and deletes the file that a journal names as its
superior (https://sqlite.org/fileformat.html, 3; https://sqlite.org/atomiccommit.html, 5): a folder
somebody sent could so have any file of the learner's overwritten or deleted.
"""

import os
from pathlib import Path

from flashcards.files import NotRegularError, open_side_file, refuse_unusual
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.store import faults

ENDS = ("-journal", "-wal", "-shm")
"""How the names of these files end, behind the name of the collection."""

_MAGIC = bytes.fromhex("d9d505f920a163d7")
"""Begins a journal, and ends one that has a superior."""


def beside(path: Path, end: str) -> Path:
    """Return the file of this ending that belongs to the collection at ``path``."""
    return path.with_name(path.name + end)


def refuse_odd(path: Path) -> None:
    """Raise UserError where a file SQLite would use beside ``path`` is none it can have made.

    Each must be a regular file, no link, and no journal may have a superior: that comes of writing
    to two databases at once, which the program never does.
    """
    for end in ENDS:
        file = beside(path, end)
        try:
            refuse_unusual(file, follow=False)
            if file.stat().st_nlink > 1:
                raise NotRegularError(0, message("it has a second name"), file)
        except FileNotFoundError:
            continue
        except OSError as error:
            faults.raise_told(error, faults.as_user_error(error))
        if end == "-journal" and has_superior(file):
            raise UserError(
                message(
                    "{file} does not belong to this collection: it would have another file "
                    "deleted.",
                    file=str(file),
                ),
                message("It was left as it is. Move it away, then open the collection again."),
            )


def has_superior(journal: Path) -> bool:
    """Whether a journal names another file, which SQLite would delete."""
    try:
        file = open_side_file(journal, os.O_RDONLY)
    except OSError:
        return False  # SQLite will not read it either
    with os.fdopen(file, "rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - len(_MAGIC)))
        return size > 2 * len(_MAGIC) and stream.read() == _MAGIC
