"""Small files of sound, and beginnings of others, made by code; nothing else is recorded."""

import io
import math
import struct
import wave

MP3_FRAME = b"\xff\xfb\x90\xc4" + bytes(413)
"""A frame of silence at 128 kbit/s and 44.1 kHz, 26 ms long."""


def wav(seconds: float = 0.2, rate: int = 8_000, pitch: float = 440.0) -> bytes:
    """Return a tone as a WAV file."""
    count = round(seconds * rate)
    tones = (round(9_000 * math.sin(2 * math.pi * pitch * at / rate)) for at in range(count))
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"".join(struct.pack("<h", tone) for tone in tones))
    return buffer.getvalue()


def mp3(frames: int = 40, *, tag: bytes | None = None, then: bytes = b"") -> bytes:
    """Return an MP3 file; ``tag`` is what its ID3 tag holds, ``then`` what stands behind it."""
    head = b"" if tag is None else b"ID3\x04\0\0" + _synchsafe(len(tag)) + tag
    return head + then + MP3_FRAME * frames


def _synchsafe(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def ogg(seconds: float, *, opus: bool = False) -> bytes:
    """Return the first and the last page of an Ogg file, without its sound."""
    if opus:
        packet, rate, skipped = b"OpusHead\x01\x01" + struct.pack("<HI", 312, 48_000), 48_000, 312
    else:
        packet, rate, skipped = b"\x01vorbis" + struct.pack("<IBI", 0, 1, 44_100), 44_100, 0
    return _page(0, packet) + _page(round(seconds * rate) + skipped, b"x" * 20)


def _page(granule: int, packet: bytes) -> bytes:
    return b"OggS\0\0" + struct.pack("<qIII", granule, 1, 0, 0) + bytes([1, len(packet)]) + packet


def flac(seconds: float) -> bytes:
    """Return the beginning of a FLAC file."""
    packed = 44_100 << 44 | 1 << 41 | 15 << 36 | round(seconds * 44_100)
    return b"fLaC\x80\0\0\x22" + bytes(10) + packed.to_bytes(8, "big") + bytes(16)


def mp4(seconds: float, brand: bytes = b"isom") -> bytes:
    """Return an MP4 file with a header and nothing to play, as a camera writes it: index last."""
    header = _box(b"mvhd", bytes(12) + struct.pack(">II", 1000, round(seconds * 1000)) + bytes(80))
    return _box(b"ftyp", brand + bytes(4)) + _box(b"mdat", bytes(64)) + _box(b"moov", header)


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def webm(seconds: float) -> bytes:
    """Return the beginning of a WebM file."""
    start = bytes.fromhex("1a45dfa39f4286810142f7810142f2810442f381084282") + b"\x84webm"
    info = b"\x2a\xd7\xb1\x83\x0f\x42\x40\x44\x89\x88" + struct.pack(">d", seconds * 1000)
    return start + b"\x15\x49\xa9\x66" + bytes([0x80 | len(info)]) + info
