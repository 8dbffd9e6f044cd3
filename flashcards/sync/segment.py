"""Segments: files that are written once, and that say what one device did since its last one."""

import hashlib
from collections.abc import Iterable
from typing import Final

from flashcards.sync import heading
from flashcards.sync.heading import Header as Header
from flashcards.sync.log_columns import with_cards_after
from flashcards.sync.reading import SegmentReader as SegmentReader
from flashcards.sync.secret import Secret, own_key
from flashcards.sync.values import CHANGES as CHANGES
from flashcards.sync.values import SNAPSHOT as SNAPSHOT
from flashcards.sync.values import Column as Column
from flashcards.sync.values import Fact as Fact
from flashcards.sync.values import LogBlock as LogBlock
from flashcards.sync.values import Segment as Segment
from flashcards.sync.writing import SegmentWriter as SegmentWriter

_MOST_VALUES: Final = 20_000_000
"""Of all that is JSON in a segment that is read at once."""


def pack(segment: Segment, key: Secret | None = None) -> bytes:
    """Return the file of a segment; without a key the same bytes for equal segments.

    Raises SegmentError for a segment that could not be read again.
    """
    writer = SegmentWriter(segment, own_key(key))
    writer.add_facts(segment.facts)
    if segment.log is not None:
        writer.add_log(segment.log)
    return writer.finish()


def unpack(data: bytes, key: Secret | None = None) -> Segment:
    """Return the segment in a file, all of it or nothing: raises SegmentError.

    With a key, what is not encrypted is refused: anybody could have put it into the folder.
    """
    reader = SegmentReader(data, key, _MOST_VALUES)
    header = reader.header
    return Segment(
        header.device, header.number, header.kind, header.parents, header.covers, header.heads,
        header.needs, header.app, reader.devices,
        [fact for facts in reader.facts() for fact in facts],
        _joined(reader.log()) if reader.has_log else None,
        reader.extra,
    )  # fmt: skip


def header_of(data: bytes) -> Header:
    """Return what a segment says about itself, given its first bytes or all of them.

    Unpacks nothing. Raises SegmentError; IncompleteError where the head is cut off.
    """
    return heading.opened(data)


def hash_of(data: bytes) -> str:
    """Return the hash by which others name a segment: the SHA-256 of its whole file."""
    return hashlib.sha256(data).hexdigest()


def name_of(segment: Segment | Header, whole_hash: str) -> str:
    """Return what the file of a segment with this hash is called."""
    which = "snapshot" if segment.kind == SNAPSHOT else str(segment.number)
    return f"{segment.device}-{which}-{whole_hash[:16]}.seg"


def _joined(blocks: Iterable[LogBlock]) -> LogBlock:
    """Return one block with the rows of all."""
    import numpy as np  # late: few segments have a log

    whole, tables, count = LogBlock(), [], 0
    names, cards, versions = None, 0, 0
    for block in blocks:
        if block.cards is not names:
            names, cards, versions = block.cards, len(whole.cards), len(whole.versions)
            whole.cards.extend(block.cards)
            whole.versions.extend(block.versions)
        tables.append(with_cards_after(block.rows, cards, versions))
        whole.targets |= {count + row: target for row, target in block.targets.items()}
        whole.plans |= {count + row: uid for row, uid in block.plans.items()}
        whole.memories |= {count + row: memory for row, memory in block.memories.items()}
        count += len(block.rows)
    if tables:
        whole.rows = np.concatenate(tables)
    return whole
