"""Opens zips that anybody may have made: within limits, and with names that are only data."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from flashcards.formats import zip_list
from flashcards.formats.anki.zstandard import ZstdError
from flashcards.formats.wording import Problems, safe_name
from flashcards.model.anki import TooMuchError
from flashcards.model.errors import UserError
from flashcards.model.messages import message

_AT_ONCE = 1 << 16
SMALL = 1 << 20
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 1
LISTED_BYTES = 160
"""Of a part in the list of a zip, some way above what any has: each takes far more in memory."""
DAMAGE = (
    zipfile.BadZipFile, EOFError, KeyError, NotImplementedError, OSError, OverflowError,
    RuntimeError, ValueError, struct.error, zlib.error, ZstdError,
)  # fmt: skip
"""What is raised for archives that are damaged, locked or of an unknown kind."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a package may unpack to, in bytes."""

    collection: int
    file: int
    whole: int
    entries: int
    density: int = 200
    """How many times larger than its packed form something may be; less than 1 MiB may always."""


STRANGERS = Limits(256 << 20, 64 << 20, 1 << 30, 20_000)
"""For a package that anybody may have made."""
OWN = Limits(1 << 40, 1 << 32, 1 << 42, 10_000_000)
"""For one that the learner says is their own: the disk is the limit."""


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file that comes with a package."""

    name: str
    """What the fields of notes call it."""
    member: str
    """What the archive calls it."""
    size: int
    """Bytes; the packed ones where the archive does not tell more."""


class Archive:
    """A file with others in it, or with others beside it. Every method raises UserError."""

    def __init__(self, stream: BinaryIO, file: str, limits: Limits) -> None:
        self.file = safe_name(file)
        self.problems = Problems(self.file)
        self.media: tuple[MediaFile, ...] = ()
        self._stream, self._limits = stream, limits
        self._read = 0
        self._zip: zipfile.ZipFile | None = None
        self._beside: Callable[[MediaFile], Iterator[bytes]] | None = None

    @property
    def is_archive(self) -> bool:
        """Whether it is a zip, not a bare file."""
        return self._zip is not None

    @property
    def unpacked(self) -> int:
        """Bytes unpacked so far."""
        return self._read

    def lies_beside(
        self, files: Sequence[MediaFile], read: Callable[[MediaFile], Iterator[bytes]]
    ) -> None:
        """Take the media of a bare file, which come from where ``read`` finds them."""
        if len(files) > self._limits.entries:
            raise self._too_much()
        self.media, self._beside = tuple(files), read

    def open_zip(self) -> bool:
        """Open what is a zip; return whether it is one."""
        head = self._stream.read(4)
        self._stream.seek(0)
        if head.startswith(b"PK"):
            self._open_members()
        return self._zip is not None

    def members(self) -> list[tuple[str, int]]:
        """Return the names of the files in the zip with their sizes in bytes."""
        found = self._zip.infolist() if self._zip is not None else ()
        return [(each.filename, each.file_size) for each in found if not each.is_dir()]

    def data(self, name: str, most: int | None = None) -> bytes:
        """Return what a file in the zip holds, or its first ``most`` bytes."""
        with self._named():
            assert self._zip is not None
            size = self._zip.getinfo(name).compress_size
            if most is not None:
                with self._zip.open(name) as part:
                    return part.read(most)
            whole = BytesIO()  # held in memory, so no larger than a media file may be
            for piece in self._bounded(self._member(name), size, self._limits.file):
                whole.write(piece)
            return whole.getvalue()

    def whole(self) -> bytes:
        """Return the content of a bare file."""
        with self._named():
            self.refuse_larger(self._stream.seek(0, 2))
            self._stream.seek(0)
            return self._stream.read()

    def refuse_larger(self, size: int) -> None:
        """Raise TooMuchError where so many bytes are more than a collection may have."""
        self._read += size
        if size > self._limits.collection:
            raise self._too_much()

    def media_data(self, file: MediaFile) -> Iterator[bytes]:
        """Yield the content of a media file in pieces."""
        with self._named():
            if self._beside is not None:
                yield from self._bounded(self._beside(file), file.size, self._limits.file)
                return
            assert self._zip is not None
            size = self._zip.getinfo(file.member).compress_size
            parts = self._media_parts(self._member(file.member))
            yield from self._bounded(parts, size, self._limits.file)

    def read_again(self) -> None:
        """Count what is unpacked from here on as it was counted before, for a second look."""
        self._read = 0

    def _media_parts(self, parts: Iterator[bytes]) -> Iterator[bytes]:
        """Return what the parts of a media file in the zip hold."""
        return parts

    def _open_members(self) -> list[zipfile.ZipInfo]:
        """Open the zip and return what is in it; two parts of one name are told."""
        with self._named():
            found = zip_list.listed(self._stream)
            most = self._limits.entries
            if found.entries > most or found.size > most * LISTED_BYTES:
                raise self._too_much()
            self._zip = zipfile.ZipFile(self._stream)
            members = self._zip.infolist()
            self._refuse_odd(members)
        if len({each.filename for each in members}) < len(members):
            self.problems.add(
                0, message("Two parts of the file have the same name; the last one is used.")
            )
        return members

    def _refuse_odd(self, members: list[zipfile.ZipInfo]) -> None:
        if len(members) > self._limits.entries:
            raise self._too_much()
        end = 0
        for each in sorted(members, key=lambda each: each.header_offset):
            if each.header_offset < end:
                raise zipfile.BadZipFile("parts overlap")
            end = each.header_offset + 30 + each.compress_size
            if each.flag_bits & ENCRYPTED or each.compress_type not in METHODS:
                raise zipfile.BadZipFile("locked, or of a kind no version of Anki writes")

    def _member(self, name: str) -> Iterator[bytes]:
        assert self._zip is not None
        with self._zip.open(name) as part:
            yield from iter(lambda: part.read(_AT_ONCE), b"")

    def _bounded(self, parts: Iterator[bytes], packed: int, most: int) -> Iterator[bytes]:
        most = min(most, max(SMALL, packed * self._limits.density))
        size = 0
        for part in parts:
            size += len(part)
            self._read += len(part)
            if size > most or self._read > self._limits.whole:
                raise self._too_much()
            yield part

    def _too_much(self) -> TooMuchError:
        return TooMuchError(
            message(
                "{file} unpacks to far more than a shared package holds, so it was not read.",
                file=self.file,
            ),
            message("If it is your own collection, say so and import it again."),
        )

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Say in words which file is damaged."""
        try:
            yield
        except DAMAGE as error:
            raise damaged(self.file) from error


def damaged(file: str) -> UserError:
    """Return what is said of a package that cannot be read."""
    return UserError(
        message("{file} is damaged, or locked with a password.", file=file),
        message("Export it again, or get it again from where it came."),
    )
