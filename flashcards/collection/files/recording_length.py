"""How long a sound or video plays, read from a few places of its file."""

import struct
from collections.abc import Callable
from typing import BinaryIO

from flashcards.model.recordings import frame_of, mp3_start

_LONGEST_S = 24 * 3600.0
_TAIL = 65_536
"""The last page of an Ogg file is no longer."""
_MOST_BOXES = 1_000


def seconds_of(file: BinaryIO, kind: str) -> float | None:
    """Return how long a file of a known kind plays, in seconds; None where that is not told."""
    try:
        seconds = _READERS[kind](file)
    except (struct.error, IndexError, ZeroDivisionError, OverflowError):
        return None
    return seconds if seconds is not None and 0 < seconds <= _LONGEST_S else None


def _wav(file: BinaryIO) -> float | None:
    at, rate, size = 12, 0, _size(file)
    for _ in range(_MOST_BOXES):
        file.seek(at)
        name, length = struct.unpack("<4sI", file.read(8))
        if name == b"fmt ":
            rate = struct.unpack("<8xI", file.read(12))[0]
        elif name == b"data":
            return float(min(length, size - at - 8) / rate)
        at += 8 + length + length % 2
    return None


def _flac(file: BinaryIO) -> float | None:
    file.seek(4)
    if file.read(1)[0] & 0x7F != 0:
        return None
    file.seek(18)
    packed = int.from_bytes(file.read(8), "big")
    return float((packed & (1 << 36) - 1) / (packed >> 44))


def _ogg(file: BinaryIO) -> float | None:
    file.seek(0)
    first = file.read(64)
    packet = first[27 + first[26] :]
    skipped = 0
    if packet.startswith(b"OpusHead"):
        rate, skipped = 48_000, struct.unpack("<10xH", packet[:12])[0]
    elif packet.startswith(b"\x01vorbis"):
        rate = struct.unpack("<12xI", packet[:16])[0]
    else:
        return None
    file.seek(max(0, _size(file) - _TAIL))
    tail = file.read(_TAIL)
    last = tail.rfind(b"OggS")
    return float((struct.unpack("<6xq", tail[last : last + 14])[0] - skipped) / rate)


def _mp3(file: BinaryIO) -> float | None:
    start = mp3_start(file)
    if start is None:
        return None
    file.seek(start)
    frame = file.read(256)
    head = frame_of(frame)
    if head is None:
        return None
    newest, mono = head.version == 3, frame[3] >> 6 == 3
    side = (17 if mono else 32) if newest else (9 if mono else 17)
    counted = frame[4 + side : 16 + side]
    if counted[:4] in (b"Xing", b"Info") and counted[7] & 1:
        return float(struct.unpack(">8xI", counted)[0] * head.samples / head.frequency)
    if frame[36:40] == b"VBRI":
        return float(struct.unpack(">14xI", frame[36:54])[0] * head.samples / head.frequency)
    return (_size(file) - start) * 8 / (head.kilobits * 1000)


def _mp4(file: BinaryIO) -> float | None:
    found = _box(file, 0, _size(file), b"moov")
    header = found and _box(file, *found, b"mvhd")
    if not header:
        return None
    file.seek(header[0])
    if file.read(1) == b"\1":
        scale, length = struct.unpack(">19xIQ", file.read(31))
    else:
        scale, length = struct.unpack(">11xII", file.read(19))
    return float(length / scale)


def _box(file: BinaryIO, at: int, end: int, wanted: bytes) -> tuple[int, int] | None:
    """Return where the content of a box begins and ends."""
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return None
        file.seek(at)
        size, name = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            size, head = struct.unpack(">Q", file.read(8))[0], 16
        if size == 0:
            size = end - at
        if size < head:
            return None
        if name == wanted:
            return at + head, min(end, at + size)
        at += size
    return None


def _webm(file: BinaryIO) -> float | None:
    file.seek(0)
    start = file.read(4096)
    info = start.find(b"\x15\x49\xa9\x66")
    length = start.find(b"\x44\x89", info)
    if info < 0 or length < 0:
        return None
    scale = start.find(b"\x2a\xd7\xb1\x83", info)
    nanoseconds = int.from_bytes(start[scale + 4 : scale + 7], "big") if scale >= 0 else 1_000_000
    wide = start[length + 2] == 0x88
    form, size = (">d", 8) if wide else (">f", 4)
    ticks: float = struct.unpack(form, start[length + 3 : length + 3 + size])[0]
    return ticks * nanoseconds / 1e9


def _size(file: BinaryIO) -> int:
    return file.seek(0, 2)


_READERS: dict[str, Callable[[BinaryIO], float | None]] = {
    "wav": _wav, "flac": _flac, "ogg": _ogg, "opus": _ogg, "mp3": _mp3,
    "m4a": _mp4, "mp4": _mp4, "webm": _webm,
}  # fmt: skip
