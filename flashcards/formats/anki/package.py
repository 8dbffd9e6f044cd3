"""Opens packages and collections of Anki's: a zip, a compressed or a plain database.

Names in an archive are data and never touch the disk. Nothing grows beyond what ``Limits`` allow.
"""

import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

from flashcards.formats.anki import wire
from flashcards.formats.anki.wire import NUMBER, TEXT, Entry, list_of
from flashcards.formats.anki.zstandard import MAGIC, ZstdError, unpacked
from flashcards.formats.wording import Problems, quoted, safe_name
from flashcards.model.anki import TooMuchError
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message

SQLITE = b"SQLite format 3\x00"
_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""Newest first: beside a newer one lies an older one that only asks to update Anki."""
_NEWEST_PACKAGE = 3
_AT_ONCE = 1 << 16
_SMALL = 1 << 20
_LARGEST_MAP = 16 << 20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1
_DAMAGE = (
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


_ENTRY = (Entry(1, "name", TEXT), Entry(2, "size", NUMBER), Entry(255, "place", wire.MAYBE_NUMBER))
_MAP = (Entry(1, "entries", list_of(_ENTRY)),)
_META = (Entry(1, "version", NUMBER),)


class Package:
    """An open package; ``open_package`` makes it. Every method raises UserError."""

    def __init__(self, stream: BinaryIO, file: str, limits: Limits) -> None:
        self.file = safe_name(file)
        self.problems = Problems(self.file)
        self.media: tuple[MediaFile, ...] = ()
        self._stream, self._limits = stream, limits
        self._read = 0
        self._zip: zipfile.ZipFile | None = None
        self._inner = ""
        self._beside: Callable[[MediaFile], Iterator[bytes]] | None = None
        self._new = False
        head = stream.read(len(SQLITE))
        stream.seek(0)
        if head == SQLITE or head.startswith(MAGIC):
            self._new = head.startswith(MAGIC)
        else:
            self._open_zip(head)

    @property
    def is_archive(self) -> bool:
        """Whether it is a package, not a bare collection."""
        return self._zip is not None

    @property
    def is_plain(self) -> bool:
        """Whether it is a database as it stands, neither packed nor compressed."""
        return self._zip is None and not self._new

    def lies_beside(
        self, files: Sequence[MediaFile], read: Callable[[MediaFile], Iterator[bytes]]
    ) -> None:
        """Take the media of a bare collection, which come from where ``read`` finds them."""
        if len(files) > self._limits.entries:
            raise self._too_much()
        self.media, self._beside = tuple(files), read

    def refuse_larger(self, size: int) -> None:
        """Raise TooMuchError where so many bytes are more than a collection may have."""
        self._read += size
        if size > self._limits.collection:
            raise self._too_much()

    @property
    def unpacked(self) -> int:
        """Bytes unpacked so far."""
        return self._read

    def collection(self) -> Iterator[bytes]:
        """Yield the database in pieces."""
        with self._named():
            if self._zip is None:
                self._stream.seek(0, 2)
                size = self._stream.tell()
                self._stream.seek(0)
                parts = iter(lambda: self._stream.read(_AT_ONCE), b"")
            else:
                size = self._zip.getinfo(self._inner).compress_size
                parts = self._member(self._inner)
            yield from self._bounded(self._opened(parts), size, self._limits.collection)

    def media_data(self, file: MediaFile) -> Iterator[bytes]:
        """Yield the content of a media file in pieces."""
        with self._named():
            if self._beside is not None:
                yield from self._bounded(self._beside(file), file.size, self._limits.file)
                return
            assert self._zip is not None
            parts: Iterator[bytes] = self._member(file.member)
            parts = unpacked(parts) if self._new else parts
            size = self._zip.getinfo(file.member).compress_size
            yield from self._bounded(parts, size, self._limits.file)

    def _open_zip(self, head: bytes) -> None:
        if not head.startswith(b"PK"):
            raise UserError(
                message("{file} is neither a package nor a collection of Anki's.", file=self.file),
                message("Choose a file ending in .apkg, .colpkg, .anki2 or .anki21."),
            )
        with self._named():
            self._zip = zipfile.ZipFile(self._stream)
            members = self._zip.infolist()
            self._refuse_odd(members)
            names = {each.filename for each in members}
            if len(names) < len(members):
                self.problems.add(
                    0, message("Two parts of the file have the same name; the last one is used.")
                )
            self._inner = next((each for each in _COLLECTIONS if each in names), "")
        if not self._inner:
            raise UserError(
                message("{file} holds no collection of Anki's.", file=self.file),
                message("Export it again from Anki, as a package (.apkg)."),
            )
        if "meta" in names:
            self._refuse_newer(self._small("meta"))
        self._new = self._inner == _COLLECTIONS[0]
        if "media" in names:
            with self._named():
                self.media = tuple(self._media(self._small("media"), names))

    def _refuse_odd(self, members: list[zipfile.ZipInfo]) -> None:
        if len(members) > self._limits.entries:
            raise self._too_much()
        end = 0
        for each in sorted(members, key=lambda each: each.header_offset):
            if each.header_offset < end:
                raise zipfile.BadZipFile("parts overlap")
            end = each.header_offset + 30 + each.compress_size
            if each.flag_bits & _ENCRYPTED or each.compress_type not in _METHODS:
                raise zipfile.BadZipFile("locked, or of a kind no version of Anki writes")

    def _refuse_newer(self, data: bytes) -> None:
        with self._named():
            version = wire.decoded(data, _META)["version"]
        if version > _NEWEST_PACKAGE:
            raise UserError(
                message("{file} was made by a newer Anki than this program knows.", file=self.file),
                message("Export it again with “Support older Anki versions” ticked."),
            )

    def _media(self, data: bytes, names: set[str]) -> Iterator[MediaFile]:
        found: list[tuple[str, Any, int]] = []
        if data[:1] == b"{":
            table = json.loads(data)
            if not isinstance(table, dict):
                raise ValueError("no table of media")
            found = [(str(member), name, 0) for member, name in table.items()]
        elif data:
            listed = wire.decoded(data, _MAP)["entries"]
            for at, each in enumerate(listed):
                place = at if each["place"] is None else each["place"]
                found.append((str(place), each["name"], each["size"]))
        seen: set[str] = set()
        assert self._zip is not None
        for member, name, size in found:
            if not isinstance(name, str) or not name:
                self.problems.add(
                    0, message("A media file without a name was left out."), _NAMELESS
                )
            elif member not in names:
                self.problems.add(
                    0, message("The media file {name} is missing.", name=quoted(name)), _ABSENT
                )
            elif name in seen:
                self.problems.add(
                    0,
                    message("Two media files are called {name}; one was used.", name=quoted(name)),
                    _TWINS,
                )
            else:
                seen.add(name)
                yield MediaFile(name, member, size or self._zip.getinfo(member).file_size)

    def _small(self, member: str) -> bytes:
        """Return a part that says something about the others."""
        with self._named():
            assert self._zip is not None
            size = self._zip.getinfo(member).compress_size
            parts = self._opened(self._member(member))
            return b"".join(self._bounded(parts, size, _LARGEST_MAP))

    def _member(self, name: str) -> Iterator[bytes]:
        assert self._zip is not None
        with self._zip.open(name) as part:
            yield from iter(lambda: part.read(_AT_ONCE), b"")

    @staticmethod
    def _opened(parts: Iterator[bytes]) -> Iterator[bytes]:
        """Yield what parts hold, which may be compressed once more."""
        first = next(parts, b"")
        whole = _after(first, parts)
        return unpacked(whole) if first.startswith(MAGIC) else whole

    def _bounded(self, parts: Iterator[bytes], packed: int, most: int) -> Iterator[bytes]:
        most = min(most, max(_SMALL, packed * self._limits.density))
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
        except _DAMAGE as error:
            raise damaged(self.file) from error


def damaged(file: str) -> UserError:
    """Return what is said of a package that cannot be read."""
    return UserError(
        message("{file} is damaged, or locked with a password.", file=file),
        message("Export it from Anki again, or get it again from where it came."),
    )


_NAMELESS: Message = message("media file without a name")
_ABSENT: Message = message("missing media file")
_TWINS: Message = message("two media files of one name")


def _after(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from rest
