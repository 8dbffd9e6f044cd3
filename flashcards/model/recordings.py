"""The kinds of sounds and videos a card may play, known by what a file holds, not by its name.

A player believes what it finds in a file: a playlist behind the tag of an MP3 file would send it
to other files and addresses. So what follows such a tag has to be sound.
"""

from typing import BinaryIO

SOUNDS = ("mp3", "ogg", "opus", "m4a", "wav", "flac")
VIDEOS = ("webm", "mp4")
KINDS = (*SOUNDS, *VIDEOS)
"""The endings these files have in the collection."""
ENDINGS = (*(f".{kind}" for kind in KINDS), ".oga", ".m4b", ".m4v", ".mov")
"""Of names of such files, in small letters."""

_MOST_TAGS = 4
_MOST_PADDING = 1 << 20
_OGG = {b"\x01vorbis": "ogg", b"OpusHead": "opus", b"\x7fFLAC": "ogg"}
_STILL = frozenset({b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis", b"crx "})
"""Brands of pictures, which have the same frame as videos."""
_SOUND_BRANDS = frozenset({b"M4A ", b"M4B ", b"F4A "})


def recording_kind(file: BinaryIO) -> str | None:
    """Return the kind of a sound or video, one of ``KINDS``; None for every other file."""
    file.seek(0)
    start = file.read(64)
    if start[:4] == b"RIFF" and start[8:12] == b"WAVE":
        return "wav"
    if start[:4] == b"fLaC":
        return "flac"
    if start[:4] == b"OggS" and len(start) > 27:
        packet = start[27 + start[26] :]
        return next((kind for sign, kind in _OGG.items() if packet.startswith(sign)), None)
    if start[4:8] == b"ftyp":
        brand = start[8:12]
        return None if brand in _STILL else "m4a" if brand in _SOUND_BRANDS else "mp4"
    if start[:4] == b"\x1aE\xdf\xa3":
        return "webm" if b"\x42\x82\x84webm" in start else None
    return "mp3" if mp3_start(file) is not None else None


def mp3_start(file: BinaryIO) -> int | None:
    """Return where the sound of an MP3 file begins, behind its tags; None for any other file."""
    at = 0
    for _ in range(_MOST_TAGS):
        file.seek(at)
        head = file.read(10)
        if head[:3] != b"ID3" or len(head) < 10 or any(byte > 127 for byte in head[6:10]):
            break
        size = 0
        for byte in head[6:10]:
            size = size << 7 | byte
        at += 10 + size + (10 if head[5] & 0x10 else 0)
    file.seek(at)
    left = _MOST_PADDING if at else 0
    while (block := file.read(4096)) and not block.strip(b"\0") and left > 0:
        at += len(block)
        left -= len(block)
    if left:
        at += len(block) - len(block.lstrip(b"\0"))
        file.seek(at)
        block = file.read(4)
    return at if is_frame(block[:4]) else None


def is_frame(head: bytes) -> bool:
    """Whether four bytes begin a frame of MPEG audio, layer I to III."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, frequency = head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and layer != 0 and rate not in (0, 15) and frequency != 3
