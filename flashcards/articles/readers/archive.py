"""Opens packed articles (Word, EPUB) without letting them grow beyond measure."""

import struct
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from flashcards.model.errors import UserError
from flashcards.model.messages import message

MOST_ENTRIES = 20_000
LARGEST_PART = 64 * 1024 * 1024
"""Bytes of one part, unpacked."""
LARGEST_WHOLE = 256 * 1024 * 1024
"""Bytes of all parts that are read of one article."""
_DENSEST = 200
"""How many times larger than its packed form a part may be."""
_SMALL = 1024 * 1024
"""A part up to this many bytes may be denser."""
_DAMAGE = (
    BadZipFile,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What Python's reader raises for archives that are damaged, locked or of an unknown kind."""


class Archive:
    """A packed article in memory; the names in it are only looked up, never used as paths."""

    def __init__(self, data: bytes) -> None:
        """Raises ``UserError`` if this is no archive or has too many parts."""
        try:
            self._zip = ZipFile(BytesIO(data))
            self._names = frozenset(self._zip.namelist())
        except _DAMAGE as error:
            raise _damaged() from error
        if len(self._names) > MOST_ENTRIES:
            raise _too_large()
        self._read = 0

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str) -> bytes:
        """Return a part, empty where it is missing; raises ``UserError`` for damage and bombs."""
        if name not in self._names:
            return b""
        try:
            packed = self._zip.getinfo(name).compress_size
            most = min(LARGEST_PART, max(_SMALL, packed * _DENSEST))
            with self._zip.open(name) as part:
                data = part.read(most + 1)
        except _DAMAGE as error:
            raise _damaged() from error
        self._read += len(data)
        if len(data) > most or self._read > LARGEST_WHOLE:
            raise _too_large()
        return data


def _damaged() -> UserError:
    return UserError(
        message("This file is damaged or locked with a password."),
        message("Open it in the program it was made with, and save it again without a password."),
    )


def _too_large() -> UserError:
    return UserError(
        message("This file unpacks to far more than an article holds."),
        message("It was not read. Save the part you want to learn as a file of its own."),
    )
