"""Zstandard by the library of that name, which Debian has, in the words of Python 3.14's module.

Only what this program asks for; sizes are bytes.
"""

from collections.abc import Mapping
from enum import IntEnum
from typing import Any, Final

import zstandard

ZstdError: Final = zstandard.ZstdError
_AT_ONCE: Final = 1 << 10
"""Bytes of what is packed that the library gets; it unpacks all of them, to 32 MB at most."""


class DecompressionParameter(IntEnum):
    """What can be set when unpacking."""

    window_log_max = 100


class CompressionParameter(IntEnum):
    """What can be set when packing."""

    content_size_flag = 200


class ZstdDecompressor:
    """Unpacks one frame, as much at a time as is asked for."""

    def __init__(self, *, options: Mapping[int, int]) -> None:
        window = 1 << options[DecompressionParameter.window_log_max]
        self._reader: Any = zstandard.ZstdDecompressor(max_window_size=window).decompressobj()
        self._packed = memoryview(b"")
        self._ready = memoryview(b"")

    @property
    def eof(self) -> bool:
        """Whether the frame has ended and all of it was given out."""
        return bool(self._reader.eof) and not self._ready

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes before more is put in."""
        return not self._ready and not self._packed and not self._reader.eof

    @property
    def unused_data(self) -> bytes:
        """What came after the end of the frame."""
        return bytes(self._reader.unused_data) + bytes(self._packed) if self.eof else b""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Return at most so much of what ``data`` and what was put in before it hold.

        Raises ZstdError for what is not Zstandard, or needs more memory than was allowed.
        """
        self._packed = memoryview(bytes(self._packed) + data) if data else self._packed
        while not self._ready and self._packed and not self._reader.eof:
            given, self._packed = self._packed[:_AT_ONCE], self._packed[_AT_ONCE:]
            self._ready = memoryview(self._reader.decompress(given))
        piece, self._ready = self._ready[:max_length], self._ready[max_length:]
        return bytes(piece)


class ZstdCompressor:
    """Packs one frame, which may say how large it is."""

    def __init__(self, *, options: Mapping[int, int]) -> None:
        told = bool(options.get(CompressionParameter.content_size_flag, 1))
        self._packer: Any = zstandard.ZstdCompressor(write_content_size=told)
        self._size = -1
        self._under_way: Any = None

    def set_pledged_input_size(self, size: int) -> None:
        """Say how much will come, before any of it."""
        self._size = size

    def compress(self, data: bytes) -> bytes:
        """Take more in and return what is packed by now."""
        return bytes(self._begun().compress(data))

    def flush(self) -> bytes:
        """Return the end. Raises ZstdError where another size came than was said."""
        return bytes(self._begun().flush())

    def _begun(self) -> Any:
        if self._under_way is None:
            self._under_way = self._packer.compressobj(size=self._size)
        return self._under_way


def compress(data: bytes) -> bytes:
    """Return ``data`` packed."""
    return bytes(zstandard.ZstdCompressor().compress(data))
