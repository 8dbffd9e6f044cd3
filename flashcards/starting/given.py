"""Tells which words of a command line are files, and which of these are collections."""

import os
from collections.abc import Container
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

from flashcards.files import open_given, reason_of
from flashcards.identity import SUFFIX
from flashcards.model.errors import UserError
from flashcards.model.messages import message

_HERE: Final = ("", "localhost")
"""The computers of a file's address that are this one."""
_ELSEWHERE: Final = ("http:", "https:", "ftp:", "sftp:", "smb:", "data:")
_BEGINS: Final = b"SQLite format 3\0"
_BACKUPS: Final = "backups"
_APPLICATION_AT: Final = slice(68, 72)


def is_file_word(word: str, commands: Container[str]) -> bool:
    """Whether a word where a command may stand names a file: no command does, all else may.

    One without an ending, a folder or a file of that name is a mistyped command.
    """
    if word in commands or word.startswith("-") or not word:
        return False
    signs = {"/", os.sep, "."}
    return any(sign in word for sign in signs) or os.path.lexists(word)


def path_of(word: str) -> Path:
    """Return the file that a word means, which may be its address (``file:///home/…``).

    Raises UserError for what lies on another computer and for what can be no name.
    """
    if word.lower().startswith("file:"):
        named = word[5:]
        if named.startswith("//"):
            computer, slash, named = named[2:].partition("/")
            if computer.lower() not in _HERE:
                raise _elsewhere(word)
            named = slash + named
        path = _local(os.fsdecode(unquote_to_bytes(named)))
        if "\0" in path:
            raise UserError(
                message("{address} cannot be the name of a file.", address=word),
                message("Check the name."),
            )
        return Path(path)
    if word.lower().startswith(_ELSEWHERE):
        raise _elsewhere(word)
    return Path(word)


def _local(path: str) -> str:
    """Return the path of an address; on Windows a drive stands behind a slash in it."""
    drive = os.name == "nt" and path[:1] == "/" and path[2:3] == ":"
    return path[1:] if drive else path


def _elsewhere(word: str) -> UserError:
    return UserError(
        message("{address} is not on this computer.", address=word),
        message("Save it as a file first, then open that."),
    )


def refuse_impossible(collection: Path) -> None:
    """Raise UserError where no collection can lie, such as one with too long a name."""
    try:
        collection.stat()
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return  # one may be made there, or opening it says what is wrong
    except (OSError, ValueError) as error:
        raise UserError(
            message("No collection can lie there: {reason}.", reason=reason_of(error)),
            message("Give another place."),
        ) from error


def opened_by(path: Path) -> Path | None:
    """Return the collection in whose window alone a file can be opened; None for any window.

    That is a collection itself, and for a backup the collection it was made of: to open the backup
    would change it. As ``is_collection``, it must not be asked of a file that is open here.
    """
    if path.parent.parent.name == _BACKUPS:
        from flashcards.store.backup import origin

        if (collection := origin(path)) is not None:
            return collection
    return path if is_collection(path) else None


def is_collection(path: Path) -> bool:
    """Whether a file is a collection, by its name or by its first bytes.

    Must not be asked of a file that this process has open as a collection: closing it again
    would drop SQLite's locks.
    """
    if path.suffix.lower() == SUFFIX:
        return True
    try:
        with open_given(path) as stream:
            head = stream.read(_APPLICATION_AT.stop)
    except (OSError, ValueError):
        return False
    if not head.startswith(_BEGINS):
        return False
    from flashcards.store.schema import APPLICATION_ID

    return head[_APPLICATION_AT] == APPLICATION_ID.to_bytes(4, "big")
