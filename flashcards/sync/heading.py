"""The head of a segment: what can be known of it without unpacking anything."""

import re
import struct
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from flashcards import ciphers
from flashcards.model.messages import message
from flashcards.sync import bounded
from flashcards.sync.refusals import (
    DamagedError,
    IncompleteError,
    NotASegmentError,
    SegmentTooLargeError,
)
from flashcards.sync.values import CHANGES, FORMAT, SNAPSHOT, Segment

MAGIC: Final = b"FLSG1\n"
READS: Final = FORMAT
"""The latest version of the format that this program knows; it reads those before as well."""
LARGEST_HEAD: Final = 1 << 20
LARGEST_FILE: Final = 1 << 30
LARGEST_PART: Final = 64 << 20
"""Bytes of one part once it is unpacked."""
LARGEST_WHOLE: Final = 1 << 30
"""Bytes of all parts once they are unpacked."""
MOST_HASHES: Final = 10_000
MOST_PARTS: Final = 10_000
LARGEST_NUMBER: Final = 1 << 40

_LENGTH: Final = struct.Struct("<I")
_DEVICE: Final = re.compile(r"[0-9a-z]{1,40}")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_PART: Final = re.compile(r"[a-z]{1,20}")
_LONGEST_APP: Final = 40


class Part(NamedTuple):
    """A piece of a segment's body, packed by itself."""

    name: str
    packed: int
    """Bytes in the file."""
    size: int
    """Bytes once it is unpacked."""


class Lock(NamedTuple):
    """How a body is encrypted: see ``secret``."""

    cipher: str
    salt: bytes
    nonce: bytes
    check: bytes
    """Tells whether a key is the right one."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a segment says about itself."""

    kind: str
    device: str
    number: int
    parents: tuple[str, ...]
    covers: tuple[str, ...]
    heads: tuple[str, ...]
    needs: int
    app: str
    body: int
    """Bytes of the body in the file."""
    parts: tuple[Part, ...]
    sha256: str
    """Of the body as it is in the file."""
    lock: Lock | None
    start: int = 0
    """Where in the file the body begins."""
    signed: bytes = b""
    """What of this an encrypted body vouches for."""

    @property
    def size(self) -> int:
        """Bytes of the whole file."""
        return self.start + self.body

    @property
    def is_readable(self) -> bool:
        """Whether this version of the program can read the body."""
        return self.needs <= READS


def opened(data: bytes) -> Header:
    """Return the head of a segment whose first bytes are given; raises SegmentError.

    IncompleteError where too few bytes are given. Of one from a later version only what carries
    it is looked at.
    """
    if not data.startswith(MAGIC):
        raise IncompleteError if MAGIC.startswith(data) else NotASegmentError
    after = len(MAGIC) + _LENGTH.size
    if len(data) < after:
        raise IncompleteError
    (length,) = _LENGTH.unpack(data[len(MAGIC) : after])
    if length > LARGEST_HEAD:
        raise SegmentTooLargeError(message("its head alone has {bytes:,} bytes", bytes=length))
    if len(data) < after + length:
        raise IncompleteError
    budget = bounded.Budget(5 * MOST_PARTS + 4 * MOST_HASHES)
    found = bounded.from_json(data[after : after + length], budget)
    if not isinstance(found, dict):
        raise _impossible()
    return _header(found, after + length)


def written(segment: Segment, parts: list[Part], lock: Lock | None) -> dict[str, Any]:
    """Return the head of a segment, as JSON has it, without what only the body can tell."""
    found = {
        "format": 1,
        "kind": segment.kind,
        "device": segment.device,
        "n": segment.number,
        "parents": list(segment.parents),
        "needs": segment.needs,
        "app": segment.app,
        "parts": [list(part) for part in parts],
    }
    if segment.kind == SNAPSHOT:
        found |= {"covers": list(segment.covers), "heads": list(segment.heads)}
    if lock is not None:
        found["lock"] = [lock.cipher, lock.salt.hex(), lock.nonce.hex(), lock.check.hex()]
    return found


def signed(found: dict[str, Any]) -> bytes:
    """Return what of a head an encrypted body vouches for: all but what follows from the body."""
    return bounded.to_json({name: found[name] for name in found if name not in ("sha256", "body")})


def packed(found: dict[str, Any]) -> bytes:
    """Return the first bytes of the file; what ``opened`` refuses raises SegmentError."""
    text = bounded.to_json(found)
    data = MAGIC + _LENGTH.pack(len(text)) + text
    opened(data)
    return data


def _header(found: dict[str, Any], start: int) -> Header:
    needs = whole(found.get("needs"), 1, 1 << 30)
    known = needs <= READS
    header = Header(
        kind=_kind(found.get("kind"), known),
        device=_text(found.get("device"), _DEVICE),
        number=whole(found.get("n"), 0, LARGEST_NUMBER),
        parents=_hashes(found.get("parents")),
        covers=_hashes(found.get("covers", [])),
        heads=_hashes(found.get("heads", [])),
        needs=needs,
        app=_app(found.get("app")),
        body=whole(found.get("body"), 0, 1 << 62),
        parts=_parts(found.get("parts")) if known else (),
        sha256=_text(found.get("sha256"), _HASH),
        lock=_lock(found.get("lock")) if known and "lock" in found else None,
        start=start,
        signed=signed(found) if "lock" in found else b"",
    )
    if known:
        _compare(header)
    return header


def _compare(header: Header) -> None:
    """Refuse a head whose lengths are too large or contradict each other."""
    if header.size > LARGEST_FILE:
        raise SegmentTooLargeError(message("it has {megabytes:,} MB", megabytes=header.size >> 20))
    if max((part.size for part in header.parts), default=0) > LARGEST_PART:
        raise SegmentTooLargeError(message("one of its parts does not fit into memory"))
    if sum(part.size for part in header.parts) > LARGEST_WHOLE:
        raise SegmentTooLargeError(message("unpacked, it does not fit into memory"))
    sealed = ciphers.TAG_BYTES if header.lock else 0
    if sum(part.packed for part in header.parts) + sealed != header.body:
        raise _impossible()


def _impossible() -> DamagedError:
    return DamagedError(message("what stands at its beginning cannot be right"))


def whole(value: object, low: int, high: int) -> int:
    """Return a whole number within bounds; raises DamagedError for anything else."""
    if type(value) is not int or not low <= value <= high:
        raise _impossible()
    return value


def _text(value: object, form: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise _impossible()
    return value


def _kind(value: object, known: bool) -> str:
    kind = _text(value, _PART)
    if known and kind not in (CHANGES, SNAPSHOT):
        raise _impossible()
    return kind


def _app(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_APP or not value.isprintable():
        raise _impossible()
    return value


def _hashes(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MOST_HASHES:
        raise _impossible()
    return tuple(_text(each, _HASH) for each in value)


def _parts(value: object) -> tuple[Part, ...]:
    if not isinstance(value, list) or len(value) > MOST_PARTS:
        raise _impossible()
    found = []
    for each in value:
        if not isinstance(each, list) or len(each) != 3:
            raise _impossible()
        sizes = (whole(size, 0, 1 << 40) for size in each[1:])
        found.append(Part(_text(each[0], _PART), *sizes))
    return tuple(found)


def _lock(value: object) -> Lock:
    if not isinstance(value, list) or len(value) != 4 or not isinstance(value[0], str):
        raise _impossible()
    try:
        return Lock(value[0][:40], *(bytes.fromhex(each) for each in value[1:]))
    except (TypeError, ValueError) as error:
        raise _impossible() from error
