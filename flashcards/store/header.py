"""What the first hundred bytes of a file say about it, read before SQLite touches it."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from flashcards.files import reason_of
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.store.schema import APPLICATION_ID

RESTORE = message(
    "Restore a backup: File > Restore in the window, or “flashcards restore” in a terminal."
)
"""What to do about a damaged file, wherever it is told."""

_SIZE = 100
_MAGIC = b"SQLite format 3\x00"
_PAGE_SIZE_AT = slice(16, 18)
_CHANGES_AT = slice(24, 28)
_PAGES_AT = slice(28, 32)
_CHANGES_OF_LENGTH_AT = slice(92, 96)
_VERSION_AT = slice(60, 64)
_APPLICATION_AT = slice(68, 72)


class NotRecognisedError(UserError):
    """A file has nothing of a collection: a foreign format, or damage to its first bytes."""


@dataclass(frozen=True, slots=True)
class Header:
    """The marks of a SQLite file: whose it is and which layout it has."""

    application_id: int
    user_version: int
    complete: bool
    """Whether the file is as long as it says; means nothing while a journal lies beside it."""


def read_header(path: Path) -> Header | None:
    """Return the marks of the file at ``path``; None where there is none or it is empty.

    Only for a file this process has not open through SQLite: closing a second handle would drop
    SQLite's locks (https://sqlite.org/howtocorrupt.html, 2.2). Raises UserError where the file
    is not SQLite's or cannot be read.
    """
    try:
        _refuse_unusual(path)
        with path.open("rb") as file:
            data = file.read(_SIZE)
            length = file.seek(0, os.SEEK_END)
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise UserError(
            message("{path} may not be read.", path=path),
            message("Check who owns it and its permissions."),
        ) from error
    except OSError as error:
        raise UserError(
            message("{path} cannot be read ({reason}).", path=path, reason=reason_of(error))
        ) from error
    if not data:
        return None
    if len(data) < _SIZE or not data.startswith(_MAGIC):
        raise NotRecognisedError(
            message(
                "{path} is not a collection of flashcards, or it is damaged beyond recognition.",
                path=path,
            ),
            message("It was left as it is. Choose another file, or: {restore}", restore=RESTORE),
        )
    return Header(
        _number(data[_APPLICATION_AT]), _number(data[_VERSION_AT]), length >= _stated_length(data)
    )


def refuse_unless_ours(path: Path, latest: int) -> Header | None:
    """Raise UserError unless ``path`` is a collection this program can open, or nothing yet.

    Nothing is written, and no file appears beside it. ``latest`` is the newest layout this
    program knows. Returns the marks, None for a file that is still to be made.
    """
    found = read_header(path)
    if found is None:
        return None
    if found.application_id != APPLICATION_ID:
        raise UserError(
            message(
                "{path} is a database of another program, not a collection of flashcards.",
                path=path,
            ),
            message("It was left as it is. Choose another file."),
        )
    refuse_newer(path, found.user_version, latest)
    return found


def refuse_second_name(path: Path) -> None:
    """Raise UserError where the file has a hard link beside its name.

    SQLite names its journals after the file, so two names would mean two journals for one file
    (https://sqlite.org/howtocorrupt.html, 2.4).
    """
    if path.exists() and path.stat().st_nlink > 1:
        raise UserError(
            message(
                "{path} has a second name (a hard link); writing to it under two names would "
                "damage it.",
                path=path,
            ),
            message("Copy the file, delete one of the names, and open the copy."),
        )


def refuse_newer(path: Path, version: int, latest: int) -> None:
    """Raise UserError where ``version`` is beyond the layouts this program knows."""
    if version > latest:
        raise UserError(
            message(
                "{path} was written by a newer Flashcards (layout {version}; this one knows "
                "layouts up to {latest}).",
                path=path,
                version=version,
                latest=latest,
            ),
            message("It was left as it is. Update Flashcards to open it."),
        )


def _refuse_unusual(path: Path) -> None:
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise UserError(
            message("{path} is a folder.", path=path), message("Name a file for the collection.")
        )
    if not stat.S_ISREG(found.st_mode):
        raise UserError(
            message("{path} is not a plain file.", path=path),
            message("Name a file for the collection."),
        )


def _stated_length(data: bytes) -> int:
    """Bytes the file should have (https://sqlite.org/fileformat.html, 1.3); 0 when not stated."""
    if data[_CHANGES_AT] != data[_CHANGES_OF_LENGTH_AT]:
        return 0  # written by a very old SQLite, which did not keep the number of pages
    page_size = _number(data[_PAGE_SIZE_AT])
    return _number(data[_PAGES_AT]) * (65_536 if page_size == 1 else page_size)


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")
