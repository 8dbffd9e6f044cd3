"""Segments: files that are written once, and that say what one device did since its last one."""

import hashlib
from typing import Any, Final

from flashcards.model.messages import message
from flashcards.sync import bounded, fact_columns, heading, log_columns, secret
from flashcards.sync.heading import Header as Header
from flashcards.sync.heading import Part
from flashcards.sync.refusals import (
    DamagedError,
    IncompleteError,
    NewerError,
    NotEncryptedError,
)  # fmt: skip
from flashcards.sync.secret import Key
from flashcards.sync.values import CHANGES as CHANGES
from flashcards.sync.values import SNAPSHOT as SNAPSHOT
from flashcards.sync.values import Column as Column
from flashcards.sync.values import Fact as Fact
from flashcards.sync.values import LogBlock as LogBlock
from flashcards.sync.values import Segment as Segment

MOST_DEVICES: Final = 10_000
LONGEST_DEVICE: Final = 200
"""Characters of a device's uid or name; those of logs from elsewhere say where they are from."""
_LOG_PARTS: Final = ("versions", "cards", "rows", "marks")
_PACKING: Final = "zlib"
_OWN_NAMES: Final = ("devices", "log")


def pack(segment: Segment, key: Key | None = None) -> bytes:
    """Return the file of a segment; without a key the same bytes for equal segments.

    Raises ValueError or SegmentError for a segment that could not be read again.
    """
    texts = [("about", _about(segment))]
    facts = fact_columns.in_order(segment.facts, len(segment.devices))
    texts += [("facts", text) for text in fact_columns.packed(facts)]
    if segment.log is not None:
        texts += log_columns.packed(segment.log, len(segment.devices))
    pieces = [bounded.compressed(text, _PACKING) for _, text in texts]
    parts = [
        Part(name, len(piece), len(text)) for (name, text), piece in zip(texts, pieces, strict=True)
    ]
    lock = None if key is None else secret.new_lock(key)
    head = heading.written(segment, _PACKING, parts, lock)
    body = b"".join(pieces)
    if key is not None and lock is not None:
        body = secret.encrypted(body, key, lock, heading.signed(head))
    head |= {"body": len(body), "sha256": hashlib.sha256(body).hexdigest()}
    return heading.packed(head) + body


def _about(segment: Segment) -> bytes:
    found = {
        **segment.extra,
        "devices": [list(device) for device in segment.devices],
        "log": segment.log is not None,
    }
    return bounded.to_json(found)


def header_of(data: bytes) -> Header:
    """Return what a segment says about itself, given its first ``LARGEST_HEAD`` bytes or fewer.

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


def unpack(data: bytes, key: Key | None = None) -> Segment:
    """Return the segment in a file, all of it or nothing: raises SegmentError.

    With a key, what is not encrypted is refused: anybody could have put it into the folder.
    """
    header = heading.opened(data)
    if not header.is_readable:
        raise NewerError(header.app)
    texts = _texts(header, _body(data, header, key))
    if not texts or texts[0][0] != "about":
        raise _impossible()
    about = bounded.from_json(texts[0][1])
    devices, has_log = _read_about(about)
    log_parts = [text for text in texts if text[0] in _LOG_PARTS]
    if log_parts and not has_log:
        raise _impossible()
    return Segment(
        header.device, header.number, header.kind, header.parents, header.covers, header.heads,
        header.needs, header.app, devices,
        [fact for name, text in texts if name == "facts"
         for fact in fact_columns.unpacked(text, len(devices))],
        log_columns.unpacked(log_parts, len(devices)) if has_log else None,
        {name: about[name] for name in about if name not in _OWN_NAMES},
    )  # fmt: skip


def _body(data: bytes, header: Header, key: Key | None) -> bytes:
    if len(data) < header.size:
        raise IncompleteError
    if len(data) > header.size:
        raise DamagedError(message("it is longer than it should be"))
    body = data[header.start :]
    if hashlib.sha256(body).hexdigest() != header.sha256:
        raise DamagedError(message("its content is not what was written"))
    if header.lock is not None:
        return secret.decrypted(body, key, header)
    if key is not None:
        raise NotEncryptedError
    return body


def _texts(header: Header, body: bytes) -> list[tuple[str, bytes]]:
    texts, start = [], 0
    for part in header.parts:
        if part.name not in ("about", "facts", *_LOG_PARTS):
            raise _impossible()
        piece = body[start : start + part.packed]
        texts.append((part.name, bounded.expanded(piece, header.packing, part.size)))
        start += part.packed
    return texts


def _read_about(about: Any) -> tuple[list[tuple[str, str]], bool]:
    if not isinstance(about, dict) or not isinstance(about.get("log"), bool):
        raise _impossible()
    found = about.get("devices")
    if not isinstance(found, list) or len(found) > MOST_DEVICES:
        raise _impossible()
    devices = []
    for each in found:
        if not isinstance(each, list) or len(each) != 2 or not all(map(_is_short, each)):
            raise _impossible()
        devices.append((each[0], each[1]))
    if len({uid for uid, _ in devices}) < len(devices) or not bounded.is_value(about):
        raise _impossible()
    return devices, about["log"]


def _is_short(text: Any) -> bool:
    return isinstance(text, str) and len(text) <= LONGEST_DEVICE and "\0" not in text


def _impossible() -> DamagedError:
    return DamagedError(message("what it says about itself cannot be right"))
