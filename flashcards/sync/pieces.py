"""Reads a segment that may be as large as a collection, piece by piece."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from flashcards.sync.reading import SegmentReader
from flashcards.sync.secret import Secret
from flashcards.sync.values import Fact, Segment

_AT_ONCE: Final = 8 << 20
"""Bytes, unpacked, up to which a segment is taken as one piece."""


def pieces(
    data: bytes, key: Secret | None = None, look: Callable[[Segment], object] = id
) -> Iterator[Segment]:
    """Yield what is in a segment, one part after the other, each a segment for itself.

    All of it has been looked at, also by ``look``, before the first is yielded. Raises
    SegmentError, and what ``look`` raises.
    """
    reader = SegmentReader(data, key)
    if sum(part.size for part in reader.header.parts) <= _AT_ONCE:
        found = [*_pieces(reader)]
        for piece in found:
            look(piece)
        yield from found
        return
    for piece in _pieces(reader):
        look(piece)
    yield from _pieces(SegmentReader(data, key))


def _pieces(reader: SegmentReader) -> Iterator[Segment]:
    header = reader.header
    bare = Segment(header.device, header.number, app=header.app, devices=reader.devices)
    for facts in _portions(reader):
        yield replace(bare, facts=facts)
    if reader.has_log:
        for block in reader.log():
            yield replace(bare, log=block)


def _portions(reader: SegmentReader) -> Iterator[list[Fact]]:
    """Put facts together that were written together: in each portion the kinds are in order."""
    portion: list[Fact] = []
    for facts in reader.facts():
        if portion and facts and facts[0].kind < portion[-1].kind:
            yield portion
            portion = []
        portion.extend(facts)
    if portion:
        yield portion
