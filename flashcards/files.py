"""Opens, reads and writes files: regular ones only, and for writing through no link.

A folder somebody sent may hold anything under the names we look for: a link to another file, a
pipe that never answers, a device without an end, brackets a thousand deep. Whatever reads or writes
a file of ours, or one the learner named, goes through here.
"""

import contextlib
import errno
import math
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

from flashcards.identity import DECK_SUFFIX
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message

LARGEST_SIDE_FILE = 1 << 20
"""Bytes of a small file beside a collection; ours have some hundreds."""

_LARGEST_WHOLE = 2**63 - 1
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_PLAIN = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)

_NAMES_NOTHING: Final = (errno.ENAMETOOLONG, errno.ELOOP, errno.ENOTDIR)
_NO_REGULAR = message("it is no regular file")
_KINDS: Final = (
    (stat.S_ISDIR, message("it is a folder")),
    (stat.S_ISLNK, message("it is a link to somewhere else")),
    (stat.S_ISFIFO, message("it is a pipe, not a file")),
    (stat.S_ISSOCK, message("it is a socket, not a file")),
    (stat.S_ISCHR, message("it is a device, not a file")),
    (stat.S_ISBLK, message("it is a device, not a file")),
)


class RefusedFileError(OSError):
    """A file this program does not use; ``reason`` says why, as ``strerror`` does in English."""

    def __init__(self, code: int, reason: Message, path: Path) -> None:
        super().__init__(code, str(reason), os.fspath(path))
        self.reason = reason


class NotRegularError(RefusedFileError):
    """What stands at a path is no regular file; ``reason`` says what it is instead."""


class TooLargeError(RefusedFileError):
    """A file is larger than whoever reads it can use."""


def reason_of(error: OSError | ValueError) -> str | Message:
    """Return why a file could not be used, as the system or this program says it."""
    if isinstance(error, RefusedFileError):
        return error.reason
    return getattr(error, "strerror", None) or str(error)


def refuse_unusual(path: Path, *, follow: bool = True) -> None:
    """Raise NotRegularError where a path names anything but a regular file; OSError if missing.

    ``follow``: whether a link to a regular file will do. Opens nothing: opening some devices
    does something already.
    """
    _refuse_mode((path.stat() if follow else path.lstat()).st_mode, path)


def _refuse_mode(mode: int, path: Path) -> None:
    if not stat.S_ISREG(mode):
        words = next((words for fits, words in _KINDS if fits(mode)), _NO_REGULAR)
        raise NotRegularError(errno.EINVAL, words, path)


def open_given(path: Path) -> BinaryIO:
    """Open a file for reading that the learner named, a link to one too; raises OSError.

    Never waits, never opens a device, pipe, socket or folder.
    """
    refuse_unusual(path)
    return os.fdopen(_opened(path, os.O_RDONLY), "rb")


def open_side_file(path: Path, flags: int, mode: int = 0o600) -> int:
    """Open, or with O_CREAT make, a file of ours, its owner's alone; return its descriptor.

    Never through a link, hard ones included, and never anything but a regular file. Raises
    OSError.
    """
    with contextlib.suppress(FileNotFoundError):
        refuse_unusual(path, follow=False)
    # Cut short only once it is known what was opened.
    file = _opened(path, (flags | _NO_LINK) & ~os.O_TRUNC, mode)
    try:
        if os.fstat(file).st_nlink > 1:
            raise NotRegularError(errno.EMLINK, message("it has a second name"), path)
        if flags & os.O_TRUNC:
            os.ftruncate(file, 0)
    except BaseException:
        os.close(file)
        raise
    return file


def _opened(path: Path, flags: int, mode: int = 0o600) -> int:
    file = os.open(path, flags | _NO_WAIT | _PLAIN, mode)
    try:
        _refuse_mode(os.fstat(file).st_mode, path)  # it may have been exchanged meanwhile
    except BaseException:
        os.close(file)
        raise
    return file


def open_unlinked(path: Path) -> BinaryIO:
    """Open a file for reading in a folder that others write to; never through a link, never waits.

    Hard links will do, since copies of a folder are made with them. Raises OSError.
    """
    refuse_unusual(path, follow=False)
    return os.fdopen(_opened(path, os.O_RDONLY | _NO_LINK), "rb")


def fits(stream: BinaryIO, most: int) -> bool:
    """Whether an open file has at most so many bytes."""
    return os.fstat(stream.fileno()).st_size <= most


def expanded(path: Path) -> Path:
    """Return a path the learner typed, with ``~`` replaced; as it is where nobody is called so."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def shown_name(path: Path) -> str:
    """Return a file's name as text; what is not Unicode in it shows as \ufffd."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def name_of_file(path: Path) -> str:
    """Return a file's name without its ending, for what is called by it."""
    short = path.name[: -len(DECK_SUFFIX)]
    return short if short and path.name.lower().endswith(DECK_SUFFIX) else path.stem


# Reading ------------------------------------------------------------------------


def read_given(path: Path, most: int) -> bytes:
    """Return the content of a file the learner named; TooLargeError above ``most`` bytes.

    Raises OSError, whose ``strerror`` can be shown.
    """
    with open_given(path) as stream:
        return read_open(stream, path, most)


def read_side_file(path: Path, most: int = LARGEST_SIDE_FILE) -> bytes:
    """Return the content of a file of ours, which is no link; TooLargeError above ``most`` bytes.

    Raises OSError.
    """
    with os.fdopen(open_side_file(path, os.O_RDONLY), "rb") as stream:
        return read_open(stream, path, most)


def read_open(stream: BinaryIO, path: Path, most: int) -> bytes:
    """Return the content of an open file; TooLargeError above ``most`` bytes. Raises OSError."""
    size = os.fstat(stream.fileno()).st_size
    data = stream.read(size + 1) if size <= most else b""
    while len(data) > size and len(data) <= most and (more := stream.read(1 << 20)):
        data += more  # it grows while it is read
    if max(size, len(data)) > most:
        larger = (
            message("it is larger than {megabytes:,} MB", megabytes=most >> 20)
            if most >> 20
            else message("it is larger than {kilobytes:,} KB", kilobytes=most >> 10)
        )
        raise TooLargeError(errno.EFBIG, larger, path)
    return data


def unreadable(path: Path, error: OSError | ValueError, hint: Message) -> UserError:
    """Return what to tell a learner whose file cannot be read; ``hint`` says what to choose."""
    name = path.name or os.fspath(path)
    if isinstance(error, FileNotFoundError):
        return UserError(message("There is no file {path}.", path=path), message("Check the name."))
    if getattr(error, "errno", None) in _NAMES_NOTHING:
        hint = message("Check the name.")
    elif not isinstance(error, NotRegularError):
        hint = message("Check its permissions.")
    what = message("{name} cannot be read: {reason}.", name=name, reason=reason_of(error))
    return UserError(what, hint)


@dataclass(frozen=True, slots=True)
class Stored:
    """What a small JSON file of ours holds, whoever wrote it: each value asked for by its kind."""

    values: Mapping[str, Any] = field(default_factory=dict)
    trouble: str = ""
    """Why nothing could be read; empty where it could, or where there is no file."""

    def text(self, name: str, most: int = 4096) -> str:
        """Return a text of at most ``most`` characters; empty for what is none."""
        value = self.values.get(name)
        return value if isinstance(value, str) and _is_usable(value, most) else ""

    def whole(self, name: str) -> int:
        """Return a number from 0 up that 63 bits hold; 0 for what is none."""
        return as_whole(self.values.get(name)) or 0

    def texts(self, name: str) -> list[str]:
        """Return the texts of a list, without what is none in it."""
        value = self.values.get(name)
        items = value if isinstance(value, list) else []
        return [text for text in items if isinstance(text, str) and _is_usable(text, 4096)]


def as_whole(value: object) -> int | None:
    """Return a stored number from 0 up that 63 bits hold; None for everything else."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= _LARGEST_WHOLE else None


def read_object(path: Path, most: int = LARGEST_SIDE_FILE, *, follow: bool = False) -> Stored:
    """Return the JSON object in a file of ours; never raises, never waits.

    A file that is missing has nothing to say; what cannot be used says why in ``trouble``.
    """
    try:
        data = read_given(path, most) if follow else read_side_file(path, most)
    except FileNotFoundError:
        return Stored()
    except (OSError, ValueError) as error:  # ValueError: of a name with NUL in it
        return Stored(trouble=str(reason_of(error)))
    found = parsed_object(data)
    return Stored(found) if found is not None else Stored(trouble="it is not what belongs there")


def parsed_object(data: bytes) -> dict[str, Any] | None:
    """Return the JSON object in ``data``; None where there is none.

    Numbers no value of ours can have (NaN, 1e999, a thousand digits) read as null.
    """
    import json  # late: every start of the program comes by here

    try:
        found = json.loads(
            data, parse_float=_finite, parse_int=_digits, parse_constant=lambda _name: None
        )
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _finite(digits: str) -> float | None:
    number = float(digits)
    return number if math.isfinite(number) else None


def _digits(digits: str) -> int | None:
    return int(digits) if len(digits) < 100 else None


def _is_usable(text: str, most: int) -> bool:
    return len(text) <= most and "\0" not in text


def is_plain_name(name: str) -> bool:
    """Whether a name read from a file stays inside the folder it is joined to."""
    return bool(name) and name not in (".", "..") and not any(sign in "/\\:\0" for sign in name)


# Writing ------------------------------------------------------------------------


def complain(sentence: str) -> None:
    """Write a sentence to standard error, if there is one: a window without a terminal has none."""
    with contextlib.suppress(AttributeError, OSError, ValueError):  # None, gone, closed
        sys.stderr.write(sentence.rstrip("\n") + "\n")


def make_private(folder: Path) -> None:
    """Make a folder for its owner alone (0700), and those above it, where they are missing.

    One that is there keeps the mode its owner gave it. Raises OSError; FileExistsError, which
    names it, where one of them is no folder, and nothing is tried beneath that.
    """
    missing, there = [folder], set[Path]()
    while missing:
        above = missing[-1].parent
        if os.path.lexists(above) and not above.is_dir():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(above))
        try:
            missing[-1].mkdir(mode=0o700)
        except FileNotFoundError:
            if above in there:  # it is not for lack of that: in /proc nobody makes a folder
                raise
            missing.append(above)
            continue
        except FileExistsError:
            if not missing[-1].is_dir():
                raise
        there.add(missing.pop())


def write_whole(target: Path, data: bytes, beside: Path | None = None) -> None:
    """Write a file so that it is there whole or not at all, readable by its owner alone.

    ``data`` goes to ``beside``, or to a file of a name of its own, to the disk, then in the place
    of ``target``. Raises OSError where the disk refuses; what was there stays.
    """
    with written_whole(target, beside) as stream:
        stream.write(data)


@contextlib.contextmanager
def written_whole(target: Path, beside: Path | None = None) -> Iterator[BinaryIO]:
    """Do what ``write_whole`` does with what the block writes; nothing where the block raises."""
    with contextlib.suppress(FileNotFoundError):
        found = target.lstat()
        if not stat.S_ISLNK(found.st_mode):  # which is replaced, not followed
            _refuse_mode(found.st_mode, target)
    file, draft = _draft(target, beside)
    try:
        with os.fdopen(file, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def _draft(target: Path, beside: Path | None) -> tuple[int, Path]:
    if beside is not None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        return open_side_file(beside, flags), beside
    import tempfile  # late: looking up a path needs none of it

    file, name = tempfile.mkstemp(prefix=f".{target.name[:60]}.", dir=target.parent)
    return file, Path(name)


def sync_folder(folder: Path) -> None:
    """Force the names in ``folder`` to the disk, where the operating system knows how."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with contextlib.suppress(OSError):  # some network drives refuse
            os.fsync(handle)
    finally:
        os.close(handle)
