"""Hostile pictures: bombs, lies about size and kind, damage; taken in, and shown on a card."""

import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from tests.hostile.case import ANYTHING, ONLY_REFUSED, Case, Outcome, Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, *more: bytes, rows: bytes | None = None) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    drawn = zlib.compress(bytes((width + 1) * height) if rows is None else rows, 9)
    parts = (_chunk(b"IHDR", head), *more, _chunk(b"IDAT", drawn), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _gif(width: int, height: int, frames: int = 1) -> bytes:
    frame = b"\x2c" + struct.pack("<4HB", 0, 0, width, height, 0) + b"\x02\x02\x44\x01\x00"
    head = b"GIF89a" + struct.pack("<2H3B", width, height, 0x80, 0, 0) + bytes(6)
    return head + frame * frames + b"\x3b"


def _webp(size: int) -> bytes:
    return b"RIFF" + struct.pack("<I", size) + b"WEBPVP8X" + bytes(60)


def _jpeg(width: int, height: int) -> bytes:
    frame = struct.pack(">BHHBBBB", 8, height, width, 1, 1, 0x11, 0)
    return (
        b"\xff\xd8\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + bytes(200) + b"\xff\xd9"
    )


_PICTURES: dict[str, Callable[[], bytes]] = {
    "a sound one": lambda: _png(8, 8),
    "16,000 by 4,000 points": lambda: _png(16_000, 4_000),
    "30,000 by 30,000 points": lambda: _png(30_000, 30_000, rows=bytes(1_000)),
    "two thousand million points": lambda: _png(2**31 - 1, 2**31 - 1, rows=bytes(1_000)),
    "no points": lambda: _png(0, 0, rows=b""),
    "rows that are missing": lambda: _png(4_000, 4_000, rows=bytes(10)),
    "rows without end": lambda: _png(4, 4, rows=bytes(30_000_000)),
    "a text without end": lambda: _png(
        8, 8, _chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(30_000_000), 9))
    ),
    "a profile without end": lambda: _png(
        8, 8, _chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(30_000_000), 9))
    ),
    "many parts": lambda: _png(8, 8, *[_chunk(b"tEXt", b"a\0b")] * 50_000),
    "a part that lies": lambda: _png(8, 8, b"\xff\xff\xff\xf0tEXtabc"),
    "a film of 20,000 pictures": lambda: _gif(4, 4, 20_000),
    "a film of huge pictures": lambda: _gif(65_535, 65_535, 10),
    "a GIF of 65,535 points": lambda: _gif(65_535, 65_535),
    "a WebP that lies": lambda: _webp(0xFFFFFFF0),
    "a JPEG of 65,535 points": lambda: _jpeg(65_535, 65_535),
    "a JPEG of markers": lambda: b"\xff\xd8\xff" + b"\xff\xe0\x00\x02" * 100_000,
}
_NONE: dict[str, bytes] = {
    "a bitmap": b"BM" + bytes(200),
    "a TIFF": b"II*\x00" + bytes(200),
    "a KTX texture": b"\xabKTX 11\xbb\r\n\x1a\n" + bytes(200),
    "an icon": b"\x00\x00\x01\x00\x01\x00" + bytes(200),
    "a text": b"no picture",
    "nothing": b"",
    "an X pixmap": b'/* XPM */ static char *a[] = {"1 1 1 1","a c #fff","a"};',
    "a program": b"\x7fELF" + bytes(200),
}
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900">'


def _tree() -> bytes:
    """Return a drawing of a thousand million squares."""
    levels = "".join(
        f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 10)
    )
    square = '<rect id="g0" width="1" height="1"/>'
    return f'{_SVG}<defs>{square}{levels}</defs><use href="#g9"/></svg>'.encode()


def _entities() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE svg [<!ENTITY e0 "a">{levels}]>{_SVG}<text>&e9;</text></svg>'.encode()


_DRAWINGS: dict[str, Callable[[], bytes]] = {
    "a drawing": lambda: f'{_SVG}<use href="file:///dev/zero"/></svg>'.encode(),
    "a drawing of a tree": _tree,
    "a drawing of words without end": _entities,
    "a drawing in 100,000 groups": lambda: _SVG.encode() + b"<g>" * 100_000,
    "a drawing of huge size": lambda: b'<svg width="99999999" height="99999999"></svg>',
}
"""Cards show them: what they ask is done by a process of its own, which may be ended."""


@cache
def _application() -> "QApplication":
    from PySide6.QtWidgets import QApplication

    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication(["hostile"])


def _shown(place: Place) -> Sequence[str]:
    """Take a picture in, read it as a card does, and take it back."""
    from flashcards.ui.pictures import Room, measured

    name = place.collection.import_media(place.given / "picture.png")
    try:
        picture = measured(place.collection.media_path(name), 700, 2.0)
        if picture is not None and Room().takes(picture):
            assert picture.read().width() <= 1_400
    finally:
        place.collection.undo()
    return []


def _case(what: str, data: bytes | Callable[[], bytes], allowed: frozenset[Outcome]) -> Case:
    def make(place: Place) -> None:
        _application()
        import flashcards.ui.pictures  # noqa: F401  (not part of what is watched)

        place.put("picture.png", data() if callable(data) else data)

    return Case(what, _shown, allowed, make)


def cases(random: Random, count: int) -> Iterator[Case]:
    """Yield every picture, what is none, and pictures with some bytes changed."""
    for what, data in _PICTURES.items():
        yield _case(f"a picture of {what}", data, ANYTHING)
    for what, drawing in _DRAWINGS.items():
        yield _case(f"{what} called a picture", drawing, frozenset({Outcome.QUIET}))
    for what, other in _NONE.items():
        yield _case(f"{what} called a picture", other, ONLY_REFUSED)
    sound = (_png(60, 60), _gif(60, 60, 3), _jpeg(60, 60), _webp(60))
    for number in range(count - len(_PICTURES) - len(_DRAWINGS) - len(_NONE)):
        changed = bytearray(sound[number % len(sound)])
        for _ in range(random.randint(1, 10)):
            at = random.randrange(12, len(changed))
            changed[at : at + 1] = random.randbytes(random.randint(0, 3))
        yield _case("a picture with other bytes", bytes(changed), ANYTHING)
