"""A folder that somebody else brings to the other devices: a service, a stick, a network drive.

Nothing here trusts a name. Services give copies other names, or another case; whatever ends in
``.seg`` is a segment if its head says so.
"""

import contextlib
import errno
import os
import re
import secrets
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from flashcards import files
from flashcards.carriers.carrier import Entry
from flashcards.carriers.refusals import (
    FolderTroubleError,
    FullError,
    GoneError,
    MissingFolderError,
    NotHereYetError,
    NotPermittedError,
)  # fmt: skip
from flashcards.model.messages import Message, message
from flashcards.sync.heading import LARGEST_HEAD
from flashcards.sync.refusals import IncompleteError, NotASegmentError, SegmentError
from flashcards.sync.segment import header_of

SUFFIX: Final = ".seg"
MEDIA: Final = "media"
_MEDIA_NAME: Final = re.compile(r"[0-9a-f]{24}\.[0-9a-z]{1,10}")
_STUB: Final = re.compile(r"\.(.+\.seg)\.icloud", re.IGNORECASE)
_FIRST_BYTES: Final = 4096
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN: Final = (errno.EACCES, errno.EPERM, errno.EROFS)
_RECALL: Final = 0x00401000
"""Windows: the content is elsewhere, and reading it fetches it."""
_DATALESS: Final = 0x40000000
"""macOS: the same."""


class FolderCarrier:
    """Segments in a folder, media files in one inside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, tuple[tuple[int, int, int], bool | None]] = {}

    def describe(self) -> Message:
        """Say which folder it is."""
        return message("the folder {folder}", folder=self.folder)

    def segments(self) -> list[Entry]:
        """Return what may be a segment, ready or on its way."""
        with self._in_words():
            found = [entry for entry in map(self._entry, self._names(self.folder)) if entry]
        self._known = {e.name: self._known[e.name] for e in found if e.name in self._known}
        return found

    def read(self, name: str, limit: int) -> bytes:
        """Return the content of a segment."""
        return self._read(self.folder, name, limit)

    def put(self, name: str, data: bytes) -> None:
        """Keep a segment; a file of its name that holds something else stays as it is."""
        with self._in_words():
            there = {each.casefold() for each in self._names(self.folder)}
            if name.casefold() not in there:
                self._write(self.folder, name, data)

    def delete(self, name: str) -> None:
        """Remove a segment."""
        _refuse_odd(name)
        with self._in_words(), contextlib.suppress(FileNotFoundError):
            (self.folder / name).unlink()
            files.sync_folder(self.folder)

    def media(self) -> set[str]:
        """Return the names of the media files that are here."""
        with self._in_words():
            return set(self._media())

    def read_media(self, name: str, limit: int) -> bytes:
        """Return the content of a media file, which says itself whether it is whole."""
        with self._in_words():
            called = self._media().get(name, name)
        return self._read(self.folder / MEDIA, called, limit)

    def put_media(self, name: str, content: bytes | Path) -> None:
        """Keep a media file."""
        _refuse_odd(name)
        with self._in_words():
            if name in self._media():
                return
            self._refuse_missing()
            with contextlib.suppress(FileExistsError):
                (self.folder / MEDIA).mkdir()
            data = content if isinstance(content, bytes) else content.read_bytes()
            self._write(self.folder / MEDIA, name, data)

    # Names --------------------------------------------------------------------------

    def _names(self, folder: Path) -> list[str]:
        with os.scandir(folder) as found:
            return [entry.name for entry in found]

    def _media(self) -> dict[str, str]:
        """Return what the media files that are here are called in this folder, by name."""
        try:
            names = self._names(self.folder / MEDIA)
        except FileNotFoundError:
            self._refuse_missing()
            return {}
        return {
            name.lower(): name
            for name in names
            if _MEDIA_NAME.fullmatch(name.lower()) and self._is_here(self.folder / MEDIA / name)
        }

    def _is_here(self, path: Path) -> bool:
        try:
            found = path.lstat()
        except OSError:
            return False
        return stat.S_ISREG(found.st_mode) and not _is_elsewhere(found)

    def _entry(self, name: str) -> Entry | None:
        """Return what a file of the folder is to others; None for what is no segment."""
        if stub := _STUB.fullmatch(name):
            return Entry(stub[1], 0, ready=False)
        if name.startswith((".", "~")) or not name.casefold().endswith(SUFFIX):
            return None
        try:
            found = (self.folder / name).lstat()
        except FileNotFoundError:
            return None  # it has gone meanwhile
        if not stat.S_ISREG(found.st_mode):
            return None
        if _is_elsewhere(found):
            return Entry(name, found.st_size, ready=False)
        ready = self._readiness(name, found)
        return None if ready is None else Entry(name, found.st_size, ready)

    def _readiness(self, name: str, found: os.stat_result) -> bool | None:
        """Return whether all of a segment is here; None where it is none. Looks once at each."""
        mark = (found.st_size, found.st_mtime_ns, found.st_ino)
        if name not in self._known or self._known[name][0] != mark:
            self._known[name] = mark, self._look_into(name, found.st_size)
        return self._known[name][1]

    def _look_into(self, name: str, size: int) -> bool | None:
        try:
            with files.open_unlinked(self.folder / name) as stream:
                first = stream.read(_FIRST_BYTES)
                try:
                    header = header_of(first)
                except IncompleteError:
                    header = header_of(first + stream.read(LARGEST_HEAD))
        except NotASegmentError:
            return None
        except IncompleteError:
            return False
        except SegmentError:
            return True  # whoever reads it learns what is wrong with it
        except OSError:
            return False
        return size >= header.size

    # Content ------------------------------------------------------------------------

    def _read(self, folder: Path, name: str, limit: int) -> bytes:
        _refuse_odd(name)
        path = folder / name
        with self._in_words():
            try:
                if _is_elsewhere(path.lstat()):
                    raise NotHereYetError(name)
                with files.open_unlinked(path) as stream:
                    return files.read_open(stream, path, limit)
            except FileNotFoundError as error:
                self._refuse_missing()
                if os.path.lexists(folder / f".{name}.icloud"):
                    raise NotHereYetError(name) from error
                raise GoneError(name) from error

    def _write(self, folder: Path, name: str, data: bytes) -> None:
        """Write a file in one go, under a name first that services leave alone."""
        _refuse_odd(name)
        self._refuse_missing()
        beside = folder / f"~flashcards-{secrets.token_hex(8)}.tmp"
        with files.written_whole(folder / name, beside) as stream:
            stream.write(data)
            _share_as(folder, stream.fileno())

    # Trouble ------------------------------------------------------------------------

    def _refuse_missing(self) -> None:
        """Never make the folder: where its drive is missing, it would be made on another one."""
        if not self.folder.is_dir():
            raise MissingFolderError(os.fspath(self.folder))

    @contextlib.contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            folder = os.fspath(self.folder)
            if isinstance(error, FileNotFoundError | NotADirectoryError):
                raise MissingFolderError(folder) from error
            if error.errno in _FULL:
                raise FullError(folder) from error
            if error.errno in _FORBIDDEN:
                raise NotPermittedError(folder) from error
            raise FolderTroubleError(folder, files.reason_of(error)) from error


def _refuse_odd(name: str) -> None:
    if not files.is_plain_name(name):
        raise ValueError(f"{name!r} is no name of a file")


def _is_elsewhere(found: os.stat_result) -> bool:
    """Whether a service keeps the content elsewhere, so that whoever reads waits for a network."""
    if not found.st_size:
        return False
    if sys.platform == "win32":
        return bool(found.st_file_attributes & _RECALL)
    if sys.platform == "darwin":
        return bool(found.st_flags & _DATALESS)
    return found.st_blocks == 0


def _share_as(folder: Path, file: int) -> None:
    """Let those read a file who may read the folder; drives without such rights refuse."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.fchmod(file, folder.stat().st_mode & 0o666)
