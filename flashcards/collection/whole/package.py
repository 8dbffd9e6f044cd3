"""Opens a collection's file, alone or in an archive with its media; nothing unpacks without end."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from flashcards.files import open_given, shown_name, unreadable
from flashcards.formats import zip_list
from flashcards.formats.archive import DAMAGE, ENCRYPTED, LISTED_BYTES, METHODS, SMALL
from flashcards.formats.whole import shape
from flashcards.formats.whole.stream import odd
from flashcards.formats.wording import safe_name
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.store import media

_MOST_PARTS: Final = 100_000
_DENSITY: Final = 200
"""How many times larger than its packed form a part may be; less than 1 MiB may always."""


class Opened:
    """An open file; ``opened`` makes it. Methods raise UserError."""

    def __init__(self, stream: BinaryIO, file: str) -> None:
        self.file = safe_name(file)
        self.media_names: tuple[str, ...] = ()
        self._stream = stream
        self._archive: zipfile.ZipFile | None = None
        head = stream.read(2)
        stream.seek(0)
        if head == b"PK":
            self._open_archive()

    def _open_archive(self) -> None:
        with self._named():
            told = zip_list.listed(self._stream)
            if told.entries > _MOST_PARTS or told.size > _MOST_PARTS * LISTED_BYTES:
                raise zipfile.BadZipFile("far more parts than any collection has")
            self._archive = zipfile.ZipFile(self._stream)
            parts = self._archive.infolist()
            names = [each.filename for each in parts]
            odd_parts = any(
                each.flag_bits & ENCRYPTED or each.compress_type not in METHODS for each in parts
            )
            if len(parts) > _MOST_PARTS or len(set(names)) < len(names) or odd_parts:
                raise zipfile.BadZipFile("not as this program writes them")
        if shape.INNER not in names:
            raise UserError(
                message("{file} holds no collection of this program’s.", file=self.file),
                message("Choose a file that it exported."),
            )
        found = (name.removeprefix(shape.MEDIA) for name in names if name.startswith(shape.MEDIA))
        self.media_names = tuple(name for name in found if media.is_name(name))

    @contextmanager
    def text(self) -> Iterator[Callable[[int], bytes]]:
        """Lend how to read the file itself, some bytes at a time."""
        if self._archive is None:
            self._stream.seek(0)
            yield self._reading(self._stream.read, 1 << 62)
            return
        with self._named():
            part = self._archive.getinfo(shape.INNER)
            source = self._archive.open(part)
        with source:
            yield self._reading(source.read, max(SMALL, part.compress_size * _DENSITY))

    def _reading(self, read: Callable[[int], bytes], most: int) -> Callable[[int], bytes]:
        left = most

        def bounded(size: int) -> bytes:
            nonlocal left
            with self._named():
                data = read(size)
            left -= len(data)
            if left < 0:
                raise odd(self.file, message("it unpacks to far more than it can hold"))
            return data

        return bounded

    def media(self, name: str) -> bytes:
        """Return the content of a media file, which has to be the one that its name says."""
        assert self._archive is not None
        with self._named():
            part = self._archive.getinfo(shape.MEDIA + name)
            if part.file_size > media.MAXIMUM_BYTES:
                raise ValueError("larger than any media file")
            with self._archive.open(part) as source:
                data = source.read(media.MAXIMUM_BYTES + 1)
        try:
            right = media.name_for(data) == name
        except UserError:
            right = False
        if not right:
            raise odd(self.file, message("its file {name} is another one", name=name))
        return data

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Say in words which file is damaged."""
        try:
            yield
        except DAMAGE as error:
            raise odd(self.file, message("a part of it cannot be read")) from error


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Open a collection's file. Raises UserError for what is none."""
    try:
        stream = open_given(path)
    except (OSError, ValueError) as error:
        hint = message("Choose a file that this program exported.")
        raise unreadable(path, error, hint) from error
    with stream:
        yield Opened(stream, shown_name(path))
