"""A folder that somebody else brings to the other devices: a service, a stick, a network drive.

Nothing here trusts a name. Services give copies other names, or another case; whatever ends in
``.seg`` is a segment if its head says so.
"""

import contextlib
import errno
import itertools
import os
import re
import secrets
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from flashcards import files
from flashcards.carriers.carrier import Entry
from flashcards.carriers.looking import is_whole
from flashcards.carriers.refusals import (
    FolderTroubleError,
    FullError,
    GoneError,
    MissingFolderError,
    NotHereYetError,
    NotPermittedError,
)  # fmt: skip
from flashcards.model.messages import message
from flashcards.sync.values import MEDIA_NAME

SUFFIX: Final = ".seg"
MEDIA: Final = "media"
_STUB: Final = re.compile(r"\.(.+\.seg)\.icloud", re.IGNORECASE)
_DRAFT, _DRAFT_SUFFIX = "~flashcards-", ".tmp"
"""Names that Dropbox, OneDrive and Nextcloud keep to this device."""
_OLD_S: Final = 24 * 60 * 60
_PIECE: Final = 1 << 20
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
        self._counts: bool | None = None
        self._tidied: set[Path] = set()
        """Where drafts were looked for since the segments were last looked at."""
        self._known: dict[str, tuple[tuple[int, int, int], bool | None]] = {}

    def segments(self) -> list[Entry]:
        """Return what may be a segment, ready or on its way."""
        self._tidied.clear()
        with self._in_words():
            found = [entry for entry in map(self._entry, self._names(self.folder)) if entry]
        self._known = {e.name: self._known[e.name] for e in found if e.name in self._known}
        return found

    def read(self, name: str, limit: int) -> bytes:
        """Return the content of a segment."""
        return self._read(self.folder, name, limit)

    def put(self, name: str, data: bytes) -> None:
        """Keep a segment; a file of its name that holds something else stays as it is beside it."""
        _refuse_odd(name)
        with self._in_words():
            there = {each.casefold(): each for each in self._names(self.folder)}
            for free in self._names_for(name):
                if free.casefold() not in there:
                    self._write(self.folder, free, [data])
                    return
                if self._holds(there[free.casefold()], data):
                    return

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
        return self._read(self._media_folder(), called, limit)

    def put_media(self, name: str, content: bytes | Path) -> None:
        """Keep a media file."""
        _refuse_odd(name)
        with self._in_words():
            place = self._media_folder()
            if any(self._is_here(place / each) for each in (name, name.upper())):
                return
            self._refuse_missing()
            with contextlib.suppress(FileExistsError):
                place.mkdir()
            self._write(place, name, _pieces(content))

    def delete_media(self, name: str) -> None:
        """Remove a media file, whatever it is called in this folder."""
        _refuse_odd(name)
        with self._in_words(), contextlib.suppress(FileNotFoundError):
            (self._media_folder() / self._media().get(name, name)).unlink()
            files.sync_folder(self._media_folder())

    # Names --------------------------------------------------------------------------

    def _names(self, folder: Path) -> list[str]:
        with os.scandir(folder) as found:
            return [entry.name for entry in found]

    def _media(self) -> dict[str, str]:
        """Return what the media files that are here are called in this folder, by name."""
        place = self._media_folder()
        try:
            names = self._names(place)
        except FileNotFoundError:
            self._refuse_missing()
            return {}
        return {
            name.lower(): name
            for name in names
            if MEDIA_NAME.fullmatch(name.lower()) and self._is_here(place / name)
        }

    def _media_folder(self) -> Path:
        """Return where media files lie; what others put there in its place may lead anywhere."""
        place = self.folder / MEDIA
        if place.is_symlink():
            reason = message("“{name}” in it is a link", name=MEDIA)
            raise FolderTroubleError(os.fspath(self.folder), reason)
        return place

    def _is_here(self, path: Path) -> bool:
        try:
            found = path.lstat()
        except OSError:
            return False
        return stat.S_ISREG(found.st_mode) and not self._is_elsewhere(found)

    def _entry(self, name: str) -> Entry | None:
        """Return what a file of the folder is to others; None for what is no segment."""
        if stub := _STUB.fullmatch(name):
            return Entry(stub[1], 0, ready=False, elsewhere=True)
        if name.startswith((".", "~")) or not name.casefold().endswith(SUFFIX):
            return None
        try:
            found = (self.folder / name).lstat()
        except FileNotFoundError:
            return None  # it has gone meanwhile
        if not stat.S_ISREG(found.st_mode):
            return None
        if self._is_elsewhere(found):
            return Entry(name, found.st_size, ready=False, elsewhere=True)
        ready = self._readiness(name, found)
        mark = f"{found.st_size}-{found.st_mtime_ns}"
        return None if ready is None else Entry(name, found.st_size, ready, mark)

    def _readiness(self, name: str, found: os.stat_result) -> bool | None:
        """Return whether all of a segment is here; None where it is none. Looks once at each."""
        mark = (found.st_size, found.st_mtime_ns, found.st_ino)
        if name not in self._known or self._known[name][0] != mark:
            try:
                with files.open_unlinked(self.folder / name) as stream:
                    self._known[name] = mark, is_whole(stream, found.st_size)
            except FileNotFoundError:
                return None
            except OSError:
                return False  # one that cannot be read keeps no other from coming
        return self._known[name][1]

    # Content ------------------------------------------------------------------------

    def _read(self, folder: Path, name: str, limit: int) -> bytes:
        _refuse_odd(name)
        path = folder / name
        with self._in_words():
            try:
                if self._is_elsewhere(path.lstat()):
                    raise NotHereYetError(name)
                with files.open_unlinked(path) as stream:
                    return files.read_open(stream, path, limit)
            except FileNotFoundError as error:
                self._refuse_missing()
                if os.path.lexists(folder / f".{name}.icloud"):
                    raise NotHereYetError(name) from error
                raise GoneError(name) from error

    def _names_for(self, name: str) -> Iterator[str]:
        """Yield the names a segment may have, its own first."""
        yield name
        for number in itertools.count(2):
            yield f"{name.removesuffix(SUFFIX)} {number}{SUFFIX}"

    def _holds(self, name: str, data: bytes) -> bool:
        """Whether a file that is there holds these bytes; what cannot be read may."""
        path = self.folder / name
        try:
            found = path.lstat()
            if not stat.S_ISREG(found.st_mode):
                return False
            if self._is_elsewhere(found):
                return True
            with files.open_unlinked(path) as stream:
                return found.st_size == len(data) and stream.read(len(data) + 1) == data
        except FileNotFoundError:
            return False

    def _write(self, folder: Path, name: str, pieces: Iterable[bytes]) -> None:
        """Write a file in one go, under a name first that services leave alone."""
        self._refuse_missing()
        beside = folder / f"{_DRAFT}{secrets.token_hex(8)}{_DRAFT_SUFFIX}"
        with files.written_whole(folder / name, beside) as stream:
            for piece in pieces:
                stream.write(piece)
            _share_as(folder, stream.fileno())
        if folder not in self._tidied:
            self._tidied.add(folder)
            _tidy(folder, folder / name)

    # Trouble ------------------------------------------------------------------------

    def _is_elsewhere(self, found: os.stat_result) -> bool:
        """Whether a service keeps the content elsewhere, so that reading would wait for it."""
        if not found.st_size:
            return False
        if sys.platform == "win32":
            return bool(found.st_file_attributes & _RECALL)
        if sys.platform == "darwin":
            return bool(found.st_flags & _DATALESS)
        return found.st_blocks == 0 and self._counts_blocks()

    def _counts_blocks(self) -> bool:
        """Whether this drive says how much room a file takes; asked once, of a file made for it."""
        if self._counts is None:
            draft = self.folder / f"{_DRAFT}{secrets.token_hex(8)}{_DRAFT_SUFFIX}"
            try:
                files.write_whole(draft, bytes(8192), draft)
                self._counts = getattr(draft.lstat(), "st_blocks", 1) > 0
            except OSError:
                self._counts = True
            finally:
                draft.unlink(missing_ok=True)
        return self._counts

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


def _pieces(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with files.open_given(content) as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _tidy(folder: Path, newest: Path) -> None:
    """Remove drafts that a crash left there, on whatever device, by the clock of the folder."""
    with contextlib.suppress(OSError):
        now = newest.lstat().st_mtime
        for name in os.listdir(folder):  # noqa: PTH208 - names are compared, most are left alone
            if name.startswith(_DRAFT) and name.endswith(_DRAFT_SUFFIX):
                draft = folder / name
                if draft.lstat().st_mtime < now - _OLD_S:
                    draft.unlink()


def _share_as(folder: Path, file: int) -> None:
    """Let those read a file who may read the folder; drives without such rights refuse."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.fchmod(file, folder.stat().st_mode & 0o666)
