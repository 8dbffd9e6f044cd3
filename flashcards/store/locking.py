"""The lock beside a collection file: one process at a time, and the second learns who has it.

The operating system holds the lock and drops it when the process ends, however that happens. The
lock file itself stays: removing it while another process waits for it would give two of them
a lock each.
"""

import contextlib
import errno
import json
import os
import platform
import sys
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from flashcards.files import NotRegularError, Stored, open_side_file, parsed_object, reason_of
from flashcards.model.errors import CollectionInUseError, UserError
from flashcards.model.messages import Message, message
from flashcards.store import faults, identity

PROGRAM = "Flashcards"

_AT = 1 << 30
"""Byte that Windows locks: far behind the text, which stays readable for others."""

_PATIENCE_SECONDS = 0.2
"""How long a loser waits for the winner to write its name."""

_LONGEST_NAME = 64

_held: set[int] = set()


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has, or had, a collection open."""

    process: int
    host: str
    program: str
    since: str
    """UTC, ISO 8601."""


class CollectionLock:
    """The right to open one collection file, for one process.

    ``previous`` names the holder that did not let go in order (a crash, a power cut, or a copy
    of the lock file brought from another computer); None after an orderly end. ``trouble`` says
    what beside the collection could not be read when it was taken.
    """

    def __init__(self, path: Path) -> None:
        # The file a link leads to, so that one collection has one lock whatever it is called.
        self.path = lock_path(path)
        self._collection = path
        self.previous: Holder | None = None
        self.trouble: Message | None = None
        self._file = -1

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._file >= 0

    def acquire(self) -> None:
        """Take the lock and leave this process's name in it.

        Raises CollectionInUseError naming the holder, UserError where no lock can be had here.
        """
        if self.held:
            return
        file = _open(self.path)
        try:
            _lock(file, self.path)
            self.previous = _read(file)
            self.trouble = identity.trouble(self._collection)
            _write(file, json.dumps(asdict(_ourselves())).encode())
        except BaseException:
            os.close(file)
            raise
        self._file = file
        _held.add(file)

    def release(self) -> None:
        """Let the collection go; harmless where it is not held."""
        file, self._file = self._file, -1
        if file < 0:
            return
        _held.discard(file)
        with contextlib.suppress(OSError):  # a full disk must not keep the lock
            _write(file, b"")
        with contextlib.suppress(OSError):
            _unlock(file)
        os.close(file)


def lock_path(path: Path) -> Path:
    """Return the lock file of the collection at ``path``."""
    real = path.resolve()
    return real.with_name(real.name + ".lock")


def holder(path: Path) -> Holder | None:
    """Return who is written into the lock of the collection at ``path``, without taking it."""
    try:
        file = open_side_file(lock_path(path), os.O_RDONLY)
    except (OSError, ValueError):
        return None
    try:
        return _read(file)
    finally:
        os.close(file)


def left_elsewhere(previous: Holder | None) -> Message | None:
    """Say that the collection was not closed on another computer; None when it was.

    Such a lock file came with the collection through a synced folder, or was copied with it.
    """
    if previous is None or previous.host == _host():
        return None
    return message(
        "This collection was opened on {host} ({since}) and has not been closed "
        "there since. Answers given there may still be missing here: close it there first and "
        "wait until both computers hold the same file.",
        host=previous.host,
        since=previous.since,
    )


def _host() -> str:
    return platform.node() or "this computer"


def _ourselves() -> Holder:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Holder(os.getpid(), _host(), PROGRAM, now)


def _open(path: Path) -> int:
    try:
        return open_side_file(path, os.O_RDWR | os.O_CREAT)
    except FileNotFoundError as error:
        raise UserError(
            message("The folder {parent} does not exist.", parent=path.parent),
            message("Make it first."),
        ) from error
    except NotRegularError as error:
        faults.raise_told(error, faults.as_user_error(error))
    except OSError as error:
        raise UserError(
            message(
                "The collection cannot be locked: {path} cannot be written ({reason}).",
                path=path,
                reason=reason_of(error),
            ),
            message("Move the collection to a folder you may write to."),
        ) from error


def _lock(file: int, path: Path) -> None:
    try:
        _system_lock(file)
    except OSError as error:
        if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            raise _in_use(file) from None
        raise UserError(
            message(
                "The drive of {parent} cannot keep two programs apart ({reason}).",
                parent=path.parent,
                reason=reason_of(error),
            ),
            message("Move the collection to a local drive."),
        ) from error
    # Whoever tidied up the lock file meanwhile left us a lock nobody else will see.
    try:
        same = os.path.samestat(os.fstat(file), path.stat())
    except OSError:
        same = False
    if not same:
        raise CollectionInUseError(
            message("The lock of this collection was removed while it was being taken."),
            message("Try again."),
        )


def _in_use(file: int) -> CollectionInUseError:
    until = time.monotonic() + _PATIENCE_SECONDS
    found = _read(file)
    while found is None and time.monotonic() < until:
        time.sleep(0.005)  # the holder has taken the lock and is about to write its name
        found = _read(file)
    if found is None:
        return CollectionInUseError(
            message("Another program has this collection open."), message("Close it first.")
        )
    return CollectionInUseError(
        message(
            "{program} (process {process} on {host}) has this collection open.",
            program=found.program,
            process=found.process,
            host=found.host,
        ),
        message("Close it there first."),
    )


def _read(file: int) -> Holder | None:
    """Who is written there, in words that can be printed; None where nobody is."""
    try:
        os.lseek(file, 0, os.SEEK_SET)
        found = Stored(parsed_object(os.read(file, 4096)) or {})
    except OSError:
        return None
    told = (_printable(found.text(name)) for name in ("host", "program", "since"))
    holder = Holder(found.whole("process"), *told)
    return holder if holder.process and holder.host and holder.program else None


def _printable(text: str) -> str:
    """A name as it may stand in a sentence: in a synced folder anybody can write it."""
    return "".join(sign for sign in text if sign.isprintable())[:_LONGEST_NAME]


def _write(file: int, text: bytes) -> None:
    os.ftruncate(file, 0)
    os.lseek(file, 0, os.SEEK_SET)
    os.write(file, text)


if sys.platform == "win32":
    import msvcrt

    def _system_lock(file: int) -> None:
        os.lseek(file, _AT, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

    def _unlock(file: int) -> None:
        os.lseek(file, _AT, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _system_lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)

    def _forget_after_fork() -> None:
        """Close a forked child's copies, else they would keep the lock when we are gone."""
        for file in _held:
            with contextlib.suppress(OSError):
                os.close(file)
        _held.clear()

    os.register_at_fork(after_in_child=_forget_after_fork)
