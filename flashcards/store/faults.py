"""What the disk does to a collection, told in words the learner can act on."""

import errno
import os
import sqlite3
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from sqlalchemy.exc import DBAPIError

from flashcards.files import NotRegularError, reason_of
from flashcards.model.changes import Changes
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.messages import Message, message, sentences
from flashcards.store.header import RESTORE

if TYPE_CHECKING:
    from flashcards.store.operation import Course

_FULL = (
    message("The disk is full, so nothing could be saved."),
    message("Make some room and try again; what was saved before is safe."),
)
_BROKEN_DISK = (
    message("The disk reported an error while the collection was read or written."),
    message(
        "Check that the drive is still connected; if it happens again, copy the collection to "
        "another drive."
    ),
)
_READ_ONLY = (
    message("The collection may not be written to."),
    message(
        "Check the permissions of the file and its folder, and that the drive is not read-only."
    ),
)
_LOCKED = (
    message("Another program is using the collection file."),
    message("Close it (a backup or sync program may be at work) and try again."),
)
DAMAGED = message("The collection file is damaged.")
"""What is said of every kind of damage."""

_DAMAGED = (
    DAMAGED,
    sentences(message("Close Flashcards and keep a copy of the file."), RESTORE),
)
_UNREACHABLE = (
    message("The collection file cannot be opened."),
    message("Check that it, its folder and its drive are there and that you may write to them."),
)
_TOO_BIG = (
    message("This is too large to be saved."),
    message("Split it into smaller pieces."),
)

_TOO_LONG = (
    message("A file beside the collection would have too long a name."),
    message("Give the collection a shorter name, or move it to a folder less deep."),
)

_OF_SQLITE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: _BROKEN_DISK,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_CANTOPEN: _UNREACHABLE,
    sqlite3.SQLITE_TOOBIG: _TOO_BIG,
}

_NO_ROOM = (sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP)
"""What SQLite says where the index of its log finds no room."""

_OF_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EIO: _BROKEN_DISK,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.EBUSY: _LOCKED,
    errno.ENAMETOOLONG: _TOO_LONG,
}


def as_user_error(error: DBAPIError | sqlite3.Error | OSError) -> UserError | None:
    """Return what ``error`` means for the learner and what to do; None when it is our own bug."""
    if isinstance(error, DBAPIError):
        if not isinstance(error.orig, sqlite3.Error):
            return None
        error = error.orig
    if isinstance(error, NotRegularError):
        return UserError(
            message(
                "{filename} cannot be used: {reason}.",
                filename=error.filename,
                reason=reason_of(error),
            ),
            message("Remove what stands there; the program makes its own."),
        )
    words = _OF_SYSTEM.get(error.errno or 0) if isinstance(error, OSError) else _words_of(error)
    return UserError(*words) if words else None


def raise_told(error: Exception, words: UserError | None) -> NoReturn:
    """Raise ``words`` with ``error`` as their cause; ``error`` itself where there are none."""
    if words is None:
        raise error  # and not "from" itself: who follows the causes would never come to an end
    raise words from error


def is_full_disk(error: UserError) -> bool:
    """Whether these are the words for a disk without room."""
    return error.what == _FULL[0]


def was_interrupted(error: Exception) -> bool:
    """Whether SQLite broke a statement off because something raised while it asked."""
    found = error.orig if isinstance(error, DBAPIError) else error
    return getattr(found, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT


def damaged() -> UserError:
    """Return the words for a file that does not hold together."""
    return UserError(*_DAMAGED)


def _words_of(error: sqlite3.Error) -> tuple[Message, Message] | None:
    if _speaks_of_damage(error):
        return _DAMAGED
    code = getattr(error, "sqlite_errorcode", 0)
    if code in _NO_ROOM or (code == sqlite3.SQLITE_IOERR_WRITE and _may_not_grow()):
        return _FULL
    return _OF_SQLITE.get(_primary_code(error))


def _may_not_grow() -> bool:
    """Whether this process may write files up to a size only: SQLite calls that a broken disk."""
    if sys.platform == "win32":
        return False
    import resource  # late: asked on errors alone

    return resource.getrlimit(resource.RLIMIT_FSIZE)[0] != resource.RLIM_INFINITY


def _primary_code(error: sqlite3.Error) -> int:
    """SQLite's kind of error, without the detail in the upper bits; 0 when it gave none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _speaks_of_damage(error: sqlite3.Error) -> bool:
    """Whether the text tells of damage that SQLite reports as a plain error."""
    text = str(error)
    return text.startswith(("malformed database schema", "Could not decode to UTF-8"))


class FileWatch:
    """Notices that an open collection file was moved, deleted or replaced beneath the program.

    Made once both connections are open; ``check`` costs about three microseconds.
    """

    __slots__ = ("_lock", "_lock_name", "_log", "_log_name", "_name", "_self")

    def __init__(self, path: Path) -> None:
        self._name = os.fspath(path)
        self._log_name = self._name + "-wal"
        self._self = _identity(self._name)
        self._log = _identity(self._log_name)
        self._lock_name = self._name + ".lock"
        self._lock = _identity(self._lock_name)

    def check(self) -> None:
        """Raise UserError when the file at the path is no longer the one that was opened."""
        if _identity(self._name) != self._self:
            raise UserError(
                message(
                    "The collection file was moved, deleted or replaced while it was open, so "
                    "nothing more is written to it."
                ),
                message("Quit Flashcards, put the file back where it was, and start again."),
            )
        if self._log is not None and _identity(self._log_name) != self._log:
            raise UserError(
                message(
                    "The file with the latest changes, beside the collection, was deleted or "
                    "replaced while it was open, so nothing more is written."
                ),
                message(
                    "Quit Flashcards and start again; if something is missing, restore a backup."
                ),
            )
        if _identity(self._lock_name) != self._lock:
            raise UserError(
                message(
                    "The lock file beside the collection was deleted or replaced while it was "
                    "open, so another program may be writing to it; nothing more is written "
                    "here."
                ),
                message("Quit Flashcards and start again."),
            )


def _identity(name: str) -> tuple[int, int] | None:
    try:
        found = os.stat(name)  # noqa: PTH116  (half the cost of Path.stat, on every write)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def report(error: Exception) -> None:
    """Hand an error to whoever reports unexpected ones in this thread."""
    what = (type(error), error, error.__traceback__)
    if threading.current_thread() is threading.main_thread():
        sys.excepthook(*what)
    else:
        threading.excepthook(threading.ExceptHookArgs((*what, threading.current_thread())))


def shield(listener: Callable[[Changes], None], changes: Changes) -> None:
    """Tell a listener; what it raises is reported, since that is not the writer's fault."""
    try:
        listener(changes)
    except Exception as error:  # noqa: BLE001  (a listener's fault is not the writer's)
        report(error)


def raise_reason(course: "Course", error: Exception) -> None:
    """Raise what stopped long work, where it was stopped and did not fail."""
    if course.error is not None:
        raise course.error from error
    if course.cancelled:
        raise CancelledError from error
    if was_interrupted(error):  # by Ctrl+C, before it was even asked whether to go on
        raise KeyboardInterrupt from error
