"""Opens packages and collections of Anki's: a zip, a compressed or a plain database.

Names in an archive are data and never touch the disk. Nothing grows beyond what ``Limits`` allow.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from flashcards.formats import bounded_json
from flashcards.formats.anki import wire
from flashcards.formats.anki.wire import NUMBER, TEXT, Entry, list_of
from flashcards.formats.anki.zstandard import MAGIC, unpacked
from flashcards.formats.archive import OWN, STRANGERS, Archive, Limits, MediaFile, damaged
from flashcards.formats.wording import quoted
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message, plural_message

__all__ = ["OWN", "SQLITE", "STRANGERS", "Limits", "MediaFile", "Package", "damaged"]

SQLITE = b"SQLite format 3\x00"
_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""Newest first: beside a newer one lies an older one that only asks to update Anki."""
_NEWEST_PACKAGE = 3
_AT_ONCE = 1 << 16
_LARGEST_MAP = 16 << 20
_ENTRY = (Entry(1, "name", TEXT), Entry(2, "size", NUMBER), Entry(255, "place", wire.MAYBE_NUMBER))
_MAP = (Entry(1, "entries", list_of(_ENTRY)),)
_META = (Entry(1, "version", NUMBER),)


class Package(Archive):
    """An open package; ``open_package`` makes it. Every method raises UserError."""

    def __init__(self, stream: BinaryIO, file: str, limits: Limits) -> None:
        super().__init__(stream, file, limits)
        self._inner = ""
        self._listed: set[str] = set()
        """What the map of media calls parts of the archive."""
        self._new = False
        head = stream.read(len(SQLITE))
        stream.seek(0)
        if head == SQLITE or head.startswith(MAGIC):
            self._new = head.startswith(MAGIC)
        else:
            self._open_zip(head)

    @property
    def is_plain(self) -> bool:
        """Whether it is a database as it stands, neither packed nor compressed."""
        return self._zip is None and not self._new

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

    def _media_parts(self, parts: Iterator[bytes]) -> Iterator[bytes]:
        return unpacked(parts) if self._new else parts

    def _open_zip(self, head: bytes) -> None:
        if not head.startswith(b"PK"):
            raise UserError(
                message("{file} is neither a package nor a collection of Anki's.", file=self.file),
                message("Choose a file ending in .apkg, .colpkg, .anki2 or .anki21."),
            )
        names = {each.filename for each in self._open_members()}
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
        known = {"media", "meta", *_COLLECTIONS, *self._listed}
        if others := sum(not name.endswith("/") for name in names - known):
            what = plural_message(
                others,
                "One file in it is in no list and was left out.",
                "{count} files in it are in no list and were left out.",
            )
            self.problems.add(0, what)

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
        most = self._limits.entries
        if data[:1] == b"{":
            table = bounded_json.loads(data, 3 * most)
            if not isinstance(table, dict):
                raise ValueError("no table of media")
            found = [(str(member), name, 0) for member, name in table.items()]
        elif data:
            listed = wire.decoded(data, _MAP, most)["entries"]
            for at, each in enumerate(listed):
                place = at if each["place"] is None else each["place"]
                found.append((str(place), each["name"], each["size"]))
        if len(found) > most:
            raise self._too_much()
        self._listed = {member for member, _, _ in found}
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
                told = size if 0 < size <= self._limits.file else 0
                yield MediaFile(name, member, told or self._zip.getinfo(member).file_size)

    def _small(self, member: str) -> bytes:
        """Return a part that says something about the others."""
        with self._named():
            assert self._zip is not None
            size = self._zip.getinfo(member).compress_size
            parts = self._opened(self._member(member))
            return b"".join(self._bounded(parts, size, _LARGEST_MAP))

    @staticmethod
    def _opened(parts: Iterator[bytes]) -> Iterator[bytes]:
        """Yield what parts hold, which may be compressed once more."""
        first = next(parts, b"")
        whole = _after(first, parts)
        return unpacked(whole) if first.startswith(MAGIC) else whole


_NAMELESS: Message = message("media file without a name")
_ABSENT: Message = message("missing media file")
_TWINS: Message = message("two media files of one name")


def _after(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from rest
