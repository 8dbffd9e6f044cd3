"""Zstandard, of the standard library or of one of the libraries that have it for older Pythons."""

import sys
from collections.abc import Iterable, Iterator

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    try:
        from backports import zstd
    except ImportError:  # Debian has another library
        # Under the same names.
        import flashcards.formats.anki.zstandard_library as zstd  # type: ignore[no-redef]  # as said

MAGIC = b"\x28\xb5\x2f\xfd"
"""What a compressed file begins with."""
_LARGEST_WINDOW = 25
"""Two to this power is how many bytes a reader may have to remember; Anki writes less than that."""
_AT_ONCE = 1 << 16
_MOST_FRAMES = 1_000
"""Anki writes one; each takes time, even if it holds nothing."""

__all__ = ("MAGIC", "ZstdError", "unpacked", "zstd")

ZstdError = zstd.ZstdError


def unpacked(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what ``parts`` hold, in pieces of at most 64 KB; raises ZstdError or EOFError."""
    options = {int(zstd.DecompressionParameter.window_log_max): _LARGEST_WINDOW}
    reader, frames = zstd.ZstdDecompressor(options=options), 1
    for part in parts:
        waiting = part
        while waiting or not reader.needs_input:
            if reader.eof:
                waiting = waiting or reader.unused_data
                if not waiting:
                    break
                frames += 1
                if frames > _MOST_FRAMES:
                    raise ZstdError("too many frames")
                reader = zstd.ZstdDecompressor(options=options)
            piece = reader.decompress(waiting, _AT_ONCE)
            waiting = b""
            if piece:
                yield piece
    if not reader.eof:
        raise EOFError("the compressed data are cut off")
