"""The kinds of sounds and videos a card may play, known by what a file holds, not by its name.

A player believes what it finds in a file: a playlist behind the tag of an MP3 file would send it
to other files and addresses. So what follows such a tag has to be sound.
"""

from dataclasses import dataclass
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
_RATES = {
    # Kilobits a second of MPEG 1 and of MPEG 2 and 2.5, by layer: I, II, III.
    (True, 3): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (True, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (True, 1): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (False, 3): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (False, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 1): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_FREQUENCIES = {
    3: (44_100, 48_000, 32_000),
    2: (22_050, 24_000, 16_000),
    0: (11_025, 12_000, 8_000),
}


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
    return at if _sounds_at(file, at) else None


def _sounds_at(file: BinaryIO, at: int) -> bool:
    """Whether two frames follow each other; one alone may be the beginning of a text."""
    file.seek(at)
    first = frame_of(file.read(4))
    if first is None:
        return False
    file.seek(at + first.size)
    return first.leads_to(frame_of(file.read(4)))


@dataclass(frozen=True, slots=True)
class Frame:
    """What the head of a frame of MPEG audio says."""

    version: int
    """3 for MPEG 1, 2 for MPEG 2, 0 for MPEG 2.5."""
    layer: int
    """3 for layer I, 2 for II, 1 for III."""
    frequency: int
    """Samples a second."""
    kilobits: int
    """A second."""
    padded: bool

    @property
    def samples(self) -> int:
        """How many samples it holds."""
        return 384 if self.layer == 3 else 1152 if self.version == 3 or self.layer == 2 else 576

    @property
    def size(self) -> int:
        """How many bytes it takes, with its head."""
        slot = 4 if self.layer == 3 else 1
        bytes_ = self.samples * self.kilobits * 125 // self.frequency
        return bytes_ // slot * slot + slot * self.padded

    def leads_to(self, other: "Frame | None") -> bool:
        """Whether another frame may follow in one file."""
        return other is not None and (self.version, self.layer, self.frequency) == (
            other.version,
            other.layer,
            other.frequency,
        )


def frame_of(head: bytes) -> Frame | None:
    """Return the frame of MPEG audio that bytes begin with, layer I to III; None for others."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, frequency = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer == 0 or rate in (0, 15) or frequency == 3:
        return None
    kilobits = _RATES[version == 3, layer][rate - 1]
    return Frame(version, layer, _FREQUENCIES[version][frequency], kilobits, bool(head[2] & 2))
